"""Lists: whether their items are questions, all of them or those that ask, and which follow up another.

Knows no heading but by its words.
"""

from __future__ import annotations

from qlint.readers._markdown.blocks import Block
from qlint.readers._markdown.candidates import is_answer, is_option, opens_with_link, reads_alone
from qlint.readers._markdown.scene import Scene
from qlint.readers.evidence import ASKS, MARKED, TASK


def lists(scene: Scene) -> None:
    """Take the questions of all lists that stand in no answer; where most lists hold questions, the others are read
    more leniently.
    """
    groups = [group for group in scene.children if scene.is_open(group)]
    accepted = {group for group in groups if _accept(scene, group, lenient=False)}
    total = sum(len(scene.children[group]) for group in groups)
    taken = sum(len(scene.children[group]) for group in accepted)
    if taken >= 8 and taken >= 0.5 * total:
        for group in groups:
            if group not in accepted:
                _accept(scene, group, lenient=True)
    if not scene.found:
        for group in groups:
            _accept_tasks(scene, group)
        scene.tasks = bool(scene.found)
    follow_ups(scene)


def _accept(scene: Scene, group: int, *, lenient: bool) -> bool:
    """Take the questions of one list, if enough of its items ask."""
    items = [
        scene.candidates[index]
        for index in (_speaker(scene, item) for item in scene.children[group])
        if index in scene.candidates
    ]
    items = [item for item in items if not item.banned]
    if not items or any(_in_item_answer(scene, item.block) for item in items):
        return False
    asks = [item for item in items if item.level >= ASKS]
    tasks = [item for item in items if item.level >= TASK]
    about = scene.is_about(items[0].block)
    share = len(asks) / len(items)
    wide = len(tasks) / len(items)
    if all(opens_with_link(item.block, item.stem) for item in items):  # a list of articles, unless they ask
        wide = share
    if scene.nearest(items[0].block) >= 0:  # under a question stand answers, unless most are marked
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
        scene.take_item(item)
    return bool(kept)


def _accept_tasks(scene: Scene, group: int) -> None:
    """A list of nothing but tasks, in a file where nothing else asks."""
    items = [scene.candidates[index] for index in scene.children[group] if index in scene.candidates]
    items = [item for item in items if not item.banned]
    least = 2 if any(item.level >= MARKED for item in items) else 3
    tasks = all(item.level >= TASK and len(item.words.split()) >= least for item in items)
    if tasks or scene.declared:
        for item in filter(reads_alone, items):
            scene.take_item(item)


def _speaker(scene: Scene, item: int) -> int:
    """The block that asks for an item: itself, or its second paragraph where the first sets the scene."""
    own = scene.candidates.get(item)
    below = next((scene.candidates.get(index) for index in scene.direct[item]), None)
    if own is None or below is None or own.level >= TASK or own.banned:
        return item
    asks = below.block.kind == "para" and below.level >= MARKED and not below.banned
    return below.block.index if asks else item


def _in_item_answer(scene: Scene, block: Block) -> bool:
    """Whether a list stands under an item that is an answer, or one whose own text is a question's answer."""
    parent = block.parent
    while parent >= 0:
        candidate = scene.candidates.get(parent)
        if candidate is not None and (is_answer(candidate.block.text) or candidate.answered):
            return True
        parent = scene.blocks[parent].parent
    return False


def follow_ups(scene: Scene) -> None:
    """Questions in the body of another know which."""
    for index in sorted(scene.found):
        above = scene.found[index]
        for child in range(index + 1, above.end + 1):
            nested = scene.found.get(child)
            if nested is not None and nested.parent < 0:
                inner = scene.nearest(nested.block)
                nested.parent = inner if inner >= 0 else index


def note_answers(scene: Scene) -> None:
    """An item over `Answer: ...` or over options is a question, whatever it says."""
    for index, candidate in scene.candidates.items():
        if candidate.block.kind != "item" or candidate.banned:
            continue
        below = [scene.blocks[child] for child in scene.direct[index] if scene.blocks[child].kind == "item"]
        options = sum(is_option(child.text) for child in below)
        if options >= 2 or any(is_answer(child.text) for child in below):
            candidate.answered = True
            candidate.level = max(candidate.level, MARKED)
