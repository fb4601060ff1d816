"""How hard to think and how long to answer: level and openness of an ask.

Judged from its slots. Knows no rule.
"""

from __future__ import annotations

from qlint.language.arguments import wh_noun
from qlint.language.grammar import is_wh
from qlint.language.matter import KNOWING, recalls
from qlint.language.slots import About, Level, Openness
from qlint.language.view import (
    HYPOTHETICAL,
    View,
    your,
)

WHAT_LIKE = frozenset({"what", "which", "who"})
WORTH = frozenset(
    """best better worst worse good right wrong suitable appropriate preferable ideal important worth overrated
    underrated favourite favorite""".split()
)


def openness(view: View) -> Openness:
    """Closed (yes, no, a choice), short (one fact, name, number, definition) or open."""
    kind = view.clause.kind
    if kind in ("polar", "tag", "alternative"):
        return "closed"
    if view.imperative:
        level = view.lists.level_of.get(view.base_verb)
        short = level == "remember" and view.base_verb != "tell" and view.clause.complement is None
        return (
            "short"
            if short
            or view.verb == "write down"
            or view.base_verb in ("give", "provide")
            and view.lists.has("short", view.object_lemma)
            else "open"
        )
    if kind == "fragment":
        return "short" if view.object is not None and view.lists.has("short", view.object_lemma) else "open"
    return _wh_openness(view)


def _wh_openness(view: View) -> Openness:
    tree, act = view.tree, view.clause.act
    if view.wh in ("who", "when", "where", "whose") or (view.wh or "").startswith("how "):
        return "open" if view.modal in HYPOTHETICAL and view.wh in ("when", "where") else "short"
    if view.wh in WHAT_LIKE:
        if is_wh(tree, act):
            return (
                "short"
                if not view.lists.has("relational", view.object_lemma) and not your(tree, view.object)
                else "open"
            )
        if wh_noun(tree, view.clause) is not None:
            return "open" if view.modal in HYPOTHETICAL or your(tree, view.object) else "short"
        if tree.lemmas[act] in ("stand", "call", "mean", "name", "return", "print", "output", "output", "evaluate"):
            return "short"
    if view.wh == "how" and tree.lemmas[act] in ("old", "tall", "big", "large", "far", "long", "fast", "heavy"):
        return "short"
    return "open"


def level(view: View, subject_matter: About) -> Level | None:
    """Bloom's revised level; None where the answer is about the candidate."""
    if subject_matter in ("person", "experience"):
        return None
    if view.imperative:
        return _imperative_level(view)
    if view.clause.kind == "fragment":
        return "understand" if view.lists.has("relational", view.object_lemma) else "remember"
    return _question_level(view, subject_matter)


def _imperative_level(view: View) -> Level | None:
    lists, verb = view.lists, view.base_verb
    if recalls(view):
        return "remember"
    if verb in ("write", "sketch") and view.object is not None:
        return "create"
    if view.verb in ("lay out", "come up", "set up", "point out") and verb != "set":
        return "create" if verb == "come" else "understand" if verb == "lay" else "analyse"
    if verb == "find" and (
        view.verb == "find out" or view.object_lemma in ("bug", "error", "mistake", "fault", "problem", "leak")
    ):
        return "analyse"
    if verb == "tell" and view.clause.complement is not None:
        return "understand"
    found = lists.level_of.get(verb)
    if found == "remember" and view.clause.complement is not None:
        return "understand"
    if found is None and verb not in KNOWING:
        return "apply"
    return found  # type: ignore[return-value]


def _question_level(view: View, subject_matter: About) -> Level:
    lists, verb = view.lists, view.base_verb
    forms = {view.tree.forms[at] for at in view.clause.tokens}
    if subject_matter == "opinion" or view.clause.kind == "alternative" and view.modal in HYPOTHETICAL:
        return "evaluate"
    if view.modal in ("would", "should", "'d") and view.subject in ("you", "we", "i"):
        return _work_level(view)
    if view.tree.lemmas[view.clause.act] in WORTH or forms & {"best", "better", "preferable"} and view.wh in WHAT_LIKE:
        return "analyse" if view.tree.lemmas[view.clause.act] == "wrong" else "evaluate"
    if view.wh in ("why", "how"):
        if subject_matter == "task":
            return "analyse"
        return "apply" if view.subject in ("you", "i", "we") else "understand"
    if view.modal in HYPOTHETICAL and view.wh in WHAT_LIKE:
        return "analyse"
    if verb == "happen":
        return "understand"
    if view.wh in ("what", "which") and lists.has("relational", view.object_lemma):
        return "understand"
    if subject_matter == "task":
        return "apply"
    return "remember"


def _work_level(view: View) -> Level:
    lists, verb = view.lists, view.base_verb
    if lists.has("create", verb):
        return "create"
    if lists.has("evaluate", verb) or view.wh in ("which", "when", "why"):
        return "evaluate"
    return "analyse" if lists.has("analyse", verb) else "apply"
