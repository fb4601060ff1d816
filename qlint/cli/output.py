"""Standard output and files as sinks: their encoding, their width, their colour. Knows no command."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from qlint.errors import UsageError
from qlint.tables import Look
from qlint.terminal import MAX_WIDTH, Paint, wants_colour

MACHINE_FORMATS = ("json", "jsonl")
_NARROWEST = 40
WIDEST_TABLE = 120


def stdout(format: str = "console") -> TextIO:
    """Standard output, made fit for any text: UTF-8 for programs, escapes for what a terminal's encoding lacks."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        if format in MACHINE_FORMATS:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            stream.reconfigure(errors="backslashreplace")
    return stream


@contextlib.contextmanager
def sink(path: Path | None, format: str) -> Iterator[TextIO]:
    """Where a report goes: a file, or standard output."""
    if path is None:
        yield stdout(format)
        return
    try:
        stream = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {(error.strerror or str(error)).lower()}", path=str(path)) from error
    with stream:
        yield stream


def width(stream: TextIO, most: int = MAX_WIDTH) -> int:
    """Columns to use: those of the terminal up to `most`; a hundred where there is none."""
    if not stream.isatty():
        return MAX_WIDTH
    return max(_NARROWEST, min(most, shutil.get_terminal_size().columns))


def look(stream: TextIO, choice: str, most: int = WIDEST_TABLE) -> Look:
    """How to show tables and trees here: by rich on a terminal that can be drawn on."""
    terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
    return Look(paint(stream, choice), width(stream, most), terminal, stream.encoding or "utf-8")


def is_pipe(stream: TextIO) -> bool:
    """Whether another program reads what is written, a pager perhaps."""
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def paint(stream: TextIO, choice: str) -> Paint:
    """Colour for this sink."""
    return Paint(wants_colour(choice, is_tty=stream.isatty()))


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    print(text, file=sys.stderr)  # noqa: T201
