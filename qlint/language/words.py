"""The word lists behind the asks, read once from `data/*.yaml`.

Knows no tree: lists are data, what is done with them stands in the rooms that use them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")


@dataclass(frozen=True, slots=True)
class Words:
    """Every list as a set; `level_of` gives the level of an imperative verb, `selects` the prepositions of a verb.

    The names are those of the keys in the data files, where each list says what it is for.
    """

    lists: dict[str, frozenset[str]]
    level_of: dict[str, str]
    selects: dict[str, frozenset[str]]
    parts: dict[str, frozenset[str]]
    manner: re.Pattern[str]

    def has(self, name: str, word: str) -> bool:
        """Whether `word` (a lower-case lemma or form) is in the list called `name`."""
        return word in self.lists[name]


@cache
def words() -> Words:
    """The lists of the installed package."""
    verbs, nouns, phrases = (_load(name) for name in ("verbs", "nouns", "phrases"))
    level_of: dict[str, str] = {}
    for level in sorted(LEVELS, key=lambda level: level == "apply"):
        for verb in verbs["imperatives"][level]:
            level_of.setdefault(verb, level)
    lists = {
        name: frozenset(value)
        for part in (verbs, nouns, phrases)
        for name, value in part.items()
        if isinstance(value, list)
    }
    lists["imperatives"] = frozenset(level_of)
    manner = re.compile(r"\b(?:" + "|".join(phrases["manner"]) + r")\b")
    parts = {noun: frozenset(value) for noun, value in nouns["container_parts"].items()}
    return Words(lists, level_of, _inverted(verbs["selects"]), parts, manner)


def _load(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("qlint.language").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)
    return loaded


def _inverted(selects: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for preposition, verbs in selects.items():
        for verb in verbs:
            found.setdefault(verb, set()).add(preposition)
    return {verb: frozenset(prepositions) for verb, prepositions in found.items()}
