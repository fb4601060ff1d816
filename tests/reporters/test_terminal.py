"""Text on a terminal: safe, measured, wrapped, coloured."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlint.errors import UsageError
from qlint.reporters import REPORTERS, ReportOptions, create
from qlint.reporters.excerpt import excerpt
from qlint.terminal import NO_BREAK, Paint, cells, hang, safe, wants_colour, wrap

ANY = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b", "\\x9b"),
        ("\u202e", "\\u202e"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("z\u200bw\u200d\ufeff\u00ad", "zw"),
        ("日本 é e\u0301", "日本 é e\u0301"),
        ("[red]", "[red]"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(ANY)
def test_safe_text_is_one_printable_line_and_safe_again(text: str) -> None:
    shown = safe(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in shown)
    assert safe(shown) == shown
    shown.encode("utf-8")


def test_cells() -> None:
    assert [cells(text) for text in ("abc", "日本", "e\u0301", "😀", "")] == [3, 4, 1, 2, 0]


@given(st.text(), st.integers(1, 80))
def test_wrapped_lines_keep_the_words_and_the_width(text: str, width: int) -> None:
    lines = wrap(safe(text), width)
    flat = safe(text).replace(NO_BREAK, " ").replace(" ", "")
    assert "".join(lines).replace(" ", "") == flat
    for line in lines:
        assert cells(line) <= max(width, 2) or " " not in line.strip() or NO_BREAK in text


def test_wrap_breaks_at_spaces_only() -> None:
    assert wrap("aaa bbb ccc", 7) == ["aaa bbb", "ccc"]
    assert wrap(f"aaa bbb{NO_BREAK}ccc", 7) == ["aaa", "bbb ccc"]
    assert wrap("日本語日本語", 6) == ["日本語", "日本語"]
    assert wrap("https://example.org/very/long", 5) == ["https://example.org/very/long"]


def test_hang() -> None:
    assert hang("why: ", "aaa bbb ccc ddd eee fff ggg", width=28, indent=2) == [
        "  why: aaa bbb ccc ddd eee",
        "       fff ggg",
    ]


@given(ANY, st.integers(0, 200), st.integers(0, 200), st.integers(20, 100))
def test_an_excerpt_fits_and_its_mark_lies_inside(line: str, start: int, length: int, room: int) -> None:
    shown = excerpt(line, start, start + length, room)
    assert cells(shown.text) <= room
    assert shown.start >= 0
    assert shown.width >= 1
    assert shown.start + shown.width <= max(cells(shown.text), 1) + 2


@pytest.mark.parametrize(
    ("choice", "is_tty", "environ", "expected"),
    [
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
    ],
)
def test_who_decides_on_colour(choice: str, is_tty: bool, environ: dict[str, str], expected: bool) -> None:
    assert wants_colour(choice, is_tty=is_tty, environ=environ) is expected


def test_paint() -> None:
    assert Paint(False)("x", "bold red") == "x"
    assert Paint(True)("x", "bold red") == "\x1b[1;31mx\x1b[0m"


def test_every_reporter_of_the_table_can_be_made() -> None:
    import io

    for name in REPORTERS:
        create(name, io.StringIO(), ReportOptions())
    with pytest.raises(UsageError, match="did you mean 'console'"):
        create("consol", io.StringIO(), ReportOptions())
