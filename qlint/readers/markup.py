"""The light markup that people write inside data strings: taken off, noted, every word still at its place.

Fenced code becomes an attachment, back-ticks and emphasis become marks, line folds become one space. Words that only
look like markup (`__init__`, `2 * 3 * 4`, `snake_case`) stay as they are. Knows no file format, no spaCy, no rules, no
click.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from qlint.question import Attachment, Mark, MarkKind
from qlint.source import MappedText

_SUSPECT = re.compile(r"[`*_~$&<\[\n\r\t\f\v\u2028\u2029\ud800-\udfff]|\\\(|  ")
_LONE = re.compile(r"[\ud800-\udfff]")
_FENCE = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+)[ \t]*(?P<info>[^`\r\n]*)\r?\n(?P<body>.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_DEEP_LINES = re.compile(r"(?:^(?:[ ]{2,}|\t)[^\r\n]*\S[^\r\n]*(?:\r?\n[ \t]*$)*(?:\r?\n|\Z)){2,}", re.MULTILINE)
_CODE_SIGNS = re.compile(r"[{}();=<>#\[\]]|^\s*(?:def|class|return|import|SELECT|end)\b", re.MULTILINE)
_LIST_SIGN = re.compile(r"\s*(?:[-*+]|\d+[.)]|[A-Za-z][.)])\s")
_INLINE = re.compile(
    r"(?P<tick>`+)(?!`)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
    r"|!\[(?P<alt>[^\]\n]{0,300})\]\((?P<image>[^)\s]+)[^)\n]{0,200}\)"
    r"|\[(?P<link>[^\]\[\n]{1,300})\]\((?P<target>[^)\s]+)[^)\n]{0,200}\)"
    r"|(?<![\w*])(?P<star>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]{1,300})(?<=[^\s*])(?P=star)(?![\w*])"
    r"|(?<![\w_])(?P<bar>_{1,3})(?=[^\s_])(?P<barred>[^_\n]{1,300})(?<=[^\s_])(?P=bar)(?![\w_])"
    r"|(?<!~)~~(?=[^\s~])(?P<struck>[^~\n]{1,300})(?<=[^\s~])~~(?!~)"
    r"|\$\$(?P<display>[^$]{1,500})\$\$"
    r"|(?<![\w$\\])\$(?=[^\s$])(?P<math>[^$\n]{1,300})(?<=[^\s$\\])\$(?![\w$])"
    r"|\\\((?P<paren>.{1,300}?)\\\)"
    r"|<(?P<tag>code|kbd|tt|b|i|em|strong|u|p|span)>(?P<tagged>[^<>]{1,500})</(?P=tag)>"
    r"|(?P<break><br ?/?>)"
    r"|(?P<entity>&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip|times|le|ge|ne|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<fold>[ \t]*[\n\r\t\f\v\u2028\u2029]\s*| {2,})",
    re.DOTALL,
)
_KINDS: dict[str, MarkKind] = {
    "code": "code", "link": "link", "starred": "emphasis", "barred": "emphasis", "struck": "emphasis",
    "display": "math", "math": "math", "paren": "math",
}  # fmt: skip
_CODE_TAGS = frozenset({"code", "kbd", "tt"})
_MATH_SIGN = re.compile(r"[\\^_={}+*/<>|]|^[A-Za-z]$")
_MAX_NESTING = 4


class Clean(NamedTuple):
    """Plain words with their places, the marks that stood in them, and what came along."""

    text: MappedText
    marks: tuple[Mark, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def clean(mapped: MappedText) -> Clean:
    """`mapped` without its markup and without white space at its ends."""
    if not _SUSPECT.search(mapped.text):
        return Clean(mapped.strip())
    words, attachments = _without_blocks(_printable(mapped))
    writer = _Writer()
    writer.write(words.strip())
    text, marks = writer.stripped()
    return Clean(text, marks, (*attachments, *writer.images))


def _printable(mapped: MappedText) -> MappedText:
    """Halves of surrogate pairs, which nobody can print, become replacement characters."""
    parts: list[MappedText] = []
    at = 0
    for found in _LONE.finditer(mapped.text):
        place = mapped.slice(*found.span()).span
        parts += [mapped.slice(at, found.start()), MappedText.decoded("\ufffd", place.start, place.end)]
        at = found.end()
    return MappedText.join([*parts, mapped.slice(at)]) if parts else mapped


def _without_blocks(mapped: MappedText) -> tuple[MappedText, list[Attachment]]:
    """Fenced code, and deeper lines that look like code, leave the text."""
    if "\n" not in mapped.text:
        return mapped, []
    kept: list[MappedText] = []
    found: list[Attachment] = []
    at = 0
    for start, end, attachment in _blocks(mapped):
        kept.append(mapped.slice(at, start))
        found.append(attachment)
        at = end
    kept.append(mapped.slice(at))
    rest = MappedText.join(kept)
    # A string that is nothing but code is still what is asked about.
    return (rest, found) if rest.strip().text else (mapped, [])


def _blocks(mapped: MappedText) -> list[tuple[int, int, Attachment]]:
    text = mapped.text
    blocks: list[tuple[int, int, Attachment]] = []
    for fence in _FENCE.finditer(text):
        language = fence["info"].split()[0] if fence["info"].split() else None
        place = mapped.slice(*fence.span()).span
        blocks.append((fence.start(), fence.end(), Attachment("code", fence["body"].rstrip("\r\n"), language, place)))
    if blocks:
        return blocks
    for deep in _DEEP_LINES.finditer(text):
        body = deep.group()
        if deep.start() and not _LIST_SIGN.match(body) and _looks_like_code(body):
            place = mapped.slice(*deep.span()).span
            blocks.append((deep.start(), deep.end(), Attachment("code", body.rstrip(), None, place)))
    return blocks


def _looks_like_code(body: str) -> bool:
    lines = [line for line in body.splitlines() if line.strip()]
    return 2 * sum(bool(_CODE_SIGNS.search(line)) for line in lines) >= len(lines)


class _Writer:
    """Collects the pieces of the plain text, and marks over what was written."""

    def __init__(self) -> None:
        self.images: list[Attachment] = []
        self._pieces: list[MappedText] = []
        self._marks: list[Mark] = []
        self._at = 0

    def write(self, mapped: MappedText, nesting: int = 0) -> None:
        """Write `mapped` without its inline markup."""
        at = 0
        for found in _INLINE.finditer(mapped.text):
            if found.start() < at:
                continue
            self._put(mapped.slice(at, found.start()))
            self._markup(mapped, found, nesting)
            at = found.end()
        self._put(mapped.slice(at))

    def stripped(self) -> tuple[MappedText, tuple[Mark, ...]]:
        """What was written, without white space at its ends."""
        whole = MappedText.join(self._pieces)
        text = whole.strip()
        # Only white space stands before the first word, so the first occurrence is the place itself.
        lead = whole.text.index(text.text)
        size = len(text.text)
        moved = ((mark, max(mark.start - lead, 0), min(mark.end - lead, size)) for mark in self._marks)
        return text, tuple(Mark(mark.kind, start, end) for mark, start, end in moved if start < end)

    def _put(self, piece: MappedText) -> None:
        self._pieces.append(piece)
        self._at += len(piece.text)

    def _markup(self, mapped: MappedText, found: re.Match[str], nesting: int) -> None:
        kind = found.lastgroup or ""
        if kind in ("break", "fold", "entity"):
            self._unit(mapped, found, kind)
        elif kind == "image":
            place = mapped.slice(*found.span()).span
            self.images.append(Attachment("image", found["image"], None, place))
            self._put(mapped.slice(*found.span("alt")))
        else:
            self._inner(mapped, found, {"target": "link"}.get(kind, kind), nesting)

    def _unit(self, mapped: MappedText, found: re.Match[str], kind: str) -> None:
        """One source unit that stands for one character (or, for an entity, for what it names)."""
        text = html.unescape(found.group()) if kind == "entity" else " "
        text = " " if text == "\xa0" else text
        piece = mapped.slice(*found.span())
        if all(segment.kind != "whole" for segment in piece.segments):
            self._put(MappedText.decoded(text, piece.span.start, piece.span.end))
        else:
            self._put(MappedText.whole(text, piece.span.start, piece.span.end))

    def _inner(self, mapped: MappedText, found: re.Match[str], kind: str, nesting: int) -> None:
        body = mapped.slice(*found.span(kind))
        if not _credible(kind, found, body.text) or nesting >= _MAX_NESTING:
            self._put(mapped.slice(*found.span()))
            return
        start = self._at
        literal = kind in ("code", "math", "display", "paren") or (kind == "tagged" and found["tag"] in _CODE_TAGS)
        if literal:
            self._put(body.strip())
        else:
            self.write(body, nesting + 1)
        self._mark(kind, found, start)

    def _mark(self, kind: str, found: re.Match[str], start: int) -> None:
        if kind == "tagged":
            if found["tag"] in ("p", "span"):
                return
            mark: MarkKind = "code" if found["tag"] in _CODE_TAGS else "emphasis"
        else:
            mark = _KINDS[kind]
        if self._at > start:
            self._marks.append(Mark(mark, start, self._at))


def _credible(kind: str, found: re.Match[str], body: str) -> bool:
    """Whether the signs are markup: a dunder name is none, and two prices are no formula."""
    if kind == "barred":
        return not (len(found["bar"]) == 2 and re.fullmatch(r"\w+", body))
    if kind == "math":
        return bool(_MATH_SIGN.search(body))
    return True
