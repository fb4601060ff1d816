"""A second reading of the front of a sentence, where a list of imperative verbs knows better than the parser.

"Define overfitting" read as a name and "debug this" as a noun become verbs with an object, in a copy: the tree of the pipeline is never
touched. Knows no slots.
"""

from __future__ import annotations

from dataclasses import replace

from qlint.language.grammar import is_inverted, is_wh, wh_of
from qlint.language.repairs import repaired
from qlint.language.tree import Tree
from qlint.language.words import Words

STARTERS = frozenset(
    """a an the this these those your our their its my me us it them how why what when where which whether two three
    four five ten some any one all each every at least""".split()
)


SCENERY = frozenset("given for with using in on without assuming if at from as to based".split())


def mended(tree: Tree, sentences: list[tuple[int, int]], lists: Words) -> Tree:
    """The tree itself, or a copy in which misread imperatives at the front of sentences are verbs and roots."""
    for start, end in sentences:
        front = _front(tree, start, end, lists)
        if front is not None and _is_misread(tree, front, start, end, lists):
            tree = _as_imperative(tree, front, start, end)
    return repaired(tree, sentences, lists)


def _front(tree: Tree, start: int, end: int, lists: Words) -> int | None:
    """The first word of a sentence behind numbers, labels, "please" and the like, if it is in the list."""
    for token in range(start, end):
        form = tree.forms[token]
        if lists.has("imperatives", form):
            return token if token + 1 < end or token == start else None
        if form in SCENERY:
            return _after_comma(tree, token, end, lists)
        if not (lists.has("openers", form) or tree.pos[token] in ("PUNCT", "SYM", "NUM") or form[:1].isdigit()):
            return None
    return None


def _after_comma(tree: Tree, start: int, end: int, lists: Words) -> int | None:
    """As in "Given an array, return ...": the first word of the list right behind a comma."""
    for token in range(start + 2, end - 1):
        if tree.forms[token - 1] == "," and lists.has("imperatives", tree.forms[token]):
            root = _root(tree, start, end)
            verbal = root is not None and (
                tree.kid(root, "nsubj", "cop", "aux") is not None or tree.pos[root] == "VERB" and root >= token
            )
            return None if verbal else token
    return None


def _is_misread(tree: Tree, front: int, start: int, end: int, lists: Words) -> bool:
    root = _root(tree, start, end)
    good = tree.pos[front] == "VERB" and (tree.heads[front] == -1 or front == root)
    if good or root is None or front + 1 >= end:
        return False
    following = tree.forms[front + 1]
    if following in ("and", "or") and front + 2 < end and tree.pos[front + 2] == "VERB" and front == root:
        return lists.has("imperatives", tree.forms[front + 2])  # "design and implement a cache"
    if following in (":", "-", "/", "?", "'s", "’s", ",", "(", "of", "is", "are", "was", "does"):
        return False
    if tree.pos[front] == "VERB" and tree.rels[front] in ("advcl", "csubj") and is_inverted(tree, root):
        return False
    if tree.forms[front - 1] == "," and front > start:
        return True
    if tree.kid(front, "obj") is not None and tree.kid(front, "nsubj", "cop", "det") is None:
        return True
    if lists.has("ambiguous", tree.forms[front]):
        if _names_a_thing(tree, front, end) or _is_mostly_verb(tree, front, end, lists):
            return True
        return (
            following in STARTERS
            or tree.masked[front + 1]
            or tree.pos[front] == "VERB"
            and not _governed_by_verb(tree, front, root)
        )
    return not (wh_of(tree, root) is not None and is_inverted(tree, root))


def _is_mostly_verb(tree: Tree, front: int, end: int, lists: Words) -> bool:
    """As in "design resource-oriented endpoints", not "design patterns in Java": no verb follows, the next noun makes no compound."""
    if not lists.has("mostly_verbs", tree.forms[front]) or any(
        tree.pos[at] in ("VERB", "AUX") and "Fin" in tree.morphs[at] for at in range(front + 1, end)
    ):
        return False
    return not lists.has("compound_heads", tree.lemmas[front + 1]) and tree.pos[front + 1] in (
        "NOUN",
        "PROPN",
        "ADJ",
        "X",
        "VERB",
    )


def _names_a_thing(tree: Tree, front: int, end: int) -> bool:
    """As in "Design Instagram.": one name after the verb, and a full stop; a title has none."""
    return (
        end - front == 3
        and tree.forms[end - 1] == "."
        and tree.pos[front + 1] == "PROPN"
        and tree.word(front + 1)[:1].isupper()
    )


def _governed_by_verb(tree: Tree, front: int, root: int) -> bool:
    return root != front and tree.pos[root] in ("VERB", "AUX") and "Mood=Imp" not in tree.morphs[root]


def _root(tree: Tree, start: int, end: int) -> int | None:
    return next((token for token in range(start, end) if not start <= tree.heads[token] < end), None)


def _as_imperative(tree: Tree, front: int, start: int, end: int) -> Tree:
    pos, morphs, deps, heads, lemmas = (
        list(tree.pos),
        list(tree.morphs),
        list(tree.deps),
        list(tree.heads),
        list(tree.lemmas),
    )
    root = _root(tree, start, end)
    pos[front], morphs[front], lemmas[front] = "VERB", "Mood=Imp|VerbForm=Fin", tree.forms[front]
    if root is not None and root != front:
        heads[root] = front
        deps[root] = _relation(tree, root)
        heads[front], deps[front] = -1, "root"
    object_seen = any(heads[kid] == front and deps[kid] in ("obj", "ccomp") for kid in range(start, end))
    for kid in tree.kids[front]:
        if (
            not object_seen
            and kid > front
            and (
                tree.rels[kid]
                in ("flat", "appos", "dep", "compound", "nmod", "conj", "obl", "nsubj", "parataxis", "list")
            )
        ):
            if pos[kid] in ("NOUN", "PROPN", "PRON", "X") or tree.masked[kid]:
                if tree.kid(kid, "case") is None:
                    deps[kid], object_seen = "obj", True
    return replace(tree, pos=pos, morphs=morphs, deps=deps, heads=heads, lemmas=lemmas)


def _relation(tree: Tree, root: int) -> str:
    if tree.pos[root] in ("NOUN", "PROPN", "PRON", "X", "NUM", "SYM") or tree.masked[root]:
        return "obj" if not is_wh(tree, root) else "ccomp"
    if tree.pos[root] == "ADJ" and tree.kid(root, "cop", "nsubj") is None:
        return "obj"
    return "ccomp"
