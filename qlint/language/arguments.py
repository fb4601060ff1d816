"""What an ask does and to what: verb, object, the nouns that a verb selects (labelling conventions V1-V4, O1-O4).

Knows no topics.
"""

from __future__ import annotations

from collections.abc import Iterator

from qlint.language.clauses import Clause
from qlint.language.grammar import is_wh
from qlint.language.phrases import Cut, is_nominal
from qlint.language.slots import Slot
from qlint.language.tree import Tree
from qlint.language.words import Words

OBJECTLESS = frozenset(
    "me us you him her them it i we they he she yourself one this that these those what who whom which".split()
)
LOOSE_PARTICLES = frozenset("back down up out off away apart".split())


def verb_slot(tree: Tree, clause: Clause, lists: Words) -> Slot | None:
    """The verb of an ask with its particle; the copula of a copular clause; None for fragments and a bare "why"."""
    act = clause.act
    if clause.kind == "fragment":
        return None
    copula = tree.kid(act, "cop")
    passive = tree.pos[act] == "VERB" and any(tree.deps[kid] == "nsubj:pass" for kid in tree.kids[act])
    if copula is not None and not passive and not (tree.pos[act] == "VERB" and copula > act):
        return tree.slot(copula, [copula], "be")
    if tree.pos[act] not in ("VERB", "AUX"):
        return _stray_verb(tree, clause)
    return with_particle(
        tree, act, lists, asked=clause.wh is not None and tree.forms[clause.wh] in ("what", "which", "who", "whom")
    )


def _stray_verb(tree: Tree, clause: Clause) -> Slot | None:
    """The auxiliary of a clause that the parser gave no verb."""
    for kid in tree.kids[clause.act]:
        if tree.rels[kid] == "aux" and tree.lemmas[kid] in ("be", "do", "have"):
            return tree.slot(kid, [kid], tree.lemmas[kid])
    first = clause.tokens[0]
    if tree.pos[first] == "AUX" and tree.lemmas[first] == "be":
        return tree.slot(first, [first], "be")
    return (
        tree.slot(clause.act, [clause.act])
        if clause.kind in ("imperative", "request") or first == clause.act and not is_wh(tree, first)
        else None
    )


def with_particle(tree: Tree, verb: int, lists: Words, *, asked: bool = False) -> Slot:
    """The slot of a verb; its lemma carries the particle ("write down").

    Where a noun is `asked` for, a preposition at the end is its own ("which year were you born in").
    """
    for kid in tree.kids[verb]:
        if kid < verb:
            continue
        loose = tree.rels[kid] in ("advmod", "compound") and tree.forms[kid] in LOOSE_PARTICLES and kid <= verb + 4
        dated = (
            tree.forms[kid + 1 : kid + 3] in (["to", "date"], ["to", "speed"]) or "-" in tree.forms[kid + 1 : kid + 2]
        )
        if (
            not lists.has("particles", tree.forms[kid])
            or asked
            and tree.forms[kid] in ("in", "on")
            and _is_last(tree, kid)
        ):
            continue
        if tree.deps[kid] == "compound:prt" and not dated or loose and not dated and not tree.kids[kid]:
            tokens = [verb, kid] if kid == verb + 1 else [verb]
            return tree.slot(verb, tokens, f"{tree.lemmas[verb]} {tree.forms[kid]}")
    return tree.slot(verb, [verb], "be" if tree.lemmas[verb] == "be" else None)


def _is_last(tree: Tree, token: int) -> bool:
    return token + 1 >= len(tree) or tree.pos[token + 1] == "PUNCT"


def object_head(tree: Tree, clause: Clause, lists: Words, cut: Cut) -> int | None:
    """The head noun that is asked for."""
    act = clause.act
    if clause.kind == "fragment":
        return act if is_nominal(tree, act) else _noun(tree, tree.kid(act, "obj", "obl"))
    asked = wh_noun(tree, clause)
    if asked is not None:
        return asked
    if tree.kid(act, "cop") is not None or is_wh(tree, act):
        return _copular_object(tree, clause)
    if tree.lemmas[act] == "be" and (clause.wh is not None or tree.kid(act, "expl") is not None):
        return _noun(tree, tree.kid(act, "nsubj"))
    direct = next((kid for kid in tree.all_kids(act, "obj") if kid not in cut), None)
    if direct is not None and (
        tree.forms[direct] in ("me", "us") or is_wh(tree, direct) or tree.forms[direct] == "you"
    ):
        if is_wh(tree, direct):
            return None
        direct = None
    if direct is None:
        direct = shared_object(tree, act)
    if direct is None and clause.complement is None:
        direct = next((kid for kid in tree.all_kids(act, "iobj") if tree.pos[kid] != "PRON" and kid not in cut), None)
    if direct is not None and not is_addressee(tree, act, direct):
        return _noun(tree, whole(tree, direct))
    if clause.wh is not None and _fills_object(tree, clause):
        return None
    if clause.complement is not None and tree.rels[clause.complement] in ("ccomp", "advcl", "xcomp"):
        return None
    return next((kid for kid in selected(tree, act, lists, cut) if tree.forms[kid] not in OBJECTLESS), None)


def shared_object(tree: Tree, act: int) -> int | None:
    """The object of "used or implemented media queries", "detect and fix leaks": hung from the last verb, meant for both."""
    for other in tree.all_kids(act, "conj"):
        between = [at for at in range(act + 1, other) if tree.pos[at] not in ("CCONJ", "PUNCT", "ADV")]
        if other > act and not between and tree.pos[other] == "VERB" and tree.kid(other, "nsubj") is None:
            return tree.kid(other, "obj")
    return None


def whole(tree: Tree, part: int) -> int:
    """The noun of "some of the structures", "one of the lists"; else the token itself."""
    if tree.pos[part] in ("DET", "PRON", "NUM", "ADJ") and not tree.masked[part]:
        noun = tree.kid(part, "nmod")
        if noun is not None and noun > part and _of(tree, noun):
            return noun
    return part


def is_addressee(tree: Tree, act: int, direct: int) -> bool:
    """Those who are convinced, and those who are taught or shown how, are no object."""
    if tree.lemmas[act] in ("convince", "persuade"):
        return True
    taught = tree.lemmas[act] in ("teach", "show", "tell", "coach", "train", "advise", "walk", "help", "remind")
    return (
        taught
        and tree.kid(act, "ccomp", "advcl", "xcomp") is not None
        and direct < (tree.kid(act, "ccomp", "advcl", "xcomp") or 0)
    )


def wh_noun(tree: Tree, clause: Clause) -> int | None:
    """The noun of which / what / whose / how many + noun ("which of your projects": project)."""
    wh = clause.wh
    if wh is None:
        return None
    head = tree.heads[wh]
    if tree.forms[wh] == "how":
        if wh + 1 < len(tree) and tree.forms[wh + 1] in ("many", "much") and tree.heads[wh] == wh + 1:
            noun = tree.heads[wh + 1]
            if noun > wh + 1 and is_nominal(tree, noun) and tree.rels[wh + 1] in ("amod", "det", "nummod", "advmod"):
                return noun
        return None
    if head >= 0 and (tree.rels[wh] == "det" or tree.deps[wh] == "nmod:poss") and is_nominal(tree, head) and head > wh:
        return head
    if tree.forms[wh] in ("which", "what", "who"):
        inner = tree.kid(wh, "nmod")
        if inner is not None and inner > wh and inner - wh <= 6 and _of(tree, inner) and wh != clause.act:
            return inner
    return None


def _of(tree: Tree, token: int) -> bool:
    case = tree.kid(token, "case")
    return case is not None and tree.forms[case] == "of"


def _copular_object(tree: Tree, clause: Clause) -> int | None:
    """As in "What is NP": its head; how, where, when, why and other copular clauses: none."""
    act = clause.act
    if not is_wh(tree, act) or tree.forms[act] not in ("what", "who", "which", "whom"):
        return None
    subject = tree.kid(act, "nsubj")
    return None if subject is None else _noun(tree, whole(tree, subject))


def _noun(tree: Tree, token: int | None) -> int | None:
    if (
        token is None
        or tree.pos[token] == "PRON"
        and not tree.masked[token]
        or tree.forms[token] in OBJECTLESS
        or not is_nominal(tree, token)
    ):
        return None
    return token


def _fills_object(tree: Tree, clause: Clause) -> bool:
    """Whether the wh-word stands for what the verb would take (what do you V, what ... for)."""
    wh = clause.wh
    return wh is not None and tree.forms[wh] in ("what", "which", "who", "whom") and tree.rels[wh] != "nsubj"


def selected(tree: Tree, act: int, lists: Words, cut: Cut) -> Iterator[int]:
    """Nouns of prepositions that the verb selects, in order."""
    prepositions = lists.selects.get(tree.lemmas[act], frozenset())
    for kid in tree.kids[act]:
        if kid < act or kid in cut or tree.rels[kid] not in ("obl", "nmod", "advcl", "obj", "xcomp", "ccomp"):
            continue
        case = tree.kid(kid, "case", "mark")
        if case is not None and tree.forms[case] in prepositions and is_nominal(tree, kid):
            yield kid
