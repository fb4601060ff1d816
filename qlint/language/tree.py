"""The dependency tree of a question as plain lists, for reading many times and quickly.

A `Tree` is a copy of what the pipeline said; `mended` copies may differ from it where the front of a sentence was plainly misread.
Knows no pipeline: it is made from a spaCy `Doc` or from a gold tree alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qlint.language.slots import Slot

if TYPE_CHECKING:
    from spacy.tokens import Doc

Places = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens in parallel lists.

    `forms` lower-case words as the parser saw them; `heads[i]` the governor's number, -1 for a root; `deps` relations with subtype,
    `rels` without; `masked` tells placeholders; `spans` places in `text`.
    """

    text: str
    spans: Places
    forms: list[str]
    lemmas: list[str]
    pos: list[str]
    morphs: list[str]
    deps: list[str]
    heads: list[int]
    masked: list[bool]
    rels: list[str] = field(init=False)
    kids: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        rels = [dep.partition(":")[0] for dep in self.deps]
        kids: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head >= 0:
                kids[head].append(token)
        object.__setattr__(self, "rels", rels)
        object.__setattr__(self, "kids", kids)

    def __len__(self) -> int:
        return len(self.forms)

    def kid(self, token: int, *rels: str) -> int | None:
        """The first dependent of `token` whose relation (without subtype) is one of `rels`."""
        for kid in self.kids[token]:
            if self.rels[kid] in rels:
                return kid
        return None

    def all_kids(self, token: int, *rels: str) -> list[int]:
        """All dependents of `token` with one of the relations `rels` (without subtype)."""
        return [kid for kid in self.kids[token] if self.rels[kid] in rels]

    def subtree(self, token: int, without: frozenset[int] | set[int] = frozenset()) -> list[int]:
        """`token` and everything below it, ascending, with the branches of `without` cut off."""
        found: list[int] = []
        stack = [token]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(kid for kid in self.kids[at] if kid not in without)
        found.sort()
        return found

    def above(self, token: int) -> Iterable[int]:
        """The governors of `token`, nearest first."""
        at = self.heads[token]
        while at >= 0:
            yield at
            at = self.heads[at]

    def word(self, token: int) -> str:
        """The words of the question behind `token`."""
        start, end = self.spans[token]
        return self.text[start:end]

    def slot(self, head: int, tokens: Sequence[int], lemma: str | None = None) -> Slot:
        """The phrase of `tokens` (ascending), whose head is `head`."""
        start, end = self.spans[tokens[0]][0], self.spans[tokens[-1]][1]
        return Slot(self.text[start:end], lemma or self.lemmas[head], start, end, head, tuple(tokens))


def read_doc(doc: Doc, text: str, spans: Places, masked: Sequence[bool]) -> Tree:
    """The tree of a parsed `doc` whose tokens stand at `spans` of `text`."""
    strings = doc.vocab.strings
    rows = doc.to_array(["LOWER", "LEMMA", "POS", "MORPH", "DEP", "HEAD"]).tolist()
    names: dict[int, str] = {0: ""}

    def name(key: int) -> str:
        found = names.get(key)
        if found is None:
            found = names[key] = strings[key]
        return found

    forms = [name(row[0]) for row in rows]
    lemmas = [name(row[1]).lower() or form for row, form in zip(rows, forms, strict=True)]
    for token, hidden in enumerate(masked):
        if hidden:
            lemmas[token] = text[slice(*spans[token])].lower()
    heads = []
    for token, row in enumerate(rows):
        offset = row[5] if row[5] < 1 << 63 else row[5] - (1 << 64)
        heads.append(token + offset if offset else -1)
    pos = [name(row[2]) for row in rows]
    _join_hyphens(forms, lemmas, pos, spans)
    morphs, deps = [name(row[3]) for row in rows], [name(row[4]) for row in rows]
    return Tree(text, spans, forms, lemmas, pos, morphs, deps, heads, list(masked))


def _join_hyphens(forms: list[str], lemmas: list[str], pos: list[str], spans: Places) -> None:
    """Give the last part of "trade-off" and "role-play" the lemma of the whole word."""
    for token in range(2, len(forms)):
        if forms[token - 1] == "-" and pos[token] in ("NOUN", "VERB") and spans[token - 2][1] == spans[token - 1][0]:
            if spans[token - 1][1] == spans[token][0] and pos[token - 2] not in ("PROPN", "NUM"):
                lemmas[token] = f"{forms[token - 2]}-{lemmas[token]}"
