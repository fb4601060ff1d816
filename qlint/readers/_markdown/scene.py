"""What the rooms of the layout share: blocks, candidates, what is already found and what is closed.

Takes no decision.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.candidates import Candidate, candidates_of, plain_title, sections_of
from qlint.readers._markdown.stem import Stem
from qlint.readers.evidence import about_questions


@dataclass(slots=True)
class Found:
    """A question: its block, stem, where its content ends, the parent question and the way it was found."""

    block: Block
    stem: Stem
    end: int
    parent: int = -1
    labelled: bool = False


def is_declared(document: Document) -> bool:
    """Whether the file itself says that it is a bank, by a comment to qlint that is no suppression."""
    comments = (comment.lower() for comment, _ in document.comments)
    return any(comment.startswith("qlint:") and not comment[6:].lstrip().startswith("ignore") for comment in comments)


class Scene:
    """The state of one search for questions.

    `closed`    for each block the question whose answer it is part of, or -1
    `found`     the questions by index of their block
    `children`  the items of each list; `direct` the blocks right under each item
    `titled`    the file's title speaks of questions; `declared` a comment says so
    `tasks`     nothing in the file asks but a list of tasks
    """

    def __init__(self, document: Document, title: str) -> None:
        self.blocks = document.blocks
        self.sections = sections_of(self.blocks)
        self.candidates = candidates_of(self.blocks, self.sections)
        self.closed = [-1] * len(self.blocks)
        self.found: dict[int, Found] = {}
        self.tasks = False
        first = next((block.text for block in self.blocks if block.kind == "heading"), "")
        self.declared = is_declared(document)
        self.titled = self.declared or about_questions(title) or about_questions(first)
        self.children: dict[int, list[int]] = defaultdict(list)
        self.direct: dict[int, list[int]] = defaultdict(list)
        for block in self.blocks:
            if block.parent >= 0:
                self.direct[block.parent].append(block.index)
            if block.kind == "item":
                self.children[block.group].append(block.index)

    def is_open(self, group: int) -> bool:
        """Whether a list stands outside answers and is no nested part of a question (that comes later)."""
        return all(self.closed[index] < 0 for index in self.children[group])

    def is_about(self, block: Block) -> bool:
        """Whether the nearest heading or the words just before the list speak of questions."""
        section = self.sections[block.index]
        titles = [plain_title(self.blocks[index].text) for index in section[-2:]]
        before = self._before_list(block)
        return any(about_questions(title) for title in [*titles, before]) or (not section and self.titled)

    def _before_list(self, block: Block) -> str:
        if block.kind != "item":
            return ""
        first = self.children[block.group][0]
        previous = self.blocks[first - 1] if first else None
        return previous.text if previous is not None and previous.kind == "para" else ""

    def nearest(self, block: Block) -> int:
        """The innermost item around a block that is a question, or -1."""
        parent = block.parent
        while parent >= 0 and parent not in self.found:
            parent = self.blocks[parent].parent
        return parent

    def take_item(self, item: Candidate) -> None:
        """Take an item, or the paragraph that asks for it, as a question with all that the item holds."""
        block = item.block
        if self.closed[block.index] >= 0 or block.index in self.found:
            return
        end = block.end if block.kind == "item" or block.parent < 0 else self.blocks[block.parent].end
        self.found[block.index] = Found(block, item.stem, end, labelled=item.stem.label or item.answered)

    def heading_end(self, block: Block) -> int:
        """Where the part under a heading ends."""
        for index in range(block.index + 1, len(self.blocks)):
            other = self.blocks[index]
            if other.kind == "heading" and other.level <= block.level:
                return index
        return len(self.blocks)
