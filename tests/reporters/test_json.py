"""JSON, version 1: what scripts rely on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlint.diagnostic import Alternative, Edit, Fix, Related, Severity
from qlint.report import Problem, Unchecked
from qlint.source import Place, Position, Span
from tests.reporters.made import finding, outcome, report, summary

POSITION = {"line": int, "column": int, "offset": int}
MAYBE_TEXT = (str, type(None))
DIAGNOSTIC: dict[str, Any] = {
    "code": str,
    "name": str,
    "pack": str,
    "severity": str,
    "status": str,
    "reason": MAYBE_TEXT,
    "message": str,
    "why": str,
    "path": str,
    "place": dict,
    "start": POSITION,
    "end": POSITION,
    "exact": bool,
    "matched": str,
    "question": {"id": MAYBE_TEXT, "index": int, "text": str, "start": POSITION, "end": POSITION},
    "related": [{"path": str, "start": POSITION, "end": POSITION, "message": str}],
    "alternatives": [{"text": str, "applicability": str, "listen_for": [str], "changes": [str]}],
    "aim": MAYBE_TEXT,
    "fix": (dict, type(None)),
    "url": MAYBE_TEXT,
    "fingerprint": str,
}
MAYBE_NUMBER = (int, type(None))
REPORT: dict[str, Any] = {
    "version": int,
    "diagnostics": [DIAGNOSTIC],
    "errors": [
        {
            "kind": str,
            "message": str,
            "hint": MAYBE_TEXT,
            "path": MAYBE_TEXT,
            "line": MAYBE_NUMBER,
            "column": MAYBE_NUMBER,
        }
    ],
    "summary": {
        "files": int,
        "questions": int,
        "findings": {"error": int, "warning": int, "info": int},
        "suppressed": int,
        "waived": int,
        "shown": str,
        "by_rule": dict,
        "unchecked": [{"code": str, "count": int, "total": int, "reason": str}],
        "notes": [str],
    },
}


def fits(value: object, shape: Any, where: str = "$") -> None:
    """A small structural schema: exact keys, types, lists of one shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        assert set(value) == set(shape), where
        for key, inner in shape.items():
            fits(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for number, item in enumerate(value):
            fits(item, shape[0], f"{where}[{number}]")
    else:
        assert isinstance(value, shape), f"{where}: {value!r}"


def test_the_shape_is_that_of_version_1() -> None:
    here = Position(1, 1, 0)
    items = [
        finding(),
        finding(
            status="waived",
            reason="post offer",
            related=(Related("b.md", here, here, "twin"),),
            alternatives=(Alternative("x", ("y",), "manual", ("rubric",)),),
            place=Place("cell", sheet="S", row=3, column="C"),
            fix=Fix((Edit(Span(1, 3), "z"),)),
            url="https://example.org",
        ),
    ]
    total = summary(unchecked=(Unchecked("T207", 1, 5, "no expected_answer"),), notes=("n",), by_rule={"R101": 1})
    problems = [Problem("broken", "a.md", 1, 2, "mend it"), Problem("rule failed", kind="rule")]
    found = json.loads(report("json", [outcome(*items), outcome()], total, problems))
    fits(found, REPORT)
    assert found["version"] == 1
    assert found["diagnostics"][0]["start"] == {"line": 12, "column": 3, "offset": 2}
    assert found["diagnostics"][1]["place"] == {"kind": "cell", "sheet": "S", "row": 3, "column": "C"}
    assert found["diagnostics"][1]["status"] == "waived"


def test_an_empty_run_is_valid_too() -> None:
    fits(json.loads(report("json", [])), REPORT)


def test_severity_chooses_what_is_shown() -> None:
    items = outcome(finding(severity=Severity.INFO), finding(severity=Severity.ERROR))
    assert len(json.loads(report("json", [items]))["diagnostics"]) == 1
    assert len(json.loads(report("json", [items], show=Severity.INFO))["diagnostics"]) == 2


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_and_nothing_dangerous_is_written(text: str) -> None:
    written = report("json", [outcome(finding(message=text))])
    assert json.loads(written)["diagnostics"][0]["message"] == text
    written.encode("utf-8")
    assert not set(written) & {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066)} - {"\n"}


@pytest.mark.parametrize("text", ["日本語", "é", "😀"])
def test_letters_stay_readable(text: str) -> None:
    assert text in report("json", [outcome(finding(message=text))])
