"""Whether an ask is about the candidate (catalogue 4.4, CAND).

Knows no rule; conditions refine it by the words they look for.
"""

from __future__ import annotations

from qlint.language.arguments import whole
from qlint.language.grammar import subject_of
from qlint.language.view import (
    HYPOTHETICAL,
    View,
    given_artefact,
    is_habitual,
    is_perfect,
    modal_of,
    tells_of_you,
    you_subject,
    your,
)

INTENTIONS = frozenset("intend plan want hope expect wish mean".split())
STORIES = frozenset("time occasion situation instance".split())
RATED = frozenset("good strong fluent comfortable confident proficient well skilled familiar happy know".split())
TOLD = frozenset("right true correct ask say tell hear sure".split())


def is_person(view: View) -> bool:
    """Catalogue 4.4 CAND at the ask: "you" is the subject outside would and should, or "your" owns what is asked for."""
    tree, clause = view.tree, view.clause
    if view.wh == "how" and subject_of(tree, clause.act) is None and clause.act != clause.wh:
        return False
    if any(
        your(tree, head) and is_asked_for(view, head) for head in (view.object, view.topic, _subject(view))
    ) or tells_story(view):
        return True
    if _mentions_yourself(view):
        return True
    if _appellative(view):
        return True
    if view.imperative:
        inner = clause.complement
        asked = inner is not None and you_subject(tree, inner) and modal_of(tree, inner) not in HYPOTHETICAL
        wondered = tree.lemmas[clause.head] in ("curious", "wonder", "interested") and you_subject(tree, clause.act)
        return asked or wondered and modal_of(tree, clause.act) not in HYPOTHETICAL or tells_of_you(view)
    if not you_subject(tree, clause.act):
        inner = tree.kid(clause.act, "ccomp")
        told = (
            inner is not None
            and tree.lemmas[clause.act] in TOLD
            and you_subject(tree, inner)
            and modal_of(tree, inner) is None
            and clause.kind != "wh"
        )
        return told or tells_of_you(view)
    if view.modal in HYPOTHETICAL or view.modal == "can" and view.wh is not None:
        return False
    return not _generic_you(view)


def _subject(view: View) -> int | None:
    """The subject, "one of your parents" seen through."""
    subject = subject_of(view.tree, view.clause.act)
    return None if subject is None else whole(view.tree, subject)


def tells_story(view: View) -> bool:
    """As in "tell me about a time when a customer was right": whose story, if not the candidate's."""
    told = (
        view.imperative
        and view.object_lemma in STORIES
        and view.base_verb in ("tell", "describe", "share", "recall", "talk", "give", "discuss")
    )
    return (
        told
        and view.object is not None
        and any(view.tree.deps[kid].startswith("acl") for kid in view.tree.kids[view.object])
    )


def is_asked_for(view: View, head: int | None) -> bool:
    """Whether a noun with "your" is what is asked for: no product of the interview, not inside an if-clause."""
    tree = view.tree
    if head is None:
        return False
    made = view.lists.has("products", tree.lemmas[head]) or (
        view.lists.has("soft_products", tree.lemmas[head]) and not view.lists.has("telling", view.base_verb)
    )
    if made and (view.imperative or view.scenario or view.modal in HYPOTHETICAL):
        return False
    return not any(
        tree.rels[at] == "advcl" and at not in (view.clause.act, view.clause.complement) for at in tree.above(head)
    )


def _generic_you(view: View) -> bool:
    """As in "how do you reverse a list": anyone would do it so; "when do you use X" likewise; "do you think that ..." asks a view."""
    if _with_clause(view) or view.base_verb == "know" and view.wh == "what":
        return True
    if is_habitual(view) or view.base_verb == "do" and view.wh == "what" and not _in_a_case(view):
        return False
    if view.base_verb in INTENTIONS and view.tree.kid(view.clause.act, "xcomp") is not None:
        return False
    now = view.wh is not None and not view.past and not is_perfect(view.tree, view.clause.act)
    if now and given_artefact(view) and view.tree.kid(view.clause.act, "cop") is None:
        return True
    if view.scenario and view.wh is not None and not view.past and not is_perfect(view.tree, view.clause.act):
        return view.tree.kid(view.clause.act, "cop") is None and view.base_verb not in ("feel", "like", "want")
    if (
        view.past
        or view.wh not in ("how", "how long", "when", "where", "why", "which", "what")
        or is_perfect(view.tree, view.clause.act)
    ):
        return False
    if view.wh in ("what", "which") and not (
        view.tree.lemmas[view.clause.act] in ("do", "use", "need", "call", "mean", "get") and view.modal is None
    ):
        return False
    if view.tree.kid(view.clause.act, "cop") is not None:
        return False
    if view.wh == "why":
        return view.base_verb not in (
            "want",
            "like",
            "leave",
            "think",
            "apply",
            "choose",
            "become",
            "love",
            "enjoy",
            "be",
            "have",
            "seek",
            "interview",
        )
    return not (view.lists.has("habit", view.base_verb) and not _technical(view)) and view.base_verb not in (
        "like",
        "feel",
        "be",
        "live",
        "want",
        "see",
        "define",
        "describe",
        "spend",
        "commute",
        "rate",
    )


def _in_a_case(view: View) -> bool:
    return view.scenario or view.tree.kid(view.clause.act, "advcl") is not None


def _with_clause(view: View) -> bool:
    """A verb of thinking or supposing with a clause that is not about the candidate."""
    tree, act = view.tree, view.clause.act
    if (
        view.base_verb
        not in ("think", "know", "imagine", "suppose", "see", "say", "expect", "believe", "assume", "guess", "mean")
        or view.past
    ):
        return False
    inner = tree.kid(act, "ccomp")
    return inner is not None and not you_subject(tree, inner) and not is_perfect(tree, act)


def _technical(view: View) -> bool:
    """Whether a habit verb has a matter of the field as its object: "how do you handle missing values"."""
    head = view.topic if view.topic is not None else view.object
    if head is None:
        return False
    tree, lists = view.tree, view.lists
    lemma = tree.lemmas[head]
    return (
        not lists.has("soft", lemma)
        and not lists.has("experience", lemma)
        and not lists.has("audience", lemma)
        and not your(tree, head)
        and lemma not in lists.lists["actors"]
    )


def _mentions_yourself(view: View) -> bool:
    return any(
        view.tree.forms[at] in ("yourself", "urself") and view.tree.heads[at] in (view.clause.act, view.object or -2)
        for at in view.clause.tokens
    )


def _appellative(view: View) -> bool:
    """As in "As a man, can you ..."."""
    tree, clause = view.tree, view.clause
    first = clause.tokens[0]
    return (
        tree.forms[first] == "as"
        and len(clause.tokens) > 2
        and tree.forms[first + 1] in ("a", "an")
        and "you" in (tree.forms[at] for at in clause.tokens)
    )
