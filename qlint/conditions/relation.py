"""`relation: {judgement: $blame, of: $employer, marked: [your, former]}`: a judgement word and what it judges.

`marked` says whose the judged noun must be: `your`, a `former` or current one, one with a clause of yours (`you`), or the one asked for
(`which`); a noun with a word of `unlike` before it is a thing ("package manager"). `voice` keeps to judged subjects ("is your boss any
good") or to objects and complements ("your opinion of your boss").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions import persons, verdicts
from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import Token, head_of, owner, token_at
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

MARKS = ("your", "former", "you", "which", "none")
_KEYS = ("judgement", "of", "marked", "as", "of_as", "pos", "voice", "unlike")
_VOICES = ("subject", "object", "any")
_WORKPLACES = frozenset(
    "job company firm team school site ward place hospital shop employer agency kitchen department workplace role post".split()
)
_FORMER = Words.of("last previous former old past ex prior".split())
_EPITHETS = Words.of(
    "last previous former current present old past recent ex prior existing latest first own direct".split()
)


@dataclass(frozen=True)
class Relation:
    """The judgement is bound to `name`, what it judges to `of_name`, their ask to `bind`."""

    judgement: Words
    of: Words
    marked: frozenset[str]
    name: str
    of_name: str
    bind: str
    pos: frozenset[str] = frozenset()
    voice: str = "any"
    unlike: Words | None = None
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number, ask in enumerate(item.asks):
            if self.bind in env.asks and env.asks[self.bind] != number:
                continue
            inside = [token for token, (start, end) in enumerate(item.spans) if ask.start <= start and end <= ask.end]
            judged = [(run, head_of(item, run)) for run in self.of.find(item, inside)]
            sentence = item.sentences[ask.sentence]
            for run in self.judgement.find(item, range(sentence.start, sentence.end)) if judged else ():
                yield from self._pairs(item, env.with_ask(self.bind, number), run, judged)

    def _pairs(
        self, item: ParsedQuestion, env: Env, run: tuple[int, ...], judged: list[tuple[tuple[int, ...], Token]]
    ) -> Iterator[Env]:
        judge = head_of(item, run)
        if self.pos and judge.pos_ not in self.pos:
            return
        for other, noun in judged:
            if set(run) & set(other) or self._is_thing(item, noun) or not verdicts.may_be_judged(item, judge, noun):
                continue
            if self._is_marked(item, noun, other) and self._holds(item, judge, noun):
                yield env.with_tokens(self.name, run).with_tokens(self.of_name, other)

    def _is_thing(self, item: ParsedQuestion, noun: Token) -> bool:
        if self.unlike is None:
            return False
        before = [child.i for child in noun.children if child.dep_ in ("compound", "amod", "nmod:poss")]
        if noun.i and noun.i - 1 not in before:
            before.append(noun.i - 1)
        return next(self.unlike.find(item, before), None) is not None

    def _holds(self, item: ParsedQuestion, judge: Token, noun: Token) -> bool:
        if self.voice == "subject":
            return verdicts.judged_subject(item, judge, noun)
        if self.voice == "object":
            return verdicts.is_said_of(item, judge, noun)
        return verdicts.judges(item, judge, noun)

    def _is_marked(self, item: ParsedQuestion, noun: Token, run: tuple[int, ...]) -> bool:
        if "none" in self.marked:
            return True
        if "your" in self.marked and (_is_of_you(item, noun) or _stands_after_your(item, run)):
            return True
        if "former" in self.marked and _is_former(item, noun):
            return True
        if "which" in self.marked and any(item.word(child.i).lower() in ("which", "what") for child in noun.children):
            return True
        return "you" in self.marked and (any(persons.has_relative_of_you(item, noun)) or _is_had(item, noun))


def _is_of_you(item: ParsedQuestion, noun: Token) -> bool:
    """Covers "your boss", "your school's leadership", "the colleagues on your ward", "in your last school, which of the colleagues"."""
    if persons.is_yours(item, noun) or noun.dep_ == "compound" and persons.is_yours(item, noun.head):
        return True
    possessor = owner(noun)
    if possessor is not None and (persons.is_yours(item, possessor) or _is_former(item, possessor)):
        return True
    beside = [child for child in noun.head.children if child.dep_ == "obl" and item.lemma(child.i) in _WORKPLACES]
    places = [*(child for child in noun.children if child.dep_ == "nmod"), *beside]
    return any(persons.is_yours(item, place) or _is_former(item, place) for place in places)


def _stands_after_your(item: ParsedQuestion, run: tuple[int, ...]) -> bool:
    """Covers "your present team lead", whatever a parser makes of the words between."""
    before = run[0] - 1
    while before >= 0 and _EPITHETS.has(item.word(before).lower()):
        before -= 1
    after = token_at(item, run[-1]).next
    ends = after is None or after.pos_ not in ("NOUN", "PROPN", "PART")
    return ends and before >= 0 and item.word(before).lower() in persons.YOUR


def _is_former(item: ParsedQuestion, noun: Token) -> bool:
    return any(child.dep_ in ("amod", "compound") and _FORMER.has(item.lemma(child.i)) for child in noun.children)


def _is_had(item: ParsedQuestion, noun: Token) -> bool:
    verb = noun.head
    if item.lemma(verb.i) not in ("have", "work", "report") or noun.dep_ not in ("obj", "obl"):
        return False
    return any(
        item.word(child.i).lower() in ("have", "ever", "did") for child in verb.children
    ) and persons.is_done_by_you(item, verb)


def compile_relation(node: Node, context: Context, *, bind: str) -> Relation:
    parts = node.mapping(_KEYS, what="relation")
    for key in ("judgement", "of"):
        if key not in parts:
            raise node.error(f"relation needs {key}")
    return Relation(
        judgement=context.words(parts["judgement"]),
        of=context.words(parts["of"]),
        marked=frozenset(part.choice(MARKS, what="mark") for part in parts["marked"].items())
        if "marked" in parts
        else frozenset({"none"}),
        name=parts["as"].text() if "as" in parts else "judgement",
        of_name=parts["of_as"].text() if "of_as" in parts else "judged",
        bind=bind,
        pos=frozenset(parts["pos"].texts()) if "pos" in parts else frozenset(),
        unlike=context.words(parts["unlike"]) if "unlike" in parts else None,
        voice=parts["voice"].choice(_VOICES, what="voice") if "voice" in parts else "any",
    )
