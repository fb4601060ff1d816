"""Metadata that a Markdown bank writes beside its questions: front matter, comments, labelled lines, legends.

Knows no layout.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

import yaml

from qlint.errors import FormatError
from qlint.question import MetaValue
from qlint.readers._markdown.blocks import Document
from qlint.readers._markdown.rich import Rich
from qlint.readers.fields import canonical
from qlint.source import Source, Span

_LOOSE = frozenset({"a", "q", "response", "no", "key", "code", "time", "since", "asked", "law", "mode", "step"})
"""Names that are too common in prose to label a line."""
_LABEL = re.compile(r"[\s*_(\[]*([A-Za-z][A-Za-z _-]{0,38}?)\s*(?::|=)\s*(?=\S)")
_PAIR = re.compile(r"([A-Za-z][\w -]{0,38}?)\s*(?:=|:)\s*(\"[^\"]*\"|'[^']*'|\([^()]*\)|\[[^\[\]]*\]|[^,;\n]+)")
_PROSE = frozenset({"text", "options", "id", "source", "attachment", "scenario", "glossary", "select"})
_SIGNS = {"\U0001f7e2": "easy", "\U0001f7e1": "medium", "\U0001f534": "hard"}
_SIGN_WORD = re.compile(
    "([\u2b50\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff])[\ufe0f\u200d\\s=:\u2013\u2014-]*"
    "(easy|medium|hard|expert|beginner|basic|intermediate|advanced|simple|difficult|junior|senior)\\b",
    re.I,
)


def front_meta(front: tuple[str, Span] | None, source: Source) -> tuple[dict[str, MetaValue], str, list[FormatError]]:
    """Metadata of the front matter, the title it gives, and what is broken in it."""
    if front is None:
        return {}, "", []
    text, span = front
    try:
        data = yaml.load(text, Loader=_loader())
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        position = source.position(span.start)
        line = position.line + (mark.line if mark else 0)
        column = mark.column + 1 if mark else position.column
        problem = getattr(error, "problem", None)
        message = "front matter is not YAML" + (f": {problem}" if problem else "")
        return {}, "", [FormatError(message, path=source.path, line=line, column=column)]
    if not isinstance(data, dict):
        return {}, "", []
    meta: dict[str, MetaValue] = {}
    for key, value in data.items():
        name = canonical(key) if isinstance(key, str) else None
        if name and name != "text" and isinstance(value, str | int | float | bool | list):
            meta[name] = MetaValue(value, "front matter")
    return meta, _front_title(data), []


def _front_title(data: dict[object, object]) -> str:
    for key in ("question", "title"):
        if isinstance(data.get(key), str):
            return str(data[key])
    return ""


def _loader() -> type[yaml.SafeLoader]:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def file_comments(document: Document) -> dict[str, MetaValue]:
    """Metadata of `qlint:` comments above the first heading and the first words."""
    meta: dict[str, MetaValue] = {}
    for block in document.blocks:
        if block.kind == "heading" or block.text.strip():
            break
        for comment, _ in block.rich.comments:
            if comment.lower().startswith("qlint:"):
                meta.update(comment_meta(comment, "section"))
    return meta


def comment_meta(comment: str, origin: str) -> dict[str, MetaValue]:
    """Metadata of an HTML comment: `qlint: role=x, stage=y` or `tags: (a, b)`; `qlint: ignore[...]` has none."""
    body = comment.strip()
    if len(body) > 500:
        return {}
    ours = body.lower().startswith("qlint:")
    meta: dict[str, MetaValue] = {}
    for match in _PAIR.finditer(body[6:] if ours else body):
        name = canonical(match[1].strip())
        if name and name != "text" and (ours or name not in _PROSE):
            meta[name] = MetaValue(_value(match[2].strip()), origin)
        elif not ours:
            break
    return meta


def _value(text: str) -> object:
    if len(text) >= 2 and text[0] in "([" and text[-1] in ")]":
        return [part.strip().strip("'\"") for part in text[1:-1].split(",") if part.strip()]
    return text.strip("'\"")


def label_meta(rich: Rich, origin: str) -> dict[str, MetaValue]:
    """Metadata of lines that begin with a known label (`Expected answer: Kafka`)."""
    text = rich.text.text
    meta: dict[str, MetaValue] = {}
    if not text or (":" not in text and "=" not in text):
        return meta
    edges = [0, *(at for at in rich.breaks if at > 0), len(text)]
    for start, end in itertools.pairwise(edges):
        match = _LABEL.match(text, start, end)
        name = canonical(match[1]) if match else None
        if match is None or name is None or name in _PROSE or match[1].lower() in _LOOSE:
            continue
        value = text[match.end() : end].strip()
        if text[start : match.end()].lstrip().startswith(("(", "[")):
            value = value.rstrip(")]").rstrip()
        linked = sum(run.end - run.start for run in rich.runs if run.kind == "link" and match.end() <= run.start < end)
        if linked >= 0.8 * len(value):  # a link to an answer is no answer
            continue
        if value and name not in meta:
            meta[name] = MetaValue(value, origin)
    return meta


def difficulty_signs(texts: Iterable[str]) -> dict[str, str]:
    """Emoji that stand for a difficulty: those of a legend in the file, else traffic lights."""
    signs = dict(_SIGNS)
    for text in texts:
        found = _SIGN_WORD.findall(text) if len(text) < 400 else []
        if len(found) >= 2:
            signs.update({sign: word.lower() for sign, word in found})
    return signs
