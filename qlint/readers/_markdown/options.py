"""The options of a choice question: items, lines of its paragraph, letters, boxes and signs, and which is the key.

Knows no layout.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from qlint.question import Option
from qlint.readers._markdown.blocks import Block
from qlint.readers._markdown.candidates import is_option
from qlint.readers._markdown.rich import Rich
from qlint.readers._markdown.stem import OPTION_LINE
from qlint.readers.choices import Choice, keyed

_RIGHT = "\u2705\u2714\u2611"
_HEAD = re.compile(
    r"[\u2705\u2714\u2611\u274c\u2716\u25ab\u2610\u25fb\u2b1c\u25a1\ufe0f\u200d\s]+|\[[ xX]\]\s*|\(?([A-Ha-h])[.):]\s+"
)
_WHY = re.compile(r"\s[\u2013\u2014-]\s*\Z")
_KEY = re.compile(
    r"\W*(?:correct |right )?(?:answers?|ans|key|correct)\s*(?:is\s*)?[:=-]?\s*\(?([A-Ha-h])\)?\s*(?:[.,:)]|$)", re.I
)


def option_items(body: Iterable[Block]) -> list[Block]:
    """The items that are options, before any words that only state."""
    items: list[Block] = []
    for block in body:
        if block.kind == "item" and is_option(block.text):
            items.append(block)
        elif (
            items
            and block.parent != items[-1].index
            or block.kind == "para"
            and not block.text.rstrip().endswith(("?", ":"))
        ):
            break
    return items if len(items) >= 2 else []


def options_of(items: list[Block], own: Rich, end: int, below: Iterable[Block]) -> tuple[Option, ...]:
    """The options among `items`, or on lines of the question's own block after `end`; `below` may name the key."""
    found = [_choice(block.rich, 0, len(block.text)) for block in items] or list(_lines(own, end))
    if len(found) < 2:
        return ()
    key = next((match[1].upper() for text in _texts(own, end, below) if (match := _KEY.match(text))), None)
    return keyed(found, key if all(choice.name for choice in found) else None)


def _texts(own: Rich, end: int, below: Iterable[Block]) -> Iterator[str]:
    text = own.text.text
    yield from (text[start:] for start in own.breaks if start >= end)
    yield from (block.text for block in below if len(block.text) < 400)


def _lines(own: Rich, end: int) -> Iterator[Choice]:
    text = own.text.text
    edges = [*(start for start in own.breaks if start >= end), len(text)]
    for start, stop in itertools.pairwise(edges):
        if not OPTION_LINE.match(text, start, stop):
            return
        yield _choice(own, start, stop)


def _choice(rich: Rich, start: int, stop: int) -> Choice:
    """An option without its letter or sign, and without the reason that follows a dash in emphasis."""
    text = rich.text.text[:stop]
    match = _HEAD.match(text, start)
    head = match[0] if match else ""
    first = start + len(head)
    letter = match[1] if match else None
    marked = any(sign in head for sign in _RIGHT) or head.lower().startswith("[x]")
    for run in rich.runs:
        if run.kind == "emphasis" and run.end >= len(text.rstrip()) and _WHY.search(text[first : run.start]):
            stop = first + len(_WHY.sub("", text[first : run.start]))
    words = rich.text.slice(first, max(first, stop)).strip()
    return Choice((letter or "").upper(), words.text, words.span, None if letter else marked)
