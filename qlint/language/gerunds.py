"""Second readings of gerunds: things that parsers take for clauses ("explain quantum tunnelling", "differ from bagging").

Each is a small change in a copy of the tree. Knows no slots.
"""

from __future__ import annotations

from qlint.language.draft import NOUNS, Draft
from qlint.language.tree import Tree
from qlint.language.words import Words

# Verbs that take a gerund as a clause, not as a thing.
GERUND_VERBS = frozenset("mind stop keep like love hate enjoy consider suggest start try avoid".split())


def gerund_as_clause(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Explain quantum tunnelling" with "tunnelling" as a clause: a noun and an object."""
    made = tree.kid(root, "obj")
    if made is not None and _is_compound_gerund(tree, root, made):
        return _with_compound(tree, root, made)
    if tree.pos[root] != "VERB" or made is not None and tree.pos[made] != "VERB" or tree.lemmas[root] in GERUND_VERBS:
        return None
    for kid in tree.kids[root]:
        if kid > root and tree.rels[kid] in ("ccomp", "xcomp", "obj", "advcl", "csubj") and _is_thing(tree, kid):
            return _as_thing(tree, kid, root)
    return None


def _is_compound_gerund(tree: Tree, verb: int, made: int) -> bool:
    """As in "explain quantum tunnelling" with "quantum" as the object and "tunnelling" as a clause."""
    gerund = made + 1
    if gerund >= len(tree) or tree.heads[gerund] != verb or tree.rels[gerund] not in ("xcomp", "advcl", "ccomp"):
        return False
    return _is_thing(tree, gerund) and tree.pos[made] in NOUNS and tree.kid(made, "det", "case") is None


def _with_compound(tree: Tree, verb: int, made: int) -> Tree:
    draft = Draft(_as_thing(tree, made + 1, verb))
    draft.hang(made, made + 1, "compound")
    return draft.tree()


def _is_thing(tree: Tree, gerund: int) -> bool:
    if tree.pos[gerund] != "VERB" or not tree.forms[gerund].endswith("ing"):
        return False
    if tree.kid(gerund, "obj", "aux", "mark", "ccomp", "case") is not None:
        return False
    if any(kid < gerund for kid in tree.all_kids(gerund, "advmod")):
        return False
    before = [kid for kid in tree.kids[gerund] if kid < gerund and tree.rels[kid] in ("nsubj", "obl")]
    return all(kid == gerund - 1 and tree.pos[kid] in (*NOUNS, "ADJ") for kid in before)


def _as_thing(tree: Tree, gerund: int, verb: int) -> Tree:
    draft = Draft(tree)
    draft.turn(gerund, "NOUN", "Number=Sing", tree.forms[gerund])
    draft.deps[gerund] = "obj"
    for kid in tree.kids[gerund]:
        if kid < gerund and tree.rels[kid] in ("nsubj", "obl"):
            draft.deps[kid] = "compound"
        elif tree.rels[kid] == "advmod":
            draft.heads[kid] = verb
        elif kid > gerund and tree.rels[kid] == "obl":
            case = tree.kid(kid, "case")
            draft.hang(kid, *((gerund, "nmod") if case is not None and tree.forms[case] == "of" else (verb, "obl")))
    return draft.tree()


def gerund_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "differ from bagging": a gerund in the place of a noun, with nothing of a verb about it."""
    draft: Draft | None = None
    for token in range(start, end):
        if tree.pos[token] != "VERB" or tree.rels[token] not in ("obl", "nmod", "obj", "nsubj"):
            continue
        named = tree.kid(token, "case", "det") is not None and tree.kid(token, "mark", "nsubj", "advmod") is None
        if (
            not (tree.forms[token].endswith("ing") or named)
            or tree.kid(token, "obj", "xcomp", "ccomp", "aux", "cop") is not None
        ):
            continue
        draft = draft or Draft(tree)
        draft.turn(token, "NOUN", "Number=Sing", tree.forms[token])
        for kid in tree.all_kids(token, "mark"):
            draft.deps[kid] = "case"
    return None if draft is None else draft.tree()


def gerund_after_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Describe event bubbling." with "bubbling" as a participle: a bare noun and a bare gerund at the end are one name."""
    for gerund in range(start + 2, end):
        noun = tree.heads[gerund]
        if (
            tree.rels[gerund] in ("acl", "advcl")
            and noun == gerund - 1
            and tree.forms[gerund].endswith("ing")
            and not tree.kids[gerund]
            and tree.pos[noun] == "NOUN"
            and tree.heads[noun] == root
            and tree.rels[noun] in ("obj", "nsubj")
            and all(tree.rels[kid] == "compound" for kid in tree.kids[noun] if kid != gerund)
            and all(tree.pos[at] == "PUNCT" for at in range(gerund + 1, end))
        ):
            draft = Draft(tree)
            draft.turn(gerund, "NOUN", "Number=Sing", tree.forms[gerund])
            draft.hang(gerund, root, tree.deps[noun])
            draft.hang(noun, gerund, "compound")
            return draft.tree()
    return None
