"""Trees of our own obey what Universal Dependencies lets one check without a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[1] / "corpus" / "treebank").glob("*.conllu"))
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat "
    "goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp".split()
)


@dataclass(frozen=True)
class Word:
    number: int
    form: str
    upos: str
    head: int
    relation: str
    glued: bool


@dataclass(frozen=True)
class Tree:
    id: str
    text: str
    split: str
    words: tuple[Word, ...]


def trees(path: Path) -> Iterator[Tree]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        told = dict(re.findall(r"^# (\w+) = (.*)$", block, re.MULTILINE))
        cells = [line.split("\t") for line in lines if line[:1].isdigit()]
        words = (Word(int(c[0]), c[1], c[3], int(c[6]), c[7], "SpaceAfter=No" in c[9]) for c in cells)
        yield Tree(told["sent_id"], told["text"], told.get("split", ""), tuple(words))


ALL = [tree for path in FILES for tree in trees(path)]


def test_there_are_trees() -> None:
    assert len(ALL) > 500
    assert max(Counter(tree.id for tree in ALL).values()) == 1


@pytest.mark.parametrize("tree", ALL, ids=lambda tree: tree.id)
def test_tree(tree: Tree) -> None:
    assert [word.number for word in tree.words] == list(range(1, len(tree.words) + 1))
    assert [word.relation for word in tree.words if word.head == 0] == ["root"]
    assert {word.upos for word in tree.words} <= UPOS
    assert {word.relation.split(":")[0] for word in tree.words} <= RELATIONS
    assert tree.split in ("train", "dev", "test")
    assert "".join(word.form + ("" if word.glued else " ") for word in tree.words).strip() == tree.text
    for word in tree.words:
        seen, at = set(), word.number
        while at:
            assert at not in seen, f"a cycle at {word.form}"
            seen.add(at)
            at = tree.words[at - 1].head
        if word.head:
            assert tree.words[word.head - 1].upos != "PUNCT", f"{word.form} hangs from punctuation"


def test_no_skeleton_stands_more_often_than_three_times() -> None:
    """Content words taken out; a shape of six words and marks or fewer ("How do you VERB NOUN?") says nothing."""
    shapes = Counter(
        " ".join(
            word.upos if word.upos in ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV") else word.form.lower()
            for word in tree.words
        )
        for tree in ALL
        if len(tree.words) > 6
    )
    assert [shape for shape, count in shapes.items() if count > 3] == []
