"""Trees in CoNLL-U: reading, checking, and turning them into spaCy documents.

Knows nothing of where a treebank comes from, how its labels are made to agree (`harmonise.py`), or what is done to
enlarge it (`augment.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

_UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
_RELATIONS = """
    acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj
    cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark
    nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan
    parataxis punct reparandum root vocative xcomp
"""
UPOS = frozenset(_UPOS.split())
RELATIONS = frozenset(_RELATIONS.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word; `head` is the 1-based number of its governor, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True

    def has(self, feature: str) -> bool:
        """Whether `feature` ("Mood=Imp") is among the morphological features."""
        return feature in self.feats.split("|")


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence with its dependency tree and its comment lines (`# key = value`)."""

    tokens: tuple[Token, ...]
    meta: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def text(self) -> str:
        """The surface text, put together from the words and the spaces after them."""
        return "".join(t.form + (" " if t.space else "") for t in self.tokens).strip()

    @property
    def root(self) -> int:
        """0-based place of the root."""
        return next(i for i, t in enumerate(self.tokens) if t.head == 0)

    def children(self, place: int) -> list[int]:
        """0-based places of the dependents of the token at the 0-based `place`."""
        return [i for i, t in enumerate(self.tokens) if t.head == place + 1]

    def with_token(self, place: int, token: Token) -> Tree:
        """The same tree with another token at `place`."""
        return replace(self, tokens=(*self.tokens[:place], token, *self.tokens[place + 1 :]))


def read(path: Path) -> Iterator[Tree]:
    """Yield the trees of a CoNLL-U file.

    Words inside a multiword token carry no spacing of their own: they are joined, and the last one takes the spacing
    of the whole. Empty nodes (`8.1`) are left out.
    """
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> Iterator[Tree]:
    """Yield the trees of a text in CoNLL-U."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if rows:
            yield Tree(tuple(_tokens(rows)), _meta(line for line in lines if line.startswith("#")))


def _meta(lines: Iterable[str]) -> dict[str, str]:
    pairs = (line[1:].partition("=") for line in lines)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _tokens(rows: Sequence[Sequence[str]]) -> Iterator[Token]:
    joined_until, joined_space = 0, True
    for row in rows:
        if len(row) != 10:
            raise ValueError(f"not ten columns: {row}")
        number, misc = row[0], row[9]
        space = "SpaceAfter=No" not in misc.split("|")
        if "-" in number:
            joined_until, joined_space = int(number.split("-")[1]), space
        elif "." not in number:
            place = int(number)
            if place < joined_until:
                space = False
            elif place == joined_until:
                space = joined_space
            feats = "" if row[5] == "_" else row[5]
            yield Token(row[1], row[2], row[3], row[4], feats, int(row[6]), row[7], space)


def problems(tree: Tree) -> list[str]:
    """What is wrong with a tree: roots, heads out of range, cycles, unknown labels, text that does not match."""
    found: list[str] = []
    count = len(tree)
    roots = sum(t.head == 0 for t in tree.tokens)
    if roots != 1:
        found.append(f"{roots} roots")
    for number, token in enumerate(tree.tokens, 1):
        if not 0 <= token.head <= count:
            return [*found, f"{number} {token.form}: head {token.head} is not in the sentence"]
        if token.upos not in UPOS:
            found.append(f"{number} {token.form}: unknown UPOS {token.upos}")
        if token.deprel not in RELATIONS:
            found.append(f"{number} {token.form}: unknown relation {token.deprel}")
        if (token.deprel == "root") != (token.head == 0):
            found.append(f"{number} {token.form}: relation {token.deprel} with head {token.head}")
    if any(_loops(tree, place) for place in range(count)):
        found.append("cycle")
    if "text" in tree.meta and " ".join(tree.meta["text"].split()) != " ".join(tree.text.split()):
        found.append(f"words give {tree.text!r}, not {tree.meta['text']!r}")
    return found


def _loops(tree: Tree, place: int) -> bool:
    for _ in range(len(tree) + 1):
        head = tree.tokens[place].head
        if head == 0:
            return False
        place = head - 1
    return True


def document(vocab: Vocab, trees: Sequence[Tree]) -> Doc:
    """One spaCy document that holds `trees` in their order, one sentence each."""
    tokens = [t for tree in trees for t in tree.tokens]
    heads: list[int] = []
    starts: list[bool] = []
    for tree in trees:
        offset = len(heads)
        heads += [offset + (i if t.head == 0 else t.head - 1) for i, t in enumerate(tree.tokens)]
        starts += [i == 0 for i in range(len(tree))]
    spaces = [t.space for t in tokens]
    for end in _ends(trees):
        spaces[end - 1] = True
    spaces[-1] = False
    return Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=spaces,
        pos=[t.upos for t in tokens],
        morphs=[t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=heads,
        deps=["ROOT" if t.head == 0 else t.deprel for t in tokens],
    )


def _ends(trees: Sequence[Tree]) -> Iterator[int]:
    end = 0
    for tree in trees:
        end += len(tree)
        yield end
