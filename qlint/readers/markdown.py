"""Markdown and MDX: questions in lists, headings, bold lines, folds, tables and paragraphs, each at its exact place.

Knows no other format, no rule and no spaCy.
"""

from __future__ import annotations

from qlint.question import Question
from qlint.readers._markdown.blocks import document
from qlint.readers._markdown.harvest import questions_of
from qlint.readers._markdown.layout import layout_of
from qlint.readers._markdown.meta import front_meta
from qlint.readers._markdown.single import single_question
from qlint.readers.evidence import about_questions, asking, score
from qlint.readers.result import ReadResult
from qlint.source import Source

SUFFIXES = (".md", ".mdx", ".markdown", ".mkd", ".qmd", ".rmd")


def read(source: Source) -> ReadResult:
    """Find the questions of a Markdown source. Broken front matter is a problem of the result; nothing is raised."""
    found = document(source)
    meta, title, problems = front_meta(found.front, source)
    layout = layout_of(found, title or _stem(source.path))
    one = single_question(source, found, layout, meta)
    if one is not None:
        evidence = _evidence_of_one(one, source)
        return ReadResult((one,), (), tuple(problems), evidence, meta, tuple(found.comments))
    questions = questions_of(found, layout, meta)
    evidence = score(
        [question.text for question in questions],
        blocks=layout.blocks,
        titled=layout.titled,
        labelled=sum(item.labelled for item in layout.found),
    )
    return ReadResult(
        questions=questions,
        problems=tuple(problems),
        evidence=evidence,
        meta=meta,
        comments=tuple(found.comments),
    )


def _evidence_of_one(question: Question, source: Source) -> float:
    """A file of one question shows little; its folder and its metadata speak for it."""
    folders = source.path.replace("-", " ").replace("_", " ").rpartition("/")[0]
    fields = {"difficulty", "type", "level", "stage", "role"} & set(question.meta)
    value = 0.3 * asking(question.text) + 0.3 * about_questions(folders) + 0.15 * min(len(fields), 2)
    return round(min(1.0, value + 0.1 * (question.place.kind == "file_name")), 3)


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
