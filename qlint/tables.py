"""Rows as an aligned table: drawn by rich where a person looks at a terminal, plain text everywhere else.

rich is loaded only when something is drawn by it. Words reach it as `Text` made safe, so that nothing in a bank is read as
markup, an emoji's name or a control sequence. Knows no rule, no question and no stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from qlint.terminal import MAX_WIDTH, Paint, cells, pad, safe, wrap

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

Lines: TypeAlias = tuple[tuple[str, str], ...]
"""Lines of a cell, each with its style (`bold red`, or nothing)."""

_GAP = 2
_ROOM = 36


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown: its colours, its columns, whether on a terminal that rich may draw on, and in which encoding."""

    paint: Paint = field(default_factory=Paint)
    width: int = MAX_WIDTH
    terminal: bool = False
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `wraps` takes the room that is left; the `spare` ones go first (1, 2 ...) where a terminal is narrow."""

    head: str = ""
    style: str = ""
    right: bool = False
    wraps: bool = False
    spare: int = 0


Cell: TypeAlias = str | Lines
Rows: TypeAlias = Sequence[Sequence[Cell]]


def table(columns: Sequence[Column], rows: Rows, look: Look, *, spaced: bool = False) -> Iterator[str]:
    """The lines of a table, its heads first where it has any; a drawn one may have space between its rows."""
    return _drawn(columns, rows, look, spaced=spaced) if look.terminal else _plain(columns, rows, look)


def fitting(columns: Sequence[Column], rows: Rows, look: Look) -> tuple[list[Column], list[list[Cell]]]:
    """The table without as many spare columns as must go until what wraps has room; a pipe gets all."""
    kept = list(range(len(columns)))
    widths = _widths(columns, rows)
    for at in sorted((at for at in kept if columns[at].spare), key=lambda at: columns[at].spare):
        fixed = sum(widths[number] + _GAP for number in kept if not columns[number].wraps)
        if not look.terminal or look.width - fixed >= _ROOM:
            break
        kept.remove(at)
    return [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _lines(cell: Cell) -> Lines:
    return ((cell, ""),) if isinstance(cell, str) else cell


def _widths(columns: Sequence[Column], rows: Rows) -> list[int]:
    return [
        max([cells(column.head), *(cells(safe(text)) for row in rows for text, _ in _lines(row[at]))])
        for at, column in enumerate(columns)
    ]


# -- plain --------------------------------------------------------------------------------------------------------


def _plain(columns: Sequence[Column], rows: Rows, look: Look) -> Iterator[str]:
    """Padded columns two spaces apart; the last one, where it wraps, hangs in what room is left."""
    widths = _widths(columns, rows)
    last = len(columns) - 1
    indent = sum(size + _GAP for size in widths[:last])
    if any(column.head for column in columns):
        heads = (pad(column.head, size) for column, size in zip(columns, widths, strict=True))
        yield look.paint("  ".join(heads).rstrip(), "bold")
    for row in rows:
        lead = "".join(
            _padded(column, cell, size, look.paint) + " " * _GAP
            for column, cell, size in zip(columns[:last], row[:last], widths[:last], strict=True)
        )
        words = safe(" ".join(text for text, _ in _lines(row[last])))
        style = columns[last].style
        for number, part in enumerate(wrap(words, max(30, look.width - indent)) if columns[last].wraps else [words]):
            yield ((lead if number == 0 else " " * indent) + look.paint(part, style)).rstrip()


def _padded(column: Column, cell: Cell, size: int, paint: Paint) -> str:
    words = safe(" ".join(text for text, _ in _lines(cell)))
    style = column.style if isinstance(cell, str) else cell[0][1]
    space = " " * max(0, size - cells(words))
    return space + paint(words, style) if column.right else paint(words, style) + space


# -- drawn --------------------------------------------------------------------------------------------------------


def _drawn(columns: Sequence[Column], rows: Rows, look: Look, *, spaced: bool) -> Iterator[str]:
    from rich import box
    from rich.table import Table

    grid = Table(
        box=box.SIMPLE_HEAD,
        show_header=any(column.head for column in columns),
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        leading=int(spaced),
    )
    for column in columns:
        grid.add_column(
            text((column.head, "")),
            style=column.style,
            justify="right" if column.right else "left",
            no_wrap=not column.wraps,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(text(*_lines(cell)) for cell in row))
    return drawn(grid, look)


def text(*lines: tuple[str, str]) -> Text:
    """Styled lines as rich's text, made safe: never markup, emoji names, highlights or control sequences."""
    from rich.text import Text

    return Text("\n").join([Text(safe(words), style) for words, style in lines])


def drawn(thing: RenderableType, look: Look) -> Iterator[str]:
    """Whatever rich can draw, as lines in the look's width, colours and encoding."""
    import io

    with io.TextIOWrapper(io.BytesIO(), encoding=look.encoding, errors="backslashreplace") as nowhere:
        screen = console(nowhere, look)
        with screen.capture() as captured:
            screen.print(thing)
        lines = captured.get().removesuffix("\n").split("\n")
    return (line.rstrip() for line in lines)


def console(stream: object, look: Look) -> Console:
    """A console of rich that decides nothing by itself: colour, width and meaning are ours."""
    from rich.console import Console

    return Console(
        file=stream,  # type: ignore[arg-type]
        width=look.width,
        force_terminal=True,
        color_system="standard" if look.paint.on else None,
        no_color=not look.paint.on,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
