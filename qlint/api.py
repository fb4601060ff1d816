"""qlint for Python: `lint_text`, `lint_paths`. What they give is plain data; spaCy is loaded by the first call.

Knows no command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qlint import config as configuration
from qlint import readers
from qlint.config import Config
from qlint.configs import Configs
from qlint.diagnostic import Diagnostic
from qlint.report import ExitCode, FileOutcome, Problem, Summary
from qlint.runner import Job, run
from qlint.session import Session
from qlint.source import Source

TEXT = "<text>.txt"


@dataclass(frozen=True, slots=True)
class LintReport:
    """What came of `lint_paths`: findings of every severity and status, problems, counts, exit code."""

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[Problem, ...]
    summary: Summary
    exit_code: ExitCode


def lint_text(
    text: str,
    *,
    path: str = TEXT,
    meta: Mapping[str, object] | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    profile: str | None = None,
    config: Config | None = None,
) -> list[Diagnostic]:
    """Lint the questions in `text`: one a line, or in the format that the suffix of `path` names.

    `meta` (role, level, stage, jurisdiction ...) wins over what the text says. Raises `FormatError` for broken text,
    `UsageError` for a selector that names no rule.
    """
    source = Source.from_text(path, text)
    session = Session(_configured(config or Config(), meta, select, ignore, profile))
    result = readers.read(source)
    if result.problems and not result.questions:
        raise result.problems[0]
    return list(session.lint(source, result).diagnostics)


def lint_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    meta: Mapping[str, object] | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    profile: str | None = None,
    config: Config | str | os.PathLike[str] | None = None,
) -> LintReport:
    """Lint banks as `qlint check` does.

    `config` is a configuration or the path of a file; None takes the one closest to each bank. A file that cannot be
    read is a row of `problems`.
    """
    if config is None or isinstance(config, Config):
        fixed = config
    else:
        fixed = configuration.load(Path(config))
    configs = Configs(fixed, lambda found: _configured(found, meta, select, ignore, profile))
    collector = _Collector()
    result = run(Job(tuple(paths), configs), collector)
    return LintReport(tuple(collector.found), result.problems, result.summary, result.exit_code)


def _configured(
    config: Config,
    meta: Mapping[str, object] | None,
    select: Sequence[str] | None,
    ignore: Sequence[str],
    profile: str | None,
) -> Config:
    return config.with_options(
        select=tuple(select) if select is not None else None,
        ignore=(*config.ignore, *ignore) if ignore else None,
        profile=profile,
        overrides={**config.overrides, **meta} if meta else None,
    )


class _Collector:
    """A reporter that keeps findings instead of writing them."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def begin(self) -> None:
        """Nothing to write."""

    def emit(self, outcome: FileOutcome) -> None:
        self.found.extend(outcome.diagnostics)

    def end(self, summary: Summary, problems: Sequence[Problem]) -> None:
        """Nothing to write."""
