"""HTML blocks: folds and their summaries are followed, headings taken, the rest is one block of words.

Knows no Markdown token.
"""

from __future__ import annotations

import re
from typing import Protocol

from qlint.readers._markdown.blocks import Block, BlockKind, Document
from qlint.readers._markdown.rich import Rich, Writer, tag_parts, write_html_text, write_tag
from qlint.source import MappedText, Source, Span

_HTML_PARTS = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|[^<]+|<")


class Builder(Protocol):
    """What an HTML block needs of whoever collects the blocks."""

    source: Source
    document: Document
    summaries: list[int]
    in_summary: bool
    groups: int

    def add(self, kind: BlockKind, rich: Rich, span: Span) -> Block: ...

    def bare_item(self) -> Block | None: ...

    def summarise(self, block: Block) -> None: ...


def read_html(builder: Builder, span: Span) -> None:
    """Take the HTML at `span` apart and add its blocks."""
    reader = _HtmlReader(builder, span)
    for start, end in _html_parts(builder.source.text, span.start, span.end):
        reader.take(start, end)
    reader.finish()


def _html_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    at = start
    while at < end:
        if text.startswith("<!--", at):
            close = text.find("-->", at, end)
            stop = end if close < 0 else close + 3
        else:
            match = _HTML_PARTS.match(text, at, end)
            stop = match.end() if match else at + 1
        parts.append((at, stop))
        at = stop
    return parts


class _HtmlReader:
    """Walks the parts of one HTML block on behalf of the builder."""

    def __init__(self, builder: Builder, span: Span) -> None:
        self.builder = builder
        self.span = span
        self.out = Writer()
        self.kind: BlockKind = "html"
        self.level = 0

    def take(self, start: int, end: int) -> None:
        text = self.builder.source.text
        part = text[start:end]
        if part.startswith("<!--"):
            write_tag(self.out, part, Span(start, end))
        elif part.startswith("<") and len(part) > 1:
            self.tag(part, start, end)
        else:
            write_html_text(self.out, MappedText.verbatim(text, start, end))

    def tag(self, tag: str, start: int, end: int) -> None:
        parts = tag_parts(tag)
        if parts is None:
            return
        name, closes, _ = parts
        if name == "details":
            self.flush()
            self.fold(closes)
        elif name == "summary" or (len(name) == 2 and name[0] == "h" and name[1] in "123456"):
            self.flush()
            self.kind = "html" if closes else ("summary" if name == "summary" else "heading")
            self.level = int(name[1]) if name[0] == "h" else 0
        elif name in ("ul", "ol", "li"):
            self.flush()
            self.builder.groups += name != "li"
            self.kind = "item" if name == "li" and not closes else "html"
        elif name in ("p", "div", "td", "tr", "th"):
            write_html_text(self.out, MappedText.decoded(" ", start, end))
        else:
            write_tag(self.out, tag, Span(start, end))

    def fold(self, closes: bool) -> None:
        builder = self.builder
        if not closes:
            builder.summaries.append(-1)
        elif builder.summaries:
            summary = builder.summaries.pop()
            if summary >= 0:
                builder.document.blocks[summary].end = len(builder.document.blocks) - 1

    def finish(self) -> None:
        """A summary that is still open goes on in the next block."""
        self.builder.in_summary = self.kind == "summary" and not self.out.length
        self.flush()

    def flush(self) -> None:
        rich = self.out.done()
        self.out = Writer()
        if not (rich.text.text.strip() or rich.images or rich.comments):
            return
        item = self.builder.bare_item() if self.kind == "summary" else None
        block = item or self.builder.add(self.kind, rich, rich.text.span if rich.text.segments else self.span)
        block.rich = rich
        if self.kind == "heading":
            block.level = self.level
        if self.kind == "item":
            block.group = self.builder.groups
        if self.kind == "summary":
            block.folded = True
            self.builder.summarise(block)
        self.kind = "html"
