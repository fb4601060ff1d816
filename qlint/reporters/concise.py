"""One line a finding, for editors and grep: `path:line:column: CODE severity message`. Knows no other reporter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from qlint.report import FileOutcome, Problem, Summary
from qlint.reporters import ReportOptions
from qlint.reporters.tally import closing
from qlint.terminal import Paint, safe


class ConciseReporter:
    """Writes findings as they come, and the summary as the last lines."""

    def __init__(self, sink: TextIO, options: ReportOptions) -> None:
        self._sink = sink
        self._options = options
        self._paint = Paint(options.colour)

    def begin(self) -> None:
        """Nothing is said before the first finding."""

    def emit(self, outcome: FileOutcome) -> None:
        for item in outcome.diagnostics:
            if item.status == "open" and item.severity >= self._options.show:
                place = f"{safe(item.path)}:{item.start.line}:{item.start.column}"
                code = self._paint(item.code, "bold")
                self._sink.write(f"{place}: {code} {item.severity.label} {safe(item.message)}\n")

    def end(self, summary: Summary, problems: Sequence[Problem]) -> None:
        for line in closing(summary, len(problems), self._options, self._paint):
            self._sink.write(line + "\n")
