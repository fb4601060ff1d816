"""`candidate: {words: $faith}`: the words are asked of the person, not of a thing.

A word counts when, in the clause of an ask, (a) "you" is the subject of a predicate and the word is that predicate, its object or
an oblique of it; (b) "your" possesses the word itself; or (c) the subject is "your" + noun and the word is its predicate. Work asked of the
reader ("How would you ...", "how do you" + verb) and scenarios do not count. A word that merely modifies another noun ("parent
node", "race condition", "religious holidays calendar") counts only with `modifiers: true`, and never under a noun of `not_under`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import (
    ARGUMENT,
    head_of,
    is_word,
    modals,
    own_subject,
    owner,
    predicate_of,
    subject_of,
    wh_of,
)
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

if TYPE_CHECKING:
    from spacy.tokens import Token

WORK_MODALS = frozenset({"would", "should", "could", "'d", "might"})
PATHS = ("predicate", "object", "owned", "subject")
_KEYS = ("words", "as", "via", "pos", "modal", "modifiers", "not_under", "not_with")


@dataclass(frozen=True)
class Candidate:
    """The words stand in a clause about the candidate; they are bound to `name` and their ask to `bind`."""

    words: Words
    name: str
    bind: str
    via: frozenset[str] = frozenset(PATHS)
    pos: frozenset[str] = frozenset()
    any_modal: bool = False
    modifiers: bool = False
    not_under: Words | None = None
    not_with: Words | None = None
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number, ask in enumerate(item.asks):
            if self.bind in env.asks and env.asks[self.bind] != number:
                continue
            inside = [token for token, (start, end) in enumerate(item.spans) if ask.start <= start and end <= ask.end]
            for run in self.words.find(item, inside):
                if self._counts(item, run):
                    yield env.with_ask(self.bind, number).with_tokens(self.name, run)

    def _counts(self, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
        token = head_of(item, run)
        if self.pos and token.pos_ not in self.pos:
            return False
        if self.not_with is not None and self._beside(item, token, run):
            return False
        if token.dep_ in ("compound", "amod", "nmod:poss", "flat", "nummod"):
            if not self.modifiers or token.dep_ == "nmod:poss":
                return False
            if self.not_under is not None and self.not_under.has(item.lemma(token.head.i)):
                return False
            token = token.head
        return self._owned(item, token) or self._of_you(item, token)

    def _beside(self, item: ParsedQuestion, token: Token, run: tuple[int, ...]) -> bool:
        assert self.not_with is not None
        near = {child.i for child in token.subtree} | {token.head.i}
        return next(self.not_with.find(item, near), None) is not None

    def _owned(self, item: ParsedQuestion, token: Token) -> bool:
        return "owned" in self.via and is_word(item, owner(token), "your")

    def _of_you(self, item: ParsedQuestion, token: Token) -> bool:
        predicate = predicate_of(token)
        subject = subject_of(predicate)
        path = "predicate" if predicate.i == token.i else "object"
        if subject is None or path not in self.via:
            return False
        if path == "object" and not _argument_of(token, predicate):
            return False
        if subject.i == token.i:
            return "subject" in self.via and is_word(item, owner(token), "your")
        if is_word(item, subject, "you"):
            return self._is_about_you(item, predicate, path)
        return path == "predicate" and is_word(item, owner(subject), "your") and not _is_work(item, predicate)

    def _is_about_you(self, item: ParsedQuestion, predicate: Token, path: str) -> bool:
        if not self.any_modal and WORK_MODALS & set(modals(item, predicate)):
            return False
        return path == "predicate" or wh_of(item, predicate) != "how"


def _argument_of(token: Token, predicate: Token) -> bool:
    return token.dep_ in ARGUMENT and (token.head.i == predicate.i or token.head.dep_ in ARGUMENT)


def _is_work(item: ParsedQuestion, predicate: Token) -> bool:
    subject = own_subject(predicate)
    return subject is None


def compile_candidate(node: Node, context: Context, *, bind: str) -> Candidate:
    parts = node.mapping(_KEYS, what="candidate")
    if "words" not in parts:
        raise node.error("candidate needs words")
    modal = parts["modal"].choice(("any", "real"), what="modal") if "modal" in parts else "real"
    return Candidate(
        words=context.words(parts["words"]),
        name=parts["as"].text(what="as") if "as" in parts else "word",
        bind=bind,
        via=frozenset(part.choice(PATHS, what="path") for part in parts["via"].items())
        if "via" in parts
        else frozenset(PATHS),
        pos=frozenset(parts["pos"].texts(what="pos")) if "pos" in parts else frozenset(),
        any_modal=modal == "any",
        modifiers=parts["modifiers"].flag(what="modifiers") if "modifiers" in parts else False,
        not_under=context.words(parts["not_under"]) if "not_under" in parts else None,
        not_with=context.words(parts["not_with"]) if "not_with" in parts else None,
    )
