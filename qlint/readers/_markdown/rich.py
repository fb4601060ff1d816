"""Inline Markdown and HTML as plain words that know their places, with the markup beside them.

Knows no block and no layout.
"""

from __future__ import annotations

import bisect
import html
import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from qlint.question import Attachment
from qlint.readers._markdown.places import PLACE
from qlint.source import MappedText, Segment, Span

RunKind = Literal["code", "math", "link", "quote", "emphasis", "strong", "strike"]


@dataclass(frozen=True, slots=True)
class Run:
    """Marked-up words: `start..end` of the text; `outer` is the place in the source with the markup itself."""

    kind: RunKind
    start: int
    end: int
    outer: Span
    target: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """The words of one block. `breaks` are offsets of the text at which a new source line begins."""

    text: MappedText
    runs: tuple[Run, ...] = ()
    breaks: tuple[int, ...] = ()
    images: tuple[Attachment, ...] = ()
    comments: tuple[tuple[str, Span], ...] = ()


_HTML_RUNS: dict[str, RunKind] = {
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "var": "code", "pre": "code",
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "u": "emphasis", "mark": "emphasis",
    "a": "link", "q": "quote", "s": "strike", "del": "strike", "strike": "strike",
}  # fmt: skip
_TOKEN_RUNS: dict[str, RunKind] = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"\s+")
_TEXT_PARTS = re.compile(r"(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|(\s+)")


class Raw:
    """Raw content whose parts are found without walking over all of it."""

    def __init__(self, whole: MappedText) -> None:
        self.text = whole.text
        self._segments = whole.segments
        self._starts = [segment.start for segment in whole.segments]
        plain = len(whole.segments) == 1 and whole.segments[0].kind == "verbatim"
        self._shift = whole.segments[0].source_start if plain else -1

    def slice(self, start: int, end: int) -> MappedText:
        """As `MappedText.slice`."""
        if self._shift >= 0:
            text = self.text[start:end]
            return MappedText(text, (Segment(0, len(text), self._shift + start, self._shift + start + len(text)),))
        first = max(0, bisect.bisect_right(self._starts, start) - 1)
        stop = bisect.bisect_left(self._starts, end)
        return MappedText(self.text, self._segments[first:stop]).slice(start, end)

    def place(self, start: int, end: int) -> Span:
        """Where a part stands in the source."""
        if self._shift >= 0:
            return Span(self._shift + start, self._shift + end)
        return self.slice(start, end).span


@dataclass(slots=True)
class Writer:
    """Collects decoded pieces and the runs that are open over them."""

    pieces: list[MappedText] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    images: list[Attachment] = field(default_factory=list)
    comments: list[tuple[str, Span]] = field(default_factory=list)
    _open: list[tuple[str, RunKind, int, int, str]] = field(default_factory=list)

    def put(self, piece: MappedText) -> None:
        if piece.text:
            self.pieces.append(piece)
            self.length += len(piece.text)

    def line_break(self, place: Span) -> None:
        self.put(MappedText.decoded(" ", place.start, place.end))
        self.breaks.append(self.length)

    def begin(self, name: str, kind: RunKind, at: int, target: str = "") -> None:
        self._open.append((name, kind, self.length, at, target))

    def finish(self, name: str, end: int) -> None:
        """Close the nearest open run of that name; a stray end is dropped."""
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 17), -1):
            opened, kind, start, at, target = self._open[index]
            if opened == name:
                del self._open[index]
                self.runs.append(Run(kind, start, self.length, Span(min(at, end), end), target))
                return

    def done(self) -> Rich:
        return Rich(
            MappedText.join(self.pieces),
            tuple(sorted(self.runs, key=lambda run: (run.start, -run.end))),
            tuple(self.breaks),
            tuple(self.images),
            tuple(self.comments),
        )


def tag_parts(tag: str) -> tuple[str, bool, dict[str, str]] | None:
    """Name (lower case), whether it closes, and attributes of an HTML or JSX tag."""
    found = _TAG.match(tag)
    if not found:
        return None
    attributes = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(found[3])}
    return found[2].lower(), found[1] == "/", attributes


def write_tag(out: Writer, tag: str, place: Span) -> None:
    """An HTML tag in running text: `<br>` is a space, `<img>` an image, others begin or end a run."""
    if tag.startswith("<!--"):
        out.comments.append((tag.removeprefix("<!--").removesuffix("-->").strip(), place))
        return
    parts = tag_parts(tag)
    if parts is None:
        return
    name, closes, attributes = parts
    if name == "br":
        out.line_break(place)
    elif name == "img":
        out.images.append(Attachment("image", attributes.get("src", ""), None, place))
    elif name in _HTML_RUNS and closes:
        out.finish("<" + name, place.end)
    elif name in _HTML_RUNS and not tag.endswith("/>"):
        out.begin("<" + name, _HTML_RUNS[name], place.start, attributes.get("href", ""))


def write_html_text(out: Writer, raw: MappedText) -> None:
    """Text between tags of an HTML block: entities decoded, white space folded."""
    at = 0
    for match in _TEXT_PARTS.finditer(raw.text):
        out.put(raw.slice(at, match.start()))
        place = raw.slice(match.start(), match.end()).span
        if match[1]:
            out.put(MappedText.decoded(html.unescape(match[1]), place.start, place.end))
        elif match[2] == " ":
            out.put(raw.slice(match.start(), match.end()))
        else:
            out.put(MappedText.decoded(" ", place.start, place.end))
        at = match.end()
    out.put(raw.slice(at))


def rich_inline(token: Token, raw: MappedText) -> Rich:
    """The words of an inline token whose raw content is `raw`.

    Each child tells which part of the content it was made from; a child that does not fit its part falls back to
    the whole place (inexact).
    """
    out, content = Writer(), Raw(raw)
    for child in token.children or ():
        _write_child(out, child, content)
    return out.done()


def _write_child(out: Writer, child: Token, raw: Raw) -> None:
    start, end = child.meta.get(PLACE, (0, len(raw.text)))
    kind = child.type
    if kind == "text":
        _write_text(out, child, raw, start, end)
        return
    place = raw.place(start, end)
    if kind == "text_special":
        out.put(MappedText.decoded(child.content, place.start, place.end))
    elif kind in ("softbreak", "hardbreak"):
        out.line_break(place)
    elif kind in ("code_inline", "math_inline", "math_inline_double"):
        _write_literal(out, child, raw, start, end)
    elif kind == "html_inline":
        write_tag(out, child.content, place)
    elif kind == "image":
        out.images.append(Attachment("image", str(child.attrs.get("src", "")), None, place))
    elif kind.endswith("_open"):
        name = kind.removesuffix("_open")
        at = place.start - _outer_mark(name)
        out.begin(name, _TOKEN_RUNS.get(name, "emphasis"), at, str(child.attrs.get("href", "")))
    elif kind.endswith("_close"):
        name = kind.removesuffix("_close")
        out.finish(name, place.end + _outer_mark(name))


def _outer_mark(name: str) -> int:
    """`**` is two delimiters, and the parser keeps the inner one."""
    return 1 if name == "strong" else 0


def _write_text(out: Writer, child: Token, raw: Raw, start: int, end: int) -> None:
    if not child.content:
        return
    if raw.text[start:end] == child.content:
        out.put(raw.slice(start, end))
    elif raw.text[start : start + 1] == "<" and raw.text[start + 1 : end - 1] == child.content:
        out.put(raw.slice(start + 1, end - 1))  # an autolink between its angle brackets
    else:
        place = raw.place(start, end)
        out.put(MappedText.decoded(child.content, place.start, place.end))


def _write_literal(out: Writer, child: Token, raw: Raw, start: int, end: int) -> None:
    """A code span or math: the words between the marks, line breaks as spaces."""
    mark = len(child.markup)
    first, last = start + mark, end - mark
    if len(child.content) == last - first - 2:
        first, last = first + 1, last - 1
    kind: RunKind = "code" if child.type == "code_inline" else "math"
    place = raw.place(start, end)
    begin = out.length
    if raw.text[first:last].replace("\n", " ") == child.content.replace("\n", " "):
        for index, line in enumerate(raw.text[first:last].split("\n")):
            if index:
                fold = raw.place(first - 1, first)
                out.put(MappedText.decoded(" ", fold.start, fold.end))
            out.put(raw.slice(first, first + len(line)))
            first += len(line) + 1
    else:
        out.put(MappedText.decoded(child.content, place.start, place.end))
    out.runs.append(Run(kind, begin, out.length, place))
