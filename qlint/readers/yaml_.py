"""YAML: questions from data, each text at its exact place.

A broken item of a list is one problem; it is blanked out and the rest is read. Knows no spaCy, no rules, no click.
"""

from __future__ import annotations

import re

import yaml

from qlint.errors import FormatError
from qlint.readers.records import harvest
from qlint.readers.result import ReadResult
from qlint.readers.tree import Node
from qlint.readers.yaml_nodes import TreeBuilder, comments, compose
from qlint.source import Source

# Each mended break costs one more pass over the file.
_MAX_BREAKS = 20
_MAX_MENDED = 2_000_000

_ITEM = re.compile(r"[ \t]*- ")
_WORD = re.compile(r"[^\r\n\x85\u2028\u2029]")


def read(source: Source) -> ReadResult:
    """The questions of all documents of the file."""
    problems: list[FormatError] = []
    nodes = _composed(source, problems)
    builder = TreeBuilder(source)
    roots: list[Node] = []
    try:
        roots.extend(builder.build(node) for node in nodes)
    except FormatError as error:
        problems.append(error)
    found = harvest(source, roots)
    return ReadResult(
        tuple(found.questions),
        tuple(found.notes),
        (*problems, *builder.problems),
        found.evidence,
        found.meta,
        tuple(comments(source.text, builder.scalars)),
    )


def _composed(source: Source, problems: list[FormatError]) -> list[yaml.Node]:
    """The documents; each list item with a break in it becomes a problem and is blanked out."""
    text = source.text
    while True:
        try:
            return compose(source, text)
        except FormatError as error:
            problems.append(error)
            mended = _without_item(source, text, error)
            if mended is None or len(problems) >= _MAX_BREAKS or len(text) > _MAX_MENDED:
                return _before(source, text, error)
            text = mended


def _without_item(source: Source, text: str, error: FormatError) -> str | None:
    """`text` with the broken list item blanked out, every offset kept; None where the break is in no item."""
    starts = source.line_starts
    lines = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    first = min((error.line or 1) - 1, len(lines) - 1)
    while first >= 0 and not _ITEM.match(lines[first]):
        first -= 1
    if first < 0:
        return None
    margin = len(lines[first]) - len(lines[first].lstrip(" "))
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip(" ")) > margin):
        last += 1
    if last <= (error.line or 1) - 1:
        return None
    return "".join([*lines[:first], *(_WORD.sub(" ", line) for line in lines[first:last]), *lines[last:]])


def _before(source: Source, text: str, error: FormatError) -> list[yaml.Node]:
    """What stands before a break that cannot be cut out: up to the last line at the margin."""
    start = source.line_starts[min((error.line or 1) - 1, len(source.line_starts) - 1)]
    for end in (text.rfind("\n- ", 0, start), text.rfind("\n", 0, start)):
        if end <= 0:
            continue
        try:
            return compose(source, text[: end + 1])
        except FormatError:
            continue
    return []
