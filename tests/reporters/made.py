"""Findings made by hand, so that reporters are tested without rules."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from qlint.diagnostic import Alternative, Diagnostic, QuestionRef, Severity
from qlint.report import FileOutcome, Problem, Summary
from qlint.reporters import ReportOptions, create
from qlint.source import Position

WHY = "it rewards whoever revised that page last week; the fact is one search away."
INSTEAD = (
    "Training with the Adam optimizer stalls after a few epochs. What would you look at first, and how would each "
    "finding change what you do next?"
)
ADAM = "- Write down the equation for the Adam optimizer."


def finding(line: str = ADAM, matched: str = "Write down the equation", *, at: int = 12, **changed: Any) -> Diagnostic:
    column = line.index(matched)
    start = Position(at, column + 1, column)
    end = Position(at, column + 1 + len(matched), column + len(matched))
    known: dict[str, Any] = {
        "code": "R101",
        "name": "equation-recall",
        "pack": "core",
        "severity": Severity.WARNING,
        "message": "asks for the equation of the Adam optimizer from memory",
        "why": WHY,
        "path": "corpus/banks/ml-engineer.md",
        "start": start,
        "end": end,
        "matched": matched,
        "question": QuestionRef(line.lstrip("- \t"), 0, start, end),
        "fingerprint": "0" * 32,
        "alternatives": (Alternative(INSTEAD, ("names learning rate, batch and data",)),),
    }
    return Diagnostic(**{**known, **changed})


def outcome(*items: Diagnostic, lines: Mapping[int, str] | None = None) -> FileOutcome:
    return FileOutcome("corpus/banks/ml-engineer.md", 5, items, lines={12: ADAM} if lines is None else lines)


def summary(**changed: Any) -> Summary:
    return Summary(**{"files": 1, "questions": 5, "errors": 0, "warnings": 1, "infos": 0, **changed})


def report(
    name: str,
    outcomes: Sequence[FileOutcome],
    total: Summary | None = None,
    problems: Sequence[Problem] = (),
    **options: Any,
) -> str:
    sink = io.StringIO()
    reporter = create(name, sink, ReportOptions(**options))
    reporter.begin()
    for one in outcomes:
        reporter.emit(one)
    reporter.end(total or summary(), problems)
    return sink.getvalue()
