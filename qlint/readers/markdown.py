"""Markdown and MDX: questions in lists, headings, bold lines, folds, tables and paragraphs, each at its exact place.

Knows no other format, no rule and no spaCy.
"""

from __future__ import annotations

from collections.abc import Sequence

from qlint.question import Question
from qlint.readers._markdown.blocks import Document
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
        return ReadResult((question,), (), tuple(problems), evidence, meta, tuple(found.comments))
    questions = questions_of(found, layout, meta)
    evidence = _evidence(questions, found, layout, source)
    return ReadResult(questions, (), tuple(problems), evidence, meta, tuple(found.comments))


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
    return max(value, EVIDENCE_THRESHOLD) if questions and is_declared(found) else value


def _is_template(found: Document) -> bool:
    """Front matter of an issue template."""
    return found.front is not None and "\nabout:" in "\n" + found.front[0]


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
