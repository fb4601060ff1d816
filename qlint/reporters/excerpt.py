"""A source line with the finding's words marked: safe, cut to the width, the mark under the words in any script.

Knows no reporter and no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from qlint.terminal import cells, safe

_TAB = 4
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A shown line; the mark begins at cell `start` and is `width` cells wide."""

    text: str
    start: int
    width: int


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """At most `room` cells of `line` around its characters `start..end` (from 0)."""
    pieces = _pieces(line.rstrip())
    start = min(start, max(0, len(pieces) - 1))
    end = max(start + 1, min(end, len(pieces)))
    edges = [0, *accumulate(cells(piece) for piece in pieces)]
    low, high = _window(edges, start, end, room)
    left = _ELLIPSIS if low else ""
    right = _ELLIPSIS if high < len(pieces) else ""
    mark_start = edges[start] - edges[low] + cells(left)
    mark_end = edges[min(end, high)] - edges[low] + cells(left) if pieces else 1
    return Excerpt(left + "".join(pieces[low:high]) + right, mark_start, max(1, mark_end - mark_start))


def _pieces(line: str) -> list[str]:
    """What is shown for each character: itself, its spaces (tab), its escape, or nothing."""
    pieces: list[str] = []
    column = 0
    for char in line:
        piece = " " * (_TAB - column % _TAB) if char == "\t" else safe(char)
        pieces.append(piece)
        column += cells(piece)
    return pieces


def _window(edges: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters are shown: all where they fit, else the marked ones and around them, more after than before."""
    last = len(edges) - 1
    if edges[last] <= room:
        return 0, last
    room -= 2
    spare = max(0, room - (edges[end] - edges[start]))
    low = start
    while low and edges[start] - edges[low - 1] <= max(spare // 3, spare - (edges[last] - edges[end])):
        low -= 1
    high = start
    while high < last and edges[high + 1] - edges[low] <= room:
        high += 1
    return low, high
