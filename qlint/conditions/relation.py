"""`relation: {judgement: $blame, of: $employer, marked: [your, former]}`: a judgement word and what it judges.

The judged noun is what the word says it of: the noun it modifies ("worst boss"), its subject ("is your boss useless"), its object or
oblique ("hate about your job"), its complement ("faults of the head"), or what its relative clause hangs from ("a colleague you could not
stand"). Nouns that name nothing of their own are looked through ("the worst thing about", "the way ... is run"); any other noun takes the
judgement upon itself: "the worst outage your team had" judges the outage, "a project that failed in your team" the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qlint.conditions import persons
from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import head_of, own_subject, owner
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = ("your", "former", "you", "which", "none")
_KEYS = ("judgement", "of", "marked", "as", "of_as", "pos", "voice")
_VOICES = ("subject", "object", "any")
_THROUGH = frozenset(
    "thing part aspect most least much more what who which one member people person someone anyone somebody anybody way side bit "
    "something anything it that half number lot kind sort type".split()
)  # fmt: skip
_LIGHT = frozenset(
    "have be make give tell list name describe find see say share express do think call mention get hold identify state want hear".split()
)
_MAKING = frozenset({"do", "go", "get", "make"})
_ABOUT = frozenset("about with of at in for on against to under towards toward by 's like over".split())
_NOT_FROM = frozenset({"from", "than", "without", "before", "after", "into", "through"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "nsubj", "iobj", "advcl"})
_GERUND = frozenset({"advcl", "obl", "xcomp", "acl", "nmod", "csubj"})
_WORKING = frozenset("work deal report be serve live cope interact collaborate".split())
_FORMER = Words.of(
    [
        "last",
        "previous",
        "former",
        "current",
        "present",
        "old",
        "past",
        "recent",
        "ex",
        "prior",
        "existing",
        "latest",
        "first",
    ]
)
_STEPS = 6


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
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number, ask in enumerate(item.asks):
            if self.bind in env.asks and env.asks[self.bind] != number:
                continue
            inside = [token for token, (start, end) in enumerate(item.spans) if ask.start <= start and end <= ask.end]
            judged = [(run, head_of(item, run)) for run in self.of.find(item, inside)]
            for run in self.judgement.find(item, inside) if judged else ():
                yield from self._pairs(item, env.with_ask(self.bind, number), run, judged)

    def _pairs(
        self, item: ParsedQuestion, env: Env, run: tuple[int, ...], judged: list[tuple[tuple[int, ...], Token]]
    ) -> Iterator[Env]:
        judge = head_of(item, run)
        if self.pos and judge.pos_ not in self.pos:
            return
        for other, noun in judged:
            if (
                set(run) & set(other)
                or noun.dep_ == "nmod:poss"
                or noun.dep_ == "compound"
                and not _misread(judge, noun)
            ):
                continue
            if self._is_marked(item, noun) and self._holds(item, judge, noun):
                yield env.with_tokens(self.name, run).with_tokens(self.of_name, other)

    def _holds(self, item: ParsedQuestion, judge: Token, noun: Token) -> bool:
        if self.voice == "subject":
            return _judged_subject(item, judge, noun)
        if self.voice == "object":
            return _is_said_of(item, judge, noun)
        return judges(item, judge, noun)

    def _is_marked(self, item: ParsedQuestion, noun: Token) -> bool:
        if "none" in self.marked:
            return True
        if "your" in self.marked and _is_of_you(item, noun):
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
    return any(
        child.dep_ == "nmod" and (persons.is_yours(item, child) or _is_former(item, child)) for child in noun.children
    )


def _is_former(item: ParsedQuestion, noun: Token) -> bool:
    return any(child.dep_ in ("amod", "compound") and _FORMER.has(item.lemma(child.i)) for child in noun.children)


def _is_had(item: ParsedQuestion, noun: Token) -> bool:
    verb = noun.head
    if item.lemma(verb.i) not in ("have", "work", "report") or noun.dep_ not in ("obj", "obl"):
        return False
    return any(
        item.word(child.i).lower() in ("have", "ever", "did") for child in verb.children
    ) and persons.is_done_by_you(item, verb)


def judges(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Whether the judgement is said of the noun."""
    return (
        _misread(judge, noun)
        or _modifies(judge, noun)
        or _judged_subject(item, judge, noun)
        or _is_said_of(item, judge, noun)
    )


def _misread(judge: Token, noun: Token) -> bool:
    """Covers "Was your former boss incompetent?" with the adjective taken for a noun that the subject modifies."""
    return noun.dep_ == "compound" and noun.head.i == judge.i and persons.has_copula(judge)


def _modifies(judge: Token, noun: Token) -> bool:
    return judge.head.i == noun.i and judge.dep_ in ("amod", "acl", "acl:relcl", "nmod", "appos")


def _judged_subject(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Covers "Is your boss useless?", "Who at your last firm was useless?", "How has your employer let you down?"."""
    return any(subject.i == _risen(item, noun).i for subject in _subjects(item, judge))


def _subjects(item: ParsedQuestion, judge: Token) -> Iterator[Token]:
    """What the judgement has as its subject, behind relative pronouns and small clauses ("what made your job so bad")."""
    predicate = _predicate(item, judge)
    subject = own_subject(predicate)
    if subject is None and predicate.dep_.startswith("acl"):
        yield predicate.head
    if subject is not None:
        yield subject
        if predicate.dep_.startswith("acl"):
            yield predicate.head
        relative = item.word(subject.i).lower() in ("that", "which", "who")
        if relative and predicate.dep_ in ("ccomp", "advcl", "acl:relcl"):
            above = own_subject(predicate.head)
            if above is not None:
                yield above
    if predicate.dep_ in ("xcomp", "ccomp"):
        yield from (child for child in predicate.head.children if child.dep_ == "obj")


def _predicate(item: ParsedQuestion, judge: Token) -> Token:
    """The word itself, or what an adverb or a noun of judgement hangs from ("badly run", "get on least")."""
    current = judge
    for _ in range(_STEPS):
        if current.head.i == current.i or not _stands_for(item, current, current.head):
            break
        current = current.head
    return current


def _stands_for(item: ParsedQuestion, judge: Token, head: Token) -> bool:
    """Whether a judgement that hangs from `head` is passed on to it."""
    verbal = head.pos_ in ("VERB", "ADJ", "AUX")
    if judge.dep_ == "amod":
        return _is_light(item, head)
    if judge.dep_ in ("advmod", "conj"):
        return verbal
    if judge.dep_ in ("xcomp", "obj") and judge.pos_ == "ADJ" and item.lemma(head.i) in _MAKING:
        return True
    if judge.dep_ == "xcomp":
        return verbal
    if judge.dep_ in ("obj", "obl") and judge.pos_ == "NOUN" and item.lemma(head.i) in _LIGHT:
        return True
    return judge.dep_ in ("nsubj", "obj", "obl", "acl:relcl") and (_is_light(item, judge) or _is_light(item, head))


def _is_light(item: ParsedQuestion, token: Token) -> bool:
    return item.lemma(token.i) in _THROUGH


def _is_said_of(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Covers "hate about your boss", "faults of your head", "the worst thing about working for your company"."""
    top = _risen(item, noun)
    if top.dep_.split(":")[0] not in _NOMINAL or top.dep_.startswith("nsubj"):
        return False
    if not _is_about(item, noun) or not _is_about(item, top):
        return False
    governors = _governors(item, judge)
    return top.head.i in governors and not _takes_another(item, judge, top)


def _governors(item: ParsedQuestion, judge: Token) -> set[int]:
    """The judgement and what it stands for, up to its predicate."""
    found, current = {judge.i, *(child.i for child in judge.children if child.dep_ in ("xcomp", "compound:prt"))}, judge
    target = _predicate(item, judge)
    for _ in range(_STEPS):
        if current.i == target.i:
            break
        current = current.head
        found.add(current.i)
    return found


def _takes_another(item: ParsedQuestion, judge: Token, top: Token) -> bool:
    """An intransitive verb judges its subject, a modifier its noun: neither judges what else stands there."""
    if judge.dep_ == "amod" and not _is_light(item, judge.head) and judge.head.i != top.i:
        return True
    subject = own_subject(judge)
    if subject is None or persons.is_you(item, subject) or _is_light(item, subject):
        return False
    if item.word(subject.i).lower() in ("that", "which", "who") and judge.dep_.startswith("acl"):
        return not _is_light(item, judge.head)
    return item.lemma(subject.i) not in ("morale", "turnover", "thing", "matter", "atmosphere", "mood")


def _is_about(item: ParsedQuestion, noun: Token) -> bool:
    cases = {item.word(child.i).lower() for child in noun.children if child.dep_ == "case"}
    return not cases or bool(cases & _ABOUT) and not cases & _NOT_FROM


def _risen(item: ParsedQuestion, noun: Token) -> Token:
    """Up through "the thing about", "a member of", "working for", "the way ... is run", which name nothing themselves."""
    current = noun
    for _ in range(_STEPS):
        above = _above(item, current)
        if above is None:
            break
        current = above
    return current


def _above(item: ParsedQuestion, noun: Token) -> Token | None:
    head, lemma = noun.head, item.lemma(noun.head.i)
    if head.i == noun.i:
        return None
    if noun.dep_ in ("nmod", "appos") and _is_light(item, head) and lemma != "it":
        return head
    if noun.dep_ in ("obl", "obj") and lemma in _WORKING and head.dep_ in _GERUND:
        return head
    if noun.dep_.startswith("nsubj") and head.dep_ == "acl:relcl" and item.lemma(head.head.i) == "way":
        return head.head
    return None


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
        voice=parts["voice"].choice(_VOICES, what="voice") if "voice" in parts else "any",
    )
