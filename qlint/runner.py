"""A run over many files: find them, read them, lint them, tell the reporter, count.

One failing file, rule or configuration is a row of the report and never the end of the run. Prints nothing itself:
knows no command line and no format of output.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from qlint.configs import Configs
from qlint.diagnostic import Severity
from qlint.discover import STDIN, Found, discover, read_source
from qlint.errors import PipelineError, QlintError, ReadError
from qlint.question import Question
from qlint.readers.result import ReadResult
from qlint.report import ExitCode, FileOutcome, Problem, Summary, Unchecked, exit_code
from qlint.reporters import Reporter
from qlint.source import Source

if TYPE_CHECKING:
    from qlint.session import Session


class Watcher(Protocol):
    """Told how far the run is: a progress bar, or nobody."""

    def __call__(self, done: int, total: int, path: str, questions: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """What to lint, and under which name standard input (`-`) is read."""

    targets: Sequence[str | os.PathLike[str]]
    configs: Configs
    stdin_name: str | None = None
    require_questions: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a run."""

    summary: Summary
    problems: tuple[Problem, ...]
    exit_code: ExitCode


@dataclass(frozen=True, slots=True)
class ReadBank:
    """One file as its reader saw it, the questions with their effective metadata."""

    source: Source
    questions: tuple[Question, ...]
    result: ReadResult


@dataclass
class _Tally:
    """Counts while the run goes on."""

    files: int = 0
    passed_by: int = 0
    questions: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    unchecked: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, outcome: FileOutcome) -> None:
        self.files += 1
        self.questions += outcome.questions
        self.problems += outcome.problems
        self.notes += [note if note.startswith(outcome.path) else f"{outcome.path}: {note}" for note in outcome.notes]
        for item in outcome.diagnostics:
            self.statuses[item.status] += 1
            if item.status == "open":
                self.severities[item.severity] += 1
                self.rules[item.code] += 1
        for row in outcome.unchecked:
            count, total = self.unchecked.get((row.code, row.reason), (0, 0))
            self.unchecked[row.code, row.reason] = (count + row.count, total + row.total)

    def summary(self) -> Summary:
        return Summary(
            files=self.files,
            questions=self.questions,
            errors=self.severities[Severity.ERROR],
            warnings=self.severities[Severity.WARNING],
            infos=self.severities[Severity.INFO],
            suppressed=self.statuses["suppressed"],
            waived=self.statuses["waived"],
            by_rule=dict(self.rules),
            unchecked=tuple(
                Unchecked(code, count, max(total, self.questions), reason)
                for (code, reason), (count, total) in sorted(self.unchecked.items())
            ),
            notes=tuple(self.notes),
        )


def run(job: Job, reporter: Reporter, watcher: Watcher | None = None) -> RunResult:
    """Lint everything; calls `begin` and `emit`, and leaves `end` to the caller, who may speak first."""
    governing = job.configs.governing(job.targets)
    tally = _Tally()
    found = list(discover(job.targets, banks=governing.banks, root=governing.root))
    if any(isinstance(target, Found) for target in found):
        _ = job.configs.session(governing).ruleset  # a wrong selector ends the run before anything is read
    reporter.begin()
    for done, target in enumerate(found):
        if watcher is not None:
            watcher(done, len(found), target.path or "", tally.questions)
        try:
            outcome = _outcome(target, job, tally)
        except PipelineError as error:  # no other file can be linted either
            tally.problems.append(problem(error))
            break
        if outcome is not None:
            tally.add(outcome)
            reporter.emit(outcome)
    tally.problems = [*_rule_problems(job.configs.sessions), *tally.problems]
    _nothing_found(tally, job)
    summary = tally.summary()
    return RunResult(summary, tuple(tally.problems), exit_code(summary, len(tally.problems), governing.fail_on))


def read_banks(job: Job) -> Iterator[ReadBank | Problem]:
    """What the readers see, file by file; no rule and no pipeline is loaded."""
    from qlint import readers

    governing = job.configs.governing(job.targets)
    for target in discover(job.targets, banks=governing.banks, root=governing.root):
        if isinstance(target, QlintError):
            yield problem(target)
            continue
        try:
            source, session = _opened(target, job)
            result = readers.read(source)
            if target.named or result.evidence >= readers.THRESHOLD:
                yield ReadBank(source, session.questions(source, result), result)
                yield from (problem(error, target.path) for error in result.problems)
        except QlintError as error:
            yield problem(error, target.path)


def _opened(target: Found, job: Job) -> tuple[Source, Session]:
    """The bytes of a target and the session of its configuration. Raises `QlintError`."""
    source = read_source(target.file, stdin_filename=job.stdin_name or "<stdin>.txt")
    place = target.file if target.file != STDIN else (job.stdin_name or os.curdir)
    return source, job.configs.session(job.configs.of(place))


def _outcome(target: Found | QlintError, job: Job, tally: _Tally) -> FileOutcome | None:
    """What came out of one file; None for a file that is no bank or could not be read."""
    from qlint import readers

    if isinstance(target, QlintError):
        tally.problems.append(problem(target))
        return None
    try:
        source, session = _opened(target, job)
        result = readers.read(source)
        if not target.named and result.evidence < readers.THRESHOLD:
            tally.passed_by += 1
            return None
        tally.problems += [problem(error, target.path) for error in result.problems]
        return _with_lines(session.lint(source, result), source)
    except PipelineError:
        raise
    except ReadError as error:
        tally.problems.append(problem(error, target.path))
    except QlintError as error:  # of a configuration or its rules: the same for every file that it governs
        row = problem(error)
        tally.problems += [] if row in tally.problems else [row]
    except RecursionError:
        tally.problems.append(Problem("is nested too deeply", target.path, kind="read"))
    except Exception as error:  # a bug of ours must not cost the other files
        what = f"internal error: {type(error).__name__}: {error}"
        tally.problems.append(Problem(what, target.path, hint="please report it", kind="internal"))
    return None


def problem(error: QlintError, path: str | None = None) -> Problem:
    """An error as a row of the report."""
    kind = type(error).__name__.removesuffix("Error").lower()
    return Problem(error.message, error.path or path, error.line, error.column, error.hint, kind)


def _rule_problems(sessions: Sequence[Session]) -> Iterator[Problem]:
    """What was wrong with rules, each said once."""
    seen: set[Problem] = set()
    for session in sessions:
        for row in session.ruleset.problems:
            if row not in seen:
                seen.add(row)
                yield row


def _nothing_found(tally: _Tally, job: Job) -> None:
    """Say so where no question was found."""
    if tally.passed_by:
        files = "1 file" if tally.passed_by == 1 else f"{tally.passed_by:,} files"
        tally.notes.append(f"{files} passed by: no sign of a question bank (a file that is named is always linted)")
    if tally.questions == 0 and job.require_questions:
        tally.problems.append(Problem("no question found", kind="usage", hint="--require-questions was given"))
    elif tally.questions == 0 and not tally.problems:
        tally.notes.append("no question found")


def _with_lines(outcome: FileOutcome, source: Source) -> FileOutcome:
    """The outcome with the source lines that a console shows."""
    wanted = {item.start.line for item in outcome.diagnostics} - outcome.lines.keys()
    if not wanted:
        return outcome
    return replace(outcome, lines={**outcome.lines, **{line: source.line_text(line) for line in wanted}})
