"""`candidate: {words: $faith, via: [object], verb: $practise}`: the words are asked of the person, not of a thing.

A word counts, in the clause of an ask, by one of these ways (`via`):

- `owned`      "your" possesses the word itself: "your religion";
- `predicate`  it is said of you: "Are you married?", "Have you been in hospital?";
- `object`     you do something to it, with a `verb` of the set when one is given: "Do you attend church?";
- `subject`    "your" + the word does something of `verb`: "Does your wife work?";
- `relative`   it carries a clause of yours: "the medicines that you take";
- `named`      you are called so: "as a Muslim", "consider yourself a socialist";
- `adverb`     it modifies what you are or do: "Are you politically active?";
- `bare`       it is the whole of a short question: "Married?", "Any disabilities?".

Work asked of the reader ("How do you ...", "would you ...") does not count unless `how: any` or `modal: any` says so, and a word that
modifies another noun ("parent node", "religious calendar") only when that noun is in `under`. "Your" + a noun of `kin` counts as you.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions import persons
from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import ARGUMENT, Token, head_of, token_at
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask
from qlint.language.topics import forms
from qlint.nodes import Node

WORK_MODALS = frozenset({"would", "should", "could", "'d", "might"})
PATHS = ("predicate", "object", "owned", "subject", "relative", "named", "adverb", "bare")
USUAL = frozenset({"predicate", "object", "owned", "subject"})
LACKS = ("obj", "obl", "of", "clause", "number")
_KEYS = (
    "words", "as", "via", "pos", "verb", "modal", "under", "kin", "not_with", "beside", "complements", "case", "lacks", "how", "not_before",
)  # fmt: skip
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
_HANGS = frozenset({"obj", "obl", "nmod", "iobj"})
_WH = frozenset({"who", "whom", "what", "which", "where"})
_BARE = 10
_NEAR = 4


@dataclass(frozen=True)
class Guards:
    """What else must hold around the word. Empty parts ask nothing.

    `beside` hangs from the word or its predicate; `complements` is all that may hang from it beside times and persons; `case` are the
    prepositions before it; `lacks` are kinds of dependents that it must not have; `not_before` are words that make a compound with it when
    they come next ("health check"), whatever a parser makes of them.
    """

    pos: frozenset[str] = frozenset()
    not_with: Words | None = None
    beside: Words | None = None
    complements: Words | None = None
    case: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    not_before: Words | None = None

    def hold(self, item: ParsedQuestion, run: tuple[int, ...], inside: list[int]) -> bool:
        token = head_of(item, run)
        if self.pos and token.pos_ not in self.pos:
            return False
        if self.not_before is not None and _comes_next(item, run, self.not_before):
            return False
        if self.case and not any(_has_case(item, noun, self.case) for noun in (token, persons.lifted(item, token))):
            return False
        if self.lacks & set(_dependents(item, token, run)):
            return False
        if self.complements is not None and not self._hangs_well(item, token, run):
            return False
        if self.not_with is not None and _found_near(item, token, self.not_with):
            return False
        return self.beside is None or self._has_beside(item, token, inside)

    def _hangs_well(self, item: ParsedQuestion, token: Token, run: tuple[int, ...]) -> bool:
        hanging = [
            child
            for child in token.children
            if child.dep_.split(":")[0] in _HANGS and child.dep_ != "nmod:poss" and child.i not in run
        ]
        return all(self._may_hang(item, child) for child in hanging)

    def _may_hang(self, item: ParsedQuestion, child: Token) -> bool:
        if child.pos_ in ("PRON", "NUM", "ADV", "ADP") and not child.dep_.startswith("nmod"):
            return item.word(child.i).lower() not in ("it", "that", "this")
        lemma = item.lemma(child.i)
        return self.complements is not None and (lemma in persons.TIMES or self.complements.has(lemma))

    def _has_beside(self, item: ParsedQuestion, token: Token, inside: list[int]) -> bool:
        assert self.beside is not None
        governors = {token.i, token.head.i}
        for run in self.beside.find(item, inside):
            found = head_of(item, run)
            above = found.head.head if found.dep_ in ("case", "mark") else found.head
            if found.i != token.i and above.i in governors:
                return True
        return False


@dataclass(frozen=True)
class Candidate:
    """The words stand in a clause about the candidate; they are bound to `name` and their ask to `bind`."""

    words: Words
    name: str
    bind: str
    via: frozenset[str] = USUAL
    verb: Words | None = None
    under: Words | None = None
    kin: Words | None = None
    guards: Guards = Guards()
    any_modal: bool = False
    any_how: bool = False
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number, ask in enumerate(item.asks):
            if self.bind in env.asks and env.asks[self.bind] != number:
                continue
            inside = scope(item, ask)
            for run in self.words.find(item, inside):
                if self.guards.hold(item, run, inside) and self._counts(item, ask, run, inside):
                    yield env.with_ask(self.bind, number).with_tokens(self.name, run)

    def _counts(self, item: ParsedQuestion, ask: Ask, run: tuple[int, ...], inside: list[int]) -> bool:
        token = head_of(item, run)
        if "owned" in self.via and persons.follows_your(item, ask, run):
            return True
        if "predicate" in self.via and self._is_said_within(item, run):
            return True
        if token.dep_ == "nmod:poss" and persons.is_yours(item, token):
            return "owned" in self.via
        if persons.modifies(token):
            if self.under is None or not self.under.has(item.lemma(token.head.i)):
                return False
            token = token.head
        elif self.under is not None:
            return False
        noun = persons.lifted(item, token)
        if persons.modifies(noun):
            return False
        return any(way in self.via and self._by(way, item, ask, token, noun, inside) for way in PATHS)

    def _by(self, way: str, item: ParsedQuestion, ask: Ask, token: Token, noun: Token, inside: list[int]) -> bool:
        if way == "owned":
            return persons.is_yours(item, token) or persons.is_yours(item, noun)
        if way == "predicate":
            return self._is_predicate(item, token) or (noun.i != token.i and self._is_predicate(item, noun))
        if way == "object":
            return self._is_object(item, noun)
        if way == "subject":
            return self._is_subject(item, noun)
        if way == "relative":
            return any(self._takes(item, verb) for verb in persons.has_relative_of_you(item, noun))
        if way == "named":
            return persons.names_you(item, token)
        if way == "adverb":
            return token.dep_ == "advmod" and self._of_you(item, token.head)
        return _is_bare(item, ask, noun, inside)

    def _is_said_within(self, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
        """A part of a phrase carries the subject itself, as parsers have it in "Are you left-wing?"."""
        parts = [token_at(item, number) for number in run] if len(run) > 1 else []
        return any(persons.is_you(item, persons.subject_in(item, part)) and self._of_you(item, part) for part in parts)

    def _is_predicate(self, item: ParsedQuestion, token: Token) -> bool:
        nominal = token.dep_ in ARGUMENT and token.pos_ != "VERB" and persons.subject_in(item, token) is None
        if nominal and not persons.below_be(token):
            return False
        return self._of_you(item, token)

    def _is_object(self, item: ParsedQuestion, noun: Token) -> bool:
        verb = noun.head
        if verb.i == noun.i or noun.dep_ not in ARGUMENT | {"xcomp"} or noun.dep_.startswith("nsubj"):
            return False
        return self._takes(item, verb) and self._of_you(item, verb, how=self.any_how)

    def _is_subject(self, item: ParsedQuestion, noun: Token) -> bool:
        return noun.dep_.startswith("nsubj") and persons.is_yours(item, noun) and self._takes(item, noun.head)

    def _takes(self, item: ParsedQuestion, verb: Token) -> bool:
        return self.verb is None or self.verb.has(item.lemma(verb.i))

    def _of_you(self, item: ParsedQuestion, predicate: Token, *, how: bool = True) -> bool:
        doer, way = persons.doing(item, predicate)
        if doer is None or not self._is_person(item, doer):
            return False
        if not self.any_modal and WORK_MODALS & set(persons.modals_on(item, way)):
            return False
        return how or not persons.asks_how(item, way)

    def _is_person(self, item: ParsedQuestion, doer: Token) -> bool:
        if persons.is_you(item, doer) or item.word(doer.i).lower() in persons.YOUR:
            return True
        if self.kin is None:
            return False
        inner = (
            [child for child in doer.children if child.dep_ == "nmod"]
            if item.lemma(doer.i) in persons.CONTAINERS
            else []
        )
        return any(persons.is_yours(item, one) and self.kin.has(item.lemma(one.i)) for one in (doer, *inner))


def scope(item: ParsedQuestion, ask: Ask) -> list[int]:
    """Tokens in which an ask may speak of the person: its clause; its whole sentence where it is the only ask there."""
    own = [token for token, (start, end) in enumerate(item.spans) if ask.start <= start and end <= ask.end]
    if sum(other.sentence == ask.sentence for other in item.asks) > 1:
        return own
    sentence = item.sentences[ask.sentence]
    return sorted({*own, *range(sentence.start, sentence.end)})


def _is_bare(item: ParsedQuestion, ask: Ask, noun: Token, inside: list[int]) -> bool:
    words = [item.word(token).lower() for token in inside]
    if len(inside) > _BARE:
        return False
    if "any" in words[:2] and words[0] in ("any", "got", "have", "ever") and noun.i - inside[0] <= _NEAR:
        return True
    if ask.kind != "fragment" or ask.root != noun.i:
        return False
    rest = item.question.text[ask.end :].lstrip()
    return words[-1] == "?" or rest.startswith("?") or bool({"any", "please", "your"} & set(words))


def _comes_next(item: ParsedQuestion, run: tuple[int, ...], words: Words) -> bool:
    after = run[-1] + 1
    return after < len(item.doc) and bool({(form,) for form in forms(item, after)} & words.phrases)


def _has_case(item: ParsedQuestion, noun: Token, words: frozenset[str]) -> bool:
    return any(_is_case(item, child, words) for child in noun.children)


def _dependents(item: ParsedQuestion, token: Token, run: tuple[int, ...]) -> Iterator[str]:
    for child in token.children:
        if child.i in run:
            continue
        relation = child.dep_.split(":")[0]
        if relation in ("obj", "obl") and item.word(child.i).lower() not in _WH:
            yield relation
        if relation in _CLAUSES and not (relation == "advcl" and child.i < token.i):
            yield "clause"
        if relation == "obl" and any(kid.dep_ == "acl:relcl" for kid in child.children) and child.pos_ == "PRON":
            yield "clause"
        if relation == "nummod":
            yield "number"
        if relation in ("nmod", "obl") and any(_is_case(item, case, frozenset({"of"})) for case in child.children):
            yield "of"


def _is_case(item: ParsedQuestion, child: Token, words: frozenset[str]) -> bool:
    return child.dep_ in ("case", "mark") and item.word(child.i).lower() in words


def _found_near(item: ParsedQuestion, token: Token, words: Words) -> bool:
    near = {child.i for child in token.subtree} | {token.head.i}
    return next(words.find(item, near), None) is not None


def compile_candidate(node: Node, context: Context, *, bind: str) -> Candidate:
    parts = node.mapping(_KEYS, what="candidate")
    if "words" not in parts:
        raise node.error("candidate needs words")

    def words(key: str) -> Words | None:
        return context.words(parts[key]) if key in parts else None

    def choices(key: str, known: tuple[str, ...]) -> frozenset[str]:
        return frozenset(part.choice(known, what=key) for part in parts[key].items()) if key in parts else frozenset()

    return Candidate(
        words=context.words(parts["words"]),
        name=parts["as"].text(what="as") if "as" in parts else "word",
        bind=bind,
        via=choices("via", PATHS) or USUAL,
        verb=words("verb"),
        under=words("under"),
        kin=words("kin"),
        guards=Guards(
            pos=frozenset(parts["pos"].texts(what="pos")) if "pos" in parts else frozenset(),
            not_with=words("not_with"),
            beside=words("beside"),
            complements=_complements(parts.get("complements"), context),
            case=frozenset(parts["case"].texts(what="case")) if "case" in parts else frozenset(),
            lacks=choices("lacks", LACKS),
            not_before=words("not_before"),
        ),
        any_modal="modal" in parts and parts["modal"].choice(("any", "real"), what="modal") == "any",
        any_how="how" in parts and parts["how"].choice(("any", "none"), what="how") == "any",
    )


def _complements(node: Node | None, context: Context) -> Words | None:
    if node is None:
        return None
    return Words.of(()) if node.value == "none" else context.words(node)
