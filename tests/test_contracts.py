"""The house stands as `pyproject.toml` draws it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

import qlint

ROOT = Path(qlint.__file__).resolve().parents[1]
PYPROJECT = ROOT / "pyproject.toml"
ROOMS = sorted((ROOT / "qlint").rglob("*.py"))


@pytest.mark.skipif(not PYPROJECT.is_file(), reason="not a checkout")
def test_rooms_import_only_from_floors_below(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.relative_to(ROOT / "qlint").as_posix())
def test_a_room_opens_with_a_docstring(room: Path) -> None:
    source = room.read_text("utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source)), f"{room} says not what it is for"


def test_the_version_has_one_home() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", qlint.__version__)
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    assert "version" in project["dynamic"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"[{qlint.__version__}]" in changelog


def test_only_doors_print() -> None:
    for room in ROOMS:
        tree = ast.parse(room.read_text("utf-8"))
        prints = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "print"]
        assert not prints or "cli" in room.parts, f"{room} prints"
