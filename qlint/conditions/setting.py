"""`scenario: {before: a}` and `given: {slot: object}`: what the question supplies before it asks.

A scenario is a sentence that sets a case, a condition ("if ...", "suppose ..."), or a parent stem. Something is given when it is attached, pointed at
("this query", "below", "here is") or written out as code or math.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import SLOTS, Context, Env, Words, slot_of
from qlint.conditions.slots import features
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

# A bare name in code letters ("What is `useRef()`?") is mentioned, not supplied.
_NAME = re.compile(r"`?[\w.:@#-]+(?:\(\))?`?")
_POINTERS = Words.of(
    ["below", "following", "attached", "above", "here is", "here are", "here 's", "shown", "given", "provided"]
)
# What an interviewer says of the interview sets no case.
_TALK = Words.of(
    ["warm-up", "warm up", "let 's start", "let us start", "let 's begin", "let us begin", "we start", "we begin", "to start", "start with",
     "begin with", "an easy one", "a quick one", "a simple one", "quick one", "quick question", "next question", "first question",
     "last question", "one more question", "thank you", "thanks", "move on", "the basics", "some basics", "next topic", "welcome"]
)  # fmt: skip
WHEN = ("before", "condition", "anywhere")


@dataclass(frozen=True)
class Scenario:
    """A case is set for the bound ask."""

    where: frozenset[str]
    bind: str
    cost: int = 2

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if self._holds(item, env):
            yield env

    def _holds(self, item: ParsedQuestion, env: Env) -> bool:
        if "before" in self.where and (item.question.scenario or self._context(item, env)):
            return True
        number = env.asks.get(self.bind)
        if number is None or "condition" not in self.where:
            return False
        return any(adjunct.kind == "condition" for adjunct in item.asks[number].adjuncts)

    def _context(self, item: ParsedQuestion, env: Env) -> bool:
        number = env.asks.get(self.bind)
        limit = item.asks[number].sentence if number is not None else len(item.sentences)
        return any(
            not sentence.ask
            and sentence.end - sentence.start > 2
            and next(_TALK.find(item, range(sentence.start, sentence.end)), None) is None
            for sentence in item.sentences[:limit]
        )


@dataclass(frozen=True)
class Given:
    """The thing asked about is supplied."""

    slot: str | None
    bind: str
    pointed: bool = True
    cost: int = 2

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if item.question.attachments or (self.pointed and self._pointed(item)) or self._in_slot(item, env):
            yield env

    def _pointed(self, item: ParsedQuestion) -> bool:
        return next(_POINTERS.find(item, range(len(item.doc))), None) is not None

    def _in_slot(self, item: ParsedQuestion, env: Env) -> bool:
        number = env.asks.get(self.bind)
        slot = slot_of(item.asks[number], self.slot) if self.slot and number is not None else None
        if slot is None:
            return False
        seen = features(item, slot)
        return "demonstrative" in seen or ("code" in seen and not _NAME.fullmatch(item.word(slot.head)))


def compile_scenario(node: Node, context: Context, *, bind: str) -> Scenario:
    if node.value == "any":
        return Scenario(frozenset({"before", "condition"}), bind)
    parts = node.mapping(("before", "condition"), what="scenario")
    name = next(iter(parts.values())).text(what="scenario") if parts else bind
    return Scenario(frozenset(parts), name)


def compile_given(node: Node, context: Context, *, bind: str) -> Given:
    if node.value == "any":
        return Given(None, bind)
    if node.value == "attached":
        return Given(None, bind, pointed=False)
    slot = node.mapping(("slot",), what="given")["slot"].choice(SLOTS, what="slot")
    return Given(slot, bind)
