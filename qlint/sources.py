"""What rules rest on: the table of sources, read when a page is shown. Knows no rule."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from qlint.packfiles import read_node
from qlint.ruleset import rules_directory

_KEYS = ("title", "rank", "place", "read")
RANKS = {
    "A": "law or regulator",
    "B": "peer-reviewed",
    "C": "expert or official style",
    "D": "practitioners",
    "own": "our own measurement",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `rank` is a key of `RANKS`; `place` says where it was read, `read` how, and what was not."""

    title: str
    rank: str
    place: str
    read: str


@functools.cache
def table() -> Mapping[str, Source]:
    """Sources by key. Raises `PackError` where the table is broken."""
    found: dict[str, Source] = {}
    for key, node in (
        read_node(rules_directory() / "data" / "sources.yaml", "rules/data/sources.yaml").mapping().items()
    ):
        parts = node.mapping(_KEYS, what=key)
        for name in _KEYS:
            if name not in parts:
                raise node.error(f"source {key} has no {name}")
        rank = parts["rank"].choice(list(RANKS), what="rank")
        found[key] = Source(parts["title"].text(), rank, parts["place"].text(), parts["read"].text())
    return found
