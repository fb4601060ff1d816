"""The options of a choice question, and which of them is the key, out of whatever shape the data has.

A list of strings, a list of {text, correct}, or letters with texts; the key as a letter, a number or the words
themselves. Knows no file format, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qlint.question import Option
from qlint.readers.markup import clean
from qlint.readers.tree import Leaf, Listing, Node, Table, plain
from qlint.source import Span

_TEXT_KEYS = frozenset(
    {"text", "option", "label", "content", "value", "answer", "body", "choice", "title", "option_text"}
)
_RIGHT_KEYS = frozenset(
    {"correct", "is_correct", "iscorrect", "right", "key", "is_right", "is_answer", "isanswer", "answer", "is_true"}
)
_YES = frozenset({"true", "yes", "1", "x", "y", "correct", "right", "100"})
_LEAD = re.compile(r"\s*(?:\(?([A-Za-z]|\d{1,2})[.):]|([A-Z])\s+[-–])\s+(?=\S)")


class Choice(NamedTuple):
    """One option as it was found: its letter (or ""), its words, its place, and whether it is marked correct."""

    name: str
    text: str
    span: Span
    key: bool | None = None


def choices(node: Node) -> list[Choice]:
    """The options that `node` holds, in their order."""
    if isinstance(node, Listing):
        return [choice for item in node.items for choice in _item(item)]
    if isinstance(node, Table):
        return [choice for key, value in node.pairs for choice in _named(key, value)]
    return []


def keyed(found: Sequence[Choice], key: object) -> tuple[Option, ...]:
    """The options with their keys: as each says itself, else by `key` (letters, numbers from 0 or 1, or words)."""
    if any(choice.key is not None for choice in found):
        return tuple(Option(choice.text, bool(choice.key), choice.span) for choice in found)
    right = _right(found, key)
    return tuple(
        Option(choice.text, None if right is None else index in right, choice.span)
        for index, choice in enumerate(found)
    )


def _item(node: Node) -> Iterator[Choice]:
    if isinstance(node, Leaf):
        yield _lettered(node)
        return
    if not isinstance(node, Table):
        return
    text = next((value for key, value in node.pairs if _low(key) in _TEXT_KEYS and isinstance(value, Leaf)), None)
    if text is not None:
        marks = [plain(value) for key, value in node.pairs if _low(key) in _RIGHT_KEYS and value is not text]
        name = next((str(plain(value)) for key, value in node.pairs if _low(key) in ("id", "name", "letter")), "")
        right = _truth(marks[0]) if marks else None
        yield Choice(name, _words(text), text.span, right)
    elif len(node.pairs) == 1:
        yield from _named(*node.pairs[0])


def _named(key: Leaf, value: Node) -> Iterator[Choice]:
    if isinstance(value, Leaf) and isinstance(value.value, bool):
        yield Choice("", _words(key), key.span, value.value)
    elif isinstance(value, Leaf):
        yield Choice(key.text, _words(value), value.span)


def _lettered(leaf: Leaf) -> Choice:
    """A string, its letter (`A. Paris`) taken off."""
    text = _words(leaf)
    lead = _LEAD.match(text)
    if lead is None:
        return Choice("", text, leaf.span)
    return Choice(lead[1] or lead[2], text[lead.end() :], leaf.span)


def _right(found: Sequence[Choice], key: object) -> set[int] | None:
    """Which options `key` names; None where it names none."""
    keys = key if isinstance(key, list | tuple) else [key]
    right = {index for each in keys for index in [_named_by(found, each)] if index is not None}
    return right or None


def _named_by(found: Sequence[Choice], key: object) -> int | None:
    if key is None or isinstance(key, bool | dict | list):
        return None
    words = str(key).strip()
    for index, choice in enumerate(found):
        if words in (choice.text, choice.name) and words:
            return index
    if isinstance(key, int):
        return key if 0 <= key < len(found) else None
    if re.fullmatch(r"\(?[A-Za-z][.)]?", words):
        index = ord(words.strip("().").upper()) - ord("A")
        return index if index < len(found) else None
    folded = [choice.text.casefold() for choice in found]
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    return folded.index(words.casefold()) if words.casefold() in folded else None


def _words(leaf: Leaf) -> str:
    return clean(leaf.mapped()).text.text


def _low(key: Leaf) -> str:
    return key.text.strip().lower().replace("-", "_").replace(" ", "_")


def _truth(value: object) -> bool:
    return str(value).strip().lower() in _YES
