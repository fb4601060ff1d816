"""Ties between the asks of one question, and what pronouns stand for.

Knows no kinds of adjunct; antecedents are looked for in the text before the pronoun only.
"""

from __future__ import annotations

from collections.abc import Sequence

from qlint.language.phrases import is_nominal
from qlint.language.slots import Ask, Link, Slot
from qlint.language.tree import Tree
from qlint.language.words import Words

FOLLOWING = frozenset({"why", "how", "when"})
MONTHS = frozenset(
    "january february march april may june july august september october november december present".split()
)
PERSONS = frozenset({"he", "him", "she", "her"})
PLURAL = frozenset({"they", "them", "these", "those", "both", "their", "themselves"})


def antecedent(tree: Tree, before: int, plural: bool, sentence_start: int, lists: Words) -> int | None:
    """The head of the noun phrase that a pronoun at token `before` most likely stands for.

    Subjects before objects before the rest, near sentences before far ones; nothing where only a clause stands before.
    """
    best: tuple[int, int] | None = None
    for token in range(before - 1, -1, -1):
        if not _may_be_meant(tree, token, lists):
            continue
        rank = _rank(tree, token, plural) - (0 if token >= sentence_start else 1)
        if best is None or rank > best[0]:
            best = (rank, token)
        if before - token > 60:
            break
    return None if best is None else best[1]


def person_before(tree: Tree, pronoun: int, lists: Words) -> int | None:
    """The person that "he", "him", "she" or "her" stands for: the first one named as a subject, else the last one named."""
    nouns = [at for at in range(pronoun) if tree.pos[at] == "NOUN"]
    people = [at for at in nouns if lists.has("audience", tree.lemmas[at]) or lists.has("actors", tree.lemmas[at])]
    subjects = [at for at in people or nouns if tree.rels[at] == "nsubj"]
    return subjects[0] if subjects else people[-1] if people else None


def _may_be_meant(tree: Tree, token: int, lists: Words) -> bool:
    if tree.pos[token] not in ("NOUN", "PROPN", "X") and not tree.masked[token]:
        return False
    if tree.rels[token] in ("compound", "flat", "nummod", "vocative", "appos", "amod") or tree.deps[token] in (
        "nmod:poss",
        "obl:unmarked",
        "nmod:unmarked",
    ):
        return False
    if lists.has("actors", tree.lemmas[token]) or lists.has("time", tree.lemmas[token]) or tree.forms[token] in MONTHS:
        return False
    return is_nominal(tree, token)


def _rank(tree: Tree, token: int, plural: bool) -> int:
    rank = {"nsubj": 6, "obj": 6, "root": 5, "conj": 3, "obl": 3, "nmod": 2}.get(tree.rels[token], 2)
    if any(tree.rels[kid] == "conj" for kid in tree.kids[token]) or "Number=Plur" in tree.morphs[token]:
        rank += 3 if plural else -2
    elif plural:
        rank -= 3
    return rank


def linked(tree: Tree, asks: Sequence[Ask], anaphors: Sequence[bool]) -> tuple[tuple[Link, ...], ...]:
    """The links of every ask to the asks before it."""
    found: list[tuple[Link, ...]] = []
    for number, ask in enumerate(asks):
        links: list[Link] = []
        for other, before in enumerate(asks[:number]):
            if _same_topic(ask, before):
                links.append(Link("same_topic", other))
            if anaphors[number] and _same_topic(ask, before):
                links.append(Link("anaphor", other))
        if number and _follows_up(tree, ask, anaphors[number]):
            links.append(Link("follow_up", number - 1))
        found.append(tuple(links))
    return tuple(found)


def _same_topic(ask: Ask, other: Ask) -> bool:
    return any(
        _same(mine, theirs)
        for mine in (ask.topic, ask.core)
        for theirs in (other.topic, other.core)
        if mine is not None and theirs is not None
    )


def _same(mine: Slot, theirs: Slot) -> bool:
    return (
        mine.start == theirs.start
        or mine.text.lower() == theirs.text.lower()
        or mine.lemma == theirs.lemma
        and (
            set(mine.text.lower().split()) <= set(theirs.text.lower().split())
            or set(theirs.text.lower().split()) <= set(mine.text.lower().split())
        )
    )


def _follows_up(tree: Tree, ask: Ask, anaphor: bool) -> bool:
    """A bare or elliptic why, how, when, "say why", "what would change"."""
    if ask.wh in FOLLOWING and (ask.verb is None or anaphor):
        return True
    if (
        ask.verb is not None
        and ask.kind in ("imperative", "request")
        and ask.topic is not None
        and ask.clause in FOLLOWING
        and ask.object is None
    ):
        return ask.topic.start < ask.start
    return (
        ask.wh == "what"
        and ask.modal in ("would", "could", "might")
        and ask.predicate is not None
        and ask.predicate.lemma in ("change", "happen", "do")
    )
