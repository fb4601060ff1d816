"""How hard to think, how long to answer, and what the answer is about: level, openness, about, person.

Judged from the slots of one ask and the words around it. Knows no rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from qlint.language.arguments import wh_noun
from qlint.language.clauses import Clause
from qlint.language.grammar import is_wh, subject_of
from qlint.language.slots import About, Level, Openness
from qlint.language.tree import Tree
from qlint.language.words import Words

HYPOTHETICAL = frozenset({"would", "should", "could", "might", "'d"})
WHAT_LIKE = frozenset({"what", "which", "who"})
RATED = frozenset("good strong fluent comfortable confident proficient well skilled familiar happy know".split())
KNOWING = frozenset("prove derive show demonstrate get take try differentiate identify express distinguish grant hear help know learn understand see elaborate go come think point speak ask".split())
TOLD = frozenset("right true correct ask say tell hear sure".split())
WANTING = frozenset("like want prefer need choose know have see think be wish".split())
WORTH = frozenset(
    "best better worst worse good right wrong suitable appropriate preferable ideal important worth overrated underrated favourite favorite".split()
)
PAST_MARKS = frozenset("last previous former past current recent latest".split())


@dataclass(frozen=True, slots=True)
class View:
    """What the judgements need of an ask: its clause, the head of its object and topic, its modal, the verb with its particle."""

    tree: Tree
    clause: Clause
    lists: Words
    verb: str
    wh: str | None
    object: int | None
    topic: int | None
    modal: str | None
    past: bool
    scenario: bool

    @property
    def subject(self) -> str:
        """The form of the subject of the predicate, or ""."""
        found = subject_of(self.tree, self.clause.act)
        return "" if found is None else self.tree.forms[found]

    @property
    def object_lemma(self) -> str:
        """The lemma of the object, or ""."""
        return "" if self.object is None else self.tree.lemmas[self.object]

    @property
    def imperative(self) -> bool:
        """Whether the candidate is told or requested to do something."""
        return self.clause.kind in ("imperative", "request")

    @property
    def base_verb(self) -> str:
        """The verb without its particle."""
        return self.verb.partition(" ")[0]


def is_person(view: View) -> bool:
    """Catalogue 4.4 CAND at the ask: "you" is the subject outside would and should, or "your" owns what is asked for."""
    tree, clause = view.tree, view.clause
    if any(
        _your(tree, head) and _asked(view, head) for head in (view.object, view.topic, subject_of(tree, clause.act))
    ):
        return True
    if _mentions_yourself(view):
        return True
    if _appellative(view):
        return True
    if view.imperative:
        inner = clause.complement
        asked = inner is not None and _you_subject(tree, inner) and _modal(tree, inner) not in HYPOTHETICAL
        return asked or _relative_you(view)
    if not _you_subject(tree, clause.act):
        inner = tree.kid(clause.act, "ccomp")
        told = inner is not None and tree.lemmas[clause.act] in TOLD and _you_subject(tree, inner) and _modal(tree, inner) is None and clause.kind != "wh"
        return told or _relative_you(view)
    if view.modal in HYPOTHETICAL or view.modal == "can" and view.wh is not None:
        return False
    return not _generic_you(view)


def _asked(view: View, head: int | None) -> bool:
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
    if _habitual(view):
        return False
    if view.scenario and view.wh is not None and not view.past and not _perfect(view.tree, view.clause.act):
        return view.tree.kid(view.clause.act, "cop") is None and view.base_verb not in ("feel", "like", "want")
    if (
        view.past
        or view.wh not in ("how", "when", "where", "why", "which", "what")
        or _perfect(view.tree, view.clause.act)
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
    return inner is not None and not _you_subject(tree, inner) and not _perfect(tree, act)


def _technical(view: View) -> bool:
    """Whether a habit verb has a matter of the field as its object: "how do you handle missing values"."""
    head = view.topic if view.topic is not None else view.object
    if head is None:
        return False
    tree, lists = view.tree, view.lists
    lemma = tree.lemmas[head]
    return (
        lemma not in SOFT
        and not lists.has("experience", lemma)
        and not lists.has("audience", lemma)
        and not _your(tree, head)
        and lemma not in lists.lists["actors"]
    )


SOFT = frozenset(
    """conflict stress pressure criticism feedback failure work task priority deadline disagreement ambiguity change learning skill motivation people team
    meeting time workload quality decision technology trend success requirement mentor performance balance setback mistake estimate stakeholder expectation boss
    manager colleague coworker client customer code date situation person burnout routine day morale culture interruption context""".split()
)


def _your(tree: Tree, head: int | None) -> bool:
    return head is not None and any(tree.forms[kid] in ("your", "ur") for kid in tree.kids[head])


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


def _relative_you(view: View) -> bool:
    """As in "a bug that you fixed", "a time when you failed": told of the candidate."""
    tree = view.tree
    for at in view.clause.tokens:
        if (
            tree.deps[at] in ("acl:relcl", "advcl:relcl")
            and _you_subject(tree, at)
            and _modal(tree, at) not in HYPOTHETICAL
        ):
            if tree.lemmas[at] in WANTING and "Tense=Past" not in tree.morphs[at] and not _perfect(tree, at):
                return False
            return (
                _modal(tree, at) == "can"
                or "Tense=Past" in tree.morphs[at]
                or tree.kid(at, "aux") is None
                or _perfect(tree, at)
            )
        if (
            tree.rels[at] == "advcl"
            and tree.heads[at] == view.object
            and _you_subject(tree, at)
            and "Tense=Past" in tree.morphs[at]
        ):
            return True
    return False


def _you_subject(tree: Tree, head: int) -> bool:
    return any(tree.forms[kid] in ("you", "u", "ya") for kid in tree.all_kids(head, "nsubj"))


def _modal(tree: Tree, head: int) -> str | None:
    return next(
        (tree.lemmas[kid] for kid in tree.all_kids(head, "aux") if tree.lemmas[kid] not in ("do", "be", "have")), None
    )


def _perfect(tree: Tree, head: int) -> bool:
    return any(tree.lemmas[kid] == "have" for kid in tree.all_kids(head, "aux"))


def about(view: View, person: bool) -> About:
    """Knowledge, task, experience, person or opinion."""
    if _is_opinion(view):
        return "opinion"
    if _is_circumstance(view, person):
        return "person"
    if _is_experience(view):
        return "experience"
    if person and not _your_artefact(view):
        return "person" if _is_person_matter(view) else "experience"
    return "task" if _is_task(view) else "knowledge"


def _is_circumstance(view: View, person: bool) -> bool:
    """Where "you" studied, live, worship: the person, also in the past tense; and what "you" would put up with."""
    tree, lists, act = view.tree, view.lists, view.clause.act
    if person and any(
        head is not None and lists.has("circumstances", tree.lemmas[head]) for head in (view.object, view.topic)
    ):
        return not _relative_you(view)
    if _you_subject(tree, act) and lists.has("personal", view.base_verb) and view.modal not in ("should", "could"):
        return not view.scenario
    if view.base_verb == "get" and tree.forms[act] == "got" and _perfect(tree, act):
        return True
    willing = view.clause.kind in ("polar", "alternative") and view.subject == "you" and view.modal == "would"
    return willing and view.object is None and not view.scenario


def _is_opinion(view: View) -> bool:
    tree, lists = view.tree, view.lists
    if lists.has("opinions", view.object_lemma) and (_your(tree, view.object) or view.object_lemma == "opinion"):
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
            and _modal(tree, view.clause.complement) == "should"
            and not _you_subject(tree, view.clause.complement)
        )
    head = tree.lemmas[view.clause.head]
    if (
        _you_subject(tree, view.clause.head)
        and lists.has("opinion", head)
        and not view.past
        and head not in ("like", "recommend", "consider", "convince", "enjoy", "love", "hate", "justify", "feel")
    ):
        return True
    if (
        _you_subject(tree, view.clause.head)
        and head in ("like", "recommend", "justify", "feel", "enjoy", "love", "hate")
        and not view.past
        and (view.object is not None or view.wh == "what")
    ):
        return (
            not _your(tree, view.topic)
            and head in ("like", "recommend", "justify", "feel", "enjoy", "love", "hate")
            and view.modal != "would"
            or head in ("recommend", "justify")
        )
    if view.modal == "should" and view.subject not in ("you", "i"):
        return True
    return view.object_lemma == "reason" and view.imperative


def _is_experience(view: View) -> bool:
    tree, lists = view.tree, view.lists
    if _relative_you(view):
        return True
    act = view.clause.act
    if _you_subject(tree, act) and (_perfect(tree, act) or view.past) and tree.kid(act, "cop") is None:
        return True
    inner = view.clause.complement
    if (
        inner is not None
        and _you_subject(tree, inner)
        and ("Tense=Past" in tree.morphs[inner] or _perfect(tree, inner) or _habitual(view))
    ):
        return True
    if _you_subject(tree, act) and (view.wh == "how often" or _habitual(view)) and view.modal not in HYPOTHETICAL:
        return True
    if view.object_lemma in ("time", "occasion", "situation", "instance") and view.imperative:
        return _relative_you(view) or any(tree.forms[at] == "you" for at in view.clause.tokens)
    if _mine_inside(view):
        return True
    for head in (view.object, view.topic, subject_of(tree, act)):
        if (
            head is not None
            and _your(tree, head)
            and _asked(view, head)
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
    near = (*tree.kids[head], *(deep for kid in tree.kids[head] for deep in tree.kids[kid]))
    return any(tree.rels[at] == "nmod" and _your(tree, at) and _is_past_work(view, at) for at in near)


def _is_past_work(view: View, noun: int) -> bool:
    tree, lists = view.tree, view.lists
    if lists.has("products", tree.lemmas[noun]):
        return False
    return lists.has("experience", tree.lemmas[noun]) or any(tree.forms[kid] in PAST_MARKS for kid in tree.kids[noun])


def _habitual(view: View) -> bool:
    return any(view.lists.has("habitual", view.tree.forms[at]) for at in view.clause.tokens)


def _is_person_matter(view: View) -> bool:
    """Traits, motives, circumstances; else what "you" do at work, which is experience."""
    tree, lists = view.tree, view.lists
    for head in (view.object, view.topic, subject_of(tree, view.clause.act)):
        if (
            head is not None
            and _your(tree, head)
            and not lists.has("traits", tree.lemmas[head])
            and not lists.has("circumstances", tree.lemmas[head])
        ):
            ideal = any(tree.forms[kid] == "ideal" for kid in tree.kids[head])
            return ideal or view.base_verb in ("rate", "rank", "score")
    if view.wh in ("how", "how well") and tree.lemmas[view.clause.act] in RATED:
        return True
    habit = (
        view.wh == "how"
        and lists.has("habit", view.base_verb)
        and _you_subject(tree, view.clause.act)
        and view.modal is None
    )
    return not habit


def _your_artefact(view: View) -> bool:
    """As in "deploy your solution", "test your code": what the candidate has just made in the interview."""
    tree = view.tree
    head = view.topic if view.topic is not None else view.object
    lemma = "" if head is None else tree.lemmas[head]
    if not _your(tree, head) or _you_subject(tree, view.clause.act) and view.modal not in HYPOTHETICAL:
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
        if inner is not None and _you_subject(tree, inner) and _modal(tree, inner) in HYPOTHETICAL:
            return True
        return _given_artefact(view)
    subject = view.subject
    if subject in ("you", "i", "we") and view.modal in HYPOTHETICAL:
        return not (view.wh in ("when", "why") and not view.scenario)
    if view.wh is not None and "to" in (tree.forms[kid] for kid in tree.all_kids(view.clause.act, "mark")):
        return False
    if subject == "it" and view.scenario and view.modal == "would" and view.wh in ("what", "which"):
        return True
    if subject in ("you", "we", "i") and view.scenario and view.modal is None and not view.past:
        return True
    return _given_artefact(view)


def _makes(view: View) -> bool:
    """Told to do something; verbs that no list knows are verbs of doing."""
    level_of = view.lists.level_of
    unknown = level_of.get(view.base_verb, "apply") in ("apply", "analyse", "create") and view.base_verb not in KNOWING
    return (view.lists.has("making", view.base_verb) or unknown) and not _recalls(view)


def _given_artefact(view: View) -> bool:
    """As in "this query", "the following code": supplied with the question."""
    tree, lists = view.tree, view.lists
    for at in view.clause.tokens:
        if tree.forms[at] in ("this", "these", "following", "below", "above") and tree.heads[at] >= 0:
            noun = tree.heads[at]
            if (
                lists.has("artefacts", tree.lemmas[noun])
                and tree.rels[at] in ("det", "amod", "advmod")
                and (tree.forms[at] != "these" or noun in view.clause.tokens)
            ):
                return True
    return False


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
                if not view.lists.has("relational", view.object_lemma) and not _your(tree, view.object)
                else "open"
            )
        if wh_noun(tree, view.clause) is not None:
            return "open" if view.modal in HYPOTHETICAL or _your(tree, view.object) else "short"
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


def _recalls(view: View) -> bool:
    """As in "write down the formula": nothing is made."""
    noted = view.object_lemma in ("equation", "formula", "definition", "syntax", "command", "name", "law", "theorem")
    return view.verb == "write down" or view.base_verb in ("write", "give", "type") and noted


def _imperative_level(view: View) -> Level | None:
    lists, verb = view.lists, view.base_verb
    if _recalls(view):
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
