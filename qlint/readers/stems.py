"""What names the text of a question in data, and how surely a text under such a name is one.

Knows no file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qlint.readers.evidence import ASKS, asking

STEMS = (
    "question", "question text", "stem", "question stem", "interview question", "question prompt", "question title",
    "ask", "q", "prompt", "problem", "text", "item",
)  # fmt: skip
"""Names of the question's own text, the surest first."""

TITLES = ("title", "heading", "name", "content", "body", "description")
"""Names that hold the question where nothing else does and the record is plainly a question's."""

WEAK = frozenset({"prompt", "problem", "text", "item", *TITLES})
"""Names that hold many other things too."""

ANSWERS = frozenset({"expected_answer", "rubric", "followups", "accept"})
"""Canonical fields that only a question has."""

PROOFS = frozenset({"difficulty", "options", "level", "key", *ANSWERS})
"""Canonical fields that make a record likely to be a question's."""

_PROGRAM = re.compile(r"[{}$=\\;]|\w\(|::")
# A paragraph of prose asks something now and then.
_LONG = 400
_FOLD = re.compile(r"[\s_-]+")


def folded(name: str) -> str:
    """A name in lower case, its words apart."""
    return _FOLD.sub(" ", name).strip().lower()


def trust(stem: str, names: Iterable[str | None], asked: bool = False) -> float:
    """How far a record vouches for its text, 0..1: by the name of the text (folded) and of the fields beside it."""
    if any(name in PROOFS for name in names):
        return 0.85
    return 0.7 if asked or stem not in WEAK else 0.0


def text_score(text: str, vouched: float) -> float:
    """How surely a text is a question, 0..1; one that only sets a task says little where nothing vouches for it."""
    level = asking(text)
    if not vouched and (_PROGRAM.search(text) or len(text) > _LONG):
        level /= 3
    return max(level, vouched) if vouched else level if level >= ASKS else level / 2
