"""Keys and titles that are themselves a metadata value: `Hard`, `senior questions`, `system-design`, `onsite`.

Knows no file format.
"""

from __future__ import annotations

import re

from qlint.readers.fields import stage_of

_DIFFICULTY = {
    "easy": ("easy", "simple", "basic", "basics", "beginner", "warm up", "warmup"),
    "medium": ("medium", "intermediate", "moderate", "average"),
    "hard": ("hard", "difficult", "advanced", "expert", "challenging"),
}
_LEVEL = {
    "intern": ("intern", "internship"),
    "junior": ("junior", "jr", "entry level", "entry", "graduate", "new grad"),
    "mid": ("mid", "mid level", "middle", "midlevel"),
    "senior": ("senior", "sr"),
    "staff": ("staff",),
    "principal": ("principal",),
    "lead": ("lead", "team lead", "tech lead"),
}
_TYPE = {
    "behavioural": ("behavioural", "behavioral"),
    "situational": ("situational",),
    "knowledge": ("knowledge", "theory"),
    "technical": ("technical",),
    "coding": ("coding", "programming"),
    "debugging": ("debugging",),
    "code_review": ("code review",),
    "system_design": ("system design",),
    "mcq": ("mcq", "multiple choice"),
    "screening": ("screening",),
}


def _table(values: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {alias: value for value, aliases in values.items() for alias in aliases}


_TABLES = {"difficulty": _table(_DIFFICULTY), "level": _table(_LEVEL), "type": _table(_TYPE)}
_TAIL = re.compile(r"\b(?:interview )?(?:questions?|level|difficulty|round|section)$")
_APART = re.compile(r"[^a-z0-9]+")
_EITHER = re.compile(r"\s*(?:/|,|\band\b|\bor\b|&)\s*")


def value_of(title: str) -> tuple[str, str | list[str]] | None:
    """The field and value that a key or title plainly names (`MEDIUM/HARD QUESTIONS`: difficulty, [medium, hard])."""
    if len(title) > 60:
        return None
    low = title.lower()
    for parts in ([low], _EITHER.split(_TAIL.sub("", _APART.sub(" ", low.replace("/", " and ")).strip()))):
        words = [_bare(part) for part in parts]
        for name, table in _TABLES.items():
            found = [table[word] for word in words if word in table]
            if found and len(found) == len(words):
                return name, found[0] if len(found) == 1 else found
    stage = stage_of(title)
    return ("stage", stage) if stage else None


def _bare(title: str) -> str:
    return _TAIL.sub("", _APART.sub(" ", title).strip()).strip()
