"""`words: {set: $whimsy, in: object, pos: NOUN, as: w}`: words in a given part of the question, bound to part of speech or head.

Never a bare list over the whole question: `in` is obligatory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import SLOTS, Context, Env, Words, ask_tokens, slot_of
from qlint.conditions.clauses import head_of
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

PARTS = (*SLOTS, "ask", "question", "context", "adjuncts", "sentence")
RELATIONS = ("predicate", "object", "subject", "oblique", "modifier", "condition")
_KEYS = ("set", "in", "pos", "as", "head", "dep", "not_dep")


@dataclass(frozen=True)
class WordsCondition:
    """An occurrence in one of the `parts` of the bound ask (or of any ask); bound to `name`."""

    words: Words
    parts: tuple[str, ...]
    bind: str
    name: str
    pos: frozenset[str] = frozenset()
    head: Words | None = None
    dep: frozenset[str] = frozenset()
    not_dep: frozenset[str] = frozenset()
    cost: int = 3

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number in self._asks(item, env):
            bound = env if number is None else env.with_ask(self.bind, number)
            for run in self.words.find(item, self._tokens(item, number)):
                if self._fits(item, run):
                    yield bound.with_tokens(self.name, run)

    def _asks(self, item: ParsedQuestion, env: Env) -> Iterator[int | None]:
        if set(self.parts) <= {"question", "context"}:
            yield env.asks.get(self.bind)
        elif self.bind in env.asks:
            yield env.asks[self.bind]
        else:
            yield from range(len(item.asks))

    def _tokens(self, item: ParsedQuestion, number: int | None) -> set[int]:
        found: set[int] = set()
        for part in self.parts:
            found |= set(_part(item, number, part))
        return found

    def _fits(self, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
        token = head_of(item, run)
        if self.pos and token.pos_ not in self.pos:
            return False
        if self.dep and token.dep_ not in self.dep:
            return False
        if token.dep_ in self.not_dep:
            return False
        return self.head is None or self.head.has(item.lemma(token.head.i))


def _part(item: ParsedQuestion, number: int | None, part: str) -> Iterator[int]:
    if part == "question":
        yield from range(len(item.doc))
    elif part == "context":
        for sentence in item.sentences:
            if not sentence.ask:
                yield from range(sentence.start, sentence.end)
    elif number is not None:
        yield from _ask_part(item, number, part)


def _ask_part(item: ParsedQuestion, number: int, part: str) -> Iterator[int]:
    ask = item.asks[number]
    if part == "ask":
        yield from ask_tokens(item, ask)
    elif part == "sentence":
        sentence = item.sentences[ask.sentence]
        yield from range(sentence.start, sentence.end)
    elif part == "adjuncts":
        for adjunct in ask.adjuncts:
            yield from adjunct.slot.tokens
    else:
        slot = slot_of(ask, part)
        yield from slot.tokens if slot else ()


def compile_words(node: Node, context: Context, *, bind: str) -> WordsCondition:
    parts = node.mapping(_KEYS, what="words")
    for key in ("set", "in"):
        if key not in parts:
            raise node.error(f"words needs {key}", "never a bare list: say where the words must stand")
    return WordsCondition(
        words=context.words(parts["set"]),
        parts=tuple(part.choice(PARTS, what="part of a question") for part in parts["in"].items()),
        bind=bind,
        name=parts["as"].text(what="as") if "as" in parts else "word",
        pos=frozenset(parts["pos"].texts(what="pos")) if "pos" in parts else frozenset(),
        head=context.words(parts["head"]) if "head" in parts else None,
        dep=frozenset(parts["dep"].texts(what="dep")) if "dep" in parts else frozenset(),
        not_dep=frozenset(parts["not_dep"].texts(what="not_dep")) if "not_dep" in parts else frozenset(),
    )
