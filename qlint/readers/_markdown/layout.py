"""Which blocks hold the questions: inferred per file from the shapes of its blocks, never from a bank's name.

A shape (headings of a level, bold lines, summaries, numbered paragraphs, the items of one list, a column) holds
questions when enough of its blocks ask. What follows a question of a leading shape is its answer, so nothing there is
read as a question but what plainly asks (`reopen`). Knows no metadata and builds no question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.candidates import Candidate, Shape, is_link_home, is_option, opens_with_link, shape_of
from qlint.readers._markdown.leading import leading_shapes
from qlint.readers._markdown.lists import lists, note_answers
from qlint.readers._markdown.reopen import ends_asking
from qlint.readers._markdown.scene import Found, Scene
from qlint.readers._markdown.stem import stem_of
from qlint.readers.evidence import ASKS, MARKED, TASK, asking
from qlint.readers.fields import canonical


@dataclass(slots=True)
class Layout:
    """The questions of a document in reading order, the blocks under them (`answers`), how many blocks could have
    been a question, whether they are nothing but a list of `tasks`, and the blocks that ask but were `passed` by.
    """

    found: list[Found] = field(default_factory=list)
    blocks: int = 0
    titled: bool = False
    answers: frozenset[int] = frozenset()
    tasks: bool = False
    passed: tuple[Block, ...] = ()


def layout_of(document: Document, title: str) -> Layout:
    """Find the questions of `document`; `title` is what its front matter or file name calls it."""
    scene = Scene(document, title)
    note_answers(scene)
    leading_shapes(scene)
    lists(scene)
    _columns(scene)
    _paragraphs(scene)
    found = [scene.found[index] for index in sorted(scene.found)]
    answers = frozenset(index for index, opener in enumerate(scene.closed) if opener >= 0)
    return Layout(found, _open_blocks(scene), scene.titled, answers, scene.tasks, _passed(scene))


def _passed(scene: Scene) -> tuple[Block, ...]:
    """Items and bold lines that end in a question mark and were read as part of an answer."""
    inside = {index for found in scene.found.values() for index in range(found.block.index + 1, found.end + 1)}
    return tuple(
        candidate.block
        for index, candidate in scene.candidates.items()
        if index in inside
        and index not in scene.found
        and candidate.shape[0] in ("list", "bold", "numbered", "heading")
        and ends_asking(candidate)
        and not is_option(candidate.block.text)
        and not opens_with_link(candidate.block, candidate.stem)
    )


def _columns(scene: Scene) -> None:
    by_column: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in scene.candidates.values():
        block = candidate.block
        if (
            block.kind == "cell"
            and block.row >= 1
            and canonical(block.head) == "text"
            and scene.closed[block.index] < 0
        ):
            by_column[block.group, block.column].append(candidate)
    for cells in by_column.values():
        kept = [cell for cell in cells if not cell.banned]
        asks = sum(cell.level >= TASK for cell in kept)
        worded = sum(len(cell.words.split()) >= 3 for cell in kept)
        if kept and (asks >= 0.3 * len(kept) or (scene.titled and worded >= 0.5 * len(kept))):
            for cell in kept:
                scene.found[cell.block.index] = Found(cell.block, cell.stem, cell.block.index, labelled=True)


def _paragraphs(scene: Scene) -> None:
    """Plain paragraphs that ask, where the file has no better shape."""
    plain = [c for c in scene.candidates.values() if c.shape[0] == "para" and scene.closed[c.block.index] < 0]
    plain = [c for c in plain if not c.banned and c.block.parent < 0]
    asks = [c for c in plain if c.level >= ASKS and asking(_last_sentence(c.words)) >= TASK]
    share = 0.3 if sum(c.level >= MARKED for c in asks) >= 2 else 0.5
    enough = len(asks) >= (1 if scene.titled else 2) and len(asks) >= share * len(plain)
    if not enough or len(scene.found) > (len(asks) if scene.titled else 0):
        return
    for candidate in asks:
        scene.found[candidate.block.index] = Found(candidate.block, candidate.stem, candidate.block.index)


def _open_blocks(scene: Scene) -> int:
    """Blocks with words outside answers: what the share of questions is measured against."""
    inside: set[int] = set()
    for found in scene.found.values():
        inside.update(range(found.block.index + 1, found.end + 1))
    shapes = {scene.candidates[index].shape for index in scene.found}
    return sum(
        block.index in scene.found or (block.index not in inside and _is_open_block(scene, block, shapes))
        for block in scene.blocks
    )


def _is_open_block(scene: Scene, block: Block, shapes: set[Shape]) -> bool:
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
