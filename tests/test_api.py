"""qlint for Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import qlint
from qlint import Diagnostic, Severity, lint_paths, lint_text
from qlint.errors import FormatError, UsageError

ADAM = "Write down the equation for the Adam optimizer."
BANK = f"# Questions\n\n- {ADAM}\n- How would you test a parser?\n- How would you find a slow query?\n"


def test_lint_text() -> None:
    found = lint_text(ADAM)
    assert [item.code for item in found] == ["R101"]
    assert isinstance(found[0], Diagnostic)
    assert found[0].severity is Severity.WARNING
    assert found[0].start.line == 1
    assert found[0].alternatives
    assert lint_text("How would you test a parser?") == []


def test_lint_text_takes_a_format_and_metadata() -> None:
    text = f"# Questions\n\n- {ADAM}\n- Write a linked list.\n"
    found = lint_text(text, path="bank.md", meta={"role": "data scientist"})
    assert [(item.code, item.start.line) for item in found] == [("R101", 3), ("T201", 4)]
    assert lint_text(text, path="bank.md", select=["L"]) == []
    assert lint_text(ADAM, ignore=["R101"]) == []


def test_lint_text_raises_what_a_caller_can_mend() -> None:
    with pytest.raises(FormatError):
        lint_text("{", path="bank.json")
    with pytest.raises(UsageError):
        lint_text(ADAM, select=["R999"])


def test_lint_paths(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BANK, "utf-8")
    report = lint_paths([tmp_path / "a.md", tmp_path / "missing.md"])
    assert isinstance(report, qlint.LintReport)
    assert [item.code for item in report.diagnostics] == ["R101"]
    assert report.summary.questions == 3
    assert len(report.problems) == 1
    assert report.exit_code == 2


def test_lint_paths_takes_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BANK, "utf-8")
    (tmp_path / "other.toml").write_text('ignore = ["R101"]\n', "utf-8")
    assert lint_paths([tmp_path], config=tmp_path / "other.toml").exit_code == 0
