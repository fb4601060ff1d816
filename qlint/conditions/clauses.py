"""The clause around a word: its predicate, its subject, and how the word hangs in it.

Shared ground of the conditions that look at the tree; reads relations of Universal Dependencies only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.language.parsed import ParsedQuestion
from qlint.language.tree import Tree

SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
ARGUMENT = frozenset(
    {"obj", "iobj", "obl", "obl:npmod", "obl:tmod", "obl:unmarked", "obl:agent", "nsubj", "nsubj:pass", "nmod"}
)
CHAIN = frozenset({"xcomp", "conj", "parataxis", "aux", "cop"})
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the mended tree, with the names that spaCy gives to the same things."""

    tree: Tree
    i: int

    @property
    def head(self) -> Token:
        """The governor; of a root, itself."""
        above = self.tree.heads[self.i]
        return self if above < 0 else Token(self.tree, above)

    @property
    def dep_(self) -> str:
        return self.tree.deps[self.i]

    @property
    def pos_(self) -> str:
        return self.tree.pos[self.i]

    @property
    def lemma_(self) -> str:
        return self.tree.lemmas[self.i]

    @property
    def children(self) -> Iterator[Token]:
        return (Token(self.tree, below) for below in self.tree.kids[self.i])

    @property
    def subtree(self) -> Iterator[Token]:
        return (Token(self.tree, below) for below in self.tree.subtree(self.i))

    @property
    def next(self) -> Token | None:
        return Token(self.tree, self.i + 1) if self.i + 1 < len(self.tree) else None


def token_at(item: ParsedQuestion, number: int) -> Token:
    """Token `number` in the tree that the asks were read from (a misread front is mended there)."""
    assert item.tree is not None
    return Token(item.tree, number)


def head_of(item: ParsedQuestion, tokens: tuple[int, ...]) -> Token:
    """The token of a run that the others hang from; where several hang outside it, the last noun ("co - worker")."""
    inside = set(tokens)
    found = [token_at(item, number) for number in tokens]
    outer = [token for token in found if token.head.i == token.i or token.head.i not in inside]
    nouns = [token for token in outer if token.pos_ in ("NOUN", "PROPN")]
    return nouns[-1] if len(outer) > 1 and nouns else (outer or found[-1:])[0]


def own_subject(predicate: Token) -> Token | None:
    """The subject that hangs from the predicate itself."""
    return next((child for child in predicate.children if child.dep_ in SUBJECT and child.dep_ != "expl"), None)


def owner(token: Token) -> Token | None:
    """The possessor of a noun."""
    return next((child for child in token.children if child.dep_ == "nmod:poss"), None)


def is_word(item: ParsedQuestion, token: Token | None, *words: str) -> bool:
    return token is not None and item.word(token.i).lower() in words
