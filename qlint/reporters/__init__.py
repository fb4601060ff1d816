"""Reporters: a run as text, one room a format.

A reporter is told of the beginning, of each file and of the end, and writes to a sink; it never holds a whole run. The
table names rooms instead of importing them, so that a run loads only the one it uses. Knows no runner, no command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, TextIO

from qlint.diagnostic import Severity
from qlint.errors import UsageError, did_you_mean
from qlint.report import FileOutcome, Problem, Summary


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to show a run.

    `show`        the lowest severity shown
    `all`         every finding in full, however many
    `colour`      ANSI styles
    `width`       columns
    `statistics`  a count of each rule at the end
    `terminal`    whether the sink is a terminal that may be drawn on
    `encoding`    of the sink
    """

    show: Severity = Severity.WARNING
    all: bool = False
    colour: bool = False
    width: int = 100
    statistics: bool = False
    terminal: bool = False
    encoding: str = "utf-8"


class Reporter(Protocol):
    """One format."""

    def begin(self) -> None:
        """The run begins."""
        ...

    def emit(self, outcome: FileOutcome) -> None:
        """One file is done."""
        ...

    def end(self, summary: Summary, problems: Sequence[Problem]) -> None:
        """The run is over; `problems` holds every one of it, those of files too."""
        ...


class ReporterFactory(Protocol):
    """Makes a reporter of one format."""

    def __call__(self, sink: TextIO, options: ReportOptions) -> Reporter: ...


REPORTERS = {
    "console": "qlint.reporters.console:ConsoleReporter",
    "concise": "qlint.reporters.concise:ConciseReporter",
    "json": "qlint.reporters.json:JsonReporter",
}


def create(name: str, sink: TextIO, options: ReportOptions) -> Reporter:
    """A reporter of format `name`; raises `UsageError` for an unknown one."""
    home = REPORTERS.get(name)
    if home is None:
        raise UsageError(f"unknown format {name!r}", hint=did_you_mean(name, REPORTERS))
    room, _, attribute = home.partition(":")
    factory: ReporterFactory = getattr(import_module(room), attribute)
    return factory(sink, options)
