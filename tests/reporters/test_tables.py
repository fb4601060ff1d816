"""Tables: one content, drawn by rich or plain."""

from __future__ import annotations

import pytest

from qlint.tables import Column, Look, fitting, table
from qlint.terminal import Paint, cells

COLUMNS = (Column("code", style="bold"), Column("n", right=True), Column("pack", spare=1), Column("words", wraps=True))
WORDS = "one two three four five six seven eight nine ten eleven twelve"
ROWS = [("R101", "1", "core", WORDS), ("日本", "1,200", "core", "[red]x[/red] :smile: \x1b[31m")]


def test_plain() -> None:
    assert list(table(COLUMNS, ROWS, Look(width=60))) == [
        "code  n      pack  words",
        "R101      1  core  one two three four five six seven eight",
        "                   nine ten eleven twelve",
        "日本  1,200  core  [red]x[/red] :smile: \\x1b[31m",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_drawn_tables_fit_and_read_no_markup(width: int) -> None:
    lines = list(table(COLUMNS, ROWS, Look(width=width, terminal=True)))
    assert all(cells(line) <= width for line in lines)
    assert set(lines[1]) == {"─"}
    text = " ".join(" ".join(line.split()) for line in lines)
    for word in ("[red]x[/red]", ":smile:", "\\x1b[31m", "1,200", "twelve"):
        assert word in text
    assert "\x1b" not in text


def test_drawn_colours_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # whoever made the look has asked already
    assert "\x1b[1m" in "".join(table(COLUMNS, ROWS, Look(Paint(True), terminal=True)))
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in "".join(table(COLUMNS, ROWS, Look(terminal=True)))


def test_a_narrow_encoding_gets_ascii_lines() -> None:
    "".join(table(COLUMNS, ROWS[:1], Look(terminal=True, encoding="ascii"))).encode("ascii")


def test_spare_columns_go_where_there_is_no_room() -> None:
    assert [column.head for column in fitting(COLUMNS, ROWS, Look(width=50, terminal=True))[0]] == [
        "code",
        "n",
        "words",
    ]
    assert len(fitting(COLUMNS, ROWS, Look(width=100, terminal=True))[0]) == 4
    assert len(fitting(COLUMNS, ROWS, Look(width=50))[0]) == 4
