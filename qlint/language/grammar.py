"""What questions are made of: wh-words, subjects, auxiliaries, inversion, base forms.

Small readings of one clause of a tree. Knows no kinds.
"""

from __future__ import annotations

from collections.abc import Iterator

from qlint.language.tree import Tree

WH_WORDS = frozenset("what which who whom whose when where why how".split())
CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})
QUANTITIES = frozenset("many much often long old far big large fast well".split())
WH_PHRASES = frozenset(
    {"nsubj", "obj", "iobj", "obl", "advmod", "det", "nmod", "xcomp", "dep", "dislocated", "amod", "ccomp", "nummod"}
)


def is_wh(tree: Tree, token: int) -> bool:
    """Whether a token is an interrogative word (not a relative one)."""
    if tree.forms[token] not in WH_WORDS:
        return False
    if "PronType=Rel" not in tree.morphs[token]:
        return True
    return not any("relcl" in tree.deps[at] or tree.rels[at] == "acl" for at in (token, *tree.above(token)))


def wh_of(tree: Tree, head: int) -> int | None:
    """The wh-word of a clause: before its head, or after it inside one of its arguments (in situ, with a mark)."""
    if is_wh(tree, head):
        return head
    late: int | None = None
    for kid in tree.kids[head]:
        if tree.rels[kid] not in WH_PHRASES:
            continue
        found = _wh_in(tree, kid, 3)
        if found is not None and found < head:
            return found
        if found is not None and late is None and tree.rels[kid] in ("obj", "obl", "xcomp", "nsubj"):
            late = found
    if late is not None and (subject_of(tree, head) is not None or tree.pos[head] != "VERB"):
        return late
    return None


def _wh_in(tree: Tree, token: int, depth: int) -> int | None:
    if is_wh(tree, token):
        return token
    if depth == 0 or tree.kid(token, "nsubj", "cop") is not None and tree.rels[token] == "ccomp":
        return None
    for kid in tree.kids[token]:
        if (
            tree.rels[kid] in ("det", "nmod", "amod", "advmod", "nsubj", "obj", "obl", "compound")
            and tree.deps[kid] != "acl:relcl"
        ):
            if kid > token and tree.rels[kid] != "nmod" and tree.rels[token] != "ccomp":
                continue
            found = _wh_in(tree, kid, depth - 1)
            if found is not None and (tree.rels[token] != "ccomp" or found < tree.heads[token]):
                return found
    return None


def wh_text(tree: Tree, wh: int) -> str:
    """The wh-word with its quantity: "how many", "how often"."""
    word = tree.forms[wh]
    follows = tree.forms[wh + 1] if wh + 1 < len(tree) else ""
    return f"{word} {follows}" if word == "how" and follows in QUANTITIES else "who" if word == "whom" else word


def subject_of(tree: Tree, head: int) -> int | None:
    """The subject of a clause (an expletive only when there is no other)."""
    subjects = tree.all_kids(head, "nsubj")
    subject = subjects[0] if subjects else tree.kid(head, "csubj")
    if len(subjects) > 1 and tree.forms[subjects[0]] in WH_WORDS:
        subject = subjects[1]
    return subject if subject is not None else tree.kid(head, "expl")


def first_auxiliary(tree: Tree, head: int) -> int | None:
    """The first auxiliary or copula of a clause; for "is there", "have you any": the verb itself."""
    return tree.kid(head, "aux", "cop")


def is_inverted(tree: Tree, head: int) -> bool:
    """Whether an auxiliary, a copula or be/have itself stands before the subject."""
    subjects = tree.all_kids(head, "nsubj", "expl")
    if len(subjects) > 1 and tree.forms[subjects[0]] in WH_WORDS:
        subjects = subjects[1:]
    if not subjects:
        subjects = tree.all_kids(head, "csubj")
    if not subjects:
        return False
    auxiliary = first_auxiliary(tree, head)
    subject = subjects[0]
    if auxiliary is None:
        return tree.lemmas[head] in ("be", "have", "do") and head < subject
    return auxiliary < subject


def is_base_form(tree: Tree, token: int) -> bool:
    """Whether a verb may be an imperative or an infinitive."""
    if tree.pos[token] not in ("VERB", "AUX"):
        return False
    morph = tree.morphs[token]
    return not any(mark in morph for mark in ("VerbForm=Part", "VerbForm=Ger", "Tense=Past", "Person=3"))


def path(tree: Tree, token: int, head: int) -> Iterator[int]:
    for at in tree.above(token):
        if at == head:
            return
        yield at


def complement_of(tree: Tree, act: int) -> int | None:
    """The clause that completes a verb ("explain HOW IT WORKS"), also behind a preposition ("through how you built it")."""
    for kid in tree.kids[act]:
        if kid > act and tree.rels[kid] in (
            "ccomp",
            "csubj",
            "advcl",
            "xcomp",
            "parataxis",
            "obj",
            "acl",
            "conj",
            "obl",
        ):
            if tree.rels[kid] in ("advcl", "obl", "acl", "obj", "conj", "parataxis"):
                wh = _edge_wh(tree, kid)
                if wh is not None and (tree.rels[kid] != "conj"):
                    return kid
                continue
            return kid
    return None


def _edge_wh(tree: Tree, head: int) -> int | None:
    """The wh-word at the front of a clause, or right behind the preposition that introduces it."""
    if tree.forms[head] in WH_WORDS and len(tree.kids[head]) == 0:
        return head
    wh = wh_of(tree, head)
    if wh is None or wh > head and not is_wh(tree, head):
        return None
    first = tree.subtree(head)[0]
    if tree.rels[head] == "advcl" and tree.forms[wh] in ("when", "where") and wh == first:
        return None
    return wh
