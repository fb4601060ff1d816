"""Which blocks hold the questions: inferred per file from the shapes of its blocks, never from a bank's name.

A shape (headings of a level, bold lines, summaries, numbered paragraphs, the items of one list, a column) holds
questions when enough of its blocks ask. What follows a question of a leading shape is its answer, so nothing there is
read as a question. Knows no metadata and builds no question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.candidates import (
    Candidate,
    Shape,
    ascends,
    candidates_of,
    is_answer,
    is_link_home,
    is_option,
    opens_with_link,
    plain_title,
    reads_alone,
    sections_of,
    shape_of,
)
from qlint.readers._markdown.stem import Stem, stem_of
from qlint.readers.evidence import ASKS, MARKED, TASK, about_questions, asking
from qlint.readers.fields import canonical


@dataclass(slots=True)
class Found:
    """A question: its block, stem, where its content ends, the parent question and the way it was found."""

    block: Block
    stem: Stem
    end: int
    parent: int = -1
    labelled: bool = False


@dataclass(slots=True)
class Layout:
    """The questions of a document in reading order, the blocks under them (`answers`), and how many blocks could have
    been a question.
    """

    found: list[Found] = field(default_factory=list)
    blocks: int = 0
    titled: bool = False
    answers: frozenset[int] = frozenset()


def layout_of(document: Document, title: str) -> Layout:
    """Find the questions of `document`; `title` is what its front matter or file name calls it."""
    return _Layout(document, title).run()


def is_declared(document: Document) -> bool:
    """Whether the file itself says that it is a bank, by a comment to qlint that is no suppression."""
    comments = (comment.lower() for comment, _ in document.comments)
    return any(comment.startswith("qlint:") and not comment[6:].lstrip().startswith("ignore") for comment in comments)


class _Layout:
    def __init__(self, document: Document, title: str) -> None:
        self.blocks = document.blocks
        self.sections = sections_of(self.blocks)
        self.candidates = candidates_of(self.blocks, self.sections)
        self.closed = [-1] * len(self.blocks)
        self.found: dict[int, Found] = {}
        first = next((block.text for block in self.blocks if block.kind == "heading"), "")
        self.declared = is_declared(document)
        self.titled = self.declared or about_questions(title) or about_questions(first)
        self.children: dict[int, list[int]] = defaultdict(list)
        self.direct: dict[int, list[int]] = defaultdict(list)

    def run(self) -> Layout:
        for block in self.blocks:
            if block.parent >= 0:
                self.direct[block.parent].append(block.index)
            if block.kind == "item":
                self.children[block.group].append(block.index)
        self.note_answers()
        self.leading_shapes()
        self.lists()
        self.columns()
        self.paragraphs()
        found = [self.found[index] for index in sorted(self.found)]
        answers = frozenset(index for index, opener in enumerate(self.closed) if opener >= 0)
        return Layout(found, self.open_blocks(), self.titled, answers)

    def note_answers(self) -> None:
        """An item over `Answer: ...` or over options is a question, whatever it says."""
        for index, candidate in self.candidates.items():
            if candidate.block.kind != "item" or candidate.banned:
                continue
            below = [self.blocks[child] for child in self.direct[index] if self.blocks[child].kind == "item"]
            options = sum(is_option(child.text) for child in below)
            if options >= 2 or any(is_answer(child.text) for child in below):
                candidate.answered = True
                candidate.level = max(candidate.level, MARKED)

    # Leading shapes: each question is followed by its answer

    def leading_shapes(self) -> None:
        by_shape: dict[Shape, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates.values():
            if candidate.shape[0] in ("heading", "summary", "label", "bold", "numbered") and not candidate.banned:
                by_shape[candidate.shape].append(candidate)
        chosen = {shape: kept for shape, group in by_shape.items() if (kept := self.kept(shape, group))}
        for shape in [shape for shape in chosen if shape[0] == "heading"]:
            if self.is_section(shape, chosen):
                del chosen[shape]
        questions = {candidate.block.index: candidate for group in chosen.values() for candidate in group}
        self.walk(questions)
        for found in list(self.found.values()):
            self.open_follow_ups(found)

    def open_follow_ups(self, found: Found) -> None:
        """Where nothing but marked questions stands under a question, they follow it up."""
        below = [block for block in self.blocks[found.block.index + 1 : found.end + 1] if block.kind != "rule"]
        items = [self.candidates.get(block.index) for block in below if block.kind == "item"]
        if found.block.folded or len(items) < 2 or len(items) < len(below):
            return
        if all(item is not None and not item.banned and item.level >= 1.0 for item in items):
            for block in below:
                self.closed[block.index] = -1

    def kept(self, shape: Shape, group: list[Candidate]) -> list[Candidate]:
        """The questions of one shape, or none if too few of its blocks ask."""
        asks = [candidate for candidate in group if candidate.level >= ASKS]
        if shape[0] == "label":
            return group
        if shape[0] == "heading" and shape[1] == 1 and len(group) == 1:
            return []
        tasks = [candidate for candidate in group if candidate.level >= TASK]
        share = len(asks) / len(group)
        about = self.titled or self.is_about(group[0].block)
        if shape[0] == "heading":
            numbered = [candidate for candidate in group if candidate.stem.number]
            if len(numbered) >= max(3, 0.8 * len(group)) and share >= 0.4 and ascends(numbered):
                return numbered
        if shape[0] == "numbered" and len(group) >= 3 and (self.titled or share >= 0.3) and ascends(group):
            return group
        if share < 0.5 and not (about and len(tasks) >= 0.6 * len(group)):
            return []
        if shape[0] == "summary" and (about or (share >= 0.8 and len(group) >= 5)):
            return group
        if share >= 0.8 and len(group) >= 5:
            signed = sum(bool(candidate.stem.signs) for candidate in asks) >= 0.7 * len(asks)
            return [c for c in group if c.level >= TASK or (signed and c.stem.signs)]
        return tasks if about else asks

    def is_section(self, shape: Shape, chosen: dict[Shape, list[Candidate]]) -> bool:
        """Headings that ask, but only as titles over many questions of another shape."""
        others = {candidate.block.index for other, group in chosen.items() if other != shape for candidate in group}
        inside = 0
        for candidate in chosen[shape]:
            for index in range(candidate.block.index + 1, self.heading_end(candidate.block)):
                below = self.candidates.get(index)
                inside += index in others or bool(below and below.shape[0] == "list" and below.level >= MARKED)
        return inside >= max(5, 3 * len(chosen[shape]))

    def heading_end(self, block: Block) -> int:
        for index in range(block.index + 1, len(self.blocks)):
            other = self.blocks[index]
            if other.kind == "heading" and other.level <= block.level:
                return index
        return len(self.blocks)

    def walk(self, questions: dict[int, Candidate]) -> None:
        """Take the questions in order; blocks under an open question are its answer."""
        open_until, opener = -1, None
        for index, block in enumerate(self.blocks):
            if opener is not None and self.closes(block, opener, open_until, questions):
                opener, open_until = None, -1
            candidate = questions.get(index)
            if opener is None and candidate is not None:
                opener, open_until = candidate, self.end_of(candidate)
                self.found[index] = Found(block, candidate.stem, index, labelled=candidate.stem.label)
            elif opener is not None:
                self.closed[index] = opener.block.index
                self.found[opener.block.index].end = index

    def end_of(self, candidate: Candidate) -> int:
        """The last index that can belong to a question of a leading shape."""
        block = candidate.block
        if block.kind == "summary":
            return block.end
        if block.kind != "heading" and block.details >= 0:
            return self.blocks[block.details].end
        if block.kind != "heading" and block.parent >= 0:
            return self.blocks[block.parent].end
        return len(self.blocks)

    def closes(self, block: Block, opener: Candidate, until: int, questions: dict[int, Candidate]) -> bool:
        if block.index > until:
            return True
        kind = opener.shape[0]
        if kind == "heading":
            return block.kind == "heading" and block.level <= opener.block.level and not is_answer(block.text)
        if kind == "summary":
            return False
        same = block.index in questions and questions[block.index].shape[0] in ("label", "bold", "numbered")
        return same or block.kind == "rule" or (block.kind == "heading" and not is_answer(block.text))

    # Lists

    def lists(self) -> None:
        groups = [group for group in self.children if self.is_open(group)]
        accepted = {group for group in groups if self.accept(group, lenient=False)}
        total = sum(len(self.children[group]) for group in groups)
        taken = sum(len(self.children[group]) for group in accepted)
        if taken >= 8 and taken >= 0.5 * total:
            for group in groups:
                if group not in accepted:
                    self.accept(group, lenient=True)
        if not self.found:
            for group in groups:
                self.accept_tasks(group)
        self.follow_ups()

    def is_open(self, group: int) -> bool:
        """Whether a list stands outside answers and is no nested part of a question (that comes later)."""
        return all(self.closed[index] < 0 for index in self.children[group])

    def accept(self, group: int, *, lenient: bool) -> bool:
        items = [
            self.candidates[index] for index in map(self.speaker, self.children[group]) if index in self.candidates
        ]
        items = [item for item in items if not item.banned]
        if not items or any(self.in_item_answer(item.block) for item in items):
            return False
        asks = [item for item in items if item.level >= ASKS]
        tasks = [item for item in items if item.level >= TASK]
        about = self.is_about(items[0].block)
        share = len(asks) / len(items)
        wide = len(tasks) / len(items)
        if all(opens_with_link(item.block, item.stem) for item in items):  # a list of articles, unless they ask
            wide = share
        if self.nearest(items[0].block) >= 0:  # under a question stand answers, unless most are marked
            share = wide = sum(item.level >= MARKED for item in items) / len(items)
        if (
            share >= 0.8
            or (share >= 0.4 and wide >= 0.8)
            or (about and max(share, wide - 0.1) >= 0.5)
            or lenient
            and wide >= 0.6
        ):
            kept = [item for item in items if item.level >= TASK or reads_alone(item)]
        elif share >= 0.5 or (lenient and asks):
            kept = tasks
        else:
            return False
        for item in kept:
            self.take_item(item)
        return bool(kept)

    def accept_tasks(self, group: int) -> None:
        """A list of nothing but tasks, in a file where nothing else asks."""
        items = [self.candidates[index] for index in self.children[group] if index in self.candidates]
        items = [item for item in items if not item.banned]
        tasks = all(item.level >= TASK and len(item.words.split()) >= 3 for item in items)
        if tasks or self.declared:
            for item in filter(reads_alone, items):
                self.take_item(item)

    def speaker(self, item: int) -> int:
        """The block that asks for an item: itself, or its second paragraph where the first sets the scene."""
        own = self.candidates.get(item)
        below = next((self.candidates.get(index) for index in self.direct[item]), None)
        if own is None or below is None or own.level >= TASK or own.banned:
            return item
        asks = below.block.kind == "para" and below.level >= MARKED and not below.banned
        return below.block.index if asks else item

    def in_item_answer(self, block: Block) -> bool:
        """Whether a list stands under an item that is an answer, or one whose own text is a question's answer."""
        parent = block.parent
        while parent >= 0:
            candidate = self.candidates.get(parent)
            if candidate is not None and (is_answer(candidate.block.text) or candidate.answered):
                return True
            parent = self.blocks[parent].parent
        return False

    def is_about(self, block: Block) -> bool:
        """Whether the nearest heading or the words just before the list speak of questions."""
        section = self.sections[block.index]
        titles = [plain_title(self.blocks[index].text) for index in section[-2:]]
        before = self.before_list(block)
        return any(about_questions(title) for title in [*titles, before]) or (not section and self.titled)

    def before_list(self, block: Block) -> str:
        if block.kind != "item":
            return ""
        first = self.children[block.group][0]
        previous = self.blocks[first - 1] if first else None
        return previous.text if previous is not None and previous.kind == "para" else ""

    def take_item(self, item: Candidate) -> None:
        block = item.block
        if self.closed[block.index] >= 0 or block.index in self.found:
            return
        self.found[block.index] = Found(block, item.stem, block.end, labelled=item.stem.label or item.answered)

    def follow_ups(self) -> None:
        """Questions in the body of another know which."""
        for index in sorted(self.found):
            above = self.found[index]
            for child in range(index + 1, above.end + 1):
                nested = self.found.get(child)
                if nested is not None and nested.parent < 0:
                    inner = self.nearest(nested.block)
                    nested.parent = inner if inner >= 0 else index

    def nearest(self, block: Block) -> int:
        parent = block.parent
        while parent >= 0 and parent not in self.found:
            parent = self.blocks[parent].parent
        return parent

    # Tables and paragraphs

    def columns(self) -> None:
        by_column: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for candidate in self.candidates.values():
            block = candidate.block
            if (
                block.kind == "cell"
                and block.row >= 1
                and canonical(block.head) == "text"
                and self.closed[block.index] < 0
            ):
                by_column[block.group, block.column].append(candidate)
        for cells in by_column.values():
            kept = [cell for cell in cells if not cell.banned]
            asks = sum(cell.level >= TASK for cell in kept)
            worded = sum(len(cell.words.split()) >= 3 for cell in kept)
            if kept and (asks >= 0.3 * len(kept) or (self.titled and worded >= 0.5 * len(kept))):
                for cell in kept:
                    self.found[cell.block.index] = Found(cell.block, cell.stem, cell.block.index, labelled=True)

    def paragraphs(self) -> None:
        """Plain paragraphs that ask, where the file has no better shape."""
        plain = [c for c in self.candidates.values() if c.shape[0] == "para" and self.closed[c.block.index] < 0]
        plain = [c for c in plain if not c.banned and c.block.parent < 0]
        asks = [c for c in plain if c.level >= ASKS and asking(_last_sentence(c.words)) >= TASK]
        share = 0.3 if sum(c.level >= MARKED for c in asks) >= 2 else 0.5
        enough = len(asks) >= (1 if self.titled else 2) and len(asks) >= share * len(plain)
        if not enough or len(self.found) > (len(asks) if self.titled else 0):
            return
        for candidate in asks:
            self.found[candidate.block.index] = Found(candidate.block, candidate.stem, candidate.block.index)

    def open_blocks(self) -> int:
        """Blocks with words outside answers: what the share of questions is measured against."""
        inside: set[int] = set()
        for found in self.found.values():
            inside.update(range(found.block.index + 1, found.end + 1))
        shapes = {self.candidates[index].shape for index in self.found}
        return sum(
            block.index in self.found or (block.index not in inside and self.is_open_block(block, shapes))
            for block in self.blocks
        )

    def is_open_block(self, block: Block, shapes: set[Shape]) -> bool:
        """Words outside answers that are no entry of a table of contents; titles only beside titles that ask."""
        if not block.text.strip() or is_link_home(block):
            return False
        if block.kind == "cell":  # a row of a table without questions counts once
            return block.row >= 1 and block.column == 0 and not any(group == block.group for _, group, _ in shapes)
        if block.kind == "heading":
            return block.level > 1 and shape_of(block, stem_of(block.rich)) in shapes
        label = block.kind == "para" and len(block.text) < 40 and not block.text.rstrip().endswith((".", "?", "!"))
        return block.kind in ("para", "item", "summary") and not label


def _last_sentence(text: str) -> str:
    """So that rhetoric that answers itself is told from a question."""
    return re.split(r"(?<=[.?!])\s+", text.strip())[-1]
