"""Which of several matches on one ask is told: legal before signal before recall and task before wording, and what rules outrank.

A waived match still outranks. At most one R rule speaks for an item. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qlint.diagnostic import Severity
from qlint.language.parsed import ParsedQuestion
from qlint.rule import Match, Rule

_RANK = {"L": 0, "S": 1, "R": 2, "T": 2, "W": 3}


def settle(item: ParsedQuestion, matches: Sequence[Match], rules: Mapping[str, Rule]) -> list[Match]:
    """The matches that are told, in the order given."""
    told = [
        match for match in matches if not any(_hides(other, match, rules) for other in matches if other is not match)
    ]
    return _one_recall(told, rules)


def _hides(above: Match, below: Match, rules: Mapping[str, Rule]) -> bool:
    if above.code == below.code or not _together(above, below):
        return False
    if below.code in rules[above.code].meta.outranks and _severity(above, rules) >= _severity(below, rules):
        return True
    first, second = _rank(above.code), _rank(below.code)
    return first is not None and second is not None and first < second


def _together(above: Match, below: Match) -> bool:
    if above.ask is None or below.ask is None:
        return True
    return above.ask == below.ask


def _rank(code: str) -> int | None:
    """Only shipped families (one letter and three digits) take part in the order."""
    return _RANK.get(code[0]) if len(code) == 4 else None


def _severity(match: Match, rules: Mapping[str, Rule]) -> Severity:
    return match.severity or rules[match.code].meta.severity


def _one_recall(matches: Sequence[Match], rules: Mapping[str, Rule]) -> list[Match]:
    recall = [match for match in matches if match.code[0] == "R" and len(match.code) == 4]
    if len(recall) < 2:
        return list(matches)
    best = max(recall, key=lambda match: (_severity(match, rules), -recall.index(match)))
    return [match for match in matches if match is best or match not in recall]
