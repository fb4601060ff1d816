"""A decoded data file as a tree in which every value knows its place: what YAML and JSON rooms hand to `records`.

Knows no syntax of any format, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from qlint.errors import FormatError
from qlint.source import MappedText, Source, Span

MAX_DEPTH = 100


class Leaf(NamedTuple):
    """A scalar.

    `value` str, int, float, bool or None; `text` the same as a string; `start..end` its token in the source, quotes
    included; `style` and `mapper` belong to the format and lead from `text` back to the source.
    """

    value: object
    text: str
    start: int
    end: int
    style: str
    mapper: Callable[[Leaf], MappedText]

    def mapped(self) -> MappedText:
        """The text with the place of each part."""
        return self.mapper(self)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Listing(NamedTuple):
    """A list of values at `start..end`."""

    items: list[Node]
    start: int
    end: int


class Table(NamedTuple):
    """A mapping at `start..end`: its pairs in the order of the file, doubled keys included."""

    pairs: list[tuple[Leaf, Node]]
    start: int
    end: int


Node: TypeAlias = Leaf | Listing | Table


def broken(source: Source, offset: int, message: str, hint: str | None = None) -> FormatError:
    """A `FormatError` at `offset` of the source (clamped to it)."""
    position = source.position(max(0, min(offset, len(source.text))))
    return FormatError(message, path=source.path, line=position.line, column=position.column, hint=hint)


def doubled(source: Source, key: Leaf) -> FormatError:
    """The row for a key that its mapping holds already."""
    return broken(source, key.start, f"key {key.text!r} stands twice in one mapping", "rename or merge one of the two")


def woven(text: str, start: int, end: int, units: re.Pattern[str], decode: Callable[[str], str]) -> MappedText:
    """Slice `start..end` in which each match of `units` is decoded as one unit and all else stands verbatim."""
    parts: list[MappedText] = []
    at = start
    for unit in units.finditer(text, start, end):
        parts.append(MappedText.verbatim(text, at, unit.start()))
        parts.append(MappedText.decoded(decode(unit.group()), unit.start(), unit.end()))
        at = unit.end()
    parts.append(MappedText.verbatim(text, at, end))
    return MappedText.join(parts)


def plain(node: Node) -> object:
    """The value without places: str, numbers, lists and dicts (the last of doubled keys wins)."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def words_in(node: Node) -> int:
    """How many words the strings below `node` hold."""
    if isinstance(node, Leaf):
        return len(node.value.split()) if isinstance(node.value, str) else 0
    values = node.items if isinstance(node, Listing) else [value for _, value in node.pairs]
    return sum(map(words_in, values))
