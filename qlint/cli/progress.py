"""How far a long run is, on standard error, only where a person looks at it.

rich draws, in a thread of its own, so that one big file shows life too; it is loaded after a second, when a run turns
out to be long. Knows no run.
"""

from __future__ import annotations

import threading
from pathlib import PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from qlint.tables import Look, console
from qlint.terminal import safe

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 1.0
_BAR, _SHORT_BAR = 24, 6
_ROOM_FOR_BAR = 70
_REST = 84  # cells that all but the name of the file may take


class Progress:
    """A watcher of a run; silent for the first second, and always where `stream` is no terminal."""

    def __init__(self, stream: TextIO, look: Look, *, shown: bool = True) -> None:
        self._stream = stream
        self._look = look
        self._shown = shown and look.terminal
        self._state = (0, 0, "", 0)
        self._timer: threading.Timer | None = None
        self._bar: Bar | None = None

    def __call__(self, done: int, total: int, path: str, questions: int) -> None:
        self._state = (done, total, path, questions)
        if self._bar is not None:
            _show(self._bar, *self._state)

    def __enter__(self) -> Self:
        if self._shown:
            self._timer = threading.Timer(_PATIENCE, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the bar and draw no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start(self) -> None:
        bar = _bar(self._stream, self._look)
        bar.add_task("checking", total=None, questions=0, name="")
        self._bar = bar  # from here on every call is shown; what came before is caught up with
        _show(bar, *self._state)
        bar.start()


def _bar(stream: TextIO, look: Look) -> Bar:
    """`checking ━━━━━━━ 12/300 files  2,345 questions  0:00:07  ml-engineer.md`, in one row of the terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.table import Column

    words = [
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} files", style="none", markup=False),
        TextColumn("{task.fields[questions]:,} questions", style="none", markup=False),
        TimeElapsedColumn(),
    ]
    if look.width - _REST > 10:
        cut = Column(no_wrap=True, overflow="ellipsis", max_width=look.width - _REST)
        words.append(TextColumn("{task.fields[name]}", style="dim", markup=False, table_column=cut))
    return Progress(
        TextColumn("{task.description}", style="none", markup=False),
        BarColumn(bar_width=_BAR if look.width >= _ROOM_FOR_BAR else _SHORT_BAR),
        *words,
        console=console(stream, look),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )


def _show(bar: Bar, done: int, total: int, path: str, questions: int) -> None:
    """Where the run is; before it is known how many files there are, one that is not done."""
    task = bar.task_ids[0]
    bar.update(task, completed=done, total=max(total, 1), questions=questions, name=safe(PurePath(path).name))
