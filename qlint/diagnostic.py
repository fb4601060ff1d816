"""What qlint says about one question: plain data, ready to be printed or sent anywhere.

Knows no rule, no question and no terminal; holds no spaCy object.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from qlint.source import Place, Position, Span

Status = Literal["open", "suppressed", "waived", "baselined"]
Applicability = Literal["automatic", "suggested", "manual"]


class Severity(IntEnum):
    """error: legal risk, or a broken bank; warning: a documented bad pattern; info: advice."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """`info`, `warning` or `error`; raises ValueError for another word."""
        for member in cls:
            if member.label == text:
                return member
        raise ValueError(f"not a severity: {text!r}")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` (offsets of the source) by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together."""

    edits: tuple[Edit, ...]
    applicability: Applicability = "suggested"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A better question, what to listen for in its answers, and the metadata that it would make stale."""

    text: str
    listen_for: tuple[str, ...] = ()
    applicability: Applicability = "suggested"
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """The question that a diagnostic is about."""

    text: str
    index: int
    start: Position
    end: Position
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the finding (the first of two duplicates, say)."""

    path: str
    start: Position
    end: Position
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at its place in the source.

    `exact` says whether the slice `start..end` decodes to `matched`; only then may an edit be made there.
    `reason` says why it is suppressed, waived or baselined. `aim` is one honest sentence where no alternative is left.
    """

    code: str
    name: str
    pack: str
    severity: Severity
    message: str
    why: str
    path: str
    start: Position
    end: Position
    matched: str
    question: QuestionRef
    fingerprint: str
    place: Place = field(default_factory=Place)
    exact: bool = True
    status: Status = "open"
    reason: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    aim: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    url: str | None = None


def fingerprint(code: str, identity: str, ordinal: int) -> str:
    """Stable name of a finding: code, the question's identity hash, ordinal among equal ones. No path, no line."""
    raw = f"{code}\x00{identity}\x00{ordinal}".encode()
    return hashlib.sha256(raw).hexdigest()[:32]
