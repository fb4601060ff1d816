"""Walks as git walks, names that are always taken, and sources with clear errors."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qlint.discover import MAX_BYTES, Found, discover, read_source, shown
from qlint.errors import EncodingError, ReadError


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(path: str, text: str = "- Why?\n") -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def found(paths: Sequence[str], **options: object) -> list[str]:
    return [each.path for each in discover(paths, **options) if isinstance(each, Found)]  # type: ignore[arg-type]


def errors(paths: Sequence[str]) -> list[ReadError]:
    return [each for each in discover(paths) if isinstance(each, ReadError)]


def test_nested_ignore_files_and_caches() -> None:
    put("b.yaml")
    put("a/z.md")
    put("a/keep.csv")
    put("a/drop.csv")
    put("a/readme.docx")
    put("build/x.md")
    put("node_modules/y/z.md")
    put(".git/config.yaml")
    put(".gitignore", "build/\n*.csv\n")
    put("a/.gitignore", "!keep.csv\n")
    assert found(["."]) == ["a/keep.csv", "a/z.md", "b.yaml"]


def test_a_named_path_is_always_taken_and_once() -> None:
    put("a/x.yaml")
    put("a/y.yaml")
    put("a/.gitignore", "x.yaml\n")
    targets = [each for each in discover(["a/x.yaml", "a", "a/y.yaml", "./a/x.yaml"]) if isinstance(each, Found)]
    assert [(each.path, each.named) for each in targets] == [("a/x.yaml", True), ("a/y.yaml", True)]


def test_a_named_directory_is_walked_though_it_is_ignored() -> None:
    put("build/x.md")
    put(".gitignore", "build/\n")
    Path(".git").mkdir()
    assert found(["build"]) == ["build/x.md"]


def test_ignore_files_above_a_named_directory_count() -> None:
    put("a/b/x.md")
    put("a/b/y.md")
    put(".gitignore", "y.md\n")
    Path(".git").mkdir()
    assert found(["a/b"]) == ["a/b/x.md"]


def test_banks_restrict_a_walk_and_name_its_files() -> None:
    put("banks/x.md")
    put("banks/old/y.md")
    put("docs/z.md")
    targets = list(discover(["."], banks=["banks/**/*.md", "!banks/old/**"], root="."))
    assert targets == [Found("banks/x.md", os.path.join(".", "banks", "x.md"), named=True)]


def test_what_is_missing_gets_one_row_with_a_hint() -> None:
    put("questions.yaml")
    (error,) = errors(["question.yaml"])
    assert error.path == "question.yaml"
    assert "questions.yaml" in (error.hint or "")
    assert errors(["nowhere/at/all"])[0].hint


def test_a_suffix_without_a_reader() -> None:
    put("x.docx")
    (error,) = errors(["x.docx"])
    assert ".docx" in error.message
    assert ".yaml" in (error.hint or "")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_links_do_not_lead_in_circles() -> None:
    put("a/x.md")
    Path("a/up").symlink_to("..")
    Path("a/same.md").symlink_to("x.md")
    Path("a/gone.md").symlink_to("nothing.md")
    assert found(["."]) == ["a/same.md"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(["-"]) == ["-"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfWhy?"), encoding="utf-8"))
    source = read_source("-", stdin_filename="banks/x.txt")
    assert (source.path, source.text) == ("banks/x.txt", "Why?")


def test_sources_and_their_errors(tmp_path: Path) -> None:
    put("x.md", "Why so? é")
    assert read_source("x.md").text == "Why so? é"
    assert read_source(tmp_path / "x.md").path == "x.md"
    Path("bin.md").write_bytes(b"\x00\x01\x02")
    with pytest.raises(EncodingError):
        read_source("bin.md")
    with pytest.raises(ReadError, match="no such file"):
        read_source("gone.md")
    with pytest.raises(ReadError, match="is a directory"):
        read_source(".")
    with Path("big.md").open("wb") as big:
        big.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="too large"):
        read_source("big.md")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission() -> None:
    put("x.md")
    Path("x.md").chmod(0)
    with pytest.raises(ReadError, match="permission"):
        read_source("x.md")


def test_paths_as_people_see_them(tmp_path: Path) -> None:
    assert shown("./a/x.md") == "a/x.md"
    assert shown(tmp_path / "x.md") == "x.md"
    assert shown(tmp_path.parent / "x.md") == (tmp_path.parent / "x.md").as_posix()
    assert shown(b"a\xff.md".decode("utf-8", "surrogateescape")) == "a\ufffd.md"


PATTERNS = [
    "*.md",
    "!*.md",
    "a/",
    "/b",
    "b/**",
    "**/c",
    "!c.yaml",
    "a?.md",
    "[ab].yaml",
    "# no",
    "",
    "c/*.md",
    "!/a/b.md",
    "*.y*l",
    "\\!x.md",
]


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_equals_what_git_lists(seed: int) -> None:
    dice = random.Random(seed)
    folders = [""]
    for _ in range(14):
        folders.append(os.path.join(dice.choice(folders), dice.choice("abcd")))
    for folder in dict.fromkeys(folders):
        for _ in range(dice.randint(1, 6)):
            put(
                os.path.join(
                    folder,
                    dice.choice(["a", "b", "c", "ab", "!x", "d e"]) + dice.choice([".md", ".yaml", ".csv", ".bin"]),
                )
            )
        if dice.random() < 0.5:
            put(os.path.join(folder, ".gitignore"), "\n".join(dice.choices(PATTERNS, k=dice.randint(1, 4))) + "\n")
    subprocess.run(["git", "init", "-q"], check=True)
    command = ["git", "-c", "core.excludesFile=/dev/null", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    assert sorted(found(["."])) == sorted(path for path in listed if path.endswith((".md", ".yaml", ".csv")))
