"""The closing lines of a report for people: what was read, found, hidden, not checked. Knows no reporter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qlint.diagnostic import Severity
from qlint.report import Summary, Unchecked
from qlint.reporters import ReportOptions
from qlint.tables import Column, Look, table
from qlint.terminal import Paint, cells, pad, safe, wrap

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "advice"}
_SHOWN_NOTES = 5


def counted(count: int, noun: str) -> str:
    """`1 file`, `2,700 files`; advice has no plural."""
    plural = "" if count == 1 or noun == "advice" else "s"
    return f"{count:,} {noun}{plural}"


def closing(summary: Summary, problems: int, options: ReportOptions, paint: Paint) -> Iterator[str]:
    """The last lines: counts of rules where asked for, notes, what is hidden, what was not checked; the totals last."""
    if options.statistics and summary.by_rule:
        yield from _statistics(summary.by_rule, Look(paint, options.width, options.terminal, options.encoding))
        yield ""
    quiet = [
        *_labelled("note", [safe(note) for note in _few(summary.notes, options)], options),
        *_labelled("hidden", list(_hidden(summary, options)), options),
        *_labelled("not checked", list(unchecked(summary.unchecked)), options),
    ]
    yield from (paint(line, "dim") for line in quiet)
    yield totals(summary, problems, options, paint)


def totals(summary: Summary, problems: int, options: ReportOptions, paint: Paint) -> str:
    """One sentence: questions and files, findings by severity, problems."""
    parts = [
        paint(counted(count, _NOUNS[severity]), STYLES[severity])
        for severity, count in _counts(summary).items()
        if count and severity >= options.show
    ]
    if not parts:
        parts = [paint("nothing found", "" if problems else "green")]
    if problems:
        parts.append(paint(counted(problems, "problem"), "bold red"))
    return f"{counted(summary.questions, 'question')} in {counted(summary.files, 'file')}: {', '.join(parts)}."


def _counts(summary: Summary) -> dict[Severity, int]:
    return {Severity.ERROR: summary.errors, Severity.WARNING: summary.warnings, Severity.INFO: summary.infos}


def _hidden(summary: Summary, options: ReportOptions) -> Iterator[str]:
    """What counts but is not shown, in one line; nothing where there is nothing."""
    below = {severity: n for severity, n in _counts(summary).items() if n and severity < options.show}
    parts = [", ".join(counted(n, _NOUNS[severity]) for severity, n in below.items())] if below else []
    if below:
        parts[0] += f" (--severity {min(below).label} shows {'it' if sum(below.values()) == 1 else 'them'})"
    parts += [f"{n:,} {word}" for n, word in ((summary.waived, "waived"), (summary.suppressed, "suppressed")) if n]
    if parts:
        yield ", ".join(parts)


def unchecked(items: tuple[Unchecked, ...]) -> Iterator[str]:
    """`T207, T208: 300 of 300 (no expected_answer)`, rules with the same fate together."""
    groups: dict[tuple[int, int, str], list[str]] = {}
    for item in sorted(items, key=lambda item: item.code):
        groups.setdefault((item.count, item.total, item.reason), []).append(item.code)
    for (count, total, reason), codes in sorted(groups.items(), key=lambda group: (-group[0][0], group[1])):
        yield f"{', '.join(codes)}: {count:,} of {total:,} ({safe(reason)})"


def _few(notes: tuple[str, ...], options: ReportOptions) -> tuple[str, ...]:
    if options.all or len(notes) <= _SHOWN_NOTES:
        return notes
    return (*notes[:_SHOWN_NOTES], f"{len(notes) - _SHOWN_NOTES:,} more notes (--all shows them)")


def _labelled(label: str, items: list[str], options: ReportOptions) -> Iterator[str]:
    """Items under one another, wrapped, the label before the first."""
    lead = pad(f"{label}:", 13)
    room = max(30, options.width - cells(lead) - 2)
    for item in items:
        for number, line in enumerate(wrap(item, room)):
            yield lead + ("  " if number else "") + line
            lead = " " * cells(lead)


def _statistics(by_rule: Mapping[str, int], look: Look) -> Iterator[str]:
    """A count a rule, the most frequent first."""
    most_first = sorted(by_rule.items(), key=lambda pair: (-pair[1], pair[0]))
    heads = ("findings", "rule") if look.terminal else ("", "")
    columns = [Column(heads[0], right=True), Column(heads[1], style="bold")]
    return table(columns, [(f"{count:,}", code) for code, count in most_first], look)
