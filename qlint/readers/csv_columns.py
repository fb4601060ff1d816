"""Which column of a sheet is what: the question's text, its options, its metadata.

Knows no file format, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from qlint.readers.build import Field
from qlint.readers.evidence import asks, share_of_asking
from qlint.readers.fields import canonical
from qlint.readers.stems import STEMS, folded, trust
from qlint.readers.tree import Leaf, Listing, Node, Table
from qlint.source import MappedText

_OPTION = re.compile(r"(?:option|choice|opt|answer|alternative|distractor)[ _-]?([a-h]|[1-9])", re.IGNORECASE)
_LETTER = re.compile(r"[A-Ha-h]")
_LISTS = frozenset({"tags", "skills", "role", "level", "stage", "jurisdiction", "followups", "accept", "hints",
                    "common_errors", "allowed_tools", "options"})  # fmt: skip
_TYPED = frozenset({"minutes", "hours", "paid", "scored", "core", "leaked", "times_asked", "retired", "post_offer"})
_SEPARATOR = re.compile(r"\s*(?:[;|]|\r?\n)\s*")
_COMMAS = re.compile(r"\s*[,;|]\s*")
_CODES = re.compile(r"[,;|\s]+")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a sheet.

    `names` as written, `roles` by canonical name (or as written), `text` the index of the question's column,
    `known` how many columns qlint knows, `vouched` how far the names say that the column holds questions. A guessed
    header knows no column, begins its rows at `first`, and `share` of its rows ask.
    """

    names: tuple[str, ...]
    roles: tuple[str, ...]
    text: int
    known: int = 0
    vouched: float = 0.0
    share: float = 1.0
    first: int = 0

    @property
    def name(self) -> str:
        return self.names[self.text]

    def fields(self, row: Sequence[Leaf]) -> list[Field]:
        """The cells of a row besides the question, as fields of a record."""
        options: list[tuple[Leaf, Node]] = []
        silence: list[tuple[Leaf, Node]] = []
        fields: list[Field] = []
        for role, cell in zip(self.roles, row, strict=False):
            if role == "text" or not cell.text.strip():
                continue
            if role.startswith("option:"):
                options.append((_named(cell, role.removeprefix("option:")), _trimmed(cell)))
            elif role in ("qlint_ignore", "qlint_because"):
                part = role.removeprefix("qlint_")
                silence.append((_named(cell, part), _split(cell, _CODES) if part == "ignore" else _trimmed(cell)))
            else:
                fields.append(Field(role, _value(role, cell)))
        for name, pairs in (("options", options), ("qlint", silence)):
            if pairs:
                fields.append(Field(name, Table(pairs, pairs[0][1].start, pairs[-1][1].end)))
        return fields


def found_header(row: Sequence[Leaf]) -> Header | None:
    """The header that `row` is, or None where no cell names the question's column."""
    names = tuple(cell.text.strip() for cell in row)
    roles = _roles(names)
    ranked = [
        (_rank(name), index) for index, (name, role) in enumerate(zip(names, roles, strict=True)) if role == "text"
    ]
    if not ranked:
        return None
    _, text = min(ranked)
    known = sum(canonical(name) is not None for name in names)
    return Header(names, roles, text, known, trust(folded(names[text]), roles))


def guessed_header(rows: Sequence[Sequence[Leaf]]) -> tuple[Header, float] | None:
    """The column whose cells ask, where no header names it; with the share of cells that do."""
    if not rows:
        return None
    headed = len(rows) > 1 and not any(asks(cell.text) for cell in rows[0])
    body = rows[1:] if headed else rows
    width = max(map(len, body))
    if len(rows[0]) < width:
        headed = False
    shares = [share_of_asking([row[at].text if at < len(row) else "" for row in body]) for at in range(width)]
    share = max(shares, default=0.0)
    if share < 0.5:
        return None
    names = tuple(cell.text.strip() for cell in rows[0]) if headed else tuple(str(at + 1) for at in range(width))
    text = shares.index(share)
    roles = tuple("text" if at == text else role for at, role in enumerate(_roles(names)))
    return Header(names, roles, text, 0, 0.0, share, int(headed)), share


def _roles(names: Sequence[str]) -> tuple[str, ...]:
    letters = sum(bool(_LETTER.fullmatch(name)) for name in names) >= 3
    return tuple(_role(name, letters) for name in names)


def _role(name: str, letters: bool) -> str:
    option = _OPTION.fullmatch(name)
    if option or (letters and _LETTER.fullmatch(name)):
        return f"option:{(option[1] if option else name).upper()}"
    return canonical(name) or _as_key(name)


def _as_key(name: str) -> str:
    key = folded(name).replace(" ", "_")
    return key if key.startswith("qlint_") else name


def _rank(name: str) -> int:
    key = folded(name)
    return STEMS.index(key) if key in STEMS else len(STEMS)


def _named(cell: Leaf, name: str) -> Leaf:
    return Leaf(name, name, cell.start, cell.start, "", cell.mapper)


def _value(role: str, cell: Leaf) -> Node:
    if role in _LISTS:
        listing = _split(cell, _COMMAS if role in ("tags", "skills") else _SEPARATOR)
        return listing if len(listing.items) > 1 or role == "options" else _trimmed(cell)
    trimmed = _trimmed(cell)
    if role in _TYPED:
        words = trimmed.text.lower()
        value = _TRUTH.get(
            words, int(words) if words.isascii() and words.isdigit() and len(words) < 10 else trimmed.text
        )
        return trimmed._replace(value=value)
    return trimmed


def _trimmed(cell: Leaf) -> Leaf:
    text = cell.text.strip()
    start = cell.text.index(text)
    return _part(cell, start, start + len(text))


def _split(cell: Leaf, separator: re.Pattern[str]) -> Listing:
    """The parts of a cell between separators, each at its place."""
    items: list[Node] = []
    at = 0
    for found in (*separator.finditer(cell.text), None):
        end = found.start() if found else len(cell.text)
        part = cell.text[at:end]
        lead = len(part) - len(part.lstrip())
        if part.strip():
            items.append(_part(cell, at + lead, at + lead + len(part.strip())))
        at = found.end() if found else end
    return Listing(items, cell.start, cell.end)


def _part(cell: Leaf, start: int, end: int) -> Leaf:
    text = cell.text[start:end]
    return Leaf(text, text, cell.start, cell.end, cell.style, partial(_slice, cell, start, end))


def _slice(cell: Leaf, start: int, end: int, _: Leaf) -> MappedText:
    return cell.mapped().slice(start, end)
