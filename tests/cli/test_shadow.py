"""Another project owns the plain name on the package index."""

from __future__ import annotations

import importlib.metadata

import pytest

import qlint
from tests.conftest import Call


def test_alone_nothing_is_said(call_qlint: Call) -> None:
    done = call_qlint("--version")
    assert (done.stdout, done.stderr) == (f"qlint {qlint.__version__}\n", "")


def test_the_other_project_is_named_with_the_mend(call_qlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.3.0")
    done = call_qlint("--version")
    assert done.exit_code == 0
    assert "the distribution 'qlint' 0.3.0 is another project" in done.stderr
    assert "pip uninstall qlint" in done.stderr


def test_overwritten_files_stop_the_run(call_qlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qlint, "__version__", "0.3.0")
    done = call_qlint("rules")
    assert done.exit_code == 2
    assert done.stderr.startswith("qlint: error: another project named 'qlint' has overwritten")
