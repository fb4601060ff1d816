"""Markdown and MDX: questions in lists, headings, bold lines, folds, tables and paragraphs, each at its exact place.

Knows no other format, no rule and no spaCy.
"""

from __future__ import annotations

from collections.abc import Sequence

from qlint.question import Question
from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.builder import document
from qlint.readers._markdown.harvest import questions_of
from qlint.readers._markdown.layout import Layout, layout_of
from qlint.readers._markdown.meta import file_comments, front_meta
from qlint.readers._markdown.scene import is_declared
from qlint.readers._markdown.single import single_question
from qlint.readers.evidence import EVIDENCE_THRESHOLD, ordinary_name, ordinary_parts, score
from qlint.readers.result import ReadResult
from qlint.source import Source

SUFFIXES = (".md", ".mdx", ".markdown", ".mkd", ".qmd", ".rmd")


def read(source: Source) -> ReadResult:
    """Find the questions of a Markdown source. Broken front matter is a problem of the result; nothing is raised."""
    found = document(source)
    meta, title, problems = front_meta(found.front, source)
    meta |= file_comments(found)
    layout = layout_of(found, title or _stem(source.path))
    one = single_question(source, found, layout, meta)
    if one is not None:
        question, evidence = one
        evidence = 0.0 if ordinary_name(source.path) and not meta else evidence
        inside = [item.block for item in layout.found if item.block.text.rstrip().endswith("?")]
        passed = [block for block in (*inside, *layout.passed) if block.span.start > question.span.start]
        notes = _notes(sorted(passed, key=lambda block: block.index), source)
        return ReadResult((question,), notes, tuple(problems), evidence, meta, tuple(found.comments))
    questions = questions_of(found, layout, meta)
    evidence = _evidence(questions, found, layout, source)
    notes = _notes(layout.passed, source)
    return ReadResult(questions, notes, tuple(problems), evidence, meta, tuple(found.comments))


def _notes(passed: Sequence[Block], source: Source) -> tuple[str, ...]:
    """What asks and was read as part of an answer is said, so that nothing is lost in silence."""
    if not passed:
        return ()
    number, line = len(passed), source.position(passed[0].span.start).line
    if number == 1:
        return (f"1 line that asks was read as part of an answer (line {line})",)
    return (f"{number} lines that ask were read as part of an answer (first: line {line})",)


def _evidence(questions: Sequence[Question], found: Document, layout: Layout, source: Source) -> float:
    if ordinary_name(source.path) or _is_template(found):
        return 0.0
    value = score(
        [question.text for question in questions],
        blocks=layout.blocks,
        titled=layout.titled,
        labelled=sum(item.labelled for item in layout.found),
        ordinary=ordinary_parts(block.text for block in found.blocks if block.kind == "heading"),
        path=source.path,
    )
    if layout.tasks and not layout.titled:  # a list of things to do as much as a bank
        value = round(0.8 * value, 3)
    return max(value, EVIDENCE_THRESHOLD) if questions and is_declared(found) else value


def _is_template(found: Document) -> bool:
    """Front matter of an issue template."""
    return found.front is not None and "\nabout:" in "\n" + found.front[0]


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
