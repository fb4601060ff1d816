"""The law of start-up: what is not needed is not loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("spacy", "thinc", "numpy", "pydantic", "rich", "yaml", "markdown_it")
PROBE = """
import json, sys
from qlint.cli import cli
try:
    cli.main({args!r})
except SystemExit as left:
    code = left.code
sys.stdout.flush()
print("\\n" + json.dumps([code, sorted(set({heavy!r}) & set(sys.modules))]))
"""


def probe(args: list[str], cwd: Path, heavy: tuple[str, ...] = HEAVY) -> tuple[int, list[str]]:
    script = PROBE.format(args=args, heavy=heavy)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=cwd, check=True)
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    return code, loaded


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["check", "--help"], 0),
        (["rules", "--help"], 0),
        (["explain", "--help"], 0),
        (["parse", "--help"], 0),
        (["bank", "list", "--help"], 0),
        (["config", "--help"], 0),
        (["check", "--no-such-option"], 2),
        (["check", "missing.md"], 2),
        (["missing.md"], 2),
    ],
)
def test_nothing_heavy_is_loaded(args: list[str], code: int, tmp_path: Path) -> None:
    assert probe(args, tmp_path) == (code, [])


@pytest.mark.parametrize("args", [["rules"], ["explain", "R101"]])
def test_rules_are_shown_without_the_pipeline(args: list[str], tmp_path: Path) -> None:
    assert probe(args, tmp_path, ("spacy", "thinc", "pydantic", "rich")) == (0, [])


def test_a_bank_is_listed_without_the_pipeline(tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text("- How would you test a parser?\n", "utf-8")
    assert probe(["bank", "list", "bank.md"], tmp_path, ("spacy", "thinc", "pydantic", "rich")) == (0, [])


@pytest.mark.slow
@pytest.mark.parametrize("args", [["check", "bank.md", "--statistics"], ["parse", "What is PCA?"]])
def test_a_run_asks_for_no_rich_in_a_pipe(args: list[str], tmp_path: Path) -> None:
    """spaCy's own command line brings rich along, so what counts is whether a room of ours asks for it."""
    (tmp_path / "bank.md").write_text("- Write down the equation for the Adam optimizer.\n", "utf-8")
    script = f"""
import builtins, sys
kept, asked = builtins.__import__, []
def watch(name, globals=None, *rest, **named):
    if name.partition(".")[0] == "rich" and str((globals or {{}}).get("__name__")).startswith("qlint"):
        asked.append(globals["__name__"])
    return kept(name, globals, *rest, **named)
builtins.__import__ = watch
from qlint.cli import cli
try:
    cli.main({args!r})
except SystemExit as left:
    assert left.code in (0, 1), left.code
assert not asked, asked
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, capture_output=True)


def test_other_commands_load_no_rich_in_a_pipe(tmp_path: Path) -> None:
    assert probe(["config", "."], tmp_path, ("spacy", "rich")) == (0, [])


def test_import_costs_nothing() -> None:
    script = (
        "import sys, qlint; print(sorted(m for m in sys.modules if m.startswith(('qlint', 'spacy', 'click', 'yaml'))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['qlint', 'qlint.version']"


def test_public_names_are_there() -> None:
    import qlint

    for name in qlint.__all__:
        assert getattr(qlint, name) is not None
    assert set(qlint.__all__) <= set(dir(qlint))
    with pytest.raises(AttributeError):
        _ = qlint.no_such_name
