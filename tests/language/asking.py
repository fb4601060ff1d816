"""Labelled questions and gold trees: what the tests of the language floor share."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language
from spacy.vocab import Vocab

from qlint.gold import trees
from qlint.gold.asks import same, value
from qlint.language.parsed import ParsedQuestion, from_doc, parse_all, text_question
from qlint.language.pipeline import load

__all__ = ["gold_trees", "labelled", "parsed", "pipeline", "same", "value"]

HERE = Path(__file__).parent
TREEBANKS = sorted((HERE.parents[1] / "corpus" / "treebank").glob("*.conllu"))


@functools.cache
def pipeline() -> Language:
    return load()


@functools.cache
def labelled() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "asks.yaml").read_text(encoding="utf-8"))


@functools.cache
def parsed() -> list[ParsedQuestion]:
    return list(parse_all(pipeline(), [text_question(item["text"]) for item in labelled()]))


def gold_trees() -> Iterator[ParsedQuestion]:
    """Every hand-made tree as a parsed question."""
    for path in TREEBANKS:
        for tree in trees.read(path):
            doc = trees.document(_vocab(), tree)
            yield from_doc(text_question(tree.text), doc, [(t.idx, t.idx + len(t)) for t in doc])


@functools.cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab
