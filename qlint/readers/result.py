"""What a reader gives back: the questions of one file, and how much the file looks like a bank.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qlint.errors import FormatError
from qlint.question import MetaValue, Question
from qlint.source import Span


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The outcome of reading one `Source`.

    `questions`  in the order of the file, `index` counting from 0
    `notes`      what the reader decided that a user may want to know, one sentence each
    `problems`   broken places that did not stop the reading
    `evidence`   0..1: how much the file looks like a question bank; a directory walk takes it only above a threshold
    `meta`       metadata of the whole file (front matter, a file-wide comment), by canonical name
    `comments`   text and place of each comment, for those who look for suppressions in them
    """

    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[FormatError, ...] = ()
    evidence: float = 0.0
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    comments: tuple[tuple[str, Span], ...] = ()
