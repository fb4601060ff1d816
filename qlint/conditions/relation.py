"""`relation: {judgement: $blame, of: $employer, marked: [your, former]}`: a judgement word and what it judges.

They belong together when, within one clause, the judged noun is subject, object, oblique or modified noun of the judgement;
"the worst outage your team had" judges the outage, not the team.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import head_of, is_word, own_subject, owner, subject_of
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = ("your", "former", "you", "none")
_NEAR = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "obl:agent", "xcomp", "root", "ROOT", "conj"})
_JUDGING = frozenset({"amod", "advmod", "xcomp", "obj", "obl", "acl"})
_THROUGH = frozenset(
    {"thing", "part", "aspect", "most", "least", "much", "more", "what", "one", "member", "people", "person"}
)
_KEYS = ("judgement", "of", "marked", "as", "of_as", "pos")
_FORMER = Words.of(
    ["last", "previous", "former", "current", "present", "old", "past", "recent", "ex", "prior", "existing"]
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
            if set(run) & set(other):
                continue
            if _judges(item, judge, noun) and self._is_marked(item, noun):
                yield env.with_tokens(self.name, run).with_tokens(self.of_name, other)

    def _is_marked(self, item: ParsedQuestion, noun: Token) -> bool:
        if "none" in self.marked:
            return True
        if "your" in self.marked and is_word(item, owner(noun), "your"):
            return True
        if "former" in self.marked and any(
            child.dep_ in ("amod", "compound") and _FORMER.has(item.lemma(child.i)) for child in noun.children
        ):
            return True
        return "you" in self.marked and _relative_of_you(item, noun)


def _relative_of_you(item: ParsedQuestion, noun: Token) -> bool:
    clauses = [child for child in noun.children if child.dep_ in ("acl:relcl", "acl")]
    return any(is_word(item, subject_of(clause), "you") for clause in clauses)


def _judges(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    if noun.dep_ in ("nmod:poss", "compound"):
        return False
    if judge.head.i == noun.i and judge.dep_ in ("amod", "acl", "compound", "nmod"):
        return True
    top = _rise(item, noun)
    if top.head.i == judge.i and top.dep_ in _NEAR:
        return True
    verb = judge.head
    if judge.dep_ in _JUDGING and (verb.i in (top.head.i, top.i)) and judge.i != top.i:
        return top.dep_ in _NEAR and judge.dep_ != "amod"
    subject = own_subject(judge)
    return subject is not None and subject.i == noun.i


def _rise(item: ParsedQuestion, noun: Token) -> Token:
    """Up through "the thing about", "a member of" and the like, which name nothing themselves."""
    current = noun
    while current.dep_ == "nmod" and item.lemma(current.head.i) in _THROUGH and current.head.i != current.i:
        current = current.head
    if current.dep_ in ("obl", "nmod") and current.head.dep_ == "advmod" and item.lemma(current.head.i) in _THROUGH:
        current = current.head
    return current


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
    )
