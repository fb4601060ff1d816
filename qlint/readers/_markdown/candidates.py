"""What each block says for and against being a question, before its company is looked at.

Knows no other block than those above it, and takes no decision.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from qlint.readers._markdown.blocks import Block
from qlint.readers._markdown.rich import Rich, Run
from qlint.readers._markdown.stem import Stem, stem_of
from qlint.readers.evidence import TASK, about_questions, asking

Shape = tuple[str, int, int]
"""Kind of a block and what tells it from others of the kind: heading level, list, table and column."""

_FURNITURE = re.compile(
    r"(?:table of )?contents?\b|toc\b|index\b|answers?\b|solutions?\b|explanations?\b|references?\b|resources?\b|"
    r"(?:useful|additional|other|external|further|more|great|recommended)\s+(?:great\s+)?"
    r"(?:resources|links|references|readings?|materials?)\b|links?\b|licen[cs]e\b|contribut\w*\b|maintainers?\b|"
    r"authors?\b|credits?\b|acknowledge?ments?\b|notes?\b|legend\b|about\b|follow (?:me|us)?\b|sponsors?\b|support\b|"
    r"back to top\b|good to hear\b|further reading\b|see also\b|changelog\b|prerequisites\b|disclaimer\b|"
    r"(?:expected|model|sample|possible|example|correct|ideal) (?:answers?|solutions?|outputs?)\b|answer guide\b|"
    r"what to (?:look|listen) for\b|what to learn\b|rubric\b|scoring\b|hints?\b|tips?\b",
    re.I,
)
"""Titles of parts that hold no question."""
_ANSWER = re.compile(
    r"\W{0,4}(?:(?:(?:expected|model|sample|possible|example|correct|ideal|short|long|full|my) )?"
    r"(?:answers?|solutions?|explanations?|responses?|hints?)\s*\d*\s*(?:[:.]|\s[\u2013\u2014-]|$)|(?:a|ans)\s*\d*\s*:)",
    re.I,
)
"""The words with which an answer begins."""
_REVEAL = re.compile(
    r"\W{0,4}(?:see|show|view|click|reveal|expand|toggle|open|hide|answers?|solutions?|hints?|spoiler)\b", re.I
)
"""The words of a summary that opens an answer."""
_BARE_TITLE = re.compile(r"(?:question|q|problem|exercise|task|prompt)\s*(?:no\.?)?\s*#?\d*[a-z]?\s*[:.]?", re.I)
"""A title that only says that a question follows."""
_ABOUT_BANK = re.compile(r"\b(?:interview questions?|questions? (?:and|&) answers?)\b", re.I)
_OPTION = re.compile(
    r"(?:\(?[A-Ha-h][.):]|[\u2705\u2714\u2611\u274c\u2716\u25ab\u2610\u25fb\u2b1c\u25a1]|\[[ xX]\])\s*\S?"
)


@dataclass(slots=True)
class Candidate:
    """A block that could be a question, with what speaks for it."""

    block: Block
    stem: Stem
    words: str
    level: float
    shape: Shape
    banned: bool
    answered: bool = False


def candidates_of(blocks: list[Block], sections: list[tuple[int, ...]]) -> dict[int, Candidate]:
    """The blocks with words, by index; `sections` holds for each block the headings above it."""
    out: dict[int, Candidate] = {}
    for block in blocks:
        if block.kind in ("fence", "rule", "html") or not block.text.strip():
            continue
        stem = stem_of(block.rich)
        if block.kind == "para" and _is_titled_question(block, blocks):
            stem = replace(stem, label=True)
        words = block.text[stem.start : stem.end]
        shape = shape_of(block, stem)
        banned = _is_furniture(block, words, shape, stem) or _stands_apart(block, blocks, sections[block.index])
        level = 0.0 if banned else (1.0 if stem.label else _level(block, stem, words))
        out[block.index] = Candidate(block, stem, words, level, shape, banned)
    return out


def _is_titled_question(block: Block, blocks: list[Block]) -> bool:
    """Whether the title just above says no more than that this is a question (`### Question 3`)."""
    above = blocks[block.index - 1] if block.index else None
    return above is not None and above.kind == "heading" and bool(_BARE_TITLE.fullmatch(plain_title(above.text)))


def _is_furniture(block: Block, words: str, shape: Shape, stem: Stem) -> bool:
    """Whether the words themselves are no question: an answer, a title of back matter, a bare link."""
    if not words.strip() or is_link_home(block) or (block.quoted and block.kind != "item" and shape[0] != "label"):
        return True
    if block.kind != "cell" and is_answer(words):
        return True
    marked = words.rstrip().endswith("?")
    if block.kind == "heading" and _BARE_TITLE.fullmatch(plain_title(block.text)):
        return True
    if block.folded and not marked and _REVEAL.match(words):
        return True
    if block.kind in ("heading", "summary") and not marked and not stem.number and _FURNITURE.match(plain_title(words)):
        return True
    return block.kind == "item" and _all_link(block) and asking(words) < TASK


def _stands_apart(block: Block, blocks: list[Block], section: tuple[int, ...]) -> bool:
    """Whether a block stands in a fold that opens an answer, or under a title of back matter."""
    if block.details >= 0 and _REVEAL.match(blocks[block.details].text.strip()):
        return True
    if not section or block.kind == "heading":
        return False
    title = plain_title(blocks[section[-1]].text)
    return bool(_FURNITURE.match(title)) and not about_questions(title)


def is_option(text: str) -> bool:
    """Whether an item reads as an option of a choice question; a box to tick before a question is a checklist's."""
    return bool(_OPTION.match(text)) and not (text.startswith("[") and text.rstrip().endswith("?"))


def is_answer(text: str) -> bool:
    """Whether words begin as an answer does (`Answer: ...`, `A: ...`)."""
    return bool(_ANSWER.match(text.strip()))


def reads_alone(item: Candidate) -> bool:
    """A noun phrase or task among questions: two words or more, not a link, code or a bare option."""
    several = len(item.words.split()) >= 2 and not _ABOUT_BANK.search(item.words)
    code = sum(run.end - run.start for run in item.block.rich.runs if run.kind == "code")
    plain = code < 0.8 * len(item.words) and not opens_with_link(item.block, item.stem)
    return several and plain and not is_option(item.block.text)


def _level(block: Block, stem: Stem, words: str) -> float:
    """How plainly a block asks; a title that links elsewhere (an article, a video) asks little without its mark."""
    level = asking(words)
    if block.kind != "item" or not opens_with_link(block, stem):
        return level
    if _all_link(block):
        return level if level >= 1.0 else min(level, TASK)
    return min(level, 0.3)


def opens_with_link(block: Block, stem: Stem) -> bool:
    """Whether the words begin inside a link."""
    return any(run.kind == "link" and run.start <= stem.start < run.end for run in block.rich.runs)


def shape_of(block: Block, stem: Stem) -> Shape:
    """The shape of a block: blocks of one shape are questions together or not at all."""
    if block.kind == "heading":
        return ("heading", block.level, int(block.parent >= 0))
    if block.kind == "summary":
        return ("summary", 0, 0)
    if block.kind == "cell":
        return ("column", block.group, block.column)
    if block.kind == "item":
        return ("list", block.group, 0)
    cover = _strong_head(block.rich)
    if cover is not None and cover.end >= stem.end - 1 and stem.end > stem.start:
        return ("label" if stem.label else "bold", 0, 0)
    if stem.label:
        return ("label", 0, 0)
    if cover is not None and stem.number:
        return ("numbered", 0, 0)
    return ("para", 0, 0)


def _strong_head(rich: Rich) -> Run | None:
    """The strong run at the head of the words, or None."""
    return next((run for run in rich.runs if run.kind == "strong" and not rich.text.text[: run.start].strip()), None)


def sections_of(blocks: list[Block], besides: Container[int] = ()) -> list[tuple[int, ...]]:
    """For each block the headings above it, outermost first; headings in `besides` are none."""
    path: list[int] = []
    out: list[tuple[int, ...]] = []
    for block in blocks:
        heading = block.kind == "heading" and block.index not in besides
        while heading and path and blocks[path[-1]].level >= block.level:
            path.pop()
        out.append(tuple(path))
        if heading:
            path.append(block.index)
    return out


def plain_title(title: str) -> str:
    """A title without leading marks (arrows, emoji, brackets)."""
    return re.sub(r"^[^\w]+", "", title).strip()


def _all_link(block: Block) -> bool:
    text = block.text
    covered = sum(run.end - run.start for run in block.rich.runs if run.kind == "link")
    return covered > 0 and covered >= 0.8 * len(text.strip())


def is_link_home(block: Block) -> bool:
    """An entry of a table of contents: nothing but a link into the same folder or page."""
    targets = [run.target for run in block.rich.runs if run.kind == "link"]
    return bool(targets) and _all_link(block) and all("://" not in target for target in targets)


def ascends(candidates: Iterable[Candidate]) -> bool:
    """Whether the numbers mostly rise by one (each section may begin again)."""
    numbers = [int(re.split(r"\D", c.stem.number, maxsplit=1)[0]) for c in candidates if c.stem.number]
    steps = [later - earlier for earlier, later in itertools.pairwise(numbers)]
    return bool(steps) and sum(
        step == 1 or later == 1 for step, later in zip(steps, numbers[1:], strict=True)
    ) >= 0.7 * len(steps)
