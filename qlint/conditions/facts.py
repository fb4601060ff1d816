"""Conditions on what the bank says of a question and on what can be counted: `field`, `metric`, `regex`.

`field` reads the effective metadata; a missing field never makes a rule stricter unless the rule asks for just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Knowledge
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

_FIELD_KEYS = ("name", "in", "not_in", "missing", "words", "entries", "without", "only")
METRICS = ("words", "asks", "sentences", "options", "attachments")
_LONGEST = 4_000
_ENDLESS = re.compile(r"[*+]|\{\d*,\}")


@dataclass(frozen=True)
class FieldCondition:
    """A metadata field is missing, has one of some values, or a length in words."""

    name: str
    knowledge: Knowledge
    missing: bool | None = None
    values: frozenset[str] | None = None
    banned: frozenset[str] | None = None
    only: frozenset[str] | None = None
    words: tuple[int, int] | None = None
    entries: tuple[int, int] | None = None
    without: re.Pattern[str] | None = None
    cost: int = 0

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        told = (self._canonical(value) for value in item.question.meta_list(self.name))
        values = tuple(value for value in told if value is not None)
        if self._holds(values):
            yield env

    def _holds(self, values: tuple[str, ...]) -> bool:
        if self.missing is not None and bool(values) == self.missing:
            return False
        if self.values is not None and not self.values & set(values):
            return False
        if self.banned is not None and self.banned & set(values):
            return False
        if self.only is not None and not (values and set(values) <= self.only):
            return False
        if self.entries is not None and not self.entries[0] <= len(values) <= self.entries[1]:
            return False
        return self._texts_hold(values)

    def _texts_hold(self, values: tuple[str, ...]) -> bool:
        if self.words is not None:
            count = sum(len(value.split()) for value in values)
            if not values or not self.words[0] <= count <= self.words[1]:
                return False
        return self.without is None or not any(self.without.search(value[:_LONGEST]) for value in values)

    def _canonical(self, value: str) -> str | None:
        """The value as rules name it; None for a role or stage that nobody knows: it is as good as not said."""
        if self.name == "role":
            return self.knowledge.role(value)
        if self.name == "stage":
            return self.knowledge.stage(value)
        return value.strip() if self.words or self.without else value.strip().lower()


@dataclass(frozen=True)
class Metric:
    """A count lies within bounds."""

    name: str
    low: int
    high: int
    cost: int = 0

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if self.low <= self._count(item) <= self.high:
            yield env

    def _count(self, item: ParsedQuestion) -> int:
        question = item.question
        return {
            "words": sum(any(char.isalnum() for char in item.word(token)) for token in range(len(item.doc))),
            "asks": len(item.asks),
            "sentences": len(item.sentences),
            "options": len(question.options),
            "attachments": len(question.attachments),
        }[self.name]


@dataclass(frozen=True)
class Regex:
    """A pattern holds in the question's text (its first 4,000 code points), bound to `name`."""

    pattern: re.Pattern[str]
    name: str
    cost: int = 1

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for found in self.pattern.finditer(item.question.text[:_LONGEST]):
            tokens = [
                number for number, (start, end) in enumerate(item.spans) if start < found.end() and end > found.start()
            ]
            if tokens:
                yield env.with_tokens(self.name, tokens)


def compile_field(node: Node, context: Context, *, bind: str) -> FieldCondition:
    parts = node.mapping(_FIELD_KEYS, what="field")
    if "name" not in parts:
        raise node.error("field needs a name")
    return FieldCondition(
        name=parts["name"].text(what="name"),
        knowledge=context.knowledge,
        missing=parts["missing"].flag(what="missing") if "missing" in parts else None,
        values=_values(parts.get("in")),
        banned=_values(parts.get("not_in")),
        only=_values(parts.get("only")),
        words=bounds(parts["words"]) if "words" in parts else None,
        entries=bounds(parts["entries"]) if "entries" in parts else None,
        without=pattern(parts["without"]) if "without" in parts else None,
    )


def _values(node: Node | None) -> frozenset[str] | None:
    return None if node is None else frozenset(text.lower() for text in node.texts(what="values"))


def compile_metric(node: Node, context: Context, *, bind: str) -> Metric:
    parts = node.mapping(("name", "min", "max"), what="metric")
    low, high = bounds(node, ("name", "min", "max"))
    return Metric(parts["name"].choice(METRICS, what="metric"), low, high)


def compile_regex(node: Node, context: Context, *, bind: str) -> Regex:
    if not node.is_mapping:
        return Regex(pattern(node), "word")
    parts = node.mapping(("pattern", "as"), what="regex")
    return Regex(pattern(parts["pattern"]), parts["as"].text() if "as" in parts else "word")


def bounds(node: Node, keys: tuple[str, ...] = ("min", "max")) -> tuple[int, int]:
    parts = node.mapping(keys, what="bounds")
    low = parts["min"].whole(what="min") if "min" in parts else 0
    high = parts["max"].whole(what="max") if "max" in parts else 1_000_000
    return low, high


def pattern(node: Node) -> re.Pattern[str]:
    """A regular expression that cannot run away: no endless repetition of a group that holds one, no back-reference."""
    text = node.text(what="regex")
    if _nested_quantifier(text):
        raise node.error("a repeated group may not hold a repetition", "this pattern could hang on a long text")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise node.error(f"not a regular expression: {error}") from error


def _nested_quantifier(text: str) -> bool:
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", text)
    if re.search(r"\\[1-9]|\(\?P=", text):
        return True
    depth_has: list[bool] = [False]
    for index, char in enumerate(bare):
        if char == "(":
            depth_has.append(False)
        elif char == ")" and len(depth_has) > 1:
            held = depth_has.pop()
            repeated = bool(_ENDLESS.match(bare, index + 1))
            if held and repeated:
                return True
            depth_has[-1] = depth_has[-1] or held or repeated
        elif _ENDLESS.match(bare, index):
            depth_has[-1] = True
    return False
