"""CSV and TSV: a question a row, its text at its exact place in the file and its cell in the sheet.

The delimiter and the header row are found by names that qlint knows, never by free sniffing. Knows no spaCy, no rules,
no click.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qlint.errors import FormatError
from qlint.question import Question
from qlint.readers.build import Surroundings, build_question
from qlint.readers.csv_cells import CellScanner, Row
from qlint.readers.csv_columns import Header, found_header, guessed_header
from qlint.readers.evidence import asks
from qlint.readers.result import ReadResult
from qlint.readers.stems import text_score
from qlint.readers.tree import broken
from qlint.source import Place, Source

_DELIMITERS = (",", ";", "\t", "|")
# Of one column: a character that no text holds.
_NONE = "\x1f"
_HEADER_ROWS = 10


class _Sheet(NamedTuple):
    """The rows of the file under one delimiter; `first` is the row (from 0) behind the header."""

    rows: list[Row]
    header: Header
    first: int
    delimiter: str
    problems: list[FormatError]


def read(source: Source) -> ReadResult:
    """The questions of the rows below the header."""
    sheet = _sheet(source)
    if sheet is None:
        return ReadResult(notes=_no_column(source))
    problems = [*sheet.problems, *_overfull(source, sheet)]
    questions: list[Question] = []
    for number, row in enumerate(sheet.rows[sheet.first :], sheet.first + 1):
        question = _question(row, number, len(questions), sheet.header)
        if question is not None:
            questions.append(question)
    problems.sort(key=lambda error: (error.line or 0, error.column or 0))
    return ReadResult(tuple(questions), (), tuple(problems), _evidence(questions, sheet))


def _question(row: Row, number: int, index: int, header: Header) -> Question | None:
    if header.text >= len(row):
        return None
    place = Place("cell", row=number, column=header.name)
    return build_question(row[header.text].mapped(), header.fields(row), Surroundings(), index, place)


def _sheet(source: Source) -> _Sheet | None:
    """The file under the delimiter that shows the most known columns; else with a column that plainly asks."""
    order = sorted(_DELIMITERS, key=lambda delimiter: delimiter != _usual(source))
    best: tuple[int, int, Header, str] | None = None
    for delimiter in order:
        head = _head(source, delimiter)
        for index, row in enumerate(head):
            header = found_header(row)
            if header is not None and (best is None or header.known > best[0]):
                best = (header.known, index + 1, header, delimiter)
    if best is None:
        return _guessed(source, order)
    _, first, header, delimiter = best
    # Under a header of one column a comma belongs to the words.
    return _read(source, header, first, delimiter if len(header.names) > 1 else _NONE)


def _guessed(source: Source, order: Sequence[str]) -> _Sheet | None:
    candidates = []
    for delimiter in (*order, _NONE):
        rows = [row for row in _head(source, delimiter, 200) if row]
        widths = {len(row) for row in rows}
        # Without a header only rows of one width make a delimiter credible; a comma in a sentence does not.
        guess = guessed_header(rows) if delimiter == _NONE or (len(widths) == 1 and widths != {1}) else None
        if guess is not None:
            header, share = guess
            candidates.append((share, delimiter != _NONE, header, delimiter))
    if not candidates:
        return None
    _, _, header, delimiter = max(candidates, key=lambda each: each[:2])
    return _read(source, header, int(header.first), delimiter)


def _read(source: Source, header: Header, first: int, delimiter: str) -> _Sheet:
    scanner = CellScanner(source, delimiter)
    rows = list(scanner.rows())
    return _Sheet(rows, header, first, delimiter, scanner.problems)


def _head(source: Source, delimiter: str, limit: int = _HEADER_ROWS) -> list[Row]:
    rows: list[Row] = []
    for row in CellScanner(source, delimiter).rows():
        rows.append(row)
        if len(rows) >= limit:
            break
    return rows


def _usual(source: Source) -> str:
    return "\t" if source.path.lower().endswith((".tsv", ".tab")) else ","


def _overfull(source: Source, sheet: _Sheet) -> list[FormatError]:
    """Rows with more cells than the header: an unquoted delimiter cut a text in two."""
    width = len(sheet.header.names)
    rows = sheet.rows[sheet.first :]
    # Where most rows end in the same empty cells, a spreadsheet put them there.
    usual = Counter(map(len, rows)).most_common(1)[0][0] if rows else width
    found: list[FormatError] = []
    for row in rows:
        if len(row) > width and (len(row) != usual or any(cell.text.strip() for cell in row[width:])):
            what = f"the row has {len(row)} cells, the header {width}"
            found.append(broken(source, row[0].start, what, f"quote the cell that holds a {_shown(sheet.delimiter)}"))
    return found


def _shown(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else repr(delimiter)


def _evidence(questions: list[Question], sheet: _Sheet) -> float:
    if not questions:
        return 0.0
    scores = [text_score(question.text, sheet.header.vouched) for question in questions]
    count = {1: 0.6, 2: 0.9}.get(len(questions), 1.0)
    return round(sum(scores) / len(scores) * count * (1.0 if sheet.header.known else sheet.header.share), 3)


def _no_column(source: Source) -> tuple[str, ...]:
    first = source.text.strip()
    if not first:
        return ()
    line = source.line_text(source.position(source.text.index(first[0])).line)
    hint = "" if asks(line) else ": name the column of the questions `question`"
    return (f"no column of questions found{hint}",)
