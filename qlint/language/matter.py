"""What an ask is about: knowledge, a task, experience, the person, an opinion.

Judged from the slots of one ask and the words around it. Knows no rule.
"""

from __future__ import annotations

from qlint.language.grammar import is_wh, subject_of, wh_of
from qlint.language.person import RATED, is_asked_for, tells_story
from qlint.language.slots import About
from qlint.language.tree import Tree
from qlint.language.view import (
    HYPOTHETICAL,
    PAST_MARKS,
    View,
    given_artefact,
    is_habitual,
    is_perfect,
    modal_of,
    tells_of_you,
    you_subject,
    your,
)

KNOWING = frozenset(
    """prove derive show demonstrate get take try differentiate identify express distinguish grant hear help know
    learn understand see elaborate go come think point speak ask""".split()
)
# What one is or has, not what one does.
STATES = frozenset(
    """be have want like love hate enjoy prefer know speak belong own earn need think believe feel intend hope expect
    identify consider suffer mind live come drink smoke see wish mean rate describe call sleep spend look""".split()
)
WEIGHED = frozenset(
    "acceptable worth worthwhile ok okay overrated underrated justified useful necessary fine legitimate".split()
)


def about(view: View, person: bool, before: About | None = None) -> About:
    """Knowledge, task, experience, person or opinion; `before` is what the ask before this one is about."""
    if before is not None and _goes_on(view):
        return before
    if before == "experience" and view.past and view.subject in ("it", "they", "that", "this"):
        return before
    if view.clause.kind == "fragment":
        return _of_fragment(view)
    if _is_motive(view):
        return "person"
    if view.case and view.imperative and view.base_verb in ("walk", "talk", "take") and not _is_told_of_you(view):
        return "task"
    if _is_opinion(view):
        return "opinion"
    if _is_circumstance(view, person):
        return "person"
    if _is_experience(view) or _is_told_of_you(view):
        return "experience"
    if person and not _your_artefact(view):
        if _is_choice_in_a_case(view):
            return "task"
        return "person" if _is_person_matter(view) else "experience"
    return "task" if _is_task(view) or _is_case(view) else "knowledge"


def _goes_on(view: View) -> bool:
    """As in "..., and why?", "..., and state your assumptions": no matter of its own."""
    tree, act = view.tree, view.clause.act
    if is_wh(tree, act) and not any(tree.pos[kid] not in ("PUNCT", "CCONJ", "ADP") for kid in tree.kids[act]):
        return True
    return (
        view.imperative
        and your(tree, view.object)
        and view.object_lemma in ("assumption", "choice", "answer", "reasoning")
    )


def _of_fragment(view: View) -> About:
    tree, lists = view.tree, view.lists
    for head in (view.object, view.topic):
        if head is not None and _is_favourite(tree, head):
            return "opinion"
        if head is not None and (
            tree.lemmas[head] in ("strength", "weakness", "hobby", "salary", "motivation", "licence", "license")
            or your(tree, head)
            and (lists.has("traits", tree.lemmas[head]) or lists.has("circumstances", tree.lemmas[head]))
        ):
            return "person"
        if head is not None and (
            tree.lemmas[head] == "experience" or your(tree, head) and lists.has("times", tree.lemmas[head])
        ):
            return "experience"
    return "experience" if "ever" in (tree.forms[at] for at in view.clause.tokens) else "knowledge"


def _is_motive(view: View) -> bool:
    """As in "why did you leave", "why should we take you", "what would your last boss say about you"."""
    tree, act = view.tree, view.clause.act
    if view.wh == "why" and you_subject(tree, act) and view.base_verb in ("leave", "quit", "apply", "become", "resign"):
        return True
    if view.wh == "why" and you_subject(tree, act) and view.verb in ("give up", "drop out", "step down"):
        return True
    subject = subject_of(tree, act)
    moved = any(tree.forms[kid] == "you" for kid in tree.all_kids(act, "obj"))
    if (
        moved
        and subject is not None
        and tree.forms[subject] in ("what", "who")
        and view.modal is None
        and not view.scenario
    ):
        return True
    of_you = any(tree.forms[kid] == "you" for kid in (*tree.all_kids(act, "obj"), *tree.all_kids(act, "obl")))
    return of_you and (
        view.wh == "why" and view.modal == "should" or view.modal == "would" and view.base_verb in ("say", "describe")
    )


def _is_told_of_you(view: View) -> bool:
    """As in "a code review that changed your mind", "your best lesson ever", "I'm curious how you decide"."""
    tree, inner = view.tree, view.clause.complement
    if not view.imperative:
        return False
    head = view.object if view.object is not None else view.topic
    for noun in {head, view.topic} - {None}:
        assert noun is not None
        told = [kid for kid in tree.kids[noun] if tree.deps[kid] == "acl:relcl" and "Tense=Past" in tree.morphs[kid]]
        if any(tree.forms[at] in ("you", "your") for kid in told for at in tree.subtree(kid)):
            return True
        if any(
            tree.deps[kid] == "acl:relcl" and you_subject(tree, kid) and is_perfect(tree, kid)
            for kid in tree.kids[noun]
        ):
            return True
        if your(tree, noun) and any("Degree=Sup" in tree.morphs[kid] for kid in tree.kids[noun]):
            return True
    wished = tree.lemmas[view.clause.head] in ("curious", "wonder", "interested", "hear", "like", "love")
    asked = next((at for at in (inner, view.clause.act) if at is not None and you_subject(tree, at)), None)
    accounted = view.base_verb in ("tell", "hear", "describe", "share") and inner is not None and _is_how(tree, inner)
    if not (wished or accounted) or asked is None or tree.kid(asked, "cop") is not None:
        return False
    return modal_of(tree, asked) is None and tree.lemmas[asked] not in STATES


def _is_how(tree: Tree, clause: int) -> bool:
    wh = wh_of(tree, clause)
    return wh is not None and tree.forms[wh] == "how"


def _is_choice_in_a_case(view: View) -> bool:
    """As in "A prospect hangs up on you twice. Do you ring a third time?": what "you" do then."""
    return (
        (view.scenario or view.case)
        and you_subject(view.tree, view.clause.act)
        and not view.past
        and view.tree.kid(view.clause.act, "cop") is None
        and not is_perfect(view.tree, view.clause.act)
        and view.base_verb not in STATES
    )


def _is_case(view: View) -> bool:
    """A question about a case that was told: no definition, nothing to explain in general."""
    tree, act = view.tree, view.clause.act
    if view.wh == "what" and any(
        tree.forms[kid] == "if" for at in (act, *tree.kids[act]) for kid in tree.all_kids(at, "mark")
    ):
        return True
    if not view.case or view.imperative or view.clause.kind == "fragment":
        return False
    if any(tree.forms[at] in ("memory", "heart") for at in view.clause.tokens):
        return False
    defined = is_wh(tree, act) and tree.kid(act, "cop") is not None and not your(tree, tree.kid(act, "nsubj"))
    anaphor = any(
        tree.forms[at] in ("it", "this", "that", "they", "them", "these", "next") for at in view.clause.tokens
    )
    return not defined or anaphor


def _is_circumstance(view: View, person: bool) -> bool:
    """Where "you" studied, live, worship: the person, also in the past tense; and what "you" would put up with."""
    tree, lists, act = view.tree, view.lists, view.clause.act
    if person and any(
        head is not None and lists.has("circumstances", tree.lemmas[head]) for head in (view.object, view.topic)
    ):
        return not tells_of_you(view) and (you_subject(tree, act) or not _owned_actor(view))
    settled = view.base_verb in ("retire", "move", "sleep", "commute") and view.object is not None
    if (
        you_subject(tree, act)
        and not settled
        and (lists.has("personal", view.base_verb) or view.verb == "grow up")
        and view.modal not in ("should", "could")
    ):
        return not view.scenario
    if view.base_verb == "get" and tree.forms[act] == "got" and is_perfect(tree, act):
        return True
    willing = view.clause.kind in ("polar", "alternative") and view.subject == "you" and view.modal == "would"
    return willing and view.object is None and not view.scenario


def _is_opinion(view: View) -> bool:
    tree, lists = view.tree, view.lists
    if any(head is not None and your(tree, head) and _is_favourite(tree, head) for head in (view.object, view.topic)):
        return True
    if lists.has("opinions", view.object_lemma) and (your(tree, view.object) or view.object_lemma == "opinion"):
        return True
    if (
        "rather" in (tree.forms[at] for at in view.clause.tokens)
        and view.modal in HYPOTHETICAL
        and view.subject == "you"
    ):
        return True
    if view.imperative:
        return view.base_verb in ("argue", "convince", "defend", "persuade", "justify") or (
            view.clause.complement is not None
            and modal_of(tree, view.clause.complement) == "should"
            and not you_subject(tree, view.clause.complement)
        )
    head = tree.lemmas[view.clause.head]
    if (
        you_subject(tree, view.clause.head)
        and lists.has("opinion", head)
        and not view.past
        and head not in ("like", "recommend", "consider", "convince", "enjoy", "love", "hate", "justify", "feel")
    ):
        return True
    if (
        you_subject(tree, view.clause.head)
        and head in ("like", "recommend", "justify", "feel", "enjoy", "love", "hate")
        and not view.past
        and (view.object is not None or view.wh == "what")
    ):
        return (
            not your(tree, view.topic)
            and head in ("like", "recommend", "justify", "feel", "enjoy", "love", "hate")
            and view.modal != "would"
            or head in ("recommend", "justify")
        )
    if view.modal == "should" and view.subject not in ("you", "i"):
        return not view.case and not (view.wh or "").startswith(("what", "how"))
    if _is_weighed(view):
        return True
    return view.object_lemma == "reason" and view.imperative


def _is_weighed(view: View) -> bool:
    """As in "is it ever acceptable to ...", "what matters more to you"."""
    tree, act = view.tree, view.clause.act
    opening = tree.forms[view.clause.tokens[0] : view.clause.tokens[0] + 2]
    if opening in (["why", "not"], ["how", "about"]) or view.base_verb == "trust" and you_subject(tree, act):
        return True
    for_you = any(
        tree.forms[kid] == "you" and tree.forms[tree.kid(kid, "case") or kid] in ("to", "for")
        for kid in tree.all_kids(act, "obl", "nmod")
    )
    if for_you and view.wh in ("what", "which", "who") and not view.past:
        return True
    return (
        view.clause.kind in ("polar", "alternative")
        and not view.case
        and tree.kid(act, "cop") is not None
        and tree.lemmas[act] in WEIGHED
    )


def _owned_actor(view: View) -> bool:
    """As in "when did your school finish ...": the place of work, not the school of the candidate."""
    subject = subject_of(view.tree, view.clause.act)
    return subject is not None and your(view.tree, subject) and view.tree.kid(view.clause.act, "cop") is None


def _is_favourite(tree: Tree, noun: int) -> bool:
    return any(tree.forms[kid] in ("favourite", "favorite", "preferred") for kid in tree.kids[noun])


def _is_experience(view: View) -> bool:
    tree, lists = view.tree, view.lists
    if tells_of_you(view) and not (view.subject == "you" and view.modal in HYPOTHETICAL):
        return True
    act = view.clause.act
    if you_subject(tree, act) and (is_perfect(tree, act) or view.past) and tree.kid(act, "cop") is None:
        return True
    if view.imperative and you_subject(tree, act) and "Tense=Past" in tree.morphs[act] and view.clause.head != act:
        return tree.lemmas[view.clause.head] in ("curious", "wonder", "interested")
    inner = view.clause.complement
    if (
        inner is not None
        and you_subject(tree, inner)
        and ("Tense=Past" in tree.morphs[inner] or is_perfect(tree, inner) or is_habitual(view))
    ):
        return True
    if you_subject(tree, act) and (view.wh == "how often" or is_habitual(view)) and view.modal not in HYPOTHETICAL:
        return True
    if tells_story(view):
        return True
    if _mine_inside(view):
        return True
    for head in (view.object, view.topic, subject_of(tree, act)):
        if (
            head is not None
            and your(tree, head)
            and is_asked_for(view, head)
            and (
                lists.has("experience", tree.lemmas[head])
                or any(tree.forms[kid] in PAST_MARKS for kid in tree.kids[head])
            )
        ):
            return not (view.scenario and view.modal in HYPOTHETICAL)
    return False


def _mine_inside(view: View) -> bool:
    """As in "the architecture of your last project", "the gap in your CV"."""
    tree, head = view.tree, view.object if view.object is not None else view.topic
    if head is None:
        return False
    if any(tree.deps[kid] == "acl:relcl" and your(tree, subject_of(tree, kid)) for kid in tree.kids[head]):
        return True
    near = (*tree.kids[head], *(deep for kid in tree.kids[head] for deep in tree.kids[kid]))
    return any(tree.rels[at] == "nmod" and your(tree, at) and _is_past_work(view, at) for at in near)


def _is_past_work(view: View, noun: int) -> bool:
    tree, lists = view.tree, view.lists
    if lists.has("products", tree.lemmas[noun]):
        return False
    if view.modal not in HYPOTHETICAL and not view.scenario and not view.imperative:
        return True
    return lists.has("experience", tree.lemmas[noun]) or any(tree.forms[kid] in PAST_MARKS for kid in tree.kids[noun])


def _is_person_matter(view: View) -> bool:
    """Traits, motives, circumstances; else what "you" do at work, which is experience."""
    tree, lists = view.tree, view.lists
    for head in (view.object, view.topic, subject_of(tree, view.clause.act)):
        if (
            head is not None
            and your(tree, head)
            and not lists.has("traits", tree.lemmas[head])
            and not lists.has("circumstances", tree.lemmas[head])
        ):
            ideal = any(tree.forms[kid] == "ideal" for kid in tree.kids[head])
            return ideal or view.base_verb in ("rate", "rank", "score")
    if view.wh in ("how", "how well") and tree.lemmas[view.clause.act] in RATED:
        return True
    habit = (
        you_subject(tree, view.clause.act)
        and view.modal is None
        and tree.kid(view.clause.act, "cop") is None
        and view.base_verb not in STATES
        and "yourself" not in (tree.forms[at] for at in view.clause.tokens)
    )
    return not habit


def _your_artefact(view: View) -> bool:
    """As in "deploy your solution", "test your code": what the candidate has just made in the interview."""
    tree = view.tree
    head = view.topic if view.topic is not None else view.object
    lemma = "" if head is None else tree.lemmas[head]
    if not your(tree, head) or you_subject(tree, view.clause.act) and view.modal not in HYPOTHETICAL:
        return False
    return lemma in (
        "solution",
        "code",
        "answer",
        "implementation",
        "design",
        "algorithm",
        "function",
        "program",
        "approach",
        "choice",
        "plan",
        "query",
        "test",
    )


def _is_task(view: View) -> bool:
    tree = view.tree
    if view.imperative:
        if _makes(view):
            return True
        inner = view.clause.complement
        if inner is not None and you_subject(tree, inner) and modal_of(tree, inner) in HYPOTHETICAL:
            return True
        return given_artefact(view)
    subject = view.subject
    if subject in ("you", "i", "we") and view.modal in HYPOTHETICAL:
        if view.base_verb in ("explain", "define") and not view.scenario:
            return False
        return not (view.wh in ("when", "why") and not view.scenario)
    if view.wh is not None and "to" in (tree.forms[kid] for kid in tree.all_kids(view.clause.act, "mark")):
        return False
    if subject == "it" and view.scenario and view.modal == "would" and view.wh in ("what", "which"):
        return True
    if subject in ("you", "we", "i") and view.scenario and view.modal is None and not view.past:
        return True
    return given_artefact(view) and not (subject == "you" and tree.kid(view.clause.act, "cop") is not None)


def _makes(view: View) -> bool:
    """Told to do something; verbs that no list knows are verbs of doing. "Sketch how traffic flows" makes nothing."""
    inner = view.clause.complement
    if inner is not None and wh_of(view.tree, inner) is not None and view.object is None and _is_field(view, inner):
        return False
    level_of = view.lists.level_of
    unknown = level_of.get(view.base_verb, "apply") in ("apply", "analyse", "create") and view.base_verb not in KNOWING
    return (view.lists.has("making", view.base_verb) or unknown) and not recalls(view)


def _is_field(view: View, inner: int) -> bool:
    """Whether a how-clause tells how things are: no "you", no "would", no infinitive."""
    tree = view.tree
    subject = subject_of(tree, inner)
    return (
        view.base_verb in ("sketch", "draw", "outline", "illustrate")
        and subject is not None
        and tree.forms[subject] not in ("you", "we", "i")
        and modal_of(tree, inner) not in HYPOTHETICAL
    )


def recalls(view: View) -> bool:
    """As in "write down the formula": nothing is made."""
    noted = view.object_lemma in ("equation", "formula", "definition", "syntax", "command", "name", "law", "theorem")
    if any(view.tree.forms[at] in ("memory", "heart") for at in view.clause.tokens) and view.imperative:
        return True
    return view.verb == "write down" or view.base_verb in ("write", "give", "type") and noted
