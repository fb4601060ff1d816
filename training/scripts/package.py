"""Makes the pipeline that qlint ships out of a trained one.

    python training/scripts/package.py TRAINED TREEBANKS WORDNET OUTPUT [--own corpus/treebank] [--scores scores.json]

Adds the tokenizer's exceptions and the rule lemmatizer, drops what only training needs, and writes `meta.json` and
`LICENSE-MODEL.md`. The result loads with plain `spacy.load`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import lemmas
import spacy
import tokens
from convert import load_own, load_treebanks
from spacy.language import Language
from spacy.lookups import Lookups

LISTS = Path(__file__).parent.parent / "lists"


def main() -> None:
    """Write the shipped pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("wordnet", type=Path, help="data folder of spacy-lookups-data")
    parser.add_argument("output", type=Path)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--scores", type=Path)
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.trained)
    tokens.shape(nlp)
    own = load_own(arguments.own)
    trees = load_treebanks(arguments.treebanks)["ewt-train"] + own["train"]
    add_lemmatizer(nlp, lemmas.build(arguments.wordnet, trees))
    if arguments.output.exists():
        shutil.rmtree(arguments.output)
    nlp.to_disk(arguments.output)
    slim(arguments.output)
    write_meta(arguments.output, arguments.scores)
    shutil.copy(LISTS / "LICENSE-MODEL.md", arguments.output / "LICENSE-MODEL.md")


def add_lemmatizer(nlp: Language, lookups: Lookups) -> None:
    """The rule lemmatizer behind the parser."""
    component: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    component.initialize(lookups=lookups)


def slim(folder: Path) -> None:
    """Drop the training settings and the strings that no label or tokenizer rule needs."""
    strings = sorted(needed_strings(folder))
    (folder / "vocab" / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
    config = spacy.util.load_config(folder / "config.cfg", interpolate=False)
    for section in ("paths", "corpora", "training", "pretraining", "initialize"):
        config.pop(section, None)
    config["system"] = {"seed": config["system"]["seed"]}
    config.to_disk(folder / "config.cfg")


def needed_strings(folder: Path) -> set[str]:
    """Labels and features; every other string is added to the store when it is met."""
    nlp = spacy.load(folder)
    return {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}


def write_meta(folder: Path, scores: Path | None) -> None:
    """Name, licence, sources and scores."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta.update(json.loads((LISTS / "meta.json").read_text(encoding="utf-8")))
    meta["performance"] = json.loads(scores.read_text(encoding="utf-8")) if scores else {}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
