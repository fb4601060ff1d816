"""JSON and JSON Lines: questions from data, each text at its exact place.

A broken line of JSON Lines is one problem, and the other lines are read. Knows no spaCy, no rules, no click.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from qlint.errors import FormatError
from qlint.readers.json_nodes import JsonScanner
from qlint.readers.records import harvest
from qlint.readers.result import ReadResult
from qlint.readers.tree import Node
from qlint.source import Source

_LINES = (".jsonl", ".ndjson")


def read(source: Source) -> ReadResult:
    """The questions of a JSON document, or of each line of a JSON Lines file."""
    problems: list[FormatError] = []
    by_line = source.path.lower().endswith(_LINES)
    roots = list(_lines(source, problems) if by_line else _document(source, problems))
    found = harvest(source, roots)
    return ReadResult(tuple(found.questions), tuple(found.notes), tuple(problems), found.evidence, found.meta)


def _document(source: Source, problems: list[FormatError]) -> Iterator[Node]:
    scanner = JsonScanner(source)
    try:
        if source.text.strip(" \t\r\n"):
            yield scanner.document()
    except FormatError as error:
        lines: list[FormatError] = []
        found = list(_lines(source, lines)) if "\n" in source.text.strip() else []
        # A file of one value a line that was named .json reads as JSON Lines; anything else is broken.
        if len(found) > 1 and not lines:
            yield from found
        else:
            problems.append(error)
            yield from scanner.saved
    problems.extend(scanner.problems)


def _lines(source: Source, problems: list[FormatError]) -> Iterator[Node]:
    starts = [*source.line_starts, len(source.text)]
    for start, end in itertools.pairwise(starts):
        if not source.text[start:end].strip():
            continue
        scanner = JsonScanner(source, end)
        try:
            yield scanner.document(start)
        except FormatError as error:
            problems.append(error)
        problems.extend(scanner.problems)
