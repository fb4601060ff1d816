"""The pairs of one mapping and what they are to a question: its text, its parts, its labels, its metadata.

Knows no file format, no spaCy, no rules, no click.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from qlint.question import MetaValue
from qlint.readers.build import Field, Surroundings, metadata, words_of
from qlint.readers.evidence import asks, share_of_asking
from qlint.readers.fields import canonical
from qlint.readers.stems import ANSWERS, PROOFS, STEMS, TITLES, folded
from qlint.readers.tree import Leaf, Listing, Node, Table
from qlint.readers.values import value_of

_LABELS = ("title", "name", "heading", "category", "section", "topic", "group", "theme")
_CATEGORIES = frozenset({"category", "section", "group", "chapter"})
_PARTS = frozenset({"parts", "subquestions", "sub questions", "children", "items", "data", "entries", "qas"})
NEVER = frozenset(
    {"expected_answer", "accept", "rubric", "rubric_ref", "followups", "hints", "ladder", "options", "key", "common_errors",
     "glossary"}
)  # fmt: skip


class Entry(NamedTuple):
    """A pair: its key, the key folded, the canonical name it has (or None), its value."""

    key: Leaf
    folded: str
    name: str | None
    node: Node

    @property
    def field(self) -> Field:
        """The pair as a field of a record."""
        return Field(self.name or self.key.text, self.node)


def entries_of(node: Table) -> list[Entry]:
    """The pairs of a mapping; a `question: {text: ...}` is opened into it."""
    found: list[Entry] = []
    for key, value in node.pairs:
        entry = Entry(key, folded(key.text), canonical(key.text), value)
        inner = entries_of(value) if entry.folded == "question" and isinstance(value, Table) else []
        if stem_of(inner, has_parts=False, asked=False) is not None:
            found.extend(inner)
        else:
            found.append(entry)
    return found


def holds_parts(entry: Entry) -> bool:
    """Whether a list or mapping under this key holds questions of its own."""
    return entry.name == "text" or entry.folded in _PARTS


def stem_of(entries: list[Entry], has_parts: bool, asked: bool) -> Entry | None:
    """The entry whose value is the question's text."""
    leaves = {
        entry.folded: entry for entry in entries if isinstance(entry.node, Leaf) and isinstance(entry.node.value, str)
    }
    for name in STEMS:
        if name in leaves:
            return leaves[name]
    camel = next((entry for entry in leaves.values() if entry.name == "text"), None)
    if camel is not None or has_parts:
        return camel
    return _title(entries, [leaves[name] for name in TITLES if name in leaves], asked)


def _title(entries: list[Entry], titles: list[Entry], asked: bool) -> Entry | None:
    """The title, name or body that is the question, where nothing is called so."""
    names = names_of(entries)
    proven = asked or not ANSWERS.isdisjoint(names)
    likely = proven or not PROOFS.isdisjoint(names)
    asking = [each for each in titles if asks(_text(each)) and (likely or _ends_asking(each))]
    return next(iter(asking or (titles if proven else [])), None)


def names_of(entries: list[Entry]) -> set[str | None]:
    """Canonical names of the entries whose value is no mapping (a `response: {...}` is no answer)."""
    return {entry.name for entry in entries if not isinstance(entry.node, Table)}


def _ends_asking(entry: Entry) -> bool:
    return entry.folded in ("title", "heading", "name") and _text(entry).rstrip().endswith("?")


def _text(entry: Entry) -> str:
    return entry.node.text if isinstance(entry.node, Leaf) else ""


def labels_of(entries: list[Entry]) -> Iterator[str]:
    """The titles that a group bears, the likeliest first."""
    for name in _LABELS:
        for entry in entries:
            if entry.folded == name and isinstance(entry.node, Leaf) and entry.node.text.strip():
                yield words_of(entry.node)


def is_meta(entry: Entry) -> bool:
    """Whether a value below a group is metadata and holds no questions."""
    if entry.name in (None, "text") or isinstance(entry.node, Table):
        return entry.folded == "qlint"
    items = entry.node.items if isinstance(entry.node, Listing) else []
    words = [item.text for item in items if isinstance(item, Leaf)]
    return len(words) == len(items) and share_of_asking(words) < 0.5


def own_meta(entries: list[Entry], origin: str) -> dict[str, MetaValue]:
    """What a group says about all of its questions."""
    told = [
        entry.field
        for entry in entries
        if (entry.name not in (None, "text", "scenario", "id") and entry.name not in NEVER or entry.folded == "qlint")
        and (
            isinstance(entry.node, Leaf)
            or entry.folded == "qlint"
            or (isinstance(entry.node, Listing) and is_meta(entry))
        )
    ]
    return metadata(told, origin)


def with_category(around: Surroundings, entries: list[Entry]) -> Surroundings:
    """A category that a record names is its section, and may say its type or difficulty."""
    for entry in entries:
        if entry.folded in _CATEGORIES and isinstance(entry.node, Leaf) and entry.node.text.strip():
            label = words_of(entry.node)
            found = value_of(label)
            meta = {found[0]: MetaValue(found[1], "section")} if found else {}
            return replace(around, section=(*around.section, label), meta={**around.meta, **meta})
    return around
