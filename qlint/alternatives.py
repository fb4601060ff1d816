"""Templates + slots -> candidate alternatives, in the words of the question itself.

A template is taken only when all of its slots are filled; `{the_core|does/do}` gives the verb that agrees with a slot. The more
specific come first, equals are spread by a hash of the question. What this room builds are candidates: the engine's gate judges
them. Knows no engine and no YAML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qlint.diagnostic import Alternative
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask, Slot
from qlint.language.topics import Topic, TopicIndex
from qlint.rule import Capture, Match, Template

SLOT_NAMES = (
    "verb", "subject", "predicate", "object", "topic", "core", "audience", "manner",
    "term", "the_topic", "the_core", "the_term", "role", "stage", "level", "skill", "expected_answer",
    "ask", "asked", "plain", "neighbour", "symptom", "tradeoff", "schedule", "essential_functions",
)  # fmt: skip
_SLOT = re.compile(r"\{(\w+)(?:\|([^{}|/]+)/([^{}|/]+))?\}")
_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b([Aa])n? (?=\{)")
_FROM_META = ("role", "stage", "level", "skill", "expected_answer", "schedule", "essential_functions")
_LONGEST_SLOT = 120
_ECHO = re.compile(r"\b(\w[\w -]*) of (?:the )?\1\b", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\w) \([^()]*\)$")
_ONE, _MANY = frozenset({"is", "'s", "’s", "does", "was"}), frozenset({"are", "'re", "’re", "do", "were"})


@dataclass(frozen=True, slots=True)
class Filling:
    """The words for every slot that this finding can fill, and what the topic is."""

    words: Mapping[str, str]
    topic: Topic | None
    classes: tuple[str, ...]
    role: str | None
    plural: frozenset[str] = frozenset()


def captures(item: ParsedQuestion, ask: Ask | None, tokens: Mapping[str, tuple[int, ...]]) -> dict[str, Capture]:
    """Slots of the bound ask and the runs of tokens that a rule named, as plain words with places."""
    found: dict[str, Capture] = {}
    for name in ("verb", "subject", "predicate", "object", "topic", "core", "audience", "manner") if ask else ():
        slot: Slot | None = getattr(ask, name)
        if slot is not None and not (ask is not None and _is_unread(ask, slot)):
            found[name] = (
                _noun(item, slot) if name == "object" else Capture(slot.text, slot.lemma, slot.start, slot.end)
            )
            if name in ("topic", "core"):
                found[f"the_{name}"] = _determined(item, slot)
    term = _term(item, ask) if ask is not None else None
    if term is not None and ask is not None and not _is_unread(ask, term):
        found["term"] = Capture(term.text, term.lemma, term.start, term.end)
        found["the_term"] = _determined(item, term)
    if ask is not None:
        words = item.question.text[ask.start : ask.end].rstrip(" ?.!")
        found["ask"] = Capture(words, "", ask.start, ask.start + len(words))
        mark = "." if ask.kind == "imperative" else "?"
        found["asked"] = Capture(words + mark, "", ask.start, ask.end)
    for name, run in tokens.items():
        if run:
            span = item.span(run)
            found[name] = Capture(item.words(run), item.lemma(run[-1]), span.start, span.end)
    return found


def _is_unread(ask: Ask, slot: Slot) -> bool:
    """A fragment whose "topic" is all of it, and long: the parse found no way in, so no template may name it."""
    return ask.kind == "fragment" and slot.start <= ask.start and len(slot.tokens) > 4 and slot.end >= ask.end - 2


_COMPLEMENT = frozenset({"of", "for", "behind", "to"})
# Masses and doings take no "a", nor does what somebody owns or points at.
_UNCOUNTED = re.compile(
    r"(?:ing|tion|ment|ness|ity|ance|ence|ism|ware|s)$|^(?:your|our|my|its|this|that) ", re.IGNORECASE
)
_QUALIFIER = re.compile(r" (?:in|of|on|for|from|with) ")


def _term(item: ParsedQuestion, ask: Ask) -> Slot | None:
    """The thing asked about under its whole name: "padding in CNN", not "padding" or "CNN"; "the definition of X" gives X."""
    topic, core = ask.topic, ask.core
    if topic is None or core is None:
        return topic or core
    base = core if core.start > topic.start and core.end == topic.end and _is_complement(item, core) else topic
    return _qualified(item, ask, _whole_name(item, ask, base))


def _whole_name(item: ParsedQuestion, ask: Ask, base: Slot) -> Slot:
    """With the pieces of one name that the tree tore off: "Bag-of-" before it, "AI" in "Generative AI" behind it."""
    text = item.question.text
    first, last = base.tokens[0], base.tokens[-1]
    while (
        first > 0
        and text[item.spans[first][0] - 1 : item.spans[first][0]] in ("-", "–")
        or (first > 0 and item.word(first) in ("-", "–") and item.spans[first - 1][1] == item.spans[first][0])
    ):
        first -= 1
    rest = text[base.end : ask.end].rstrip(" ?.!").split()
    if 0 < len(rest) <= 2 and text[base.end : base.end + 1] == " " and all(word[:1].isupper() for word in rest):
        while last + 1 < len(item.spans) and item.spans[last + 1][1] <= ask.end and item.word(last + 1)[:1].isupper():
            last += 1
    tokens = tuple(range(first, last + 1))
    span = item.span(tokens)
    return replace(base, text=text[span.start : span.end], start=span.start, end=span.end, tokens=tokens)


def _is_complement(item: ParsedQuestion, core: Slot) -> bool:
    for child in item.doc[core.head].children:
        start, end = item.spans[child.i]
        if child.dep_ == "case" and item.word(child.i).lower() in _COMPLEMENT:
            text = item.question.text
            return text[start - 1 : start] == " " and text[end : end + 1] == " "
    return False


def _qualified(item: ParsedQuestion, ask: Ask, base: Slot) -> Slot:
    """With the phrase that follows at once ("in React"), which the tree may hang elsewhere."""
    for adjunct in ask.adjuncts:
        phrase, gap = adjunct.slot, item.question.text[base.end : adjunct.slot.start]
        if gap == " " and _QUALIFIER.match(f" {phrase.text} ") and adjunct.kind in ("place", "other", "purpose"):
            text = item.question.text[base.start : phrase.end]
            return replace(base, text=text, end=phrase.end, tokens=(*base.tokens, *phrase.tokens))
    return base


_OPENERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "how", "many", "much", "which", "what", "any", "some"}
)


def _noun(item: ParsedQuestion, slot: Slot) -> Capture:
    """The head with what stands before it, without article, quantity or complement ("update rule", "golf balls")."""
    kept = [token for token in slot.tokens if token <= slot.head]
    while len(kept) > 1 and item.word(kept[0]).lower() in _OPENERS:
        kept.pop(0)
    span = item.span(kept)
    return Capture(item.words(kept), slot.lemma, span.start, span.end)


def _determined(item: ParsedQuestion, slot: Slot) -> Capture:
    """The phrase with the article that stands before it in the question ("the Adam optimizer", "a race condition")."""
    article = slot.tokens[0] - 1
    if article < 0 or item.word(article).lower() not in ("a", "an", "the"):
        return Capture(slot.text, slot.lemma, slot.start, slot.end)
    return Capture(f"{item.word(article).lower()} {slot.text}", slot.lemma, item.spans[article][0], slot.end)


def filling(item: ParsedQuestion, match: Match, topics: TopicIndex) -> Filling:
    """Everything that templates and messages of this match may name."""
    ask = item.asks[match.ask] if match.ask is not None else None
    words = plain_words(match.captures) | from_metadata(item)
    slot = (ask.core or ask.topic) if ask else None
    topic = topics.find(item, slot)
    classes = topics.classes(item, slot)
    if topic is not None and slot is not None:
        words |= _about(topic, whole=_names_whole(item, slot, topics))
    words |= _with_articles(item, ask, words, topics)
    return Filling(
        {k: v for k, v in words.items() if v and len(v) <= _LONGEST_SLOT},
        topic,
        classes,
        item.question.meta_text("role"),
        plurals(item, ask),
    )


def _with_articles(
    item: ParsedQuestion, ask: Ask | None, words: Mapping[str, str], topics: TopicIndex
) -> dict[str, str]:
    """ "a diffing algorithm" where the question left the article out and the head is a noun that one can count."""
    many, found = plurals(item, ask), {}
    for name in ("topic", "core", "term"):
        slot = _slot_named(item, ask, name)
        bare = slot is not None and words.get(name) is not None and words[name] == words.get(f"the_{name}")
        if bare and slot is not None and name not in many and slot.lemma.lower() in topics.heads:
            if item.doc[slot.head].pos_ == "NOUN" and not _UNCOUNTED.search(words[name]):
                found[f"the_{name}"] = f"{'an' if _vowel_sound(words[name]) else 'a'} {words[name]}"
    return found


def _slot_named(item: ParsedQuestion, ask: Ask | None, name: str) -> Slot | None:
    if ask is None:
        return None
    if name == "term":
        return _term(item, ask)
    found: Slot | None = getattr(ask, name)
    return found


def plain_words(found: Mapping[str, Capture]) -> dict[str, str]:
    """Captures as words on one line; `asked` keeps its mark."""
    words = {name: _clean(capture.text) for name, capture in found.items() if name != "asked"}
    if "asked" in found:
        words["asked"] = " ".join(found["asked"].text.split())
    return words


def plurals(item: ParsedQuestion, ask: Ask | None) -> frozenset[str]:
    """Names of the slots that take a plural verb: as the question's own verb has it, else by number and by "and"."""
    if ask is None:
        return frozenset()
    found: set[str] = set()
    for name in ("object", "topic", "core", "term"):
        slot = _slot_named(item, ask, name)
        if slot is not None and _is_plural(item, ask, slot):
            found |= {name, f"the_{name}"}
    return frozenset(found)


def _is_plural(item: ParsedQuestion, ask: Ask, slot: Slot) -> bool:
    told = _number_of_verb(item, ask) if ask.topic is not None and slot.head == ask.topic.head else None
    if told is not None:
        return told
    head = item.doc[slot.head]
    joined = any(child.dep_ == "conj" and child.i in slot.tokens for child in head.children)
    return joined or "Plur" in head.morph.get("Number", [])


def _number_of_verb(item: ParsedQuestion, ask: Ask) -> bool | None:
    """Whether "What are ...", "What does ... mean" has its thing in the plural; None where the verb does not tell."""
    if (
        ask.wh != "what"
        or ask.modal is not None
        or (ask.subject is not None and ask.subject.lemma in ("you", "I", "we"))
    ):
        return None
    for token, (start, end) in enumerate(item.spans):
        word = item.word(token).lower()
        if ask.start <= start and end <= ask.end and word in _ONE | _MANY:
            return word in _MANY
    return None


def _names_whole(item: ParsedQuestion, slot: Slot, topics: TopicIndex) -> bool:
    """Whether the head of the phrase is a part of the topic's name, or a bare class word after it ("Redux library")."""
    head = Slot(slot.text, slot.lemma, slot.start, slot.end, slot.head, _with_name(item, slot))
    inside = topics.all_in(item, head.tokens)
    if not inside:
        return False
    without = tuple(token for token in head.tokens if token != slot.head)
    return topics.all_in(item, without) != inside or slot.lemma.lower() in topics.heads


def _with_name(item: ParsedQuestion, slot: Slot) -> tuple[int, ...]:
    """The head and what stands right before it."""
    return tuple(token for token in slot.tokens if token <= slot.head)


def from_metadata(item: ParsedQuestion) -> dict[str, str]:
    """What the bank says of the question, as words."""
    told = ((name, item.question.meta_text(name)) for name in _FROM_META)
    return {name: _clean(value).replace("_", " ") for name, value in told if value}


def _about(topic: Topic, *, whole: bool) -> Iterable[tuple[str, str]]:
    """What is known of the topic; only where the phrase names it as a `whole` ("hooks in React" is not React)."""
    pairs = {
        "plain": topic.plain if whole else None,
        "symptom": topic.symptom if whole else None,
        "tradeoff": topic.tradeoff if whole else None,
        "neighbour": topic.neighbours[0] if topic.neighbours and whole else None,
    }
    return [(name, value) for name, value in pairs.items() if value]


def _clean(text: str) -> str:
    """One line without markup that would break a sentence, and without the abbreviation that follows a name in brackets."""
    return _TAIL.sub("", re.sub(r"\s+", " ", text).strip(" \t.,;:?!"))


def slots_in(text: str) -> tuple[str, ...]:
    """Names of the slots of a template."""
    return tuple(found.group(1) for found in _SLOT.finditer(text))


def fill(text: str, words: Mapping[str, str], plural: Collection[str] = ()) -> str | None:
    """The template with its slots filled, verbs agreeing with those in `plural`; None where one is missing or the words would stumble."""
    if any(name not in words for name in slots_in(text)):
        return None
    agreed = _ARTICLE.sub(lambda found: _article(found.group(1), text, found.end(), words), text)
    done = _SLOT.sub(lambda found: _filled(found, words, plural), agreed)
    if (_DOUBLED.search(done) and not _DOUBLED.search(text)) or _ECHO.search(done):
        return None
    return _capital(done) if text.startswith("{") else done


def _filled(found: re.Match[str], words: Mapping[str, str], plural: Collection[str]) -> str:
    name, one, many = found.groups()
    if one is None:
        return words[name]
    return str(many if name in plural else one)


def _article(letter: str, text: str, at: int, words: Mapping[str, str]) -> str:
    found = _SLOT.match(text, at)
    word = words[found.group(1)] if found else ""
    return f"{letter}n " if _vowel_sound(word) else f"{letter} "


def _vowel_sound(word: str) -> bool:
    first = word.split(" ", 1)[0]
    spelt = first.upper() if not re.search(r"[aeiouy]", first, re.IGNORECASE) else first
    if spelt.isupper() and len(spelt) > 1:
        return spelt[0] in "AEFHILMNORSX"
    return first[:1].lower() in "aeiou" and not first.lower().startswith(("uni", "use", "eu", "one"))


def _capital(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if any(char.isupper() for char in first[1:]) else text[:1].upper() + text[1:]


def candidates(
    templates: Iterable[Template], item: ParsedQuestion, match: Match, topics: TopicIndex
) -> Iterator[Alternative]:
    """Candidate alternatives, best first."""
    known = filling(item, match, topics)
    fitting = [template for template in templates if _fits(template, match, known)]
    for template in sorted(fitting, key=lambda one: (-_special(one), _spread(item, one))):
        text = fill(template.text, known.words, known.plural)
        if text is None:
            continue
        listen = tuple(done for line in template.listen_for if (done := fill(line, known.words, known.plural)))
        yield Alternative(text, listen, changes=template.changes)


def _fits(template: Template, match: Match, known: Filling) -> bool:
    if template.branch and match.branch not in template.branch:
        return False
    if template.for_topic and not set(template.for_topic) & {
        *known.classes,
        *([known.topic.name] if known.topic else ()),
    }:
        return False
    return not template.for_role or known.role in template.for_role


def _special(template: Template) -> int:
    """Templates for a topic before those for a role before general ones; among them those that name more first."""
    from_topic = sum(name in ("plain", "symptom", "neighbour", "tradeoff") for name in slots_in(template.text))
    return (
        4 * bool(template.for_topic)
        + 3 * bool(from_topic)
        + 2 * bool(template.for_role)
        + bool(slots_in(template.text))
    )


def _spread(item: ParsedQuestion, template: Template) -> str:
    """An order that depends on the question alone, so that a bank does not read like one template."""
    return hashlib.sha256(f"{item.question.text}\x00{template.text}".encode("utf-8", "surrogatepass")).hexdigest()
