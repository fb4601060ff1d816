"""CSV and TSV: equal to `csv.reader`; delimiter, header, columns, broken rows."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlint import readers
from qlint.readers.csv_cells import CellScanner
from qlint.readers.result import ReadResult
from qlint.source import Source


def read(text: str, name: str = "bank.csv") -> ReadResult:
    return readers.read(Source.from_bytes(name, text.encode()))


def rows(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    scanner = CellScanner(Source.from_text("t.csv", text), delimiter)
    found = [[cell.mapped().text for cell in row] for row in scanner.rows()]
    return found, bool(scanner.problems)


@settings(max_examples=500, deadline=None)
@given(st.text('ab",;\t|\n\r é😀'), st.sampled_from(",;\t|"))
def test_rows_equal_those_of_csv_reader(text: str, delimiter: str) -> None:
    found, broken = rows(text, delimiter)
    if not broken:
        expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert [row or [""] for row in found] == [row or [""] for row in expected]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text('ab",\n\r é😀'), min_size=1, max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_written_rows_come_back(table: list[list[str]], line_end: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(out.getvalue(), ",") == (table, False)


def test_columns_become_metadata() -> None:
    result = read(
        "\ufeffNr;Frage;Question;Option A;Option B;Correct answer;Tags;Level;Minutes;qlint_ignore;qlint_because\r\n"
        '1;x;"Which ""one"";\nwhich?";a lock;a queue;B;"time, locks";Senior;15;R102, W501;kept\r\n'
        "2;y;Why `so` late?;;;;;;;;\r\n"
    )
    first, second = result.questions
    assert first.text == 'Which "one"; which?'
    assert (first.place.kind, first.place.row, first.place.column) == ("cell", 2, "Question")
    assert [(option.text, option.key) for option in first.options] == [("a lock", False), ("a queue", True)]
    assert first.meta_list("tags") == ("time", "locks")
    assert first.meta_value("minutes") == 15
    assert first.meta_text("level") == "senior"
    assert first.meta_value("qlint") == {"ignore": ["R102", "W501"], "because": "kept"}
    assert second.text == "Why so late?"
    assert "level" not in second.meta
    assert not result.problems


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_on_the_header(delimiter: str) -> None:
    text = f"id{delimiter}question{delimiter}answer\n7{delimiter}Why are retries, leases; and locks hard?{delimiter}x\n"
    text = text.replace("retries, leases; and", "retries and") if delimiter in ",;" else text
    (question,) = read(text).questions
    assert question.id == "7"
    assert question.meta_text("expected_answer") == "x"


def test_a_header_may_come_late() -> None:
    result = read("Our bank,,\nspring,,\n\nid,Question,Difficulty\n1,Why do clocks drift?,Hard\n")
    (question,) = result.questions
    assert question.place.row == 5
    assert question.meta_text("difficulty") == "hard"


def test_a_single_column_keeps_its_commas() -> None:
    result = read("question\nWhat is a lease, and for whom?\nWhy, then, a clock?\n")
    assert [question.text for question in result.questions] == ["What is a lease, and for whom?", "Why, then, a clock?"]
    assert not result.problems


def test_no_header_at_all() -> None:
    assert len(read("1,What is a lease for?\n2,Why do clocks drift?\n").questions) == 2
    assert read("What is a lease, and why?\nWhy do clocks drift?\n").questions[0].text == "What is a lease, and why?"


def test_no_question_column_is_said() -> None:
    result = read("name,price\nlease,12\n")
    assert not result.questions
    assert "`question`" in result.notes[0]


def test_an_open_quotation_mark_costs_one_row() -> None:
    result = read('id,question\n1,"Why do clocks drift?\n2,"What, then, is a lease?"\n3,When is UDP enough?\n')
    assert [question.text for question in result.questions][1:] == ["What, then, is a lease?", "When is UDP enough?"]
    assert [(problem.line, problem.column) for problem in result.problems] == [(2, 3)]


def test_an_unquoted_delimiter_is_told() -> None:
    (problem,) = read("id,question,level\n1,Why, then, a clock?,mid\n2,What is a lease for?,mid\n").problems
    assert problem.line == 2
    assert "','" in (problem.hint or "")
