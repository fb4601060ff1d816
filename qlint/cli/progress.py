"""How far a long run is, on standard error, only where a person looks at it.

A thread draws, so that one big file shows life too. Writes one line and wipes it; knows no run.
"""

from __future__ import annotations

import threading
import time
from pathlib import PurePath
from types import TracebackType
from typing import Self, TextIO

from qlint.terminal import cells, safe

_PATIENCE = 1.0
_INTERVAL = 0.1
_BAR = 24
_WIPE = "\r\x1b[2K"


class Progress:
    """A watcher of a run; silent for the first second, and always where `stream` is no terminal."""

    def __init__(self, stream: TextIO, *, width: int, shown: bool = True) -> None:
        self._stream = stream
        self._width = width
        self._shown = shown and stream.isatty()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._state = (0, 0, "", 0)

    def __call__(self, done: int, total: int, path: str, questions: int) -> None:
        self._state = (done, total, path, questions)

    def __enter__(self) -> Self:
        if self._shown:
            self._thread = threading.Thread(target=self._draw, daemon=True, name="qlint-progress")
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the line and draw no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _draw(self) -> None:
        drawn = False
        begun = time.monotonic()
        while not self._stop.wait(_INTERVAL if drawn else _PATIENCE):
            self._stream.write(_WIPE + line(*self._state, seconds=time.monotonic() - begun, width=self._width))
            self._stream.flush()
            drawn = True
        if drawn:
            self._stream.write(_WIPE)
            self._stream.flush()


def line(done: int, total: int, path: str, questions: int, *, seconds: float, width: int) -> str:
    """`checking ━━━━╌╌╌╌ 12/300 files  2,345 questions  banks/a.md`, in one row of the terminal."""
    filled = _BAR * done // total if total else 0
    bar = "━" * filled + "╌" * (_BAR - filled)
    text = f"checking {bar} {done:,}/{total:,} files  {questions:,} questions  {seconds:.0f} s  {safe(PurePath(path).name)}"
    while cells(text) >= width:
        text = text[:-1]
    return text
