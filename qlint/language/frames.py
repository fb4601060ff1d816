"""Polite frames around what is asked for: "I'd be grateful if you could ...", "may I ask you to ...", "any chance you could ...".

Knows no kinds; each gives the verb of what the candidate is to do.
"""

from __future__ import annotations

from qlint.language.grammar import subject_of
from qlint.language.tree import Tree

PLEASED = frozenset("grateful glad happy delighted pleased keen thankful curious interested eager".split())
WELCOME = frozenset("great good nice interesting lovely helpful useful wonderful ideal".split())
HEARD = frozenset("hear see know learn understand read".split())
SPEAKERS = frozenset({"i", "we"})


def framed(tree: Tree, head: int) -> int | None:
    """The verb inside a polite frame at `head`, or None."""
    subject = subject_of(tree, head)
    if subject is None:
        subject = tree.kid(head, "expl")
    speaker = "" if subject is None else tree.forms[subject]
    modal = any(
        tree.forms[kid] in ("would", "'d", "could", "can", "may", "might") for kid in tree.all_kids(head, "aux")
    )
    lemma, inner = tree.lemmas[head], _inner(tree, head)
    if lemma == "chance" and inner is not None and _you(tree, inner):
        return inner
    if inner is None:
        return None
    if lemma == "kind" and speaker == "you" and modal:
        return inner
    if lemma == "mind" and speaker == "you" and tree.pos[inner] == "VERB" and tree.kid(inner, "mark") is None:
        return None if tree.lemmas[inner] == "ask" else inner
    if speaker in SPEAKERS and modal:
        asked = any(
            tree.forms[kid] in ("you", "u") for kid in (*tree.all_kids(head, "obj"), *tree.all_kids(head, "iobj"))
        )
        if lemma in ("ask", "get", "trouble", "have") and asked:
            return inner
        return inner if lemma in PLEASED and (_you(tree, inner) or tree.lemmas[inner] in HEARD) else None
    if lemma == "possible" and (_you(tree, inner) or any(tree.forms[kid] == "you" for kid in tree.kids[head])):
        return inner
    if speaker == "it" and modal and lemma in WELCOME:
        return inner if _you(tree, inner) or tree.lemmas[inner] in HEARD else None
    return None


def _inner(tree: Tree, head: int) -> int | None:
    return next(
        (
            kid
            for kid in tree.kids[head]
            if kid > head and tree.deps[kid].startswith(("xcomp", "ccomp", "csubj", "advcl", "acl"))
        ),
        None,
    )


def _you(tree: Tree, verb: int) -> bool:
    return any(tree.forms[kid] in ("you", "u") for kid in tree.all_kids(verb, "nsubj"))
