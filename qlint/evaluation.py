"""Precision and recall of rules against labelled questions.

A label is a code (with the severity it should have) on a question; every other selected code on it is false. Prints nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qlint.diagnostic import Severity
from qlint.engine import Judge
from qlint.language.parsed import parse_all
from qlint.testing import question_of, told


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled question. `codes` it must have, `accepted` ones that are right as well but not asked for."""

    id: str
    text: str
    meta: Mapping[str, object]
    codes: Mapping[str, Severity]
    accepted: frozenset[str] = frozenset()
    kind: str = ""
    split: str = "dev"


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong verdict: `code` fired falsely, or did not fire."""

    item: Labelled
    code: str
    fired: bool


@dataclass
class Score:
    """Counts of one rule or of all."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall(self) -> float | None:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None


@dataclass
class Evaluation:
    """Scores by code, severities that differ, and every wrong verdict."""

    scores: dict[str, Score] = field(default_factory=dict)
    severities: Counter[str] = field(default_factory=Counter)
    wrong: list[Miss] = field(default_factory=list)

    @property
    def total(self) -> Score:
        total = Score()
        for score in self.scores.values():
            total.hit += score.hit
            total.false += score.false
            total.missed += score.missed
        return total


def read(path: Path, *, split: str | None = None) -> list[Labelled]:
    """Labelled questions of a JSON Lines file: {id, text, meta, codes: [[code, severity]], outside, kind, split}."""
    items = [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [item for item in items if split is None or item.split == split]


def _labelled(raw: Mapping[str, object]) -> Labelled:
    codes = {str(code): Severity.parse(str(severity)) for code, severity in _pairs(raw.get("codes"))}
    outside = raw.get("outside")
    return Labelled(
        id=str(raw.get("id", "")),
        text=str(raw["text"]),
        meta=_mapping(raw.get("meta")),
        codes=codes,
        accepted=frozenset(map(str, outside)) if isinstance(outside, list) else frozenset(),
        kind=str(raw.get("kind", "")),
        split=str(raw.get("split", "dev")),
    )


def _pairs(raw: object) -> Iterator[tuple[object, object]]:
    for entry in raw if isinstance(raw, list) else ():
        if isinstance(entry, list) and len(entry) == 2:
            yield entry[0], entry[1]


def _mapping(raw: object) -> Mapping[str, object]:
    return {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}


def evaluate(items: Sequence[Labelled], judge: Judge, *, at_least: Severity = Severity.INFO) -> Evaluation:
    """Compare what is told at `at_least` or above with the labels of that severity."""
    found = Evaluation({rule.meta.code: Score() for rule in judge.rules})
    questions = (question_of(item.text, dict(item.meta)) for item in items)
    for item, parsed in zip(items, parse_all(judge.nlp, questions), strict=True):
        fired = {m.code: m.severity or Severity.WARNING for m in told(parsed, judge) if not m.waived}
        _count(found, item, fired, at_least)
    return found


def _count(found: Evaluation, item: Labelled, fired: Mapping[str, Severity], at_least: Severity) -> None:
    for code, score in found.scores.items():
        wanted = code in item.codes and item.codes[code] >= at_least
        got = code in fired and fired[code] >= at_least
        if wanted and got:
            score.hit += 1
            found.severities["same" if fired[code] == item.codes[code] else f"{code} {item.id}"] += 1
        elif wanted and code not in fired:
            score.missed += 1
            found.wrong.append(Miss(item, code, fired=False))
        elif got and code not in item.codes and code not in item.accepted:
            score.false += 1
            found.wrong.append(Miss(item, code, fired=True))


def rates(scores: Iterable[tuple[str, Score]]) -> Iterator[str]:
    """Lines of a table: rule, hits, false, missed, precision, recall."""
    yield f"{'rule':<8}{'right':>7}{'false':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    for name, score in scores:
        cells = [f"{value:.2f}" if value is not None else "-" for value in (score.precision, score.recall)]
        yield f"{name:<8}{score.hit:>7}{score.false:>7}{score.missed:>8}{cells[0]:>11}{cells[1]:>8}"
