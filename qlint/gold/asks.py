"""Gold asks (docs/asks.md) and how many of their fields the extractor gets right.

Asks are compared in their order. A field that a label leaves out is not judged; null says that there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from qlint.language import slots
from qlint.language.parsed import parse_all, text_question
from qlint.nodes import Node
from qlint.packfiles import read_node

if TYPE_CHECKING:
    from spacy.language import Language

    from qlint.language.slots import Ask

SPLITS = ("train", "dev", "test")
LEMMAS = ("verb", "object", "predicate")
PHRASES = ("topic", "core", "audience", "manner", "subject")
CHOICES = {
    "kind": get_args(slots.Kind),
    "level": get_args(slots.Level),
    "openness": get_args(slots.Openness),
    "about": get_args(slots.About),
}
FIELDS = ("kind", "wh", "verb", "object", "topic", "core", "about", "audience", "manner", "openness", "level")
OTHERS = ("clause", "modal", "tense", "negated", "person", "subject", "predicate")
Value = str | bool | None


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question with the asks it has, each as its labelled fields."""

    id: str
    text: str
    split: str
    asks: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A field of one ask that came out otherwise."""

    question: GoldQuestion
    ask: int
    field: str
    expected: Value
    found: Value


@dataclass
class AskScores:
    """Counts of right and of all labels, by (kind of ask, field); kind "" counts all.

    `count` is judged once a question (as many asks as labelled), `question` too (every labelled field of every ask).
    """

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    all: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def add(self, name: str, right: bool, kinds: Iterable[str] = ("",)) -> None:
        for kind in kinds:
            self.all[kind, name] += 1
            self.right[kind, name] += right

    def share(self, name: str, kind: str = "") -> float | None:
        """The share that came out right, None where nothing is labelled."""
        total = self.all[kind, name]
        return self.right[kind, name] / total if total else None


def read(path: Path, split: str | None = None) -> list[GoldQuestion]:
    """Gold questions of a YAML list of `{id, text, split, family, asks: [{kind, verb, ...}]}`.

    Raises `PackError` with line and column on an unknown field or value, or a phrase that the text does not hold.
    """
    items = [
        _question(node, number) for number, node in enumerate(read_node(path, str(path)).items(what="gold asks"), 1)
    ]
    return [item for item in items if split is None or item.split == split]


def _question(node: Node, number: int) -> GoldQuestion:
    cells = node.mapping(("id", "text", "split", "family", "note", "asks"), what="a question")
    for needed in ("text", "asks"):
        if needed not in cells:
            raise node.error(f"a question without `{needed}`")
    text = cells["text"].text(what="text")
    asks = tuple(_ask(one, text) for one in cells["asks"].items(what="asks"))
    split = cells["split"].choice(SPLITS, what="split") if "split" in cells else "dev"
    return GoldQuestion(cells["id"].text(what="id") if "id" in cells else str(number), text, split, asks)


def _ask(node: Node, text: str) -> Mapping[str, Value]:
    cells = node.mapping((*FIELDS, *OTHERS), what="an ask")
    return {name: _value(name, cell, text) for name, cell in cells.items()}


def _value(name: str, cell: Node, text: str) -> Value:
    if isinstance(cell.value, bool) or cell.value is None:
        return cell.value
    said = cell.choice(CHOICES[name], what=name) if name in CHOICES else str(cell.value)
    if name in PHRASES and said.lower() not in text.lower():
        raise cell.error(f"{name} {said!r} does not stand in {text!r}")
    return said


def evaluate(nlp: Language, questions: Sequence[GoldQuestion]) -> AskScores:
    """Parse the questions and compare every labelled field."""
    scores = AskScores()
    parsed = parse_all(nlp, (text_question(question.text) for question in questions))
    for question, item in zip(questions, parsed, strict=True):
        before = len(scores.misses)
        same_count = len(item.asks) == len(question.asks)
        scores.add("count", same_count)
        if not same_count:
            scores.misses.append(Miss(question, 0, "count", str(len(question.asks)), str(len(item.asks))))
        for number, label in enumerate(question.asks):
            _compare(scores, question, number, label, item.asks[number] if number < len(item.asks) else None)
        scores.add("question", len(scores.misses) == before)
    return scores


def _compare(
    scores: AskScores, question: GoldQuestion, number: int, label: Mapping[str, Value], ask: Ask | None
) -> None:
    for name, expected in label.items():
        found = None if ask is None else value(ask, name)
        right = ask is not None and same(expected, found)
        scores.add(name, right, ("", str(label.get("kind", ""))) if label.get("kind") else ("",))
        if not right:
            scores.misses.append(Miss(question, number, name, expected, found))


def value(ask: Ask, name: str) -> Value:
    """The value of a field as labels write it: lemmas of verb, object and predicate, words of phrases."""
    found = getattr(ask, name)
    if found is None or name not in (*LEMMAS, *PHRASES):
        return found  # type: ignore[no-any-return]
    return str(found.lemma if name in LEMMAS else found.text)


def same(expected: Value, found: Value) -> bool:
    """Equal but for capitals."""
    if isinstance(expected, str) and isinstance(found, str):
        return expected.lower() == found.lower()
    return expected == found


def ordered(scores: AskScores) -> Iterator[str]:
    """The fields that were judged, in the order of the conventions."""
    judged = {name for kind, name in scores.all if not kind}
    yield from (name for name in ("count", *FIELDS, *OTHERS, "question") if name in judged)
