"""What a run found, what it checked, and what it could not check.

Knows no reporter and no terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from qlint.diagnostic import Diagnostic, Severity


class ExitCode(IntEnum):
    """0 clean; 1 findings at or above `--fail-on`; 2 qlint could not do what was asked (2 wins over 1)."""

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done: a file that could not be read, a rule that failed. One line."""

    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    kind: str = "read"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place + ': ' if place else ''}{self.message}{f' ({self.hint})' if self.hint else ''}"


@dataclass(frozen=True, slots=True)
class Unchecked:
    """`count` of `total` questions that rule `code` could not judge, and why (`no expected_answer`)."""

    code: str
    count: int
    total: int
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """All that came out of one file. `lines` are the source lines a console shows, by number from 1."""

    path: str
    questions: int
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    lines: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a whole run. `by_rule` counts open findings at every severity."""

    files: int
    questions: int
    errors: int
    warnings: int
    infos: int
    suppressed: int = 0
    waived: int = 0
    by_rule: Mapping[str, int] = field(default_factory=dict)
    unchecked: tuple[Unchecked, ...] = ()
    notes: tuple[str, ...] = ()


def exit_code(summary: Summary, problems: int, fail_on: Severity | None) -> ExitCode:
    """The exit code of a run; `fail_on` None means that findings never fail it."""
    if problems:
        return ExitCode.ERROR
    counts = {Severity.ERROR: summary.errors, Severity.WARNING: summary.warnings, Severity.INFO: summary.infos}
    failing = fail_on is not None and any(count for severity, count in counts.items() if severity >= fail_on)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN
