"""One input: its bytes, its text, its lines, and the way back from a question to its place.

Offsets count code points of `Source.text` from 0; lines and columns count from 1; spans are half-open.
A `MappedText` is a piece of decoded text that knows where each part of it stands in the source: readers build
question texts only by slicing, joining and decoding such pieces, so that a place is never searched for again.

Knows no format and no spaCy.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from qlint.errors import EncodingError

PlaceKind = Literal["text", "cell", "file_name", "member"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code point offsets."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Line and column from 1, offset from 0, all in code points."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Place:
    """What kind of place a question has: in the text, in a cell, in the file's name, in a member of a package.

    `sheet`, `row` (from 1), `column` (its header or letter) belong to cells; `member` to packages.
    """

    kind: PlaceKind = "text"
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    member: str | None = None


@dataclass(frozen=True)
class Source:
    """One input as it was read.

    `path` is what people see (posix separators, relative where possible); `text` has no byte order mark.
    """

    path: str
    data: bytes
    text: str
    encoding: str = "utf-8"

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Decode `data`: UTF-8 (with or without mark), UTF-16 with a mark, else Windows-1252.

        Raises `EncodingError` for binary content.
        """
        for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if data.startswith(mark):
                return cls(path, data, _decode(path, data, name), name)
        if b"\x00" in data[:8192]:
            raise EncodingError("is not text", path=path, hint="convert it to UTF-8")
        try:
            return cls(path, data, data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            return cls(path, data, _decode(path, data, "cp1252"), "windows-1252")

    @classmethod
    def from_text(cls, path: str, text: str) -> Source:
        return cls(path, text.encode("utf-8", "surrogatepass"), text)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; lines end at \\n, \\r\\n or \\r."""
        starts = [0]
        text = self.text
        for index, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
                starts.append(index + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Position of `offset`, which may be the end of the text."""
        line = bisect.bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1, offset)

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its break."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def _decode(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"cannot be decoded as {encoding} (byte {error.start})", path=path, hint="save the file as UTF-8"
        ) from error


SegmentKind = Literal["verbatim", "decoded", "whole"]


@dataclass(frozen=True, slots=True)
class Segment:
    """`start..end` of a decoded text stands at `source_start..source_end` of the source.

    verbatim: the same code points, so that any part can be placed. decoded: an escape, an entity, a fold; exact only as a
    unit. whole: only the enclosing place is known; never exact.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    kind: SegmentKind = "verbatim"


@dataclass(frozen=True, slots=True)
class Located:
    """A span of the source, and whether decoding just that slice gives just those words."""

    span: Span
    exact: bool


@dataclass(frozen=True)
class SourceMap:
    """The way from offsets of one text back to offsets of its source."""

    segments: tuple[Segment, ...] = ()
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [segment.start for segment in self.segments])

    def locate(self, span: Span) -> Located:
        """Source place of `span`; inexact where an end falls inside a decoded unit or a whole-place segment."""
        if not self.segments:
            return Located(Span(0, 0), False)
        first = self._at(span.start)
        last = self._at(max(span.start, span.end - 1))
        start, start_exact = _edge(first, span.start, at_end=False)
        end, end_exact = _edge(last, span.end, at_end=True)
        if len(span) == 0:
            end = start
        return Located(Span(min(start, end), max(start, end)), start_exact and end_exact)

    def _at(self, offset: int) -> Segment:
        index = bisect.bisect_right(self._starts, offset) - 1
        return self.segments[max(index, 0)]


def _edge(segment: Segment, offset: int, *, at_end: bool) -> tuple[int, bool]:
    if segment.kind == "verbatim":
        return segment.source_start + (offset - segment.start), True
    if at_end:
        return segment.source_end, segment.kind == "decoded" and offset == segment.end
    return segment.source_start, segment.kind == "decoded" and offset == segment.start


@dataclass(frozen=True, slots=True)
class MappedText:
    """A decoded text whose every part knows its place. `segments` cover it without gaps."""

    text: str
    segments: tuple[Segment, ...] = ()

    @classmethod
    def verbatim(cls, source_text: str, start: int, end: int) -> MappedText:
        """The slice of the source itself."""
        if start == end:
            return cls("")
        return cls(source_text[start:end], (Segment(0, end - start, start, end),))

    @classmethod
    def decoded(cls, text: str, start: int, end: int) -> MappedText:
        """`text` as the decoding of source slice `start..end` (an entity, an escape, a folded line break)."""
        return cls(text, (Segment(0, len(text), start, end, "decoded"),)) if text else cls("")

    @classmethod
    def whole(cls, text: str, start: int, end: int) -> MappedText:
        """`text` which stands somewhere in `start..end`: the fallback when no exact map can be made."""
        return cls(text, (Segment(0, len(text), start, end, "whole"),)) if text else cls("")

    @classmethod
    def join(cls, parts: Iterable[MappedText]) -> MappedText:
        texts: list[str] = []
        segments: list[Segment] = []
        at = 0
        for part in parts:
            for piece in part.segments:
                moved = Segment(piece.start + at, piece.end + at, piece.source_start, piece.source_end, piece.kind)
                if segments and _continues(segments[-1], moved):
                    before = segments.pop()
                    moved = Segment(before.start, moved.end, before.source_start, moved.source_end)
                segments.append(moved)
            texts.append(part.text)
            at += len(part.text)
        return cls("".join(texts), tuple(segments))

    def slice(self, start: int, end: int | None = None) -> MappedText:
        """The part `start..end` (offsets of this text). A cut through a decoded unit keeps the unit's whole place."""
        stop = len(self.text) if end is None else end
        kept: list[Segment] = []
        # A text of many pieces is cut often: begin at the first one that reaches into the part.
        few = len(self.segments) < 8
        first = 0 if few else bisect.bisect_right(self.segments, start, key=lambda piece: piece.end)
        for index in range(first, len(self.segments)):
            piece = self.segments[index]
            low, high = max(piece.start, start), min(piece.end, stop)
            if piece.start >= stop:
                break
            if low >= high:
                continue
            if piece.kind == "verbatim":
                source_start = piece.source_start + (low - piece.start)
                kept.append(Segment(low - start, high - start, source_start, source_start + (high - low)))
            else:
                cut = (low, high) != (piece.start, piece.end)
                kind: SegmentKind = "whole" if cut else piece.kind
                kept.append(Segment(low - start, high - start, piece.source_start, piece.source_end, kind))
        return MappedText(self.text[start:stop], tuple(kept))

    def strip(self) -> MappedText:
        """Without white space (Unicode's, zero-width space and byte order mark too) at both ends."""
        blank = " \t\r\n\f\v\u00a0\u200b\u2060\ufeff"
        start, end = 0, len(self.text)
        while start < end and (self.text[start].isspace() or self.text[start] in blank):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in blank):
            end -= 1
        return self.slice(start, end)

    @property
    def source_map(self) -> SourceMap:
        return SourceMap(self.segments)

    @property
    def span(self) -> Span:
        """The hull of its places in the source."""
        if not self.segments:
            return Span(0, 0)
        return Span(min(s.source_start for s in self.segments), max(s.source_end for s in self.segments))


def _continues(before: Segment, after: Segment) -> bool:
    return before.kind == after.kind == "verbatim" and before.source_end == after.source_start
