"""What asks so plainly under a question that it is a question too and no part of its answer.

Knows no list outside answers and builds nothing: what is opened here is read as if it stood under no question.
"""

from __future__ import annotations

import re
from collections import defaultdict

from qlint.readers._markdown.blocks import Block
from qlint.readers._markdown.candidates import Candidate, is_answer, is_option, opens_with_link
from qlint.readers._markdown.scene import Found, Scene
from qlint.readers.evidence import ASKS, MARKED, TASK, about_questions
from qlint.readers.fields import canonical

_NEARLY = 0.8
_GUESS = re.compile(r"(?:maybe|perhaps|possibly)\b", re.I)
_TOLD = re.compile(r"(?:I|we|you|they|it|he|she|one|good|the|an?)\b", re.I)
_TO_ASK = re.compile(r"\b(?:ask|follow[- ]?ups?)\b", re.I)
_SENTENCES = re.compile(r"[.?!]\s+\S")
_LABEL_WORDS = 3
"""Words before a list that name a part (`Then:`); more of them introduce what an answer lists."""


def ends_asking(candidate: Candidate) -> bool:
    """Whether the words end with a question mark."""
    return candidate.level >= 1.0 and not candidate.banned and candidate.words.rstrip(" *_)").endswith("?")


def reopen(scene: Scene) -> None:
    """Open the lists, choice questions and columns of questions that stand in answers."""
    for group, items in scene.children.items():
        if items and scene.closed[items[0]] >= 0 and not _folded(scene, items[0]) and _asks(scene, group):
            for item in items:
                _open(scene, scene.blocks[item])
    for candidate in scene.candidates.values():
        if candidate.block.kind == "para" and candidate.block.parent < 0 and ends_asking(candidate):
            _take_choice(scene, candidate)
            _take_next(scene, candidate)
    _open_columns(scene)


def _folded(scene: Scene, index: int) -> bool:
    """Whether a block stands in the answer that a fold hides."""
    opener = scene.closed[index]
    return opener >= 0 and scene.blocks[opener].folded


def _take_choice(scene: Scene, candidate: Candidate) -> None:
    """Take a paragraph over options, wherever it stands: the options are its own."""
    block = candidate.block
    options = _options_below(scene, block)
    if not options or block.index in scene.found or _folded(scene, block.index):
        return
    end = scene.blocks[options[-1]].end
    scene.closed[block.index] = -1
    scene.closed[block.index + 1 : end + 1] = [block.index] * (end - block.index)
    scene.found[block.index] = Found(block, candidate.stem, end)


def _asks(scene: Scene, group: int) -> bool:
    """Whether nearly all items of a list plainly ask, and no words introduce them as what an answer lists."""
    items = [scene.candidates[index] for index in scene.children[group] if index in scene.candidates]
    if not items or any(item.banned or is_option(item.block.text) for item in items) or items[0].block.parent >= 0:
        return False
    if any(opens_with_link(item.block, item.stem) or _GUESS.match(item.words) for item in items):
        return False  # further reading, guesses
    marked = sum(map(ends_asking, items))
    plainly = sum(ends_asking(item) or ASKS <= item.level < MARKED for item in items)
    wide = sum(ends_asking(item) or TASK <= item.level < MARKED for item in items)
    if plainly < (0.5 if marked else 1.0) * len(items) or wide < _NEARLY * len(items):
        return False
    return not _introduced(scene, items[0].block)


def _introduced(scene: Scene, first: Block) -> bool:
    """Whether the block before a list announces it as part of an answer (`The reviewer goes through these:`)."""
    above = scene.blocks[first.index - 1]
    if above.kind != "para" or scene.closed[above.index] < 0:
        return False
    words = above.text.strip()
    if not words.endswith(":") or about_questions(words):
        return False
    told = bool(_TOLD.match(words))
    return told or (len(words.split()) > _LABEL_WORDS and not _TO_ASK.search(words))


def _take_next(scene: Scene, candidate: Candidate) -> None:
    """Take a paragraph that is one question after a labelled question and its labelled answer (`Q: ...`, `A: ...`)."""
    block = candidate.block
    opener = scene.closed[block.index]
    if opener < 0 or block.details >= 0 or scene.candidates[opener].shape[0] != "label" or block.index in scene.found:
        return
    between = scene.blocks[opener + 1 : block.index]
    if any(is_answer(other.text) for other in between) and not _SENTENCES.search(candidate.words):
        scene.closed[block.index] = -1
        scene.found[block.index] = Found(block, candidate.stem, block.index)


def _options_below(scene: Scene, block: Block) -> list[int]:
    """The items right below a paragraph if they are the options of a choice."""
    below = block.index + 1
    if below >= len(scene.blocks) or scene.blocks[below].kind != "item":
        return []
    items = scene.children[scene.blocks[below].group]
    return items if len(items) >= 2 and all(is_option(scene.blocks[item].text) for item in items) else []


def _open_columns(scene: Scene) -> None:
    columns: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in scene.candidates.values():
        block = candidate.block
        if block.kind == "cell" and block.row >= 1 and canonical(block.head) == "text":
            columns[block.group, block.column].append(candidate)
    for cells in columns.values():
        if sum(map(ends_asking, cells)) >= _NEARLY * len(cells):
            for cell in cells:
                scene.closed[cell.block.index] = -1


def _open(scene: Scene, block: Block) -> None:
    for index in range(block.index, block.end + 1):
        scene.closed[index] = -1
