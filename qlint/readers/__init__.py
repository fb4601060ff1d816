"""The readers: a file's suffix leads to the room that knows its format.

A plain table; each room is imported when its first file comes. Knows no spaCy, no rules, no click.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from os import PathLike, fspath
from typing import Protocol, cast

from qlint.errors import FormatError
from qlint.readers.evidence import EVIDENCE_THRESHOLD
from qlint.readers.result import ReadResult
from qlint.source import Source

SUFFIXES: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".yaml": "yaml_",
    ".yml": "yaml_",
    ".json": "json_",
    ".jsonl": "json_",
    ".ndjson": "json_",
    ".csv": "csv_",
    ".tsv": "csv_",
    ".tab": "csv_",
    ".txt": "text",
    ".text": "text",
}
"""Suffix (in lower case, with its dot) -> room below `qlint.readers`."""

THRESHOLD = EVIDENCE_THRESHOLD
"""From this `ReadResult.evidence` on a directory walk takes a file."""


class Reader(Protocol):
    """What every room offers."""

    def read(self, source: Source) -> ReadResult:
        """The questions of `source`; what is broken in it stands in `problems`."""


def suffix_of(path: str | PathLike[str]) -> str:
    """The suffix of a path in lower case, or "" (`.yaml` alone is a name, not a suffix)."""
    name = fspath(path).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if stem else ""


def reader_for(path: str | PathLike[str]) -> Reader:
    """The room for a path. Raises `FormatError` where no reader knows its suffix."""
    room = SUFFIXES.get(suffix_of(path))
    if room is None:
        known = " ".join(SUFFIXES)
        what = f"no reader for {suffix_of(path) or 'a file without a suffix'}"
        raise FormatError(what, path=fspath(path), hint=f"there are readers for {known}")
    return cast("Reader", import_module(f"qlint.readers.{room}"))


def read(source: Source) -> ReadResult:
    """Read `source` by the suffix of its path. Raises `FormatError` where no reader knows it."""
    room = reader_for(source.path)
    with _collector_paused():
        return room.read(source)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A tree of many small values and no cycles costs the garbage collector three times what it costs to build."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
