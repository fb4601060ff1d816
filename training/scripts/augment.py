"""Copies of trees as people type them: lower case, no final mark, another verb at the front.

Interview questions are pasted from chats and slides: "explain pca", "what is a mutex". A copy keeps its tree; only
forms change, or the final mark goes. Knows nothing of files or of spaCy.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trees import Token, Tree

FINAL_MARKS = frozenset({".", "?", "!"})
SWAPPED_RELATIONS = frozenset({"obj", "obl", "nmod", "nsubj", "nsubj:pass", "conj", "compound", "root"})
LIGHT_RELATIONS = frozenset({"det", "case", "amod", "punct", "nmod:poss", "nummod", "cc", "compound"})
HEAVY_RELATIONS = frozenset({"compound:prt", "iobj", "xcomp", "ccomp"})
SWAPPED_SHARE = 0.5
VERB_SHARE = 0.3


def is_question(tree: Tree) -> bool:
    """Whether the sentence ends in a question mark, or opens with a wh-word or an inverted auxiliary."""
    first, last = tree.tokens[0], tree.tokens[-1]
    return last.form == "?" or first.has("PronType=Int") or first.upos == "AUX"


def is_imperative(tree: Tree) -> bool:
    """Whether the first word is an imperative."""
    return tree.tokens[0].has("Mood=Imp")


def lower(tree: Tree) -> Tree:
    """The tree in lower case; lemmas and labels stay."""
    return replace(tree, tokens=tuple(replace(t, form=t.form.lower()) for t in tree.tokens), meta={})


def without_mark(tree: Tree) -> Tree:
    """The tree without its final mark; the same tree when it has none, or when the mark governs something."""
    last = tree.tokens[-1]
    if len(tree) < 3 or last.form not in FINAL_MARKS or last.head == 0 or tree.children(len(tree) - 1):
        return tree
    kept = tree.tokens[:-1]
    return Tree((*kept[:-1], replace(kept[-1], space=True)))


def with_mark(tree: Tree, mark: str) -> Tree:
    """The tree with a final mark after it, hung from the root."""
    kept = (*tree.tokens[:-1], replace(tree.tokens[-1], space=False))
    return Tree((*kept, Token(mark, mark, "PUNCT", ".", "", tree.root + 1, "punct")))


def capitalised(tree: Tree) -> Tree:
    """The tree with a capital at the front."""
    first = tree.tokens[0]
    return tree.with_token(0, replace(first, form=first.form[:1].upper() + first.form[1:]))


def with_verb(tree: Tree, verb: str) -> Tree:
    """An imperative with another verb in front: "Explain PCA." becomes "Sketch PCA."."""
    first = tree.tokens[0]
    form = verb.capitalize() if first.form[:1].isupper() else verb
    return replace(tree.with_token(0, replace(first, form=form, lemma=verb)), meta={})


def with_infinitives(tree: Tree, verbs: Sequence[str], generator: random.Random, share: float) -> Tree:
    """The tree with about a `share` of its transitive infinitives replaced: "How do you test X" gives "rate X"."""
    for place, token in enumerate(tree.tokens):
        relations = {tree.tokens[i].deprel for i in tree.children(place)}
        plain = (
            token.upos == "VERB" and token.has("VerbForm=Inf") and relations & {"aux", "mark"} and "obj" in relations
        )
        if plain and not relations & HEAVY_RELATIONS and generator.random() < share:
            verb = generator.choice(verbs)
            tree = tree.with_token(place, replace(token, form=verb, lemma=verb))
    return replace(tree, meta={})


def takes_other_verb(tree: Tree) -> bool:
    """Whether a transitive verb can stand for the first word: an imperative root with an object and no particle."""
    if (
        not is_imperative(tree)
        or tree.tokens[0].head != 0
        or tree.tokens[0].lemma in {"let", "do", "be", "have", "get"}
    ):
        return False
    relations = {tree.tokens[i].deprel for i in tree.children(0)}
    if relations & HEAVY_RELATIONS:
        return False
    return any(tree.tokens[i].deprel == "obj" and not tree.tokens[i].has("Person=1") for i in tree.children(0))


def typed(tree: Tree, generator: random.Random) -> Tree:
    """The tree as someone may type it: lower case, or without its final mark, or both."""
    kind = generator.choice(("lower", "unmarked", "both"))
    changed = tree if kind == "unmarked" else lower(tree)
    return changed if kind == "lower" else without_mark(changed)


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand in the place of what: verbs for imperatives, nouns and names by kind ("NOUN Sing")."""

    verbs: tuple[str, ...]
    nouns: dict[str, tuple[str, ...]]


def noun_kind(tree: Tree, place: int) -> str | None:
    """The kind of a bare noun that another can stand for, else None: no clause hangs from it, no hyphen is near."""
    token = tree.tokens[place]
    if token.upos not in {"NOUN", "PROPN"} or token.deprel not in SWAPPED_RELATIONS:
        return None
    near = {tree.tokens[i].form for i in (place - 1, place + 1) if 0 <= i < len(tree)}
    if near & {"-", "/", "+", "'s"} or any(tree.tokens[i].deprel not in LIGHT_RELATIONS for i in tree.children(place)):
        return None
    number = next((value for value in ("Sing", "Plur") if token.has(f"Number={value}")), None)
    return f"{token.upos} {number}" if number else None


def with_nouns(tree: Tree, nouns: dict[str, tuple[str, ...]], generator: random.Random, share: float) -> Tree:
    """The tree with about a `share` of its bare nouns replaced by others of their kind, and "a" or "an" to fit."""
    for place in range(len(tree)):
        choices = nouns.get(noun_kind(tree, place) or "", ())
        if choices and generator.random() < share:
            form = generator.choice(choices)
            tree = tree.with_token(place, replace(tree.tokens[place], form=form, lemma=form))
            before = tree.tokens[place - 1]
            if place and before.form.lower() in {"a", "an"}:
                article = before.form[0] + ("n" if form[0].lower() in "aeiou" else "")
                tree = tree.with_token(place - 1, replace(before, form=article))
    return replace(tree, meta={})


def variants(tree: Tree, copies: int, words: Words, generator: random.Random) -> list[Tree]:
    """`copies` copies of a tree of our own: as it is, with other words in the same places, and as typed."""
    made: list[Tree] = []
    for number in range(copies):
        copy = tree
        if number and takes_other_verb(tree) and generator.random() < 0.5:
            copy = with_verb(tree, generator.choice(words.verbs))
        if number % 3:
            copy = with_nouns(copy, words.nouns, generator, SWAPPED_SHARE)
            copy = with_infinitives(copy, words.verbs, generator, VERB_SHARE)
        if number % 2:
            copy = typed(copy, generator)
        made.append(copy)
    return made
