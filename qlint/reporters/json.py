"""The report as JSON, version 1: later versions of qlint only add keys. Written finding by finding, valid for any text.

`position` and `diagnostic` are the shapes that other doors use for the same things. Knows no other reporter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from qlint.diagnostic import Diagnostic
from qlint.report import FileOutcome, Problem, Summary
from qlint.reporters import ReportOptions
from qlint.source import Place, Position

VERSION = 1

# What a terminal obeys or hides, lone surrogates among it: an escape in JSON means the same and harms nobody.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class JsonReporter:
    """Writes one object; a diagnostic a line."""

    def __init__(self, sink: TextIO, options: ReportOptions) -> None:
        self._sink = sink
        self._options = options
        self._comma = "\n"

    def begin(self) -> None:
        self._sink.write(f'{{"version": {VERSION}, "diagnostics": [')

    def emit(self, outcome: FileOutcome) -> None:
        for item in outcome.diagnostics:
            if item.severity >= self._options.show:
                self._sink.write(self._comma + dumps(diagnostic(item)))
                self._comma = ",\n"

    def end(self, summary: Summary, problems: Sequence[Problem]) -> None:
        errors = ",\n".join(dumps(problem(item)) for item in problems)
        self._sink.write(f'],\n"errors": [{errors}],\n"summary": {dumps(self._summary(summary))}}}\n')

    def _summary(self, summary: Summary) -> dict[str, Any]:
        return {
            "files": summary.files,
            "questions": summary.questions,
            "findings": {"error": summary.errors, "warning": summary.warnings, "info": summary.infos},
            "suppressed": summary.suppressed,
            "waived": summary.waived,
            "shown": self._options.show.label,
            "by_rule": dict(sorted(summary.by_rule.items())),
            "unchecked": [
                {"code": item.code, "count": item.count, "total": item.total, "reason": item.reason}
                for item in summary.unchecked
            ],
            "notes": list(summary.notes),
        }


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as people can read it: letters as they are, whatever is unsafe escaped."""
    raw = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _ESCAPED.sub(lambda found: json.dumps(found[0])[1:-1], raw)


def position(where: Position) -> dict[str, int]:
    """Line and column from 1, offset from 0, in code points."""
    return {"line": where.line, "column": where.column, "offset": where.offset}


def place(where: Place) -> dict[str, Any]:
    """The kind of place, and what belongs to it."""
    known = {key: getattr(where, key) for key in ("sheet", "row", "column", "member")}
    return {"kind": where.kind, **{key: value for key, value in known.items() if value is not None}}


def problem(item: Problem) -> dict[str, Any]:
    """Something that could not be done."""
    return {
        "kind": item.kind,
        "message": item.message,
        "hint": item.hint,
        "path": item.path,
        "line": item.line,
        "column": item.column,
    }


def diagnostic(item: Diagnostic) -> dict[str, Any]:
    """One finding."""
    return {
        "code": item.code,
        "name": item.name,
        "pack": item.pack,
        "severity": item.severity.label,
        "status": item.status,
        "reason": item.reason,
        "message": item.message,
        "why": item.why,
        "path": item.path,
        "place": place(item.place),
        "start": position(item.start),
        "end": position(item.end),
        "exact": item.exact,
        "matched": item.matched,
        "question": {
            "id": item.question.id,
            "index": item.question.index,
            "text": item.question.text,
            "start": position(item.question.start),
            "end": position(item.question.end),
        },
        "related": [
            {
                "path": other.path,
                "start": position(other.start),
                "end": position(other.end),
                "message": other.message,
            }
            for other in item.related
        ],
        "alternatives": [
            {
                "text": other.text,
                "applicability": other.applicability,
                "listen_for": list(other.listen_for),
                "changes": list(other.changes),
            }
            for other in item.alternatives
        ],
        "aim": item.aim,
        "fix": _fix(item),
        "url": item.url,
        "fingerprint": item.fingerprint,
    }


def _fix(item: Diagnostic) -> Mapping[str, Any] | None:
    if item.fix is None:
        return None
    edits = [
        {"start": {"offset": edit.span.start}, "end": {"offset": edit.span.end}, "text": edit.text}
        for edit in item.fix.edits
    ]
    return {"applicability": item.fix.applicability, "edits": edits}
