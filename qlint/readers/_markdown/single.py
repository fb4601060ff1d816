"""One question a file: its title, or the name of the file, is the question and everything below is the answer.

Knows nothing of the layouts that hold many questions in one file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import yaml

from qlint.question import MetaValue, Question
from qlint.readers._markdown.blocks import Block, Document
from qlint.readers._markdown.harvest import mark_runs, place_of
from qlint.readers._markdown.layout import Layout
from qlint.readers._markdown.stem import stem_of
from qlint.readers.evidence import ASKS, TASK, about_questions, asking
from qlint.source import MappedText, Place, Source, SourceMap, Span

_GUIDE = re.compile(
    r"(?:(?:expected|model|sample|example|ideal|good|strong|short|suggested|reference) )?(?:answers?|solutions?)(?: guide| key)?\b|"
    r"(?:what|signals?) to (?:look|listen) for\b|rubric\b|scoring\b|evaluation\b|red flags\b|follow[- ]?ups?\b",
    re.I,
)
_FIELDS = frozenset({"difficulty", "type", "level", "stage", "role", "format", "expected_answer", "rubric", "minutes"})
_MANY = 5
"""With this many questions inside, a file is a list of them, whatever its title says; with twice, whatever its name asks."""


def single_question(
    source: Source, document: Document, layout: Layout, meta: Mapping[str, MetaValue]
) -> tuple[Question, float] | None:
    """The one question of a file and the evidence for it, or None where the file is no such file."""
    question = _question(source, document, layout, {name: value for name, value in meta.items() if name != "id"})
    if question is None:
        return None
    if "id" in meta:
        question = replace(question, id=str(meta["id"].value))
    folders = source.path.replace("-", " ").replace("_", " ").rpartition("/")[0]
    value = 0.3 * asking(question.text) + 0.25 * about_questions(folders) + 0.15 * min(len(_FIELDS & set(meta)), 2)
    value += 0.35 if question.place.kind == "file_name" else 0.25 * (_guide(document) >= 0)
    return question, round(min(1.0, value), 3)


def _guide(document: Document) -> int:
    """Index of the first heading of an answer guide, or -1."""
    guides = (b.index for b in document.blocks if b.kind in {"heading", "summary"} and _GUIDE.match(b.text.strip()))
    return next(guides, -1)


def _question(source: Source, document: Document, layout: Layout, meta: Mapping[str, MetaValue]) -> Question | None:
    if any(found.labelled for found in layout.found):
        return None
    titles = [block for block in document.blocks if block.kind == "heading" and block.level == 1 and block.text.strip()]
    guide = _guide(document)
    graded = bool(_FIELDS & set(meta))
    if len(titles) == 1 and _is_title(titles[0], layout, guide, graded):
        return _from_title(titles[0], document, meta)
    if not titles and document.front is not None and (guide >= 0 or graded) and not layout.found:
        return _from_front(source, document.front, meta)
    return _from_name(source, document, meta) if len(layout.found) < 2 * _MANY else None


def _is_title(title: Block, layout: Layout, guide: int, graded: bool) -> bool:
    """Whether the one title of a file is its question: over an answer guide, or graded and asking."""
    inside = [found.block.index for found in layout.found if found.block is not title]
    if len(inside) >= _MANY or _lists(title, layout):
        return False
    if guide >= 0:
        return all(index > guide for index in inside)
    return graded and not inside and asking(title.text) >= TASK


def _lists(title: Block, layout: Layout) -> bool:
    """A title that speaks of questions, over several: a bank."""
    return about_questions(title.text) and (len(layout.found) > 1 or asking(title.text) < TASK)


def _from_title(title: Block, document: Document, meta: Mapping[str, MetaValue]) -> Question | None:
    stem = stem_of(title.rich)
    words = title.rich.text.slice(stem.start, stem.end).strip()
    if not words.text:
        return None
    return Question(
        text=words.text,
        index=0,
        span=place_of(title.rich, stem.start, stem.end),
        source_map=words.source_map,
        scenario=_scene(document, title.index + 1),
        marks=mark_runs(title.rich, stem.start, stem.end),
        meta=dict(meta),
    )


def _scene(document: Document, start: int) -> str:
    """The paragraphs between the title and the first part."""
    words: list[str] = []
    for block in document.blocks[start:]:
        if block.kind != "para":
            break
        words.append(block.text.strip())
    return " ".join(words) if sum(map(len, words)) <= 1500 else ""


def _from_front(source: Source, front: tuple[str, Span], meta: Mapping[str, MetaValue]) -> Question | None:
    text, span = front
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for wanted in ("question", "prompt", "title"):
        for key, value in pairs:
            if key.value == wanted and isinstance(value, yaml.ScalarNode) and value.value.strip():
                words = _scalar(source, value, text, span)
                return Question(words.text, 0, words.span, words.source_map, meta=dict(meta))
    return None


def _scalar(source: Source, node: yaml.ScalarNode, front: str, span: Span) -> MappedText:
    """A scalar of the front matter at its place, which is exact where it is written as it reads."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    if source.text[span.start : span.start + len(front)] == front and front[start:end] == node.value:
        return MappedText.verbatim(source.text, span.start + start, span.start + end).strip()
    return MappedText.whole(node.value.strip(), span.start, span.end)


def _from_name(source: Source, document: Document, meta: Mapping[str, MetaValue]) -> Question | None:
    parts = source.path.replace("\\", "/").split("/")
    name = re.sub(r"[\u200b\u2060\ufeff]", "", parts[-1].rsplit(".", 1)[0]).strip(" -_")
    if " " not in name or about_questions(name):
        return None
    banked = any(about_questions(re.sub(r"[-_]+", " ", part)) for part in parts[:-1])
    level = asking(name)
    words = len(name.split())
    if not (level >= ASKS and words >= 2) and not (banked and level >= TASK and words >= 3):
        return None
    if not any(block.text.strip() for block in document.blocks):
        return None
    return Question(name, 0, Span(0, 0), SourceMap(), Place("file_name"), meta=dict(meta))
