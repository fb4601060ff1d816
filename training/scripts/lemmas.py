"""Builds the tables of the rule lemmatizer from WordNet's lists and the treebanks.

WordNet's exceptions and words come from the `spacy-lookups-data` package (data under the WordNet 3.0 licence). The
tables are cut to what decides something, and three things are mended that its rules get wrong on interview questions:
a capitalised imperative keeps no capital ("Tell" is tell), a base form that looks inflected stays ("Process" is
process, "embed" is embed), and closed classes, which WordNet lacks, take their lemma from EWT ("was" is be, "n't" is
not). Knows nothing of training.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.lookups import Lookups
from trees import Token, Tree

RULES: dict[str, list[list[str]]] = {
    "noun": [
        ["ies", "y"], ["sses", "ss"], ["xes", "x"], ["ches", "ch"], ["shes", "sh"], ["zes", "z"], ["men", "man"],
        ["s", ""], ["ses", "s"], ["ves", "f"],
    ],
    "verb": [
        ["ies", "y"], ["sses", "ss"], ["xes", "x"], ["ches", "ch"], ["shes", "sh"], ["zzes", "zz"], ["s", ""],
        ["oes", "o"], ["uses", "us"], ["ases", "as"],
        ["izing", "ize"], ["ating", "ate"], ["aging", "age"], ["cing", "ce"], ["ving", "ve"], ["gging", "g"],
        ["tting", "t"], ["nning", "n"], ["mming", "m"], ["pping", "p"], ["ing", ""], ["ing", "e"],
        ["ied", "y"], ["ized", "ize"], ["ated", "ate"], ["aged", "age"], ["ced", "ce"], ["ved", "ve"], ["gged", "g"],
        ["tted", "t"], ["nned", "n"], ["mmed", "m"], ["pped", "p"], ["ed", ""], ["ed", "e"], ["", ""],
    ],
    "adj": [["ier", "y"], ["iest", "y"], ["er", ""], ["est", ""], ["er", "e"], ["est", "e"]],
    "adv": [["", ""]],
    "punct": [["“", '"'], ["”", '"'], ["‘", "'"], ["’", "'"]],
}  # fmt: skip
CLOSED = ("aux", "pron", "det", "part", "adp", "sconj", "cconj", "num", "intj")
OPEN = ("noun", "verb", "adj", "adv")
ADJECTIVE_LENGTH = 7
SHARE = 0.6


def build(wordnet: Path, trees: Iterable[Tree]) -> Lookups:
    """The three tables: `lemma_rules`, `lemma_index`, `lemma_exc`.

    `wordnet` is the data folder of spacy-lookups-data; `trees` teach closed classes and correct the rest.
    """
    words = {pos: {w for w in listed if w.isalpha()} for pos, listed in _load(wordnet, "index").items()}
    known = {pos: dict(listed) for pos, listed in _load(wordnet, "exc").items()}
    seen = _seen(trees)
    for upos in OPEN:
        words.setdefault(upos, set()).update(
            lemma.lower() for (_, pos), (lemma, _n) in seen.items() if pos == upos and lemma.isalpha()
        )
    index = {
        "verb": {verb for verb in words["verb"] if verb not in known["verb"]},
        "noun": {noun for noun in words["noun"] if len(_candidates(_plural(noun), "noun")) > 1},
        "adj": {adjective for adjective in words["adj"] if len(adjective) <= ADJECTIVE_LENGTH},
    }
    exceptions = {pos: known.get(pos, {}) for pos in OPEN}
    exceptions["verb"] |= {verb: [verb] for verb in sorted(words["verb"]) if verb not in exceptions["verb"]}
    for (form, pos), (lemma, _) in sorted(seen.items()):
        if pos in CLOSED or _guess(form, pos, index, exceptions) != lemma.lower():
            exceptions.setdefault(pos, {})[form] = [lemma if pos == "pron" else lemma.lower()]
    lookups = Lookups()
    lookups.add_table("lemma_rules", RULES)
    lookups.add_table("lemma_index", {pos: sorted(listed) for pos, listed in index.items()})
    lookups.add_table("lemma_exc", exceptions)
    return lookups


def _load(folder: Path, name: str) -> dict[str, dict[str, list[str]]]:
    with gzip.open(folder / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
        tables: dict[str, dict[str, list[str]]] = json.load(file)
    return tables


def _seen(trees: Iterable[Tree]) -> dict[tuple[str, str], tuple[str, int]]:
    """The lemma that inflected forms mostly have, where the treebank is clear about it."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for token in _inflected(trees):
        counts[token.form.lower(), token.upos.lower()][token.lemma] += 1
    clear: dict[tuple[str, str], tuple[str, int]] = {}
    for key, counter in counts.items():
        lemma, count = counter.most_common(1)[0]
        if count >= SHARE * counter.total() and (key[1] in CLOSED or count > 1):
            clear[key] = (lemma, count)
    return clear


def _inflected(trees: Iterable[Tree]) -> Iterator[Token]:
    for token in (t for tree in trees for t in tree.tokens):
        base = (
            (token.has("Number=Sing") and token.upos == "NOUN") or token.has("Degree=Pos") or token.has("VerbForm=Inf")
        )
        pos = token.upos.lower()
        clean = re.fullmatch(r"[a-z'’]+", token.form.lower()) and token.deprel not in {"goeswith", "reparandum"}
        if clean and (pos in CLOSED or (pos in OPEN and not base)):
            yield token


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def _candidates(form: str, pos: str) -> list[str]:
    return [form[: len(form) - len(old)] + new for old, new in RULES.get(pos, []) if form.endswith(old)]


def _guess(form: str, pos: str, index: dict[str, set[str]], exceptions: dict[str, dict[str, list[str]]]) -> str:
    """What spaCy's rule lemmatizer makes of an inflected form with these tables."""
    candidates = _candidates(form, pos)
    inside = [c for c in candidates if c in index.get(pos, set())][::-1]
    for lemma in exceptions.get(pos, {}).get(form, []):
        if lemma not in inside:
            inside.insert(0, lemma)
    return (inside or candidates or [form])[0]
