"""JSON text becomes a tree with places; nothing else.

Reads what `json.loads` reads (NaN and Infinity too), to a bounded depth. Knows no questions, no spaCy, no rules, no
click.
"""

from __future__ import annotations

import itertools
import json
import re

from qlint.errors import FormatError
from qlint.readers.tree import MAX_DEPTH, Leaf, Listing, Node, Table, broken, doubled, woven
from qlint.source import MappedText, Source

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"true|false|null|NaN|-?Infinity")
_WORDS: dict[str, object] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_LONE = re.compile(r"[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


class JsonScanner:
    """One pass over `source.text[..end]`; `problems` collects doubled keys, a break of the syntax raises."""

    def __init__(self, source: Source, end: int | None = None) -> None:
        self.source = source
        self.text = source.text
        self.end = len(source.text) if end is None else end
        self.problems: list[FormatError] = []
        self._open: list[tuple[Listing | Table, Leaf | None]] = []

    @property
    def saved(self) -> list[Node]:
        """What was read before the syntax broke: the outermost value as far as it goes, without the broken record."""
        held = list(self._open)
        if len(held) > 1 and isinstance(held[-1][0], Table) and isinstance(held[-2][0], Listing):
            held.pop()
        for (parent, _), (child, key) in reversed(list(itertools.pairwise(held))):
            if isinstance(parent, Listing):
                parent.items.append(child)
            elif key is not None:
                parent.pairs.append((key, child))
        return [held[0][0]] if held else []

    def document(self, start: int = 0) -> Node:
        """The one value of the text from `start`. Raises `FormatError`."""
        node, at = self.value(self._skip(start), 0)
        at = self._skip(at)
        if at < self.end:
            raise self._broken(at, "something follows the end of the JSON value", "wrap the values in one list [...]")
        return node

    def value(self, at: int, depth: int, key: Leaf | None = None) -> tuple[Node, int]:
        """The value that begins at `at`, and where it ends. Raises `FormatError`."""
        char = self.text[at : at + 1] if at < self.end else ""
        if char == '"':
            leaf = self._string(at)
            return leaf, leaf.end
        if char and char in "{[":
            if depth >= MAX_DEPTH:
                raise self._broken(at, f"is nested more than {MAX_DEPTH} deep", "flatten the file")
            node = Table([], at, self.end) if char == "{" else Listing([], at, self.end)
            self._open.append((node, key))
            at = self._pairs(node, depth) if isinstance(node, Table) else self._items(node, depth)
            self._open.pop()
            return node._replace(end=at), at
        return self._scalar(at)

    def _items(self, node: Listing, depth: int) -> int:
        at = self._skip(node.start + 1)
        while not self._is(at, "]"):
            item, at = self.value(at, depth + 1)
            node.items.append(item)
            at = self._next(self._skip(at), node.start, "]")
        return at + 1

    def _pairs(self, node: Table, depth: int) -> int:
        seen: set[str] = set()
        at = self._skip(node.start + 1)
        while not self._is(at, "}"):
            key, at = self._key(at)
            if key.text in seen:
                self.problems.append(doubled(self.source, key))
            seen.add(key.text)
            value, at = self.value(at, depth + 1, key)
            node.pairs.append((key, value))
            at = self._next(self._skip(at), node.start, "}")
        return at + 1

    def _key(self, at: int) -> tuple[Leaf, int]:
        if not self._is(at, '"'):
            raise self._broken(at, "a key in double quotes is expected here", self._mend(at))
        key = self._string(at)
        at = self._skip(key.end)
        if not self._is(at, ":"):
            raise self._broken(at, f"a colon is expected after key {key.text!r}", "write ':' between key and value")
        return key, self._skip(at + 1)

    def _next(self, at: int, opened: int, closing: str) -> int:
        """From behind an item to the next one, or to the closing bracket."""
        if self._is(at, closing):
            return at
        if not self._is(at, ","):
            if at >= self.end:
                raise self._broken(opened, f"{self.text[opened]!r} opened here is never closed", f"add {closing!r}")
            raise self._broken(at, f"a comma or {closing!r} is expected here", self._mend(at))
        after = self._skip(at + 1)
        if self._is(after, closing):
            raise self._broken(at, f"a comma stands before {closing!r}", "remove the comma")
        if after >= self.end:
            raise self._broken(opened, f"{self.text[opened]!r} opened here is never closed", f"add {closing!r}")
        return after

    def _string(self, at: int) -> Leaf:
        found = _STRING.match(self.text, at, self.end)
        if found is None:
            message, hint = (
                "a string opened here is not closed on its line",
                "close the quotation mark; write \\n for a line break",
            )
            raise self._broken(at, message, hint)
        token = found.group()
        if "\\" not in token:
            return Leaf(token[1:-1], token[1:-1], at, found.end(), '"', self._map)
        try:
            value = _unescaped(token)
        except json.JSONDecodeError as error:
            raise self._broken(
                at + error.pos, "a bad escape stands in the string", "write \\\\ for a backslash"
            ) from error
        return Leaf(value, value, at, found.end(), '"', self._map)

    def _scalar(self, at: int) -> tuple[Leaf, int]:
        word = _WORD.match(self.text, at, self.end)
        if word is not None:
            return Leaf(_WORDS[word.group()], word.group(), at, word.end(), "", self._map), word.end()
        number = _NUMBER.match(self.text, at, self.end)
        if number is None:
            what = "ends too early" if at >= self.end else "a value is expected here"
            raise self._broken(at, what, self._mend(at))
        return Leaf(_number(number), number.group(), at, number.end(), "", self._map), number.end()

    def _map(self, leaf: Leaf) -> MappedText:
        if not leaf.style:
            return MappedText.verbatim(self.text, leaf.start, leaf.end)
        if len(leaf.text) == leaf.end - leaf.start - 2:
            return MappedText.verbatim(self.text, leaf.start + 1, leaf.end - 1)
        return woven(self.text, leaf.start + 1, leaf.end - 1, _ESCAPE, lambda unit: _unescaped(f'"{unit}"'))

    def _skip(self, at: int) -> int:
        blank = _BLANK.match(self.text, at, self.end)
        return at if blank is None else blank.end()

    def _is(self, at: int, char: str) -> bool:
        return at < self.end and self.text[at] == char

    def _mend(self, at: int) -> str:
        rest = self.text[at : at + 2]
        if rest in ("//", "/*") or rest[:1] == "#":
            return "JSON has no comments: remove it"
        if rest[:1] == "'":
            return "use double quotes"
        return "check commas, quotes and brackets before this place"

    def _broken(self, at: int, message: str, hint: str) -> FormatError:
        return broken(self.source, min(at, self.end), message, hint)


def _unescaped(token: str) -> str:
    """The text of a string token; half of a surrogate pair, which nobody can print, is a replacement character."""
    return _LONE.sub("\ufffd", str(json.loads(token)))


def _number(found: re.Match[str]) -> int | float:
    if found[1] or found[2]:
        return float(found.group())
    try:
        return int(found.group())
    except ValueError:  # Python refuses integers of more than 4300 digits
        return float(found.group())
