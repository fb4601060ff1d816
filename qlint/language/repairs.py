"""Second readings of what parsers often get wrong in questions: the table, and the walk through it.

Each is a small change in a copy of the tree; the tree of the pipeline is never touched. Knows no slots.
"""

from __future__ import annotations

from collections.abc import Callable

from qlint.language import attachments, copulas, definitions, gerunds, verbs
from qlint.language.tree import Tree
from qlint.language.words import Words

Repair = Callable[[Tree, int, int, int, Words], Tree | None]
REPAIRS: tuple[Repair, ...] = (
    attachments.preposition_on_modifier,
    attachments.split_compound,
    copulas.copula_inside_subject,
    copulas.subject_in_predicate,
    copulas.subject_on_copula,
    definitions.place_of_thing,
    attachments.label_before_colon,
    attachments.told_to_someone,
    verbs.subject_as_compound,
    verbs.let_us,
    definitions.definition_apart,
    gerunds.gerund_as_noun,
    gerunds.gerund_after_noun,
    definitions.thing_with_participle,
    definitions.thing_of_relative,
    definitions.thing_as_adjective,
    verbs.what_verbs,
    verbs.phrase_before_subject,
    attachments.selected_by_verb,
    definitions.wh_as_root,
    verbs.verb_under_verb,
    verbs.verb_as_noun,
    gerunds.gerund_as_clause,
    attachments.noun_conjuncts,
    attachments.time_of_story,
    attachments.object_after_comma,
    attachments.purpose_of_object,
)


def repaired(tree: Tree, sentences: list[tuple[int, int]], lists: Words) -> Tree:
    """The tree itself, or a copy with the repairs that it needs."""
    for start, end in sentences:
        root = _root(tree, start, end)
        for repair in REPAIRS:
            changed = None if root is None else repair(tree, start, end, root, lists)
            if changed is not None:
                tree = changed
                root = _root(tree, start, end)
    return tree


def _root(tree: Tree, start: int, end: int) -> int | None:
    return next((token for token in range(start, end) if not start <= tree.heads[token] < end), None)
