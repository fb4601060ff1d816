"""A tree under change: what the second readings of a sentence have in common.

Knows no repair.
"""

from __future__ import annotations

from dataclasses import replace

from qlint.language.tree import Tree

NOUNS = frozenset({"NOUN", "PROPN", "X"})
WH_ADVERBS = frozenset({"why", "how", "when", "where"})
BE = frozenset({"is", "are", "was", "were", "'s", "s", "'re"})


class Draft:
    """The lists of a tree, open to change; `tree()` gives the changed copy. The tree it came from stays as it is."""

    def __init__(self, tree: Tree) -> None:
        self._old = tree
        self.pos, self.morphs, self.deps = list(tree.pos), list(tree.morphs), list(tree.deps)
        self.heads, self.lemmas = list(tree.heads), list(tree.lemmas)

    def hang(self, token: int, head: int, dep: str) -> None:
        """Hang `token` from `head` (-1: a root)."""
        self.heads[token], self.deps[token] = head, dep

    def turn(self, token: int, pos: str, morph: str = "", lemma: str | None = None) -> None:
        """Give `token` another part of speech."""
        self.pos[token], self.morphs[token] = pos, morph
        if lemma is not None:
            self.lemmas[token] = lemma

    def tree(self) -> Tree:
        """The changed copy."""
        return replace(
            self._old, pos=self.pos, morphs=self.morphs, deps=self.deps, heads=self.heads, lemmas=self.lemmas
        )


def case_of(tree: Tree, token: int) -> str:
    """The preposition of a noun, or ""."""
    case = tree.kid(token, "case")
    return "" if case is None else tree.forms[case]


def is_asked(tree: Tree, token: int) -> bool:
    """Whether a noun is asked for: "which N", "what N"."""
    return any(tree.forms[kid] in ("what", "which") for kid in tree.kids[token])
