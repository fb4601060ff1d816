"""Shapes whose questions are followed by their answers: headings, bold lines, summaries, labels, numbered paragraphs.

Knows no list.
"""

from __future__ import annotations

from collections import defaultdict

from qlint.readers._markdown.blocks import Block
from qlint.readers._markdown.candidates import Candidate, Shape, ascends, is_answer
from qlint.readers._markdown.reopen import ends_asking, reopen
from qlint.readers._markdown.scene import Found, Scene
from qlint.readers.evidence import ASKS, MARKED, TASK


def leading_shapes(scene: Scene) -> None:
    """Take the questions of all shapes that enough of their blocks make a question shape."""
    by_shape: dict[Shape, list[Candidate]] = defaultdict(list)
    for candidate in scene.candidates.values():
        if candidate.shape[0] in ("heading", "summary", "label", "bold", "numbered") and not candidate.banned:
            by_shape[candidate.shape].append(candidate)
    chosen = {shape: kept for shape, group in by_shape.items() if (kept := _kept(scene, shape, group))}
    titles: list[Candidate] = []
    for shape in [shape for shape in chosen if shape[0] == "heading"]:
        if _is_section(scene, shape, chosen):
            titles += filter(ends_asking, chosen.pop(shape))
    questions = {candidate.block.index: candidate for group in chosen.values() for candidate in group}
    _walk(scene, questions)
    for title in titles:  # they ask, and what stands under them asks for itself
        scene.found.setdefault(title.block.index, Found(title.block, title.stem, title.block.index))
    for found in list(scene.found.values()):
        _open_follow_ups(scene, found)
    reopen(scene)


def _open_follow_ups(scene: Scene, found: Found) -> None:
    """Where nothing but marked questions stands under a question, they follow it up."""
    below = [block for block in scene.blocks[found.block.index + 1 : found.end + 1] if block.kind != "rule"]
    items = [scene.candidates.get(block.index) for block in below if block.kind == "item"]
    if found.block.folded or len(items) < 2 or len(items) < len(below):
        return
    if all(item is not None and not item.banned and item.level >= 1.0 for item in items):
        for block in below:
            scene.closed[block.index] = -1


def _kept(scene: Scene, shape: Shape, group: list[Candidate]) -> list[Candidate]:
    """The questions of one shape, or none if too few of its blocks ask."""
    asks = [candidate for candidate in group if candidate.level >= ASKS]
    if shape[0] == "label":
        return group
    if shape[0] == "heading" and shape[1] == 1 and len(group) == 1:
        return []
    tasks = [candidate for candidate in group if candidate.level >= TASK]
    share = len(asks) / len(group)
    about = scene.titled or scene.is_about(group[0].block)
    if shape[0] == "heading":
        numbered = [candidate for candidate in group if candidate.stem.number]
        if len(numbered) >= max(3, 0.8 * len(group)) and share >= 0.4 and ascends(numbered):
            return numbered
    if shape[0] == "numbered" and len(group) >= 3 and (scene.titled or share >= 0.3) and ascends(group):
        return group
    if share < 0.5 and not (about and len(tasks) >= 0.6 * len(group)):
        return []
    if shape[0] == "summary" and (about or (share >= 0.8 and len(group) >= 5)):
        return group
    if share >= 0.8 and len(group) >= 5:
        signed = sum(bool(candidate.stem.signs) for candidate in asks) >= 0.7 * len(asks)
        return [c for c in group if c.level >= TASK or (signed and c.stem.signs)]
    return tasks if about else asks


def _is_section(scene: Scene, shape: Shape, chosen: dict[Shape, list[Candidate]]) -> bool:
    """Headings that ask, but only as titles over many questions of another shape."""
    others = {candidate.block.index for other, group in chosen.items() if other != shape for candidate in group}
    inside = 0
    for candidate in chosen[shape]:
        for index in range(candidate.block.index + 1, scene.heading_end(candidate.block)):
            below = scene.candidates.get(index)
            inside += index in others or bool(below and below.shape[0] == "list" and below.level >= MARKED)
    return inside >= max(5, 3 * len(chosen[shape]))


def _walk(scene: Scene, questions: dict[int, Candidate]) -> None:
    """Take the questions in order; blocks under an open question are its answer. Bold lines that end in a question mark
    ask under a heading too.
    """
    open_ones: list[Candidate] = []
    for index, block in enumerate(scene.blocks):
        while open_ones and _closes(scene, block, open_ones[-1], _end_of(scene, open_ones[-1]), questions):
            open_ones.pop()
        candidate = questions.get(index)
        if candidate is not None and (not open_ones or _asks_inside(scene, open_ones[-1], candidate)):
            open_ones.append(candidate)
            scene.found[index] = Found(block, candidate.stem, index, labelled=candidate.stem.label)
        elif open_ones:
            scene.closed[index] = open_ones[-1].block.index
        for opener in open_ones:
            scene.found[opener.block.index].end = index


def _asks_inside(scene: Scene, opener: Candidate, candidate: Candidate) -> bool:
    """Whether a bold line asks for itself under a question heading."""
    if opener.shape[0] != "heading" or candidate.shape[0] != "bold" or candidate.block.parent >= 0:
        return False
    return ends_asking(candidate)


def _end_of(scene: Scene, candidate: Candidate) -> int:
    """The last index that can belong to a question of a leading shape."""
    block = candidate.block
    if block.kind == "summary":
        return block.end
    if block.kind != "heading" and block.details >= 0:
        return scene.blocks[block.details].end
    if block.kind != "heading" and block.parent >= 0:
        return scene.blocks[block.parent].end
    return len(scene.blocks)


def _closes(scene: Scene, block: Block, opener: Candidate, until: int, questions: dict[int, Candidate]) -> bool:
    """Whether a block ends the answer of the question that is open."""
    if block.index > until:
        return True
    kind = opener.shape[0]
    if kind == "heading":
        return block.kind == "heading" and block.level <= opener.block.level and not is_answer(block.text)
    if kind == "summary":
        return False
    same = block.index in questions and questions[block.index].shape[0] in ("label", "bold", "numbered")
    return same or block.kind == "rule" or (block.kind == "heading" and not is_answer(block.text))
