"""Measures a pipeline on the test sets that `convert.py` wrote.

    python training/scripts/evaluate.py MODEL CORPUS [--imperatives FILE] [--json FILE]

Every set is scored twice: on the treebank's words, and on the words of the pipeline's own tokenizer. Scores are F1
over words matched by their characters, punctuation included, as in the CoNLL shared tasks; `root` is the share of
sentences whose one root is found, and no other; `sents` is F1 over sentences with both ends right.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

COLUMNS = ("words", "upos", "morph", "lemma", "uas", "las", "root", "sents")
Spot = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts of one test set; every score is 2 * right / (gold + predicted)."""

    right: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, gold: set[object], found: set[object]) -> None:
        """Count the members of both sets."""
        self.right[name] += len(gold & found)
        self.gold[name] += len(gold)
        self.found[name] += len(found)

    def score(self, name: str) -> float:
        """F1 in percent."""
        total = self.gold[name] + self.found[name]
        return round(200 * self.right[name] / total, 1) if total else 0.0


def main() -> None:
    """Print one table of scores and one of imperatives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--imperatives", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    scores: dict[str, dict[str, float]] = {}
    print("| test set | tokens | sentences | " + " | ".join(COLUMNS) + " |")
    print("|---|---|---|" + "---|" * len(COLUMNS))
    for path in sorted(arguments.corpus.glob("test_*.spacy")):
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        for kind in ("gold", "own"):
            row = evaluate(nlp, docs, own_tokens=kind == "own")
            scores[f"{path.stem.removeprefix('test_')}/{kind}"] = row
            cells = " | ".join(f"{row[name]:.1f}" for name in COLUMNS)
            count = sum(len(list(doc.sents)) for doc in docs)
            print(f"| {path.stem.removeprefix('test_')} | {kind} | {count} | {cells} |")
    if arguments.imperatives:
        scores["imperatives"] = imperatives(nlp, arguments.imperatives)
    print(f"speed: {speed(nlp, arguments.corpus):.0f} words/s")
    if arguments.json:
        arguments.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


def evaluate(nlp: Language, golds: Iterable[Doc], own_tokens: bool) -> dict[str, float]:
    """Scores of one test set."""
    tally = Tally()
    golds = list(golds)
    blanks = [nlp.make_doc(g.text) if own_tokens else bare(g) for g in golds]
    for gold, found in zip(golds, nlp.pipe(blanks), strict=True):
        for name, member in readings(gold).items():
            tally.add(name, member, readings(found)[name])
        tally.add("root", set(roots(gold)), set(roots(gold, found)))
    tally.found["root"] = tally.gold["root"]
    return {name: tally.score(name) for name in COLUMNS}


def bare(doc: Doc) -> Doc:
    """The words of a document without their labels."""
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def spot(part: Token | Span) -> Spot:
    """The characters of a word or a sentence."""
    if isinstance(part, Span):
        return part.start_char, part.end_char
    return part.idx, part.idx + len(part)


def readings(doc: Doc) -> dict[str, set[object]]:
    """What is compared, by score: sets of facts about spots in the text."""
    words = [t for t in doc if not t.is_space]
    heads = {t.i: None if t.head.i == t.i else spot(t.head) for t in words}
    return {
        "words": {spot(t) for t in words},
        "upos": {(spot(t), t.pos_) for t in words},
        "morph": {(spot(t), str(t.morph)) for t in words},
        "lemma": {(spot(t), t.lemma_) for t in words},
        "uas": {(spot(t), heads[t.i]) for t in words},
        "las": {(spot(t), heads[t.i], t.dep_) for t in words},
        "sents": {spot(s) for s in doc.sents},
    }


def roots(gold: Doc, found: Doc | None = None) -> Iterator[object]:
    """For each gold sentence the spots of all roots that `found` (else `gold`) has inside it."""
    tops = [spot(t) for t in (found or gold) if t.head.i == t.i and not t.is_space]
    for sentence in gold.sents:
        start, end = spot(sentence)
        yield (start, tuple(top for top in tops if start <= top[0] < end))


def imperatives(nlp: Language, path: Path) -> dict[str, float]:
    """The share of imperatives whose first word is a VERB and the only root, and of those with an object too."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [line for line in lines if line and not line.startswith("#")]
    scores: dict[str, float] = {}
    print("\n| imperatives | verb and root | with an object | missed |\n|---|---|---|---|")
    for name, forms in {
        "as written": texts,
        "lower case": [text.lower() for text in texts],
        "no final mark": [text.rstrip(".") for text in texts],
        "lower case, no final mark": [text.lower().rstrip(".") for text in texts],
    }.items():
        docs = list(nlp.pipe(forms))
        good = [doc for doc in docs if doc[0].pos_ == "VERB" and all((t.head.i == t.i) == (t.i == 0) for t in doc)]
        full = [doc for doc in good if any(t.dep_ == "obj" and t.head.i == 0 for t in doc)]
        missed = sorted({doc[0].text for doc in docs} - {doc[0].text for doc in good})
        scores[name] = round(100 * len(good) / len(docs), 1)
        print(f"| {name} ({len(docs)}) | {scores[name]} | {100 * len(full) / len(docs):.1f} | {', '.join(missed)} |")
    return scores


def speed(nlp: Language, corpus: Path) -> float:
    """Words a second on one core, of the EWT test set as texts."""
    docs = DocBin().from_disk(corpus / "test_ewt.spacy").get_docs(nlp.vocab)
    texts = [doc.text for doc in docs]
    list(nlp.pipe(texts[:50]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
