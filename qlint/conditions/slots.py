"""`object: {lemma: $formula, without: [relcl, your]}`: a test on one slot of an ask.

Knows no rule file beyond its own node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import SLOTS, Context, Words
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask, Slot
from qlint.nodes import Node

FEATURES = (
    "acl", "acronym", "clause", "code", "compound", "conjunct", "definite", "demonstrative", "elsewhere", "indefinite", "lowered", "modified", "my",
    "number", "of", "our", "plural", "pp", "proper", "pronoun", "relcl", "superlative", "your",
)  # fmt: skip
_KEYS = ("lemma", "words", "modifier", "tokens", "with", "without", "same_as", "clause", "topic_class")
_BY_RELATION = {
    "acl:relcl": "relcl", "acl": "acl", "nummod": "number", "compound": "compound", "nmod": "pp", "amod": "modified", "conj": "conjunct",
}  # fmt: skip
_BY_DETERMINER = {
    "this": "demonstrative", "that": "demonstrative", "these": "demonstrative", "those": "demonstrative",
    "the": "definite", "a": "indefinite", "an": "indefinite",
}  # fmt: skip


@dataclass(frozen=True)
class SlotTest:
    """What must hold of a slot; every part that is None or empty asks nothing."""

    name: str
    present: bool | None = None
    lemma: Words | None = None
    lemma_not: Words | None = None
    words: Words | None = None
    words_not: Words | None = None
    modifier: Words | None = None
    tokens: tuple[int, int] | None = None
    having: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    same_as: str | None = None
    clause: bool | None = None
    classes: frozenset[str] = frozenset()
    context: Context | None = None

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        """Why the slot does not pass, in words for a trace; None when it passes."""
        return next(self._failures(item, ask), None)

    def _failures(self, item: ParsedQuestion, ask: Ask) -> Iterator[str]:
        slot: Slot | None = getattr(ask, self.name)
        if self.clause is not None and (ask.clause is not None) != self.clause:
            yield f"{self.name}: {'no clause' if self.clause else 'a clause'} there"
        if self.present is False:
            if slot is not None:
                yield f"{self.name} is {slot.text!r}, not none"
            return
        if slot is None:
            if self._needs_slot:
                yield f"no {self.name}"
            return
        yield from self._lexical(item, slot)
        yield from self._shape(item, ask, slot)

    @property
    def _needs_slot(self) -> bool:
        asks_for_words = self.lemma or self.words or self.modifier or self.tokens or self.having or self.classes
        return bool(self.present or asks_for_words or self.same_as)

    def _lexical(self, item: ParsedQuestion, slot: Slot) -> Iterator[str]:
        if self.lemma and not heads(item, slot, self.lemma):
            yield f"{self.name} lemma {slot.lemma!r} is not in the set"
        if self.lemma_not and heads(item, slot, self.lemma_not):
            yield f"{self.name} lemma {slot.lemma!r} is excluded"
        if self.words and next(self.words.find(item, slot.tokens), None) is None:
            yield f"{self.name} {slot.text!r} holds none of the words"
        if self.words_not and (found := next(self.words_not.find(item, slot.tokens), None)):
            yield f"{self.name} holds {item.words(found)!r}"
        if self.modifier and not _modified(item, slot, self.modifier):
            yield f"{self.name} {slot.text!r} has none of the modifiers"

    def _shape(self, item: ParsedQuestion, ask: Ask, slot: Slot) -> Iterator[str]:
        if self.tokens and not self.tokens[0] <= size(item, slot) <= self.tokens[1]:
            yield f"{self.name} has {size(item, slot)} tokens"
        seen = features(item, slot)
        if missing := self.having - seen:
            yield f"{self.name} {slot.text!r} is not {', '.join(sorted(missing))}"
        if banned := self.without & seen:
            yield f"{self.name} {slot.text!r} has {', '.join(sorted(banned))}"
        if self.same_as:
            other: Slot | None = getattr(ask, self.same_as)
            if other is None or other.head != slot.head:
                yield f"{self.name} is not the {self.same_as}"
        if self.classes and self.context and not self._in_class(item, slot):
            yield f"{self.name} {slot.text!r} is of another class"

    def _in_class(self, item: ParsedQuestion, slot: Slot) -> bool:
        assert self.context is not None
        return bool(self.classes & set(self.context.knowledge.topics.classes(item, slot)))


def compile_slot(name: str, node: Node, context: Context) -> SlotTest:
    """A slot test from its node: a word, a list, `none`, `any`, or a mapping."""
    if not node.is_mapping:
        if node.value in ("none", "any"):
            return SlotTest(name, present=node.value == "any")
        return SlotTest(name, lemma=context.words(node, what=name))
    parts = node.mapping(_KEYS, what=f"the {name} slot")
    lemma, lemma_not = _signed(parts.get("lemma"), context, "lemma")
    words, words_not = _signed(parts.get("words"), context, "words")
    return SlotTest(
        name,
        lemma=lemma,
        lemma_not=lemma_not,
        words=words,
        words_not=words_not,
        modifier=context.words(parts["modifier"]) if "modifier" in parts else None,
        tokens=_bounds(parts["tokens"]) if "tokens" in parts else None,
        having=_features(parts.get("with")),
        without=_features(parts.get("without")),
        same_as=parts["same_as"].choice(SLOTS, what="slot") if "same_as" in parts else None,
        clause=_clause(parts["clause"]) if "clause" in parts else None,
        classes=frozenset(parts["topic_class"].texts(what="topic_class")) if "topic_class" in parts else frozenset(),
        context=context,
    )


def _signed(node: Node | None, context: Context, what: str) -> tuple[Words | None, Words | None]:
    if node is None:
        return None, None
    if node.is_mapping:
        return None, context.words(node.mapping(("not",), what=what)["not"])
    return context.words(node), None


def _features(node: Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    return frozenset(part.choice(FEATURES, what="feature") for part in node.items())


def _clause(node: Node) -> bool:
    return node.choice(("none", "any"), what="clause") == "any"


def _bounds(node: Node) -> tuple[int, int]:
    parts = node.mapping(("min", "max"), what="tokens")
    low = parts["min"].whole(what="min") if "min" in parts else 0
    high = parts["max"].whole(what="max") if "max" in parts else 10_000
    return low, high


def heads(item: ParsedQuestion, slot: Slot, words: Words) -> bool:
    """Whether the slot's head, or a phrase that ends at its head, is in the set."""
    if words.has(slot.lemma):
        return True
    return any(found[-1] == slot.head for found in words.find(item, slot.tokens))


def _modified(item: ParsedQuestion, slot: Slot, words: Words) -> bool:
    before = [token for token in slot.tokens if token != slot.head]
    return any(item.doc[found[-1]].head.i in slot.tokens for found in words.find(item, before))


def size(item: ParsedQuestion, slot: Slot) -> int:
    """Words of a phrase; marks and the parts of a hyphenated word count once: "higher-order component" is two."""
    return len([piece for piece in slot.text.split() if any(char.isalnum() for char in piece)]) or 1


def features(item: ParsedQuestion, slot: Slot) -> frozenset[str]:
    """Properties of a noun phrase that rules may ask for or refuse (see FEATURES)."""
    return frozenset(_seen(item, slot))


def _seen(item: ParsedQuestion, slot: Slot) -> Iterator[str]:
    head = item.doc[slot.head]
    if "Plur" in head.morph.get("Number", []):
        yield "plural"
    if head.pos_ == "PROPN":
        yield "proper"
    if head.pos_ == "PRON":
        yield "pronoun"
    if item.masks[slot.head] is not None:
        yield "code"
    if is_acronym(item.word(slot.head)) or _is_letter_of_acronym(item, slot):
        yield "acronym"
    if _is_lowered(item, slot):
        yield "lowered"
    for child in head.children:
        yield from _of_child(item, child.i, child.dep_)
        if child.dep_ in ("nmod", "obl") and child.i > slot.head and _is_elsewhere(item, child.i):
            yield "elsewhere"


_OF_A_FIELD = frozenset({"of", "in", "at", "as", "to"})
_FIELDS = frozenset(
    {
        "context",
        "case",
        "field",
        "world",
        "sense",
        "trade",
        "industry",
        "business",
        "sector",
        "law",
        "term",
        "area",
        "domain",
    }
)


def _is_elsewhere(item: ParsedQuestion, noun: int) -> bool:
    """A complement that ties the thing to a case ("with a colleague", "in a supplier's quote"), not to a field ("in React")."""
    if item.doc[noun].pos_ == "PRON":
        return False
    kids = list(item.doc[noun].children)
    if any(kid.dep_ == "case" and kid.i < noun and item.lemma(kid.i) not in _OF_A_FIELD for kid in kids):
        return True
    determined = any(kid.dep_ in ("det", "nmod:poss") for kid in kids)
    of = any(kid.dep_ == "case" and item.lemma(kid.i) == "of" for kid in kids)
    return determined and not of and item.lemma(noun) not in _FIELDS


def _is_letter_of_acronym(item: ParsedQuestion, slot: Slot) -> bool:
    """As in "the B in BANT"."""
    letter = item.word(slot.head)
    within = (child for child in item.doc[slot.head].children if child.dep_ == "nmod")
    return len(letter) == 1 and letter.isupper() and any(is_acronym(item.word(child.i)) for child in within)


def _is_lowered(item: ParsedQuestion, slot: Slot) -> bool:
    """A short bare word in a question that has no capital at all, where an acronym would look no different."""
    word = item.word(slot.head)
    kids = [child for child in item.doc[slot.head].children if child.dep_ not in ("cc", "conj", "punct")]
    bare = not any(child.dep_ in ("det", "amod", "nmod:poss", "compound") and child.lower_ != "what" for child in kids)
    return bare and 2 <= len(word) <= 6 and word.isalpha() and item.question.text.islower()


def _of_child(item: ParsedQuestion, child: int, relation: str) -> Iterator[str]:
    word = item.word(child).lower()
    if relation in _BY_RELATION:
        yield _BY_RELATION[relation]
    if relation == "nmod:poss" and word in ("your", "my", "our"):
        yield word
    if relation.startswith("det") and word in _BY_DETERMINER:
        yield _BY_DETERMINER[word]
    if relation == "amod" and "Sup" in item.doc[child].morph.get("Degree", []):
        yield "superlative"
    if relation == "nmod" and any(
        item.lemma(case.i) == "of" for case in item.doc[child].children if case.dep_ == "case"
    ):
        yield "of"


def is_acronym(word: str) -> bool:
    """Two to eight characters, at least two capitals, more capitals than small letters: CORS, LSTMs, IPv6, gRPC."""
    stem = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    capitals = sum(char.isupper() for char in stem)
    small = sum(char.islower() for char in stem)
    return 2 <= len(stem) <= 8 and capitals >= 2 and capitals > small and stem[0].isalpha()
