"""Lines of plain text become items: a question with its options and its answer, or a section title.

Knows no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from qlint.readers.evidence import ASKS, asking, asks
from qlint.source import Source, Span

Label = Literal["q", "section", ""]

_BULLET = re.compile(r"(?:[-*+•‣◦–]|\(?\d{1,4}[.):]|#\d{1,4}[.):]?)[ \t]+(?=\S)")
_ASKED = re.compile(r"(?:q|question)(?:[ \t]*\d{1,4}[ \t]*[:.)]|[ \t]*:)[ \t]*(?=\S)", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:a|ans|answer|solution|expected answer|model answer)[ \t]*\d*[ \t]*:[ \t]*", re.IGNORECASE)
_OPTION = re.compile(r"\(?[A-Ha-h][.)][ \t]+(?=\S)")
_RULE = re.compile(r"([=\-_*~#])\1{2,}[ \t]*")
_MARK_END = re.compile(r"[.?!:;…][\"'”’)\]*_`]*$")
_HARD_WRAP = 60
_WH_WORD = 0.8
"""`asking` of what opens with a wh-word and has no mark: `What matters is speed.`"""


class Line(NamedTuple):
    """Words of one line at `start..end`; `indent` columns before them (bullet not counted)."""

    text: str
    start: int
    end: int
    indent: int
    bullet: bool = False
    comment: bool = False


@dataclass
class Item:
    """What one question (or title) is made of."""

    label: Label = ""
    lines: list[Line] = field(default_factory=list)
    options: list[Line] = field(default_factory=list)
    answer: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.lines[0].text.strip(" #=*:-_") if self.lines else ""


def lines_of(source: Source) -> list[Line]:
    """Every line of the source; blank ones have no text."""
    found: list[Line] = []
    for number, begin in enumerate(source.line_starts, 1):
        raw = source.line_text(number)
        text = raw.strip()
        start = begin + len(raw) - len(raw.lstrip())
        comment = text.startswith("#") and not _BULLET.match(text)
        bullet = _BULLET.match(text)
        skip = bullet.end() if bullet and not _RULE.fullmatch(text) else 0
        indent = len(raw) - len(raw.lstrip())
        found.append(Line(text[skip:], start + skip, start + len(text), indent, bool(skip), comment))
    return found


def comments_of(lines: Sequence[Line]) -> Iterator[tuple[str, Span]]:
    """Text and place of each comment line."""
    for line in lines:
        if line.comment:
            yield line.text.lstrip("#").strip(), Span(line.start, line.end)


def items_of(lines: Sequence[Line]) -> Iterator[Item]:
    """The items of the text, in order."""
    block: list[Line] = []
    answering = False
    for line in (*lines, Line("", 0, 0, 0)):
        if line.comment:
            continue
        if line.text and not _RULE.fullmatch(line.text):
            block.append(line)
            continue
        if line.text and len(block) == 1:  # a title that is underlined
            yield Item("section", block)
            block, answering = [], False
            continue
        for item in _block(block, answering):
            answering = bool(item.answer) or (answering and not item.lines)
            yield item
        block = []


def _block(block: list[Line], answering: bool) -> Iterator[Item]:
    """The items between two blank lines."""
    if not block:
        return
    if _is_title(block[0], len(block)):
        yield Item("section", block[:1])
        block, answering = block[1:], False
    if any(_ASKED.match(line.text) or _ANSWERED.match(line.text) for line in block):
        yield from _pairs(block, answering)
        return
    items = list(_free(block))
    if answering and not _all_ask(items):
        yield Item(answer=block)
    else:
        yield from items


def _all_ask(items: Sequence[Item]) -> bool:
    """Whether a paragraph after an answer is a question, or several, and does not go on with the answer."""
    return bool(items) and sum(map(plainly_asks, items)) >= 0.8 * len(items)


def plainly_asks(item: Item) -> bool:
    """Whether an item ends in a question mark or begins as an interviewer's command."""
    text = " ".join(line.text for line in item.lines)
    level = asking(text)
    return len(text.split()) >= 2 and (level >= 1.0 or (ASKS <= level < _WH_WORD and len(text.split()) >= 3))


def _is_title(line: Line, size: int) -> bool:
    if line.bullet or len(line.text) > 80 or "?" in line.text or _ASKED.match(line.text) or _ANSWERED.match(line.text):
        return False
    shouted = line.text.isupper() and len(line.text.split()) <= 8 and size > 1
    return shouted or (line.text.endswith(":") and len(line.text.split()) <= 8 and not asks(line.text))


def _pairs(block: list[Line], answering: bool) -> Iterator[Item]:
    """`Q:` and `A:`; what follows an `A:` belongs to the answer."""
    item = Item()
    in_answer = answering
    if answering and not _ASKED.match(block[0].text):
        item, block = _head(block)
        in_answer = not item.lines
    for line in block:
        asked, answered = _ASKED.match(line.text), _ANSWERED.match(line.text)
        if asked:
            if item.lines or item.answer:
                yield item
            item, in_answer = Item("q", [_cut(line, asked.end())]), False
        elif answered or in_answer:
            in_answer = True
            rest = _cut(line, answered.end() if answered else 0)
            item.answer.extend([rest] if rest.text else [])
        elif _OPTION.match(line.text) and item.lines:
            item.options.append(line)
        else:
            item.lines.append(line)
    if item.lines or item.answer:
        yield item


def _head(block: list[Line]) -> tuple[Item, list[Line]]:
    """The question without a label that opens a block (its `A:` follows), and the rest of the block."""
    end = next(at for at, line in enumerate(block) if _ASKED.match(line.text) or _ANSWERED.match(line.text))
    item = Item("q", block[:end])
    return (item, block[end:]) if end and plainly_asks(item) else (Item(), block)


def _free(block: list[Line]) -> Iterator[Item]:
    """A paragraph, a list, or lines that each ask."""
    item = Item()
    by_line = _by_line(block)
    options = sum(bool(_OPTION.match(line.text)) for line in block) >= 2
    for before, line in zip([None, *block], block, strict=False):
        if options and item.lines and _OPTION.match(line.text):
            item.options.append(line)
        elif before is None or not item.lines or item.options or _begins(line, before, by_line):
            if item.lines:
                yield item
            item = Item("", [line])
        else:
            item.lines.append(line)
    if item.lines:
        yield item


def _by_line(block: list[Line]) -> bool:
    """Whether each line of a block is a question of its own."""
    begun = [line for line in block if not line.text[:1].islower()]
    asked = sum(asks(line.text) for line in begun)
    return 2 * asked >= len(begun) and asked > 1


def _begins(line: Line, before: Line, by_line: bool) -> bool:
    """Whether a line begins an item and does not go on with the one before."""
    if line.bullet:
        return True
    if not by_line or line.text[:1].islower() or (before.bullet and line.indent > before.indent):
        return False
    wrapped = len(before.text) >= _HARD_WRAP and not _MARK_END.search(before.text)
    return not wrapped


def _cut(line: Line, size: int) -> Line:
    return line._replace(text=line.text[size:], start=line.start + size)
