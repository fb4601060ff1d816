"""The way from the value of a YAML scalar back to its place: plain, quoted, literal and folded.

Works on the slice that the composer named, never by searching the words; where the slice does not give the value, the
whole scalar is the place. Knows no composer, no questions, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from qlint.readers.tree import Leaf, woven
from qlint.source import MappedText

_BREAK = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
_BREAKS = rf"{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_FOLD = rf"[ \t]*{_BREAKS}"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"''|{_FOLD}")
_DOUBLE = re.compile(rf"\\{_BREAKS}|\\x..|\\u....|\\U........|\\.|{_FOLD}", re.DOTALL)
_ONE_BREAK = re.compile(_BREAK)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def map_scalar(text: str, leaf: Leaf) -> MappedText:
    """`leaf.text` with the place of each part in `text`, the source of the file."""
    mapped = _by_style(text, leaf)
    if mapped is None or mapped.text != leaf.text:
        return MappedText.whole(leaf.text, leaf.start, leaf.end)
    return mapped


def _by_style(text: str, leaf: Leaf) -> MappedText | None:
    start, end = leaf.start, leaf.end
    if leaf.style == "":
        straight = text[start:end] == leaf.text
        return MappedText.verbatim(text, start, end) if straight else woven(text, start, end, _PLAIN, _folded)
    if leaf.style in "'\"":
        units, decode = (_SINGLE, _single) if leaf.style == "'" else (_DOUBLE, _double)
        return woven(text, start + 1, end - 1, units, decode)
    return _block(text, leaf)


def _folded(unit: str) -> str:
    breaks = [found.group() for found in _ONE_BREAK.finditer(unit)]
    first = breaks[0] if breaks[0] in "\u2028\u2029" else ""
    rest = "".join(_normal(each) for each in breaks[1:])
    return first + rest or " "


def _normal(line_break: str) -> str:
    return line_break if line_break in "\u2028\u2029" else "\n"


def _single(unit: str) -> str:
    return "'" if unit == "''" else _folded(unit)


def _double(unit: str) -> str:
    if unit[0] != "\\":
        return _folded(unit)
    letter = unit[1]
    if letter in "xuU":
        return unit.encode("ascii").decode("unicode_escape")
    if _ONE_BREAK.match(unit, 1):  # an escaped break joins its lines; further breaks stay
        return "".join(_normal(found.group()) for found in list(_ONE_BREAK.finditer(unit))[1:])
    return _ESCAPES.get(letter, letter)


class _Line(NamedTuple):
    """A line of a block scalar without its indentation: `start..end`, its break at `end..next`."""

    start: int
    end: int
    next: int


def _block(text: str, leaf: Leaf) -> MappedText | None:
    first_break = _ONE_BREAK.search(text, leaf.start, leaf.end)
    if first_break is None or not leaf.text:
        return None
    indent = _indentation(text, first_break.end(), leaf)
    if indent is None:
        return None
    lines = list(_lines(text, first_break.end(), leaf.end, indent))
    parts = list(_literal(text, lines) if leaf.style == "|" else _folding(text, lines))
    whole = MappedText.join(parts)
    # Chomping took breaks off the end, or the last line has none.
    if not whole.text.startswith(leaf.text):
        return None
    return whole.slice(0, len(leaf.text))


def _indentation(text: str, start: int, leaf: Leaf) -> int | None:
    """Columns that belong to the layout: what the first line of words has more than the value has."""
    value = next((line for line in leaf.text.split("\n") if line.strip(" ")), None)
    at = start
    while value is not None and at < leaf.end:
        found = _ONE_BREAK.search(text, at, leaf.end)
        line = text[at : found.start() if found else leaf.end]
        if line.strip(" "):
            return _leading(line) - _leading(value)
        if found is None:
            break
        at = found.end()
    return None


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lines(text: str, start: int, end: int, indent: int) -> Iterator[_Line]:
    at = start
    while at < end:
        found = _ONE_BREAK.search(text, at, end)
        stop = found.start() if found else end
        line = text[at:stop]
        if line.strip(" ") and _leading(line) < indent:
            return
        begin = min(at + indent, stop)
        yield _Line(begin, stop, found.end() if found else end)
        at = found.end() if found else end


def _break(text: str, lines: list[_Line], index: int, value: str = "") -> MappedText:
    """The break after a line, with the indentation of the next one."""
    line = lines[index]
    end = lines[index + 1].start if index + 1 < len(lines) else line.next
    return MappedText.decoded(value or _normal(text[line.end : line.next] or "\n"), line.end, end)


def _literal(text: str, lines: list[_Line]) -> Iterator[MappedText]:
    for index, line in enumerate(lines):
        yield MappedText.verbatim(text, line.start, line.end)
        yield _break(text, lines, index)


def _folding(text: str, lines: list[_Line]) -> Iterator[MappedText]:
    """Lines of words that stand at the margin flow together; deeper ones and empty ones keep their breaks."""
    words = [index for index, line in enumerate(lines) if line.end > line.start]
    if not words:
        return
    yield from (_break(text, lines, index) for index in range(words[0]))
    for index, following in pairwise(words):
        yield MappedText.verbatim(text, lines[index].start, lines[index].end)
        yield from _between(text, lines, index, following)
    yield MappedText.verbatim(text, lines[words[-1]].start, lines[words[-1]].end)
    yield from (_break(text, lines, index) for index in range(words[-1], len(lines)))


def _between(text: str, lines: list[_Line], before: int, after: int) -> Iterator[MappedText]:
    deeper = text[lines[before].start] in " \t" or text[lines[after].start] in " \t"
    empties = range(before + 1, after)
    if deeper:
        yield from (_break(text, lines, index) for index in (before, *empties))
    elif not empties:
        yield _break(text, lines, before, " ")
    else:
        # The first break of several is eaten; its place belongs to the unit that follows.
        first, *rest = empties
        unit = lines[first + 1].start
        yield MappedText.decoded("\n", lines[before].end, unit)
        yield from (_break(text, lines, index) for index in rest)
