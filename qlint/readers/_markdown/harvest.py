"""From the blocks that hold questions to `Question`s: words, places, options, attachments, metadata.

Knows no layout: which block is a question has been settled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qlint.question import Attachment, Mark, MarkKind, MetaValue, Option, Question
from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.candidates import is_option, sections_of
from qlint.readers._markdown.layout import Layout
from qlint.readers._markdown.meta import comment_meta, difficulty_signs, label_meta
from qlint.readers._markdown.options import option_items, options_of
from qlint.readers._markdown.rich import Rich
from qlint.readers._markdown.scene import Found
from qlint.readers.evidence import TASK, asking
from qlint.readers.fields import canonical, stage_of
from qlint.source import MappedText, Place, Span

_MARKS: dict[str, MarkKind] = {
    "code": "code", "math": "math", "link": "link", "quote": "quote", "emphasis": "emphasis", "strong": "emphasis",
}  # fmt: skip
_ANSWER_START = re.compile(
    r"\W*(?:expected |model |sample |correct |ideal |short )?(?:answers?|ans|a|solutions?|explanations?|hints?)\s*\d*\s*(?:[:.]|$)",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:this|these|here|below|above|following|output|outputs|result|results|value|values|prints?|logs?|logged|"
    r"printed|returned|returns?|evaluates?|happens?|wrong|snippet|code|query|error)\b",
    re.IGNORECASE,
)
"""Words of a question that speak of something shown with it."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"\u201c])")
_SUPPOSED = re.compile(r"(?:suppose|imagine|assume|pretend|given|let us say|let's say|you are|say)\b(?!.*\?\W*$)", re.I)


def questions_of(document: Document, layout: Layout, meta: Mapping[str, MetaValue]) -> tuple[Question, ...]:
    """Build the questions of a layout; `meta` is the metadata of the whole file."""
    harvest = _Harvest(document, layout, meta)
    return tuple(harvest.question(found, index) for index, found in enumerate(layout.found))


class _Harvest:
    def __init__(self, document: Document, layout: Layout, meta: Mapping[str, MetaValue]) -> None:
        self.blocks = document.blocks
        self.layout = layout
        self.meta = {name: value for name, value in meta.items() if name != "id"}
        self.signs = difficulty_signs(block.text for block in document.blocks)
        self.taken = {found.block.index: found for found in layout.found}
        self.headings = sections_of(document.blocks, layout.answers.union(self.taken))

    def question(self, found: Found, index: int) -> Question:
        words = found.block.rich.text.slice(found.stem.start, found.stem.end)
        trimmed = words.strip()
        start = found.stem.start + len(words.text) - len(words.text.lstrip(_blank(words, trimmed)))
        end = start + len(trimmed.text)
        items = option_items(self.body(found))
        below = self.blocks[found.block.index + 1 : found.end + 1]
        options = options_of(items, found.block.rich, end, below)
        section = tuple(_title(self.blocks[at]) for at in self.headings[found.block.index])
        return Question(
            text=trimmed.text,
            index=index,
            span=place_of(found.block.rich, start, end),
            source_map=trimmed.source_map,
            place=self.place(found.block),
            section=section,
            scenario=self.scenario(found),
            marks=mark_runs(found.block.rich, start, end),
            attachments=tuple(self.attachments(found, {block.index for block in items})),
            options=options,
            meta=self.question_meta(found, section) | _option_meta(options),
        )

    def place(self, block: Block) -> Place:
        return Place("cell", row=block.row, column=block.head) if block.kind == "cell" else Place()

    def scenario(self, found: Found) -> str:
        """The words of the item above, where they set a scene rather than ask or name a part."""
        parent = found.parent if found.parent >= 0 else found.block.parent
        if parent < 0 or found.block.kind == "heading":
            return ""
        above = self.taken.get(parent)
        text = self.blocks[parent].text
        words = (text[above.stem.start : above.stem.end] if above else text).strip()
        words = setting(words)
        return words if len(words.split()) >= 4 else ""

    # What comes with a question

    def body(self, found: Found) -> Iterator[Block]:
        """The blocks under a question up to its answer, its sub-questions left out."""
        index = found.block.index + 1
        while index <= found.end:
            block = self.blocks[index]
            option = block.kind == "item" and is_option(block.text)
            if block.kind in {"heading", "summary"} or (_ANSWER_START.match(block.text) and not option):
                return
            if index in self.taken:
                index = max(block.end, self.taken[index].end) + 1
                continue
            yield block
            index += 1

    def attachments(self, found: Found, options: set[int]) -> Iterator[Attachment]:
        """Code and images directly after the stem; words in between end them."""
        yield from found.block.rich.images
        if found.block.kind == "summary" or found.block.folded:
            return  # what a fold hides is the answer
        given = bool(options) or bool(_GIVEN.search(found.block.text)) or self.is_answered(found)
        for block in self.body(found):
            if block.index in options or block.parent in options:
                continue
            if block.kind == "fence" and given:
                yield Attachment("code", block.fence[1], block.fence[0] or None, block.span)
            elif block.kind in {"html", "para"} and block.rich.images and not block.text.strip():
                yield from block.rich.images
            elif block.kind not in {"rule", "html"} or block.text.strip():
                return

    def is_answered(self, found: Found) -> bool:
        """Whether a marked answer follows, so that what stands before it belongs to the question."""
        body = list(self.body(found))
        after = body[-1].index + 1 if body else found.block.index + 1
        if after > found.end:
            return False
        block = self.blocks[after]
        return block.kind == "summary" or bool(_ANSWER_START.match(block.text))

    # Metadata

    def question_meta(self, found: Found, section: tuple[str, ...]) -> dict[str, MetaValue]:
        meta = dict(self.meta)
        for title in section:
            stage = stage_of(title)
            if stage:
                meta["stage"] = MetaValue(stage, "section")
        for at in self.headings[found.block.index]:
            meta.update(self.comments_after(at, "section"))
        grade = found.stem.grade or next((self.signs[s] for s in found.stem.signs if s in self.signs), None)
        if grade:
            meta["difficulty"] = MetaValue(grade, "question")
        meta.update(self.own_meta(found))
        stage = stage_of(str(meta["stage"].value)) if "stage" in meta else None
        if stage:
            meta["stage"] = MetaValue(stage, meta["stage"].origin)
        return meta

    def comments_after(self, index: int, origin: str) -> dict[str, MetaValue]:
        meta: dict[str, MetaValue] = {}
        for block in self.blocks[index : index + 2]:
            if block.index == index or (block.kind == "html" and not block.text.strip()):
                for comment, _ in block.rich.comments:
                    meta.update(comment_meta(comment, origin))
        return meta

    def own_meta(self, found: Found) -> dict[str, MetaValue]:
        meta: dict[str, MetaValue] = {}
        for comment, _ in found.block.rich.comments:
            meta.update(comment_meta(comment, "question"))
        if found.block.kind == "cell":
            meta.update(self.row_meta(found.block))
        for index in range(found.block.index + 1, found.end + 1):
            if index not in self.taken:
                for comment, _ in self.blocks[index].rich.comments:
                    meta.update(comment_meta(comment, "question"))
        meta.update(label_meta(_after(found.block.rich, found.stem.end), "question"))
        for block in self.labelled_blocks(found):
            meta.update(label_meta(block.rich, "question"))
        return meta

    def labelled_blocks(self, found: Found) -> Iterator[Block]:
        """Blocks that can carry a label: items right under an item; else those before the first words without one."""
        for index in range(found.block.index + 1, found.end + 1):
            block = self.blocks[index]
            if found.block.kind == "item":
                if block.parent == found.block.index and index not in self.taken:
                    yield block
            elif index in self.taken:
                return
            elif block.kind in ("para", "item") and not is_option(block.text):
                if not label_meta(block.rich, "question"):
                    return
                yield block

    def row_meta(self, cell: Block) -> dict[str, MetaValue]:
        meta: dict[str, MetaValue] = {}
        for block in self.blocks[max(0, cell.index - cell.column) : cell.index + 64]:
            if block.kind != "cell" or block.group != cell.group or block.row != cell.row or block is cell:
                continue
            name = canonical(block.head)
            if name and name != "text" and block.text.strip():
                meta[name] = MetaValue(block.text.strip(), "question")
        return meta


def setting(words: str) -> str:
    """The part of a parent's words that sets a case: a stem that ends in a colon, `Suppose ...`, what is stated before
    the question; a question alone sets none.
    """
    if words.endswith(":"):
        return words
    sentences = _SENTENCE.split(words)
    while sentences and asking(sentences[-1]) >= TASK and not _SUPPOSED.match(sentences[-1].strip()):
        sentences.pop()
    if any(sentence.rstrip().endswith("?") for sentence in sentences):
        sentences = [sentence for sentence in sentences if not sentence.rstrip().endswith("?")]
    return " ".join(sentence.strip() for sentence in sentences)


def _option_meta(options: tuple[Option, ...]) -> dict[str, MetaValue]:
    return {"options": MetaValue([option.text for option in options], "question")} if options else {}


def _blank(words: MappedText, trimmed: MappedText) -> str:
    return words.text[: len(words.text) - len(words.text.lstrip())] + " \t\u200b\u2060\ufeff"


def _after(rich: Rich, end: int) -> Rich:
    """What follows the stem in the same block (`Question?` then `Expected answer: ...` on the next line)."""
    rest = rich.text.slice(end)
    return Rich(rest, breaks=tuple(at - end for at in rich.breaks if at >= end))


def mark_runs(rich: Rich, start: int, end: int) -> tuple[Mark, ...]:
    """The markup over `start..end` of the words, in offsets from `start`."""
    marks = []
    for run in rich.runs:
        low, high = max(run.start, start), min(run.end, end)
        if low < high and run.kind in _MARKS:
            marks.append(Mark(_MARKS[run.kind], low - start, high - start))
    return tuple(marks)


def place_of(rich: Rich, start: int, end: int) -> Span:
    """The place of words in the source, with the markup that opens or closes inside them."""
    hull = rich.text.slice(start, end).span
    low, high = hull.start, hull.end
    for run in rich.runs:
        if run.end <= start or run.start >= end:
            continue
        if (
            run.start <= start
            and run.end < end
            or (run.start > start and run.end >= end and run.start < end)
            or start < run.start
            or run.end < end
        ):
            low, high = min(low, run.outer.start), max(high, run.outer.end)
    return Span(low, high)


def _title(block: Block) -> str:
    return re.sub(r"^[^\w(]+|[\s:]+$", "", re.sub(r":[a-z][a-z0-9_+-]*:", "", block.text)).strip()
