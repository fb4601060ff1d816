"""Second readings of copular and passive questions: which word is the predicate, which the subject.

"Is your passport valid" with the subject in a compound, "where is the log kept" as a noun: each a small change in a copy of the
tree. Knows no slots.
"""

from __future__ import annotations

from qlint.language.draft import BE, NOUNS, WH_ADVERBS, Draft, is_asked
from qlint.language.tree import Tree
from qlint.language.words import Words

# Pronouns of a person that may stand between a copula and its predicate.
PERSONS = frozenset({"you", "he", "she", "they", "we", "i"})


def passive_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "In which year was the treaty signed", "where is the log kept", "is a list better": a clause of its own."""
    subject: int | None = root
    if tree.forms[root] in WH_ADVERBS or tree.forms[root] == "what" and _ends_in_participle(tree, root):
        subject = tree.kid(root, "nsubj")
    elif tree.pos[root] not in NOUNS or any(not is_asked(tree, kid) for kid in tree.all_kids(root, "nsubj", "expl")):
        return None
    copula = tree.kid(root, "cop")
    if subject is None or copula is None or copula > subject or tree.forms[copula] not in BE:
        return None
    kids = tree.all_kids(subject, "acl", "amod")
    verb = next((kid for kid in kids if kid > subject and tree.deps[kid] != "acl:relcl"), None)
    if verb is None:
        return None
    adjective = tree.pos[verb] == "ADJ"
    if not adjective and ("VerbForm=Part" not in tree.morphs[verb] or tree.forms[verb].endswith("ing")):
        return None
    return _with_predicate(tree, root, subject, verb, copula)


def _ends_in_participle(tree: Tree, root: int) -> bool:
    """As in "what is a decorator used for", "what is it called"."""
    subject = tree.kid(root, "nsubj")
    verb = None if subject is None else tree.kid(subject, "acl")
    if verb is None or tree.lemmas[verb] not in (
        "use",
        "call",
        "name",
        "make",
        "know",
        "mean",
        "store",
        "compose",
        "cause",
    ):
        return False
    return all(tree.pos[kid] in ("ADP", "PUNCT") for kid in tree.kids[verb])


def _with_predicate(tree: Tree, root: int, subject: int, verb: int, copula: int) -> Tree:
    adjective = tree.pos[verb] == "ADJ"
    draft = Draft(tree)
    draft.hang(verb, tree.heads[root], tree.deps[root])
    draft.hang(subject, verb, "nsubj" if adjective else "nsubj:pass")
    if root != subject:
        draft.hang(root, verb, "obj" if tree.forms[root] == "what" else "advmod")
    for kid in tree.kids[root]:
        if kid in (subject, verb):
            continue
        if kid == copula:
            draft.hang(kid, verb, "cop" if adjective else "aux:pass")
        elif is_asked(tree, kid):
            draft.hang(kid, verb, "obl" if tree.kid(kid, "case") is not None else tree.deps[kid])
        elif root != subject or kid < copula or kid > verb or tree.rels[kid] in ("obl", "advmod", "punct", "advcl"):
            draft.heads[kid] = verb
    return draft.tree()


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


def copula_and_pronoun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "are you over fifty": both words belong to what follows."""
    if end - start < 3 or tree.forms[start] not in BE or tree.forms[start + 1] not in PERSONS or root < start + 2:
        return None
    if tree.kid(root, "aux", "nsubj") is not None or tree.pos[root] == "VERB":
        return None
    draft = Draft(tree)
    draft.hang(start, root, "cop")
    draft.hang(start + 1, root, "nsubj")
    return draft.tree()


def pronoun_in_subject(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "when were you last ill" with "you last ill" as the subject of "when": "ill" is said of "you"."""
    copula, predicate = tree.kid(root, "cop"), tree.kid(root, "nsubj")
    if tree.forms[root] not in WH_ADVERBS or copula is None or predicate is None:
        return None
    pronoun = tree.kid(predicate, "nsubj")
    if pronoun is None or tree.pos[pronoun] != "PRON" or not copula < pronoun < predicate:
        return None
    draft = Draft(tree)
    draft.hang(predicate, tree.heads[root], tree.deps[root])
    draft.hang(root, predicate, "advmod")
    for kid in tree.kids[root]:
        if kid != predicate:
            draft.heads[kid] = predicate
    return draft.tree()


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
