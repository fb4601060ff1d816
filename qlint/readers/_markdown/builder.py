"""From the parser's tokens to the blocks of a document.

Knows no layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from qlint.readers._markdown.blocks import EMPTY, Block, BlockKind, Document
from qlint.readers._markdown.html_blocks import read_html
from qlint.readers._markdown.places import STARTS, Lines, parser
from qlint.readers._markdown.rich import Rich, rich_inline
from qlint.source import MappedText, Source, Span


def document(source: Source) -> Document:
    """Parse `source` into blocks."""
    builder = _Builder(source)
    tokens = parser().parse(source.text)
    for index, token in enumerate(tokens):
        builder.take(token, tokens, index)
    return builder.done()


_JSX_COMMENT = re.compile(r"\{/\*((?:[^*]|\*(?!/))*)\*/\}")
_JSX_LINE = re.compile(r"(?:import\s[^\n]*\sfrom\s|import\s+['\"]|export\s+(?:default|const|function|let)\b)")


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = Lines(source)
        self.document = Document()
        self.items: list[int] = []
        self.folds: list[int] = []
        self.lists: list[tuple[int, bool]] = []
        self.quotes = 0
        self.groups = 0
        self.summaries: list[int] = []
        self.in_summary = False
        self.row: list[MappedText] = []
        self.heads: list[str] = []
        self.at = [0, 0, 0]

    def done(self) -> Document:
        blocks = self.document.blocks
        for summary in self.summaries:
            if summary >= 0:
                _end_fold(blocks, summary)
        for block in blocks:
            self.document.comments.extend(block.rich.comments)
            block.end = max(block.end, block.index)
        self.document.comments.sort(key=lambda comment: comment[1])
        return self.document

    def add(self, kind: BlockKind, rich: Rich, span: Span) -> Block:
        block = Block(kind, len(self.document.blocks), rich, span)
        block.parent = self.items[-1] if self.items else -1
        block.details = next((summary for summary in reversed(self.summaries) if summary >= 0), -1)
        block.quoted = self.quotes > 0
        self.document.blocks.append(block)
        return block

    def span_of(self, token: Token) -> Span:
        first, stop = token.map or [0, 0]
        last = min(max(stop, first + 1), len(self.lines.ends)) - 1
        first = min(first, last)
        start = self.lines.starts[first]
        if token.meta.get(STARTS):
            start = self.lines.offset(token.meta[STARTS][0], first)
        return Span(start, max(start, self.lines.ends[last]))

    def take(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        handler = _HANDLERS.get(token.type)
        if handler is not None:
            handler(self, token, tokens, index)

    def open_list(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.groups += 1
        self.lists.append((self.groups, token.type == "ordered_list_open"))

    def close_list(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.lists.pop()

    def open_item(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        block = self.add("item", EMPTY, self.span_of(token))
        block.group, block.ordered = self.lists[-1]
        block.level = len(self.lists) - 1
        self.items.append(block.index)
        self.folds.append(len(self.summaries))

    def close_item(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        last = len(self.document.blocks) - 1
        self.document.blocks[self.items.pop()].end = last
        kept = self.folds.pop()
        for summary in self.summaries[kept:]:  # a fold that its item never closes (a stray fence ate the tag)
            if summary >= 0:
                self.document.blocks[summary].end = last
        del self.summaries[kept:]

    def quote(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.quotes += token.nesting

    def inline(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        before = tokens[index - 1]
        if before.type in ("th_open", "td_open"):
            self.cell(token, before)
            return
        hashed = before.type == "heading_open" and before.markup.startswith("#")
        rich = rich_inline(token, self.lines.content(token, heading=hashed))
        if self.in_summary:
            self.summarise(self.add("summary", rich, self.span_of(token)))
        elif before.type == "heading_open":
            self.add("heading", rich, self.span_of(token)).level = int(before.tag[1])
        else:
            self.paragraph(token, rich)

    def summarise(self, block: Block) -> None:
        """`block` is the summary of the innermost open fold."""
        self.in_summary = False
        if self.summaries:
            self.summaries[-1] = block.index

    def paragraph(self, token: Token, rich: Rich) -> None:
        if _JSX_LINE.match(token.content):
            return
        comment = _JSX_COMMENT.fullmatch(token.content)
        if comment:
            self.document.comments.append((comment[1].strip(), rich.text.span))
            return
        item = self.bare_item()
        if item is not None:
            item.rich = rich
        else:
            self.add("para", rich, self.span_of(token))

    def bare_item(self) -> Block | None:
        """The innermost item while it has no words of its own yet."""
        blocks = self.document.blocks
        bare = bool(self.items) and self.items[-1] == len(blocks) - 1 and not blocks[-1].text
        return blocks[-1] if bare else None

    def table(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.groups += 1
        self.heads, self.at = [], [0, 0, self.groups]

    def table_row(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.at[0] += 1
        self.at[1] = 0
        self.row = []
        for ahead in tokens[index + 1 :]:
            if ahead.type == "tr_close" or self.row:
                break
            if ahead.type == "inline" and STARTS in ahead.meta:
                self.row = self.lines.cells(ahead)

    def cell(self, token: Token, before: Token) -> None:
        row, column, group = self.at
        self.at[1] += 1
        raw = self.row[column] if column < len(self.row) else MappedText("")
        if raw.text != token.content:
            span = self.span_of(token)
            raw = MappedText.whole(token.content, span.start, span.end)
        rich = rich_inline(token, raw)
        if before.type == "th_open":
            self.heads.append(rich.text.text)
        block = self.add("cell", rich, raw.span)
        block.row, block.column, block.group = row - 1, column, group
        block.head = self.heads[column] if column < len(self.heads) else ""

    def fenced(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        block = self.add("fence", EMPTY, self.span_of(token))
        block.fence = (token.info.strip().split(" ")[0], token.content)

    def front_matter(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        span = self.span_of(token)
        start = self.lines.starts[min(1, len(self.lines.starts) - 1)]
        self.document.front = (token.content, Span(start, max(start, span.end)))

    def rule(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.add("rule", EMPTY, self.span_of(token))

    def html(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        read_html(self, self.span_of(token))


def _end_fold(blocks: list[Block], summary: int) -> None:
    """A fold that is never closed ends before the next heading or summary."""
    after = [block.index for block in blocks[summary + 1 :] if block.kind in ("heading", "summary")]
    end = after[0] if after else len(blocks)
    blocks[summary].end = end - 1
    for block in blocks[end:]:
        if block.details == summary:
            block.details = blocks[summary].details


_HANDLERS = {
    "bullet_list_open": _Builder.open_list,
    "ordered_list_open": _Builder.open_list,
    "bullet_list_close": _Builder.close_list,
    "ordered_list_close": _Builder.close_list,
    "list_item_open": _Builder.open_item,
    "list_item_close": _Builder.close_item,
    "blockquote_open": _Builder.quote,
    "blockquote_close": _Builder.quote,
    "inline": _Builder.inline,
    "table_open": _Builder.table,
    "tr_open": _Builder.table_row,
    "fence": _Builder.fenced,
    "code_block": _Builder.fenced,
    "front_matter": _Builder.front_matter,
    "html_block": _Builder.html,
    "hr": _Builder.rule,
}
