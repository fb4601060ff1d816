"""Second readings of verbs: nouns that are verbs, questions hung as relative clauses, subjects inside the verb.

"How does a lathe work" with "lathe work" as a noun: each a small change in a copy of the tree. Knows no slots.
"""

from __future__ import annotations

from qlint.language.draft import NOUNS, WH_ADVERBS, Draft, is_asked
from qlint.language.tree import Tree
from qlint.language.words import Words

LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod"})
SUPPORT = frozenset({"do", "does", "did", "can", "could", "should", "would", "will", "might", "may", "must"})


def verb_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "How does a lathe work", "explain why concrete cracks": the last noun of a compound is the verb."""
    for token in range(start, end):
        if _is_hidden_verb(tree, token):
            draft = Draft(tree)
            draft.turn(token, "VERB", "VerbForm=Inf", tree.forms[token])
            return draft.tree()
        if tree.pos[token] not in NOUNS or tree.masked[token] or tree.kid(token, "cop", "case", "appos") is not None:
            continue
        subjects = tree.all_kids(token, "nsubj")
        if subjects and _is_asked_why(tree, token) and subjects[-1] < token and tree.rels[token] == "ccomp":
            draft = Draft(tree)
            draft.turn(token, "VERB", "VerbForm=Fin", tree.lemmas[token])
            return draft.tree()
        if subjects and _is_supported(tree, token) and subjects[-1] < token and _auxiliary(tree, token) < subjects[-1]:
            draft = Draft(tree)
            draft.turn(token, "VERB", "VerbForm=Inf")
            return draft.tree()
        if any(not is_asked(tree, kid) for kid in subjects):
            continue
        subject = _subject_inside(tree, token)
        if subject is None:
            continue
        lifted = _lifted(tree, token, root, subject)
        if lifted is not None:
            return lifted
        if _is_supported(tree, token) or _is_asked_why(tree, token) and _agrees(tree, token - 1, token):
            return _with_verb(tree, token, subject)
    return None


def _is_hidden_verb(tree: Tree, token: int) -> bool:
    """As in "whom did you back": an adverb or adjective under "did" with a subject."""
    if tree.pos[token] not in ("ADV", "ADJ") or tree.kid(token, "cop") is not None:
        return False
    auxiliary, subject = tree.kid(token, "aux"), tree.kid(token, "nsubj")
    return (
        auxiliary is not None
        and subject is not None
        and tree.forms[auxiliary] in ("do", "does", "did")
        and auxiliary < token
    )


def _auxiliary(tree: Tree, token: int) -> int:
    auxiliary = tree.kid(token, "aux")
    return token if auxiliary is None else auxiliary


def _is_supported(tree: Tree, token: int) -> bool:
    return any(tree.forms[kid] in SUPPORT and tree.rels[kid] == "aux" and kid < token for kid in tree.kids[token])


def _subject_inside(tree: Tree, token: int) -> int | None:
    """The part of a compound right before its head, where it can be the subject."""
    for kid in reversed(tree.kids[token]):
        pointing = (
            tree.rels[kid] == "det" and tree.forms[kid] in ("this", "that", "these", "those") and kid == token - 1
        )
        if kid < token and (tree.rels[kid] in ("compound", "amod", "flat") and tree.pos[kid] != "PART" or pointing):
            return kid if tree.subtree(kid)[-1] == token - 1 else None
    return None


def _is_asked_why(tree: Tree, token: int) -> bool:
    return tree.rels[token] in ("ccomp", "advcl", "root", "ROOT", "conj") and any(
        tree.forms[kid] in WH_ADVERBS and tree.rels[kid] == "advmod" and kid < token for kid in tree.kids[token]
    )


def _lifted(tree: Tree, token: int, root: int, subject: int) -> Tree | None:
    """As in "How does a lathe work" with "how" as the root and "lathe work" as its subject."""
    if tree.rels[token] != "nsubj" or tree.heads[token] != root or tree.forms[root] not in (*WH_ADVERBS, "what"):
        return None
    support = next((kid for kid in tree.kids[root] if root < kid < token and tree.forms[kid] in SUPPORT), None)
    if support is None:
        return None
    draft = Draft(_with_verb(tree, token, subject))
    draft.hang(token, tree.heads[root], tree.deps[root])
    draft.hang(root, token, "obj" if tree.forms[root] == "what" else "advmod")
    draft.hang(support, token, "aux")
    for kid in tree.kids[root]:
        if kid not in (token, support):
            draft.heads[kid] = token
    return draft.tree()


def _agrees(tree: Tree, subject: int, verb: int) -> bool:
    return tree.forms[verb].endswith("s") != (
        tree.forms[subject].endswith("s") and not tree.forms[subject].endswith("ss")
    )


def _with_verb(tree: Tree, verb: int, subject: int) -> Tree:
    draft = Draft(tree)
    draft.turn(verb, "VERB", "VerbForm=Fin")
    draft.pos[subject] = "PRON" if tree.rels[subject] == "det" else "PROPN" if tree.pos[subject] == "PROPN" else "NOUN"
    draft.hang(subject, verb, "nsubj")
    for kid in tree.kids[verb]:
        if kid < subject and tree.rels[kid] in LEFT and tree.forms[kid] not in WH_ADVERBS:
            draft.heads[kid] = subject
        elif kid < subject and tree.rels[kid] == "nsubj":
            draft.deps[kid] = "obj"
        elif kid > verb and tree.rels[kid] == "nmod":
            draft.deps[kid] = "obl"
    return draft.tree()


def verb_under_verb(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "How does attention help capture X" with "attention help" as the subject of "capture"."""
    first = tree.kid(root, "nsubj")
    if first is None or tree.pos[root] != "VERB" or tree.pos[first] != "VERB" or tree.kid(first, "nsubj") is None:
        return None
    draft = Draft(tree)
    draft.hang(first, tree.heads[root], tree.deps[root])
    draft.hang(root, first, "xcomp")
    for kid in tree.kids[root]:
        if kid < first or tree.rels[kid] == "punct":
            draft.heads[kid] = first
    return draft.tree()


def subject_as_compound(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "how the garbage collector decides" with "collector" as a compound of the verb."""
    for token in range(start + 2, end):
        subject = token - 1
        if tree.pos[token] != "VERB" or "VerbForm=Fin" not in tree.morphs[token] or tree.heads[subject] != token:
            continue
        if tree.rels[subject] != "compound" or tree.pos[subject] not in NOUNS or tree.kid(token, "nsubj") is not None:
            continue
        draft = Draft(tree)
        draft.hang(subject, token, "nsubj")
        for kid in tree.kids[token]:
            if kid < subject and tree.rels[kid] in LEFT and tree.forms[kid] not in WH_ADVERBS:
                draft.heads[kid] = subject
        return draft.tree()
    return None


def let_us(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "let's pair on this" with "pair" as a noun."""
    objects = tree.all_kids(root, "obj") if tree.lemmas[root] == "let" else []
    made = objects[-1] if objects else None
    if made is None or tree.pos[made] != "NOUN" or tree.forms[made - 1] not in ("'s", "us", "s"):
        return None
    draft = Draft(tree)
    draft.turn(made, "VERB", "VerbForm=Inf", tree.forms[made])
    draft.deps[made] = "xcomp"
    for kid in tree.all_kids(made, "nmod"):
        draft.deps[kid] = "obl"
    for kid in tree.all_kids(root, "obl", "advcl"):
        draft.heads[kid] = made
    return draft.tree()


def what_verbs(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What changes?": a verb, as nothing else is there."""
    if tree.forms[start] not in ("what", "who") or end - start > 4:
        return None
    parts = [token for token in range(start, end) if tree.pos[token] != "PUNCT"]
    if len(parts) != 2 or tree.pos[parts[1]] != "NOUN" or not tree.forms[parts[1]].endswith("s"):
        return None
    draft = Draft(tree)
    draft.turn(parts[1], "VERB", "VerbForm=Fin", tree.forms[parts[1]].removesuffix("s"))
    draft.hang(parts[1], -1, "root")
    draft.hang(parts[0], parts[1], "nsubj")
    return draft.tree()


def phrase_before_subject(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "what faith were you brought up in" with "what faith" as a second subject, "what SLA and SLO mean" with the names as object."""
    for verb in range(start, end):
        if tree.pos[verb] != "VERB":
            continue
        subjects = tree.all_kids(verb, "nsubj")
        if len(subjects) == 2 and subjects[0] < subjects[1] < verb and _asks_for(tree, subjects[0]):
            draft = Draft(tree)
            draft.hang(subjects[0], verb, "obl" if tree.kid(verb, "aux") is not None else "obj")
            return draft.tree()
        named = tree.kid(verb, "obj")
        if (
            tree.lemmas[verb] == "mean"
            and not subjects
            and named is not None
            and named < verb
            and _asks_for(tree, named)
        ):
            draft = Draft(tree)
            draft.hang(named, verb, "nsubj")
            what = next(kid for kid in tree.kids[named] if tree.forms[kid] == "what")
            draft.turn(what, "PRON", tree.morphs[what])
            draft.hang(what, verb, "obj")
            return draft.tree()
    return None


def _asks_for(tree: Tree, noun: int) -> bool:
    return any(tree.forms[kid] in ("what", "which") and tree.rels[kid] == "det" for kid in tree.kids[noun])
