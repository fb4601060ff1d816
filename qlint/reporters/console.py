"""Findings for a reader at a terminal: the place, the words, one line why, and what to ask instead.

Up to twenty findings are shown in full. Above, errors are shown in full and every other rule by a count and three
samples, so that the first run on a big bank is no wall; `--all` shows everything as it comes. What to listen for in the
answers stays in `qlint explain` and in JSON. Knows no other reporter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from qlint.diagnostic import Diagnostic, Severity
from qlint.report import FileOutcome, Problem, Summary
from qlint.reporters import ReportOptions
from qlint.reporters.excerpt import excerpt
from qlint.reporters.tally import STYLES, closing, counted
from qlint.terminal import NO_BREAK, Paint, cells, hang, safe, wrap

WALL = 20
SAMPLES = 3
ALTERNATIVES = 2
ENOUGH = 60

Shown = tuple[Diagnostic, str | None]
Kind = tuple[str, Severity]


class ConsoleReporter:
    """Holds at most `WALL` findings, then three samples of each rule and the errors."""

    def __init__(self, sink: TextIO, options: ReportOptions) -> None:
        self._sink = sink
        self._options = options
        self._paint = Paint(options.colour)
        self._told: set[str] = set()
        self._total = 0
        self._first: list[Shown] = []
        self._errors: list[Shown] = []
        self._counts: dict[Kind, int] = {}
        self._samples: dict[Kind, list[Diagnostic]] = {}

    def begin(self) -> None:
        """Nothing is said before the first finding."""

    def emit(self, outcome: FileOutcome) -> None:
        for item in outcome.diagnostics:
            if item.status != "open" or item.severity < self._options.show:
                continue
            line = outcome.lines.get(item.start.line)
            if self._options.all:
                self._write([*self._finding(item, line), ""])
            else:
                self._keep(item, line)

    def end(self, summary: Summary, problems: Sequence[Problem]) -> None:
        wall = self._total > WALL
        for item, line in self._errors if wall else self._first:
            self._write([*self._finding(item, line), ""])
        if wall:
            self._write(self._rules())
        self._write(closing(summary, len(problems), self._options, self._paint))

    def _keep(self, item: Diagnostic, line: str | None) -> None:
        """Remember a finding: the first twenty, every error, and samples of the rest."""
        self._total += 1
        if self._total <= WALL:
            self._first.append((item, line))
        if item.severity is Severity.ERROR:
            self._errors.append((item, line))
            return
        kind = (item.code, item.severity)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        samples = self._samples.setdefault(kind, [])
        # Two findings in one question are one sample.
        if len(samples) < SAMPLES and not (samples and samples[-1].question == item.question):
            samples.append(item)

    def _write(self, lines: Iterator[str] | list[str]) -> None:
        for line in lines:
            self._sink.write(line + "\n")

    # -- one finding --------------------------------------------------------------------------------------------

    def _finding(self, item: Diagnostic, line: str | None) -> Iterator[str]:
        paint = self._paint
        severity = paint(item.severity.label, STYLES[item.severity])
        yield f"{paint(place(item), 'bold')} {severity} {paint(item.code, 'bold')} {safe(item.name)}"
        number = str(item.start.line) if line is not None else ""
        gutter = len(number) + 3
        yield from self._marked(item, line, number, gutter)
        yield from self._instead(item, gutter, ALTERNATIVES)
        yield from self._related(item, gutter)
        yield from self._why(item, gutter)

    def _marked(self, item: Diagnostic, line: str | None, number: str, gutter: int) -> Iterator[str]:
        """The line, the mark under its words, and the message beside or below the mark."""
        start, end = item.start.column - 1, item.end.column - 1
        if line is None:
            line, start, end = item.matched, 0, len(item.matched)
        elif item.end.line > item.start.line:
            end = len(line)
        room = self._options.width - gutter - 2
        shown = excerpt(line, start, end, room)
        bar = self._paint("|", "dim")
        yield f"  {self._paint(number, 'dim')} {bar} {shown.text}".rstrip()
        style = STYLES[item.severity]
        calm = style.removeprefix("bold ")
        mark = " " * shown.start + self._paint("~" * shown.width, style)
        message = safe(item.message)
        if shown.start + shown.width + 1 + cells(message) <= room:
            yield f"{' ' * gutter}{bar} {mark} {self._paint(message, calm)}"
            return
        yield f"{' ' * gutter}{bar} {mark}"
        indent = min(shown.start, max(0, room - cells(message)))
        for part in wrap(message, room - indent):
            yield f"{' ' * gutter}{bar} {' ' * indent}{self._paint(part, calm)}"

    def _instead(self, item: Diagnostic, gutter: int, most: int) -> Iterator[str]:
        """The better questions; where none could be built, what to aim for."""
        label = "ask instead: "
        for alternative in item.alternatives[:most]:
            lines = hang(label, safe(alternative.text), width=self._options.width, indent=gutter)
            yield from self._labelled(lines, label.strip(), "bold green")
            label = "         or: "
        if not item.alternatives and item.aim:
            yield from self._labelled(
                hang("aim for: ", safe(item.aim), width=self._options.width, indent=gutter), "aim for:", "bold green"
            )

    def _related(self, item: Diagnostic, gutter: int) -> Iterator[str]:
        for other in item.related:
            text = f"{safe(other.path)}:{other.start.line}:{other.start.column} {safe(other.message)}"
            yield from hang("see: ", text, width=self._options.width, indent=gutter)

    def _why(self, item: Diagnostic, gutter: int) -> Iterator[str]:
        """The gist of the reason, at the first finding of a code; the page has the rest."""
        if item.code in self._told:
            return
        self._told.add(item.code)
        page = f"(qlint explain {item.code})".replace(" ", NO_BREAK)
        text = f"{safe(_gist(item.why))} {page}"
        yield from self._labelled(hang("why: ", text, width=self._options.width, indent=gutter), "why:", "bold")

    def _labelled(self, lines: list[str], label: str, style: str) -> Iterator[str]:
        """Colour the label in the first of `lines`."""
        for number, line in enumerate(lines):
            yield line.replace(label, self._paint(label, style), 1) if number == 0 else line

    # -- many findings ------------------------------------------------------------------------------------------

    def _rules(self) -> Iterator[str]:
        """Each rule below error with its count and samples, the most frequent first."""
        for kind, count in sorted(self._counts.items(), key=lambda pair: (-pair[0][1], -pair[1], pair[0][0])):
            yield from self._rule(self._samples[kind], count)
            yield ""

    def _rule(self, samples: list[Diagnostic], count: int) -> Iterator[str]:
        first = samples[0]
        paint = self._paint
        noun = counted(count, "advice" if first.severity is Severity.INFO else first.severity.label)
        yield f"{paint(first.code, 'bold')} {safe(first.name)}: {paint(noun, STYLES[first.severity])}"
        yield from self._why(first, 2)
        short = all(self._fits(item) for item in samples)
        for item in samples:
            yield from self._sample(item, short=short)
        if count > len(samples):
            yield paint(f"  {count - len(samples):,} more (--all shows them)", "dim")

    def _fits(self, item: Diagnostic) -> bool:
        return cells(place(item)) + cells(safe(item.question.text)) + 4 <= self._options.width

    def _sample(self, item: Diagnostic, *, short: bool) -> Iterator[str]:
        """Place and question, on one line where all samples of the rule fit so; then the first alternative."""
        where = self._paint(place(item), "bold")
        if short:
            yield f"  {where}  {safe(item.question.text)}"
        else:
            yield f"  {where}"
            yield f"    {_around(item, self._options.width - 4)}"
        yield from self._instead(item, 4, 1)


def _around(item: Diagnostic, room: int) -> str:
    """The question's words around those that matched, in one line."""
    text = item.question.text
    start = max(0, text.find(item.matched))
    return excerpt(text, start, start + len(item.matched), room).text


def _gist(why: str) -> str:
    """The first sentences of a reason, as many as say something."""
    taken = ""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", why.strip()):
        taken = f"{taken} {sentence}".strip()
        if len(taken) >= ENOUGH:
            break
    return taken


def place(item: Diagnostic) -> str:
    """`path:line:column`, or the cell's address where a file has no lines."""
    if item.place.sheet is not None:
        return f"{safe(item.path)}:{safe(item.place.sheet)}!{safe(item.place.column or '')}{item.place.row or ''}"
    return f"{safe(item.path)}:{item.start.line}:{item.start.column}"
