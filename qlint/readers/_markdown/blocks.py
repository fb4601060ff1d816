"""The blocks of a document in reading order: headings, paragraphs, items, summaries, cells, fences.

One flat list; `parent`, `end` and `details` tell how blocks nest. Knows no layout: what is a question is not asked here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qlint.readers._markdown.rich import Rich
from qlint.source import MappedText, Span

BlockKind = Literal["heading", "para", "item", "summary", "cell", "fence", "html", "rule"]
EMPTY = Rich(MappedText(""))


@dataclass(slots=True)
class Block:
    """One block. `index` and `end` are positions in the list of blocks: `index + 1 .. end` lies inside it.

    `level`   of a heading (1..6); of an item how deep its list is nested (0 outermost)
    `parent`  the item it stands in, or -1
    `group`   which list an item belongs to, which table a cell belongs to
    `details` index of the innermost summary whose fold it stands in, or -1
    `folded`  its words are the summary of a fold
    `fence`   language and code of a fence
    `cell`    row (from 1) and column of a cell; the head of its column
    """

    kind: BlockKind
    index: int
    rich: Rich
    span: Span
    level: int = 0
    parent: int = -1
    group: int = -1
    details: int = -1
    end: int = 0
    ordered: bool = False
    quoted: bool = False
    folded: bool = False
    fence: tuple[str, str] = ("", "")
    row: int = 0
    column: int = 0
    head: str = ""

    @property
    def text(self) -> str:
        return self.rich.text.text


@dataclass(slots=True)
class Document:
    """All blocks of a source, its front matter (text, place) and its comments."""

    blocks: list[Block] = field(default_factory=list)
    front: tuple[str, Span] | None = None
    comments: list[tuple[str, Span]] = field(default_factory=list)
