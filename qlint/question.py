"""One interview question as a reader found it: text, context, attachments, options, metadata, and its way home.

Knows no diagnostic and no spaCy.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qlint.source import Place, SourceMap, Span

AttachmentKind = Literal["code", "image", "table", "math"]
MarkKind = Literal["code", "math", "link", "quote", "emphasis"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that comes with the question: a code block, an image (its target), a table."""

    kind: AttachmentKind
    text: str
    language: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question; `key` says whether it is marked correct (None: not said)."""

    text: str
    key: bool | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup that the reader took off: `start..end` of the question's text is code, math, a link's words ..."""

    kind: MarkKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MetaValue:
    """A metadata value with where it came from: `config`, `file name`, `front matter`, `section`, `question`, `command line`."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `text`        plain words, markup decoded, line folds made one space; offsets of rules count in it
    `index`       ordinal in its file, from 0
    `span`        its place in `Source.text`
    `source_map`  the way from offsets of `text` to offsets of `Source.text`
    `section`     headings above it, outermost first
    `scenario`    text of the parent that sets the scene (a stem above sub-questions), or ""
    `meta`        effective metadata by canonical name (role, level, stage, difficulty, expected_answer, accept, rubric, type,
                  format, options, key, tags ...), each with its origin
    `expected`    no field: use `meta_value("expected_answer")`
    """

    text: str
    index: int
    span: Span
    source_map: SourceMap
    place: Place = field(default_factory=Place)
    id: str | None = None
    section: tuple[str, ...] = ()
    scenario: str = ""
    marks: tuple[Mark, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    options: tuple[Option, ...] = ()
    meta: Mapping[str, MetaValue] = field(default_factory=dict)

    def meta_value(self, name: str) -> object | None:
        found = self.meta.get(name)
        return None if found is None else found.value

    def meta_text(self, name: str) -> str | None:
        """The value as one string (the first of a list), or None where the bank says nothing."""
        value = self.meta_value(name)
        if isinstance(value, list | tuple):
            value = value[0] if value else None
        return None if value is None or value == "" else str(value)

    def meta_list(self, name: str) -> tuple[str, ...]:
        """The value as strings: a list as it is, one value as a list of one."""
        value = self.meta_value(name)
        if value is None or value == "":
            return ()
        if isinstance(value, list | tuple):
            return tuple(str(item) for item in value)
        return (str(value),)


def normalised(text: str) -> str:
    """Text for identity: NFKC, lower case, white space folded, final marks off."""
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()
    return folded.rstrip(" ?.!:")


def identity(question: Question) -> str:
    """Hash of what makes a question itself: its text, options and attachments; no path, no line."""
    digest = hashlib.sha256(normalised(question.text).encode("utf-8", "surrogatepass"))
    for part in (*(option.text for option in question.options), *(item.text for item in question.attachments)):
        digest.update(b"\x00" + normalised(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
