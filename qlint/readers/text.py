"""Plain text: a question a line, a list item or a paragraph; `Q:` with its `A:`; headings as sections.

Lines that begin with `#` are comments. Knows no spaCy, no rules, no click.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qlint.question import MetaValue, Question
from qlint.readers.build import Field, Surroundings, build_question
from qlint.readers.evidence import asking, asks
from qlint.readers.result import ReadResult
from qlint.readers.stems import text_score
from qlint.readers.text_lines import Item, Line, comments_of, items_of, lines_of, plainly_asks
from qlint.readers.tree import Leaf, Listing
from qlint.readers.values import value_of
from qlint.source import MappedText, Source


@dataclass
class _State:
    """How far the reading is."""

    questions: list[Question] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    blocks: int = 0
    section: str = ""


def read(source: Source) -> ReadResult:
    """The questions of a text file. Every text is read; `evidence` says how far it asks."""
    lines = lines_of(source)
    items = list(items_of(lines))
    labelled = any(item.label == "q" for item in items)
    state = _State()
    for item in items:
        _take(source, item, state, labelled)
    return ReadResult(tuple(state.questions), evidence=_evidence(state, labelled), comments=tuple(comments_of(lines)))


def _take(source: Source, item: Item, state: _State, labelled: bool) -> None:
    if item.label == "section":
        state.section = item.title
        return
    state.blocks += bool(item.lines)
    # In a file of `Q:` and `A:` nothing else is a question but what plainly asks.
    if labelled and item.label != "q" and not plainly_asks(item):
        return
    text = MappedText.join(_spaced(source, item.lines))
    question = build_question(text, _fields(source, item), _around(state.section), len(state.questions))
    if question is not None:
        state.questions.append(question)
        state.scores.append(text_score(question.text, 0.85 * labelled))


def _spaced(source: Source, lines: Sequence[Line]) -> Iterator[MappedText]:
    """The lines of one item; what stands between two of them is one space."""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            yield MappedText.decoded(" ", before.end, line.start)
        yield MappedText.verbatim(source.text, line.start, line.end)


def _fields(source: Source, item: Item) -> list[Field]:
    fields: list[Field] = []
    if item.options:
        options = [_leaf(source, [line]) for line in item.options]
        fields.append(Field("options", Listing(list(options), options[0].start, options[-1].end)))
    if item.answer:
        fields.append(Field("expected_answer", _leaf(source, item.answer)))
    return fields


def _leaf(source: Source, lines: Sequence[Line]) -> Leaf:
    text = MappedText.join(_spaced(source, lines))
    return Leaf(text.text, text.text, lines[0].start, lines[-1].end, "", lambda _: text)


def _around(section: str) -> Surroundings:
    if not section:
        return Surroundings()
    found = value_of(section)
    return Surroundings((section,), "", {found[0]: MetaValue(found[1], "section")} if found else {})


def _evidence(state: _State, labelled: bool) -> float:
    """Prose has a question here and there; a bank is little else."""
    if not state.questions:
        return 0.0
    # What an answer goes on with is no block of its own.
    share = sum(state.scores) / state.blocks
    plainly = sum(asks(question.text) and asking(question.text) > 0.9 for question in state.questions)
    count = {1: 0.45, 2: 0.8}.get(len(state.questions), 1.0)
    # Instructions are tasks to the eye: without a question mark or a label in it a text file is no bank.
    return round(share * count * (1.0 if labelled or plainly else 0.4), 3)
