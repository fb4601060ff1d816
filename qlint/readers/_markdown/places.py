"""markdown-it-py with a memory of places: every token knows where in the source it was made.

Each parser rule runs inside a wrapper that notes where the rule began and ended, so a place is what the parser itself
walked over and is never searched for. Knows no layout and no question.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from qlint.source import MappedText, Source

PLACE = "place"
"""Key of an inline token's meta: (start, end) in the content of its inline parent."""
STARTS = "starts"
"""Key of a block token's meta: offset of the first character of each of its lines, container prefix skipped."""

_BLANK = "\t\n\x0b\x0c\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What the parser trims from both ends of a block's content."""
_LEAVES = ("paragraph", "heading", "lheading", "table", "html_block", "fence", "code", "math_block", "front_matter")


class _State(StateInline):
    """An inline state that knows where its pending text began."""

    pending_at = 0

    def pushPending(self) -> Token:  # noqa: N802 (the parser's name)
        token = super().pushPending()
        token.meta[PLACE] = (self.pending_at, self.pending_at + len(token.content))
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough, front matter and dollar math; its tokens carry places."""
    md = MarkdownIt("commonmark", {"html": True})
    md.inline = _Inline()
    md.configure("commonmark", {"html": True})
    md.enable(["table", "strikethrough"])
    md.use(front_matter_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.disable(["text_join", "fragments_join"])
    for rule in list(md.inline.ruler.__rules__):
        md.inline.ruler.at(rule.name, _placed(rule.fn))
    md.inline.ruler.before("text", "watch", _watch)
    for block in list(md.block.ruler.__rules__):
        if block.name in _LEAVES:
            md.block.ruler.at(block.name, _lined(block.fn), {"alt": list(block.alt)})
    return md


def _watch(state: StateInline, silent: bool) -> bool:
    """Runs before each rule: text that is not yet a token began here."""
    if not silent and not state.pending:
        state.pending_at = state.pos  # type: ignore[attr-defined]
    return False


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            _place(state.tokens[count:], start, state.pos)
        return True

    return run


def _place(tokens: list[Token], start: int, end: int) -> None:
    """Delimiter runs come as one text token each; every other rule owns the whole of what it walked over."""
    at = start
    for token in tokens:
        if PLACE in token.meta:
            continue
        if token.type == "text" and token.info != "auto" and tokens[-1].type == "text":
            token.meta[PLACE] = (at, at + len(token.content))
            at += len(token.content)
        else:
            token.meta[PLACE] = (start, end)


def _lined(rule: Callable[..., bool]) -> Callable[..., bool]:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            for token in state.tokens[count:]:
                if token.map and (token.content or token.type == "front_matter"):
                    lines = range(token.map[0], min(token.map[1], len(state.bMarks)))
                    token.meta[STARTS] = [state.bMarks[line] + state.tShift[line] for line in lines]
        return True

    return run


class Lines:
    """The way from places of the parser (line breaks folded to \\n) to offsets of the source."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.starts = source.line_starts
        self.ends = [_line_end(source.text, source.line_starts, index) for index in range(len(source.line_starts))]
        self._folded = [0]
        for start, end in zip(self.starts, self.ends, strict=True):
            self._folded.append(self._folded[-1] + end - start + 1)

    def offset(self, folded: int, line: int) -> int:
        """Source offset of a parser offset that stands in `line` (from 0)."""
        return min(self.starts[line] + folded - self._folded[line], self.ends[line])

    def content(self, token: Token, *, heading: bool = False) -> MappedText:
        """The raw inline content of a paragraph or heading, each line at its place."""
        first, last = _range(token, self)
        if STARTS not in token.meta:
            return MappedText.whole(token.content, self.starts[first], self.ends[last])
        parts: list[MappedText] = []
        above = self._trimmed_lines(token)
        for index, wanted in enumerate(token.content.split("\n")):
            piece = self._line(token, above + index, wanted, parts, heading)
            if piece is None:
                return MappedText.whole(token.content, self.starts[first], self.ends[last])
            parts.extend(piece)
        return MappedText.join(parts)

    def _trimmed_lines(self, token: Token) -> int:
        """Lines at the head of a block that hold nothing but white space such as a no-break space."""
        count = 0
        for line, start in enumerate(token.meta[STARTS], token.map[0] if token.map else 0):
            if self.text[self.offset(start, line) : self.ends[line]].strip(_BLANK):
                break
            count += 1
        return count

    def _line(
        self, token: Token, index: int, wanted: str, before: list[MappedText], heading: bool
    ) -> list[MappedText] | None:
        starts = token.meta[STARTS]
        if index >= len(starts) or token.map is None:
            return None
        line = token.map[0] + index
        at, end = self.offset(starts[index], line), self.ends[line]
        body = wanted.lstrip(" \t") if before else wanted
        lead = wanted[: len(wanted) - len(body)]
        if not before:
            at += _skipped(self.text, at, end, heading=heading)
        if _unnull(self.text[at : at + len(body)]) != body or at + len(body) > end:
            return None
        pieces = [MappedText.verbatim(self.text, at, at + len(body))]
        if before:
            pieces.insert(0, self._fold(before, lead, at))
        return pieces

    def _fold(self, before: list[MappedText], lead: str, at: int) -> MappedText:
        """The break before a line with what stands between: trailing white space, container prefix, indent."""
        previous = next((part for part in reversed(before) if part.segments), None)
        start = previous.segments[-1].source_end if previous else at
        if lead and self.text[at - len(lead) : at] == lead:
            fold = MappedText.decoded("\n", start, at - len(lead))
            return MappedText.join([fold, MappedText.verbatim(self.text, at - len(lead), at)])
        return MappedText.decoded("\n" + lead, start, at)

    def cells(self, token: Token) -> list[MappedText]:
        """The cells of a table row, given its first cell's token; `\\|` is decoded."""
        if token.map is None or not token.meta.get(STARTS):
            return []
        line = token.map[0]
        start, end = self.offset(token.meta[STARTS][0], line), self.ends[line]
        cells = [_trimmed(cell) for cell in _split_row(self.text, start, end)]
        if cells and not cells[0].text:
            cells.pop(0)
        if cells and not cells[-1].text:
            cells.pop()
        return cells


def _line_end(text: str, starts: list[int], index: int) -> int:
    end = starts[index + 1] if index + 1 < len(starts) else len(text)
    if end > starts[index] and text[end - 1] == "\n":
        end -= 1
    if end > starts[index] and text[end - 1] == "\r":
        end -= 1
    return end


def _range(token: Token, lines: Lines) -> tuple[int, int]:
    first, stop = token.map or [0, 1]
    last = len(lines.ends) - 1
    return min(first, last), min(max(stop - 1, first), last)


def _skipped(text: str, at: int, end: int, *, heading: bool) -> int:
    """Characters before the content of a first line: the marks of a heading, and white space."""
    start = at
    if heading:
        while at < end and text[at] == "#":
            at += 1
    while at < end and text[at] in _BLANK:
        at += 1
    return at - start


def _unnull(text: str) -> str:
    return text.replace("\x00", "\ufffd")


def _split_row(text: str, start: int, end: int) -> list[MappedText]:
    """A table row cut at its bars, as the table rule cuts it: a bar after a backslash is part of the cell."""
    cells: list[MappedText] = []
    parts: list[MappedText] = []
    last, escaped = start, False
    for at in range(start, end):
        if text[at] == "|" and escaped:
            parts += [MappedText.verbatim(text, last, at - 1), MappedText.decoded("|", at - 1, at + 1)]
            last = at + 1
        elif text[at] == "|":
            cells.append(MappedText.join([*parts, MappedText.verbatim(text, last, at)]))
            parts, last = [], at + 1
        escaped = text[at] == "\\"
    cells.append(MappedText.join([*parts, MappedText.verbatim(text, last, end)]))
    return cells


def _trimmed(cell: MappedText) -> MappedText:
    start = len(cell.text) - len(cell.text.lstrip(_BLANK))
    return cell.slice(start, max(start, len(cell.text.rstrip(_BLANK))))
