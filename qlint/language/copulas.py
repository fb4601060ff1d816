"""Second readings of copular and passive questions: which word is the predicate, which the subject.

"Is your passport valid" with the subject in a compound, "where is the log kept" as a noun: each a small change in a copy of the
tree. Knows no slots.
"""

from __future__ import annotations

from qlint.language.draft import BE, NOUNS, Draft
from qlint.language.tree import Tree
from qlint.language.words import Words

# Pronouns of a person that may stand between a copula and its predicate.
PERSONS = frozenset({"you", "he", "she", "they", "we", "i"})


def subject_in_predicate(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "is your passport valid", "are tomatoes fruit" with the subject as a part of the predicate's name."""
    copula = tree.kid(root, "cop")
    if (
        copula is None
        or copula > start + 1
        or tree.forms[copula] not in BE
        or tree.kid(root, "nsubj", "csubj", "expl", "aux") is not None
    ):
        return None
    before = [kid for kid in tree.kids[root] if copula < kid < root]
    nouns = [kid for kid in before if tree.pos[kid] in NOUNS and tree.rels[kid] in ("compound", "amod", "nmod", "obl")]
    if not nouns or tree.pos[root] not in ("ADJ", *NOUNS):
        return None
    subject = nouns[-1]
    draft = Draft(tree)
    draft.hang(subject, root, "nsubj")
    for kid in before:
        if kid < subject:
            draft.heads[kid] = subject
    return draft.tree()


def subject_on_copula(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "what religion are you" with "you" hung from "are"."""
    for token in range(start, end):
        copula = tree.heads[token]
        if (
            tree.rels[token] == "nsubj"
            and tree.rels[copula] in ("cop", "case", "advmod")
            and tree.pos[copula] in ("AUX", "ADP", "ADV")
        ):
            draft = Draft(tree)
            draft.heads[token] = tree.heads[copula]
            return draft.tree()
    return None


def copula_inside_subject(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "what are vanishing gradients" with "are" hung from "vanishing"."""
    at = root + 1
    if tree.pos[root] != "PRON" or at >= end or tree.pos[at] != "AUX" or tree.heads[at] == root:
        return None
    modifier = tree.heads[at]
    noun = tree.heads[modifier] if modifier >= 0 else -1
    if tree.forms[at] not in BE or tree.rels[modifier] != "amod" or noun < 0 or tree.heads[noun] != root:
        return None
    draft = Draft(tree)
    draft.hang(at, root, "cop")
    return draft.tree()
