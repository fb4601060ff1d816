"""What all tests share: qlint as people run it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result


class Call(Protocol):
    """`qlint ARGS` in this process; what it wrote and its exit code."""

    def __call__(self, *args: str, stdin: str | bytes = "") -> Result: ...


Process = subprocess.CompletedProcess[str]
Run = Callable[..., Process]


@pytest.fixture
def run_qlint(tmp_path: Path) -> Run:
    """Run `qlint ARGS` as a process in an empty directory."""

    def run(*args: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Process:
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "QLINT_DEBUG", "COLUMNS")}
        return subprocess.run(
            [sys.executable, "-m", "qlint", *args],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**clean, "PYTHONIOENCODING": "utf-8", **(env or {})},
            cwd=cwd or tmp_path,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def call_qlint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run `qlint ARGS` in this process, in an empty directory: the pipeline is loaded once for all tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "QLINT_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str, stdin: str | bytes = "") -> Result:
        from qlint.cli import cli

        return CliRunner().invoke(cli, list(args), input=stdin)

    return call
