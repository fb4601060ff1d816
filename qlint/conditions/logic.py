"""`all`, `any`, `not`, `each`, and `is` for a predicate that the pack has named.

A negation yields no bindings; `each` holds when its condition holds for every ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Condition, Context, Env
from qlint.errors import did_you_mean
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node


@dataclass(frozen=True)
class All:
    """Every part holds, from left to right, each in the environment that the last one left."""

    parts: tuple[Condition, ...]

    @property
    def cost(self) -> int:
        return sum(part.cost for part in self.parts)

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        yield from _chain(self.parts, item, env)


def _chain(parts: tuple[Condition, ...], item: ParsedQuestion, env: Env) -> Iterator[Env]:
    if not parts:
        yield env
        return
    for found in parts[0].solve(item, env):
        yield from _chain(parts[1:], item, found)


@dataclass(frozen=True)
class Any:
    """Some part holds; each way it holds is yielded."""

    parts: tuple[Condition, ...]

    @property
    def cost(self) -> int:
        return max((part.cost for part in self.parts), default=0)

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for part in self.parts:
            yield from part.solve(item, env)


@dataclass(frozen=True)
class Not:
    """The part does not hold in any way."""

    part: Condition

    @property
    def cost(self) -> int:
        return self.part.cost + 1

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if next(self.part.solve(item, env), None) is None:
            yield env


@dataclass(frozen=True)
class Each:
    """The part holds for every ask of the question (and there is one)."""

    part: Condition
    bind: str

    @property
    def cost(self) -> int:
        return self.part.cost + 2

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        asks = range(len(item.asks))
        if asks and all(next(self.part.solve(item, env.with_ask(self.bind, ask)), None) is not None for ask in asks):
            yield env


def compile_all(node: Node, context: Context, *, bind: str) -> All:
    return All(tuple(context.compile(part, context) for part in node.items()))


def compile_any(node: Node, context: Context, *, bind: str) -> Any:
    return Any(tuple(context.compile(part, context) for part in node.items()))


def compile_not(node: Node, context: Context, *, bind: str) -> Not:
    return Not(All(tuple(context.compile(part, context) for part in node.items())))


def compile_each(node: Node, context: Context, *, bind: str) -> Each:
    return Each(All(tuple(context.compile(part, context) for part in node.items())), bind)


def compile_is(node: Node, context: Context, *, bind: str) -> Condition:
    name = node.text(what="is")
    if name not in context.predicates:
        raise node.error(f"unknown predicate {name!r}", did_you_mean(name, context.predicates))
    return context.predicates[name]
