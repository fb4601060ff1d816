"""Which files a run reads: paths become banks to open, and one path becomes a `Source`.

A path that people name is always taken; a directory is walked as git sees it (nested `.gitignore` files, the nearest
one wins). Knows no format beyond the suffixes that have a reader, no spaCy, no rules, no click.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pathspec import GitIgnoreSpec

from qlint.errors import ReadError, did_you_mean
from qlint.readers import SUFFIXES, suffix_of
from qlint.source import Source

MAX_BYTES = 50 * 1024 * 1024

STDIN = "-"

SKIPPED = frozenset(
    {
        ".git", ".hg", ".svn", ".jj", "__pycache__", "node_modules", ".venv", ".tox", ".nox", ".mypy_cache",
        ".ruff_cache", ".pytest_cache", ".hypothesis", ".qlint_cache", ".import_linter_cache",
    }
)  # fmt: skip
"""Directories that no walk enters."""

_Specs: TypeAlias = list[tuple[str, GitIgnoreSpec]]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    `path`   what people see: posix separators, relative to the working directory where it lies below it
    `file`   what the system opens
    `named`  a path on the command line or a `banks` pattern names it: it is a bank whatever its evidence says
    """

    path: str
    file: str
    named: bool


def discover(
    paths: Sequence[str | os.PathLike[str]], *, banks: Sequence[str] = (), root: str | os.PathLike[str] | None = None
) -> Iterator[Found | ReadError]:
    """The files under `paths`, each once, in a fixed order; a `ReadError` in place of a path that cannot be read.

    `banks` (patterns as in a `.gitignore`, relative to `root`, by default the working directory) restrict what a walk
    takes; a file that they match is `named`. The suffixes of `qlint.readers` limit a walk too.
    """
    walk = _Walk(banks, Path(root or "."), {_key(path) for path in paths if os.path.isfile(path)})
    for path in paths:
        yield from walk.take(os.fspath(path))


def read_source(path: str | os.PathLike[str], *, stdin_filename: str | None = None) -> Source:
    """The content of `path` (`-`: standard input, shown as `stdin_filename`). Raises `ReadError`."""
    if os.fspath(path) == STDIN:
        return Source.from_bytes(shown(stdin_filename or "<stdin>"), sys.stdin.buffer.read())
    try:
        size = os.stat(path).st_size
        if size > MAX_BYTES:
            what = f"is too large ({size // 1024 // 1024} MB, the limit is {MAX_BYTES // 1024 // 1024} MB)"
            raise ReadError(what, path=shown(path), hint="split the bank into smaller files")
        data = Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return Source.from_bytes(shown(path), data)


def shown(path: str | os.PathLike[str]) -> str:
    """The path as people see it: posix separators, relative where it lies below the working directory."""
    name = os.fspath(path)
    if os.path.isabs(name):
        relative = os.path.relpath(name) if _same_drive(name) else name
        name = name if relative.startswith("..") else relative
    name = os.path.normpath(name) if name and not name.startswith("<") else name
    # Names that are not UTF-8 must still be printable.
    return name.replace(os.sep, "/").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Walk:
    """One discovery: remembers what was given already."""

    def __init__(self, banks: Sequence[str], root: Path, named: set[str]) -> None:
        self._banks = GitIgnoreSpec.from_lines(banks) if banks else None
        self._root = os.path.abspath(root)
        self._named = named
        self._seen: set[str] = set()

    def take(self, path: str) -> Iterator[Found | ReadError]:
        if path == STDIN:
            yield Found(STDIN, STDIN, named=True)
        elif os.path.isdir(path):
            yield from self._directory(path, _inherited(path))
        elif os.path.exists(path):
            yield from self._explicit(path)
        else:
            yield _missing(path)

    def _explicit(self, path: str) -> Iterator[Found | ReadError]:
        if suffix_of(path) not in SUFFIXES:
            known = " ".join(sorted(SUFFIXES))
            yield ReadError(
                f"no reader for {suffix_of(path) or 'files without a suffix'}",
                path=shown(path),
                hint=f"readers exist for {known}",
            )
        elif self._first(path):
            yield Found(shown(path), path, named=True)

    def _directory(self, directory: str, specs: _Specs) -> Iterator[Found | ReadError]:
        own = _ignore_file(directory)
        specs = [*specs, (directory, own)] if own else specs
        try:
            with os.scandir(directory) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(directory, error)
            return
        for entry in entries:
            # A link to a directory is not followed: it may lead back up.
            folder = entry.is_dir(follow_symlinks=False)
            if (folder and entry.name in SKIPPED) or _ignored(entry.path, folder, specs):
                continue
            if folder:
                yield from self._directory(entry.path, specs)
            elif suffix_of(entry.name) in SUFFIXES and entry.is_file():
                yield from self._walked(entry.path)

    def _walked(self, path: str) -> Iterator[Found]:
        named = _key(path) in self._named
        if self._banks is not None and not named:
            relative = os.path.relpath(path, self._root).replace(os.sep, "/")
            if not self._banks.match_file(relative):
                return
            named = True
        if self._first(path):
            yield Found(shown(path), path, named)

    def _first(self, path: str) -> bool:
        key = _key(path)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _key(path: str | os.PathLike[str]) -> str:
    """What two names of one file share."""
    return os.path.realpath(path)


def _inherited(directory: str) -> _Specs:
    """The ignore files above `directory`, up to the root of its repository; none where they ignore it: it was named."""
    here = os.path.abspath(directory)
    above = [here, *map(str, Path(here).parents)]
    top = next((index for index, each in enumerate(above) if os.path.exists(os.path.join(each, ".git"))), None)
    if top is None:
        return []
    found = [(each, spec) for each in reversed(above[1 : top + 1]) if (spec := _ignore_file(each)) is not None]
    inside = [each for each in above[:top] if _ignored(each, True, found)]
    return [] if inside else found


def _ignore_file(directory: str) -> GitIgnoreSpec | None:
    try:
        with open(os.path.join(directory, ".gitignore"), encoding="utf-8-sig", errors="replace") as lines:
            return GitIgnoreSpec.from_lines(line.rstrip("\r\n") for line in lines)
    except (OSError, ValueError):
        return None


def _ignored(path: str, folder: bool, specs: _Specs) -> bool:
    """Whether the nearest ignore file with an opinion ignores `path`."""
    for base, spec in reversed(specs):
        relative = _below(path, base).replace(os.sep, "/") + ("/" if folder else "")
        include = spec.check_file(relative).include
        if include is not None:
            return include
    return False


def _below(path: str, base: str) -> str:
    return path[len(base) :].lstrip(os.sep) if path.startswith(base) else os.path.relpath(path, base)


def _same_drive(path: str) -> bool:
    return os.path.splitdrive(path)[0] == os.path.splitdrive(os.getcwd())[0]


def _missing(path: str) -> ReadError:
    parent = os.path.dirname(path) or "."
    names = os.listdir(parent) if os.path.isdir(parent) and os.access(parent, os.R_OK) else []
    hint = did_you_mean(os.path.basename(path), names)
    return ReadError(
        "no such file or directory",
        path=shown(path),
        hint=hint or "check the path; it is taken from the working directory",
    )


def _unreadable(path: str | os.PathLike[str], error: OSError) -> ReadError:
    if isinstance(error, IsADirectoryError):
        return ReadError("is a directory", path=shown(path), hint="name it as a path to check, or name a file in it")
    if isinstance(error, PermissionError):
        return ReadError("permission denied", path=shown(path), hint="make the file readable")
    if isinstance(error, FileNotFoundError):
        return _missing(os.fspath(path))
    return ReadError(f"cannot be read: {error.strerror or error}", path=shown(path))
