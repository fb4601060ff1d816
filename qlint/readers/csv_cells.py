"""CSV text becomes rows of cells with places, equal to what `csv.reader` gives; nothing else.

A quotation mark that is never closed ends with its line, so that the rows behind it are not lost. Knows no header, no
questions, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TypeAlias

from qlint.errors import FormatError
from qlint.readers.tree import Leaf, broken, woven
from qlint.source import MappedText, Source

Row: TypeAlias = list[Leaf]

# The limit of csv.reader; it also bounds the search for a closing mark.
MAX_CELL = 131_072

_DOUBLED = re.compile('""')


class CellScanner:
    """Rows of one source; `problems` collects quotation marks that are never closed."""

    def __init__(self, source: Source, delimiter: str) -> None:
        self.source = source
        self.text = source.text
        self.problems: list[FormatError] = []
        self._delimiter = delimiter
        self._bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
        self._end = re.compile(rf"{re.escape(delimiter)}|\r\n|\n|\r|\Z")

    def rows(self) -> Iterator[Row]:
        """Every row with its cells; a blank line is a row without cells."""
        at, size = 0, len(self.text)
        row: Row = []
        open_row = False
        while at < size or open_row:
            cell = self._cell(at)
            row.append(cell)
            stop = self._end.match(self.text, cell.end)
            at = stop.end() if stop else size
            open_row = bool(stop) and stop is not None and stop.group() == self._delimiter
            if not open_row:
                yield [] if len(row) == 1 and cell.start == cell.end else row
                row = []

    def _cell(self, at: int) -> Leaf:
        if self.text.startswith('"', at):
            closing = self._closing(at + 1)
            if closing is not None:
                return self._quoted(at, closing)
            self.problems.append(
                broken(
                    self.source,
                    at,
                    "a quotation mark opened here is not closed",
                    "close it, or double it inside a cell",
                )
            )
        end = self._bare_end(at)
        text = self.text[at:end]
        return Leaf(text, text, at, end, "", partial(_bare, self.text))

    def _quoted(self, at: int, closing: int) -> Leaf:
        end = self._bare_end(closing + 1)
        text = self.text[at + 1 : closing].replace('""', '"') + self.text[closing + 1 : end]
        return Leaf(text, text, at, end, '"', partial(_unquoted, self.text, closing))

    def _closing(self, start: int) -> int | None:
        """The mark that closes a cell opened before `start`, or None where none does so credibly."""
        at = start
        while True:
            found = self.text.find('"', at, start + MAX_CELL)
            if found < 0:
                return None
            if not self.text.startswith('""', found):
                break
            at = found + 2
        # Words behind a mark that closes lines further down: it is the opening mark of another cell.
        strayed = self._bare_end(found + 1) > found + 1
        return None if strayed and "\n" in self.text[start:found] else found

    def _bare_end(self, at: int) -> int:
        found = self._bare.match(self.text, at)
        return found.end() if found else at


def _bare(text: str, leaf: Leaf) -> MappedText:
    return MappedText.verbatim(text, leaf.start, leaf.end)


def _unquoted(text: str, closing: int, leaf: Leaf) -> MappedText:
    inner = woven(text, leaf.start + 1, closing, _DOUBLED, lambda _: '"')
    return MappedText.join([inner, MappedText.verbatim(text, closing + 1, leaf.end)])
