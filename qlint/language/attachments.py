"""Second readings of where a phrase hangs: prepositions on the wrong word, conjuncts on the verb, purposes on the verb.

As in `repairs.py`, each is a small change in a copy of the tree. Knows no slots.
"""

from __future__ import annotations

from collections.abc import Iterator

from qlint.language.draft import NOUNS, WH_ADVERBS, Draft, case_of
from qlint.language.tree import Tree
from qlint.language.words import Words


def preposition_on_modifier(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "between synchronous and asynchronous functions" with "between" on the adjective: it belongs to the noun."""
    draft: Draft | None = None
    for token in range(start, end):
        noun = tree.heads[token]
        if tree.rels[token] not in ("case", "mark") or noun < token or tree.forms[token + 1] == "-":
            continue
        if tree.rels[token] == "mark" and (tree.pos[noun] != "ADJ" or tree.rels[noun] != "amod"):
            continue
        while tree.rels[noun] in ("amod", "compound", "det", "nummod") and tree.heads[noun] > noun:
            noun = tree.heads[noun]
        if noun != tree.heads[token] and tree.pos[noun] in NOUNS:
            draft = draft or Draft(tree)
            draft.hang(token, noun, "case")
    return None if draft is None else draft.tree()


def split_compound(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "the effect of L2 regularization" with both words under "effect": one phrase."""
    draft: Draft | None = None
    for token in range(start + 1, end):
        first = token - 1
        same = (
            tree.heads[token] == tree.heads[first]
            and tree.deps[token] in ("nmod", "obl", "obj")
            and tree.rels[first] in ("nmod", "obl", "obj")
        )
        if (
            not same
            or tree.pos[token] != "NOUN"
            or tree.pos[first] not in NOUNS
            or tree.kid(token, "case", "det") is not None
        ):
            continue
        draft = draft or Draft(tree)
        draft.hang(token, tree.heads[first], tree.deps[first])
        draft.hang(first, token, "compound")
        for kid in tree.kids[first]:
            draft.heads[kid] = token
    return None if draft is None else draft.tree()


def label_before_colon(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Task: translate the clause" with "task" as the subject."""
    if end - start < 4 or tree.forms[start + 1] != ":" or tree.rels[start] != "nsubj" or tree.heads[start] != root:
        return None
    draft = Draft(tree)
    draft.deps[start] = "dislocated"
    return draft.tree()


def told_to_someone(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "explain to an intern what a rebase does": what is told hangs from the verb, not from the one who is told."""
    for person in range(root + 1, end):
        verb = tree.heads[person]
        if (
            verb < start
            or not lists.has("telling", tree.lemmas[verb])
            or not lists.has("audience", tree.lemmas[person])
        ):
            continue
        for clause in tree.all_kids(person, "acl", "ccomp", "advcl", "xcomp"):
            first = tree.subtree(clause)[0]
            if tree.forms[first] in (*WH_ADVERBS, "what", "whether") and first > person and tree.pos[clause] != "ADV":
                draft = Draft(tree)
                draft.hang(clause, verb, "ccomp")
                return draft.tree()
    return None


def noun_conjuncts(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "explain sigmoid, tanh and softmax" with the last noun joined to the verb: it belongs to the object."""
    if tree.pos[root] != "VERB":
        return None
    made = tree.kid(root, "obj")
    if made is None:
        return None
    wrong = [kid for kid in tree.all_kids(root, "conj", "list", "appos") if kid > made and _is_plain_noun(tree, kid)]
    if not wrong:
        return None
    draft = Draft(tree)
    for kid in wrong:
        draft.hang(kid, made, "conj")
    return draft.tree()


def _is_plain_noun(tree: Tree, token: int) -> bool:
    return (tree.pos[token] in NOUNS or tree.masked[token]) and tree.kid(token, "nsubj", "cop", "aux", "case") is None


def selected_by_verb(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "migrate a monolith to services": what the verb selects belongs to the verb."""
    for token in range(start, end):
        if tree.deps[token] != "nmod" or case_of(tree, token) not in ("to", "into", "from", "with", "against"):
            continue
        noun = tree.heads[token]
        verb = tree.heads[noun] if tree.rels[noun] == "obj" else -1
        if verb < 0 or lists.has("relational", tree.lemmas[noun]) or lists.has("containers", tree.lemmas[noun]):
            continue
        if case_of(tree, token) in lists.selects.get(tree.lemmas[verb], frozenset()):
            draft = Draft(tree)
            draft.hang(token, verb, "obl")
            return draft.tree()
    return None


def time_of_story(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "tell me about a shift when everything went wrong" with the clause on the verb: it belongs to the noun."""
    if not lists.has("telling", tree.lemmas[root]):
        return None
    for clause in tree.all_kids(root, "advcl", "ccomp"):
        first = tree.subtree(clause)[0]
        if tree.forms[first] not in ("when", "where") or first < 2:
            continue
        noun = next(
            (kid for kid in tree.all_kids(root, "obl", "obj") if kid > root and tree.subtree(kid)[-1] == first - 1),
            None,
        )
        article = None if noun is None else tree.kid(noun, "det")
        if noun is not None and article is not None and tree.forms[article] in ("a", "an", "any", "one", "the"):
            draft = Draft(tree)
            draft.hang(clause, noun, "acl:relcl")
            return draft.tree()
    return None


def object_after_comma(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "sketch, on paper, the data model" with the model as an afterthought: it is the object."""
    if tree.pos[root] != "VERB" or tree.kid(root, "obj", "nsubj", "ccomp", "xcomp") is not None:
        return None
    for kid in tree.all_kids(root, "parataxis", "appos", "dep", "list"):
        if kid > root and _is_plain_noun(tree, kid) and tree.kid(kid, "det") is not None:
            draft = Draft(tree)
            draft.deps[kid] = "obj"
            return draft.tree()
    return None


def purpose_of_object(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "design a scheme for a bakery": what the thing made is for belongs to the thing; "by month" to the verb."""
    made = tree.kid(root, "obj") if tree.pos[root] == "VERB" else None
    if made is None:
        return None
    for kid in tree.kids[root]:
        if (
            kid > made
            and tree.deps[kid] == "obl"
            and (case_of(tree, kid) == "of" or case_of(tree, kid) == "for" and _holds(tree, made, lists))
            and tree.subtree(made)[-1] + 1 == tree.subtree(kid)[0]
        ):
            draft = Draft(tree)
            draft.hang(kid, made, "nmod")
            return draft.tree()
    if not lists.has("making", tree.lemmas[root]):
        return None
    for kid, head, dep in _moved(tree, root, made, lists):
        draft = Draft(tree)
        draft.hang(kid, head, dep)
        return draft.tree()
    return None


def _holds(tree: Tree, noun: int, lists: Words) -> bool:
    """As in "the formula for X": a noun that names nothing without its complement."""
    return tree.kid(noun, "det") is not None and any(
        lists.has(name, tree.lemmas[noun]) for name in ("containers", "core_containers")
    )


def _moved(tree: Tree, root: int, made: int, lists: Words) -> Iterator[tuple[int, int, str]]:
    for kid in tree.kids[root]:
        if (
            kid > made
            and tree.deps[kid] == "obl"
            and case_of(tree, kid) in ("for", "of")
            and tree.forms[kid] not in ("me", "us")
        ):
            if tree.subtree(made)[-1] + 1 == tree.subtree(kid)[0]:
                yield kid, made, "nmod"
    if not lists.has("create", tree.lemmas[root]):
        for kid in tree.kids[made]:
            if tree.deps[kid] == "nmod" and case_of(tree, kid) in ("by", "via"):
                yield kid, root, "obl"
