"""What every condition shares: the environment it reads and extends, the words it looks for, what it may ask of the world.

A condition is a small value with one method: given a parsed question and an environment of bindings, it yields each
environment in which it holds. A branch of a rule is the conjunction of its conditions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from qlint.errors import did_you_mean
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask, Slot
from qlint.language.topics import TopicIndex, forms
from qlint.nodes import Node


@dataclass(frozen=True, slots=True)
class Env:
    """Bindings of one attempt: names of asks to their numbers, names of captures to token numbers."""

    asks: Mapping[str, int] = field(default_factory=dict)
    tokens: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def with_ask(self, name: str, number: int) -> Env:
        return Env({**self.asks, name: number}, self.tokens)

    def with_tokens(self, name: str, tokens: Iterable[int]) -> Env:
        return Env(self.asks, {**self.tokens, name: tuple(tokens)})


class Condition(Protocol):
    """One condition of a rule. `cost` orders conditions within a branch: cheap ones first."""

    @property
    def cost(self) -> int: ...

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]: ...


@dataclass(frozen=True)
class Knowledge:
    """What rules may know beside the question: topics, roles, stages. All of it data of the packs."""

    topics: TopicIndex
    roles: Mapping[str, RoleNeeds] = field(default_factory=dict)
    role_aliases: Mapping[str, str] = field(default_factory=dict)
    stage_aliases: Mapping[str, str] = field(default_factory=dict)

    def role(self, text: str | None) -> str | None:
        """Canonical name of a role, or None where it is not known."""
        return _canonical(text, self.role_aliases)

    def stage(self, text: str | None) -> str | None:
        return _canonical(text, self.stage_aliases)


@dataclass(frozen=True, slots=True)
class RoleNeeds:
    """Skills that a role needs and those that it merely uses."""

    needed: frozenset[str]
    useful: frozenset[str]


def _canonical(text: str | None, aliases: Mapping[str, str]) -> str | None:
    if text is None:
        return None
    key = re.sub(r"[\s\-/]+", "_", text.strip().lower())
    return aliases.get(key)


@dataclass(frozen=True)
class Context:
    """What the compilation of a condition may use."""

    sets: Mapping[str, Words]
    knowledge: Knowledge
    predicates: Mapping[str, Condition]
    compile: Callable[[Node, Context], Condition]

    def words(self, node: Node, *, what: str = "words") -> Words:
        """Words of a node: text, `$set`, or a list of both."""
        return Words.union(self._one(part, what) for part in node.items(what=what))

    def _one(self, node: Node, what: str) -> Words:
        text = node.text(what=what)
        if not text.startswith("$"):
            return Words.of([text])
        name = text[1:]
        if name not in self.sets:
            raise node.error(f"unknown set {text!r}", did_you_mean(name, self.sets) or "declare it in sets.yaml")
        return self.sets[name]


_PIECES = re.compile(r"\w+|['’](?:s|m|re|ve|d|ll)\b|[^\w\s]")


@dataclass(frozen=True)
class Words:
    """A set of words and phrases, compared by lemma or by form, in lower case, token by token."""

    phrases: frozenset[tuple[str, ...]]
    first: Mapping[str, tuple[tuple[str, ...], ...]] = field(compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[str]) -> Words:
        lowered = {entry.lower() for entry in entries}
        whole = {(entry,) for entry in lowered if {"-", "."} & set(entry) and " " not in entry}  # one token: "h-index"
        phrases = frozenset(tuple(_PIECES.findall(entry)) for entry in lowered) | whole
        first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            if phrase:
                first.setdefault(phrase[0], []).append(phrase)
        return cls(phrases, {word: tuple(found) for word, found in first.items()})

    @classmethod
    def union(cls, parts: Iterable[Words]) -> Words:
        return cls.of(" ".join(phrase) for part in parts for phrase in part.phrases)

    def has(self, lemma: str) -> bool:
        """Whether `lemma` (one word, or verb and particle) is in the set; "write" holds for "write down"."""
        words = tuple(lemma.lower().split())
        return words in self.phrases or words[:1] in self.phrases

    def find(self, item: ParsedQuestion, tokens: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Token numbers of each occurrence among `tokens`, longest first at each place."""
        inside = set(tokens)
        for token in sorted(inside):
            found = self._at(item, token, inside)
            if found:
                yield found

    def _at(self, item: ParsedQuestion, token: int, inside: set[int]) -> tuple[int, ...] | None:
        for form in forms(item, token):
            for phrase in self.first.get(form, ()):
                run = tuple(range(token, token + len(phrase)))
                if all(at in inside for at in run) and all(
                    word in forms(item, at) for word, at in zip(phrase[1:], run[1:], strict=True)
                ):
                    return run
        return None


SLOTS = ("verb", "subject", "predicate", "object", "topic", "core", "audience", "manner")


def slot_of(ask: Ask, name: str) -> Slot | None:
    """A slot of an ask by its name."""
    found: Slot | None = getattr(ask, name)
    return found


def ask_tokens(item: ParsedQuestion, ask: Ask) -> tuple[int, ...]:
    """Numbers of the tokens within an ask's clause."""
    return tuple(
        number
        for number, (start, end) in enumerate(item.spans)
        if start >= ask.start and end <= ask.end and end > start
    )
