"""Labelled questions, gold trees and the comparison of an ask with its label: what the tests of the language floor share."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from qlint.language.parsed import ParsedQuestion, from_doc, parse_all, text_question
from qlint.language.pipeline import load
from qlint.language.slots import Ask

HERE = Path(__file__).parent
TREEBANKS = sorted((HERE.parents[1] / "corpus" / "treebank").glob("*.conllu"))
LEMMAS = frozenset({"verb", "object", "predicate"})
TEXTS = frozenset({"topic", "core", "audience", "manner", "subject"})


@functools.cache
def pipeline() -> Language:
    return load()


@functools.cache
def labelled() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "asks.yaml").read_text(encoding="utf-8"))


@functools.cache
def parsed() -> list[ParsedQuestion]:
    return list(parse_all(pipeline(), [text_question(item["text"]) for item in labelled()]))


def value(ask: Ask, name: str) -> Any:
    """The value of a field as the labels write it."""
    found = getattr(ask, name)
    if found is None or name not in LEMMAS | TEXTS:
        return found
    return found.lemma if name in LEMMAS else found.text


def same(expected: Any, found: Any) -> bool:
    if isinstance(expected, str) and isinstance(found, str):
        return expected.lower() == found.lower()
    return bool(expected == found)


def gold_trees() -> Iterator[ParsedQuestion]:
    """Every hand-made tree as a parsed question."""
    for path in TREEBANKS:
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [
                line.split("\t")
                for line in block.splitlines()
                if line and line[0].isdigit() and line.split("\t")[0].isdigit()
            ]
            if rows:
                yield from_doc(*_document(rows))


def _document(rows: list[list[str]]) -> tuple[Any, Doc, list[tuple[int, int]]]:
    words = [row[1] for row in rows]
    spaces = ["SpaceAfter=No" not in row[9] for row in rows]
    text, spans = "", []
    for word, space in zip(words, spaces, strict=True):
        spans.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    doc = Doc(
        _vocab(),
        words=words,
        spaces=spaces,
        pos=[row[3] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=[number if row[6] == "0" else int(row[6]) - 1 for number, row in enumerate(rows)],
        deps=[row[7] for row in rows],
        sent_starts=[number == 0 for number in range(len(rows))],
    )
    return text_question(text.rstrip()), doc, spans


@functools.cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab
