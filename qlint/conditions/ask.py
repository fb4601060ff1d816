"""`ask: {kind: wh, verb: be, object: {...}}`: an ask of the question has these properties.

`other_ask` asks it of an ask beside the bound one. Yields one environment for each ask that passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, get_args

from qlint.conditions.base import SLOTS, Context, Env, Words
from qlint.conditions.slots import SlotTest, compile_slot
from qlint.errors import did_you_mean
from qlint.language import slots
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask
from qlint.nodes import Node

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(slots.Kind),
    "level": get_args(slots.Level),
    "openness": get_args(slots.Openness),
    "about": get_args(slots.About),
    "tense": ("past", "present"),
}
_WORDED = ("wh", "clause", "modal")
_FLAGS = ("negated", "person")
_KEYS = (*_CHOICES, *_WORDED, *_FLAGS, "verb", "adjuncts", "any", "first", "link", *SLOTS)
_ADJUNCTS = get_args(slots.AdjunctKind)
NOTHING = "none"


@dataclass(frozen=True)
class FieldTest:
    """A plain field has one of `values` (or none of them)."""

    name: str
    values: frozenset[str]
    inverted: bool = False

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        value = getattr(ask, self.name)
        word = NOTHING if value is None else str(value).lower()
        return None if (word in self.values) != self.inverted else f"{self.name} is {word}"


@dataclass(frozen=True)
class VerbTest:
    """The verb's lemma is in the set (with or without its particle)."""

    words: Words | None
    inverted: bool = False

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        lemma = ask.verb.lemma if ask.verb else NOTHING
        inside = self.words.has(lemma) if self.words is not None else ask.verb is None
        return None if inside != self.inverted else f"verb is {lemma}"


@dataclass(frozen=True)
class AdjunctTest:
    """No adjuncts at all but these kinds, or some of these kinds."""

    kinds: frozenset[str]
    wanted: bool

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        seen = {adjunct.kind for adjunct in ask.adjuncts}
        if self.wanted:
            return None if seen & self.kinds else f"adjuncts are {', '.join(sorted(seen)) or NOTHING}"
        extra = seen - self.kinds
        return None if not extra else f"has an adjunct of {', '.join(sorted(extra))}"


@dataclass(frozen=True)
class FlagTest:
    name: str
    value: bool

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        return None if getattr(ask, self.name) == self.value else f"{self.name} is {not self.value}"


@dataclass(frozen=True)
class LinkTest:
    """The ask has (or lacks) a link of these kinds to another ask."""

    kinds: frozenset[str]

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        seen: set[str] = {link.kind for link in ask.links} or {NOTHING}
        return None if seen & self.kinds else f"links are {', '.join(sorted(seen))}"


@dataclass(frozen=True)
class FirstTest:
    """The ask is (or is not) the first of the question."""

    value: bool

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        return None if (item.asks[0] is ask) == self.value else "its place among the asks"


@dataclass(frozen=True)
class AnyTest:
    """At least one of several sets of properties holds."""

    choices: tuple[tuple[Test, ...], ...]

    def failure(self, item: ParsedQuestion, ask: Ask) -> str | None:
        if any(all(test.failure(item, ask) is None for test in tests) for tests in self.choices):
            return None
        return "none of the choices holds"


Test: TypeAlias = FirstTest | FieldTest | VerbTest | AdjunctTest | FlagTest | LinkTest | AnyTest | SlotTest


@dataclass(frozen=True)
class AskCondition:
    """An ask passes all tests; it is bound to `bind`. `than` names the ask that it must not be."""

    tests: tuple[Test, ...]
    bind: str
    than: str | None = None
    shares: bool = False
    cost: int = 1

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for number in self._candidates(item, env):
            if all(test.failure(item, item.asks[number]) is None for test in self.tests):
                yield env.with_ask(self.bind, number)

    def _candidates(self, item: ParsedQuestion, env: Env) -> Iterator[int]:
        if self.than is None:
            if self.bind in env.asks:
                yield env.asks[self.bind]
            else:
                yield from range(len(item.asks))
            return
        base = env.asks.get(self.than)
        if base is None:
            return
        for number in range(len(item.asks)):
            if number != base and (not self.shares or related(item, base, number)):
                yield number


def related(item: ParsedQuestion, first: int, second: int) -> bool:
    """Whether two asks are about one thing: linked to each other, or through a third."""
    links = {(number, link.ask) for number, ask in enumerate(item.asks) for link in ask.links}
    both = links | {(b, a) for a, b in links}
    if (first, second) in both:
        return True
    return any((first, third) in both and (third, second) in both for third in range(len(item.asks)))


def compile_ask(node: Node, context: Context, *, bind: str) -> AskCondition:
    return AskCondition(compile_tests(node, context), bind)


def compile_other_ask(node: Node, context: Context, *, bind: str) -> AskCondition:
    parts = dict(node.mapping((*_KEYS, "than", "shares", "bind"), what="other_ask"))
    than = parts.pop("than").text(what="than") if "than" in parts else bind
    shares = False
    if "shares" in parts:
        shares = parts.pop("shares").choice(("topic", "nothing"), what="shares") == "topic"
    name = parts.pop("bind").text(what="bind") if "bind" in parts else "other"
    rest = Node(parts, node.path, node.line, node.column, node.keys)
    return AskCondition(compile_tests(rest, context), name, than, shares, cost=2)


def compile_tests(node: Node, context: Context) -> tuple[Test, ...]:
    parts = node.mapping(_KEYS, what="ask")
    return tuple(_test(name, part, context) for name, part in parts.items())


def _test(name: str, node: Node, context: Context) -> Test:
    if name in _CHOICES or name in _WORDED:
        return _field(name, node, context)
    if name == "verb":
        return _verb(node, context)
    if name in _FLAGS:
        return FlagTest(name, node.flag(what=name))
    if name == "adjuncts":
        return _adjuncts(node)
    if name == "link":
        return LinkTest(frozenset(part.choice((*get_args(slots.LinkKind), NOTHING)) for part in node.items()))
    if name == "any":
        return AnyTest(tuple(compile_tests(part, context) for part in node.items()))
    if name == "first":
        return FirstTest(node.flag(what="first"))
    return compile_slot(name, node, context)


def _field(name: str, node: Node, context: Context) -> FieldTest:
    inverted = node.is_mapping
    inner = node.mapping(("not",), what=name)["not"] if inverted else node
    values: set[str] = set()
    for part in inner.items():
        word = part.text(what=name)
        if word.startswith("$"):
            values |= {" ".join(phrase) for phrase in context.words(part).phrases}
            continue
        known = _CHOICES.get(name)
        if known and word not in (*known, NOTHING):
            raise part.error(
                f"{word!r} is not a known {name}", did_you_mean(word, known) or f"one of: {', '.join(known)}"
            )
        values.add(word)
    return FieldTest(name, frozenset(values), inverted)


def _verb(node: Node, context: Context) -> VerbTest:
    inverted = node.is_mapping
    inner = node.mapping(("not",), what="verb")["not"] if inverted else node
    if inner.value == NOTHING:
        return VerbTest(None, inverted)
    return VerbTest(context.words(inner, what="verb"), inverted)


def _adjuncts(node: Node) -> AdjunctTest:
    if node.is_mapping:
        kinds = node.mapping(("only",), what="adjuncts")["only"]
        return AdjunctTest(frozenset(part.choice(_ADJUNCTS) for part in kinds.items()), wanted=False)
    if node.value == NOTHING:
        return AdjunctTest(frozenset(), wanted=False)
    return AdjunctTest(frozenset(part.choice(_ADJUNCTS, what="adjunct") for part in node.items()), wanted=True)
