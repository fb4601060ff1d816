"""What an ask is about: the head of the noun phrase that its topic comes from (labelling conventions T3-T5).

Knows no kinds of adjunct but the branches it is told to leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qlint.language.arguments import selected, shared_object, wh_noun, whole
from qlint.language.clauses import Clause
from qlint.language.grammar import is_wh, wh_of
from qlint.language.links import MONTHS
from qlint.language.phrases import Cut, is_nominal
from qlint.language.tree import Tree
from qlint.language.words import Words

Candidates = Callable[[Tree, int, Words, Cut], Iterator[int]]
SOMETHING = frozenset({"something", "anything", "everything", "nothing"})
NO_OBJECT = frozenset("me us you what who which whom nothing".split())

NO_SUBJECT = frozenset("you we i u it there what who whom which that this".split())


def topic_head(tree: Tree, clause: Clause, lists: Words, cut: Cut, obj: int | None) -> int | None:
    """The head of the noun phrase that the ask is about, before containers are seen through."""
    act = clause.act
    if clause.kind == "fragment":
        return obj
    if is_wh(tree, act):
        return _wh_topic(tree, clause, lists, cut)
    if obj is not None and wh_noun(tree, clause) == obj:
        other = _other_argument(tree, clause, lists, cut, obj)
        return obj if other is None else other
    if clause.kind in ("imperative", "request"):
        if obj is not None and tree.forms[obj] in SOMETHING and tree.kid(obj, "acl", "nmod", "amod") is None:
            return None
        if obj is not None:
            return obj
        pronoun = _pronoun_object(tree, act, cut)
        if pronoun is not None:
            return pronoun
        found = clause_topic(tree, clause.complement, lists, cut) if clause.complement is not None else None
        if found is None:
            found = clause_topic(tree, act, lists, cut)
        return found if found is not None else _asked_inside(tree, clause.complement)
    found = clause_topic(tree, act, lists, cut)
    if found is None and clause.wh is not None:
        return _beside_wh(tree, clause.wh)
    return found if found is not None else _asked_inside(tree, clause.complement)


def _asked_inside(tree: Tree, complement: int | None) -> int | None:
    """As in "tell me which university you went to": what is asked for inside, when the clause has nothing else."""
    if complement is None:
        return None
    wh = wh_of(tree, complement)
    noun = -1 if wh is None else tree.heads[wh]
    asked = wh is not None and noun > wh and tree.rels[wh] == "det" and is_nominal(tree, noun)
    return noun if asked else None


def _beside_wh(tree: Tree, wh: int) -> int | None:
    """The noun of "who at your last firm", when the clause has no other."""
    noun = tree.kid(wh, "nmod")
    return noun if noun is not None and is_nominal(tree, noun) else None


def _pronoun_object(tree: Tree, act: int, cut: Cut) -> int | None:
    for kid in (*tree.all_kids(act, "obj"), *tree.all_kids(act, "obl")):
        if (
            kid > act
            and kid not in cut
            and tree.forms[kid] not in ("me", "us", "you", "this", "that")
            and tree.pos[kid] == "PRON"
            and not is_wh(tree, kid)
        ):
            return kid
    return None


def _wh_topic(tree: Tree, clause: Clause, lists: Words, cut: Cut) -> int | None:
    act = clause.act
    subject = tree.kid(act, "nsubj")
    if subject is not None and tree.forms[subject] not in NO_SUBJECT:
        return whole(tree, subject)
    if (
        subject is not None
        and tree.forms[subject] in ("it", "this", "that")
        and tree.kid(act, "csubj", "ccomp", "advcl", "obl") is None
    ):
        return subject
    inner = tree.kid(act, "csubj", "advcl", "ccomp", "xcomp", "acl")
    if inner is not None:
        return clause_topic(tree, inner, lists, cut)
    other = tree.kid(act, "obl", "nmod", "obj")
    return other if other is not None and is_nominal(tree, other) and other not in cut else None


def _other_argument(tree: Tree, clause: Clause, lists: Words, cut: Cut, asked: int) -> int | None:
    """In "which N would you use for X" the topic is X, in "which N does X use" X again."""
    act = clause.act
    if act == asked:
        found = _subject(tree, act, lists)
        if found is None and tree.kid(act, "cop") is not None:
            found = tree.kid(act, "nsubj")
            found = None if found is None or tree.forms[found] in NO_SUBJECT else found
        return found
    for found in (*_arguments(tree, act, lists, cut), *_others(tree, act, lists, cut)):
        if found != asked and asked not in tree.above(found) and _is_argument(tree, act, found, lists):
            return found
    return None


def _is_argument(tree: Tree, act: int, found: int, lists: Words) -> bool:
    """Not a mere place or time: "in a sales deck", "after the launch"."""
    if tree.rels[found] != "obl" or tree.kid(act, "cop") is not None or act == found:
        return True
    case = tree.kid(found, "case")
    preposition = "" if case is None else tree.forms[case]
    return preposition in ("for", "of", "about") or preposition in lists.selects.get(tree.lemmas[act], frozenset())


def clause_topic(tree: Tree, act: int, lists: Words, cut: Cut, depth: int = 3) -> int | None:
    """T4: subject, object, selected noun, then the same inside dependent clauses; only then any other noun of a preposition."""
    found = _clause_topic(tree, act, lists, cut, depth, _arguments)
    return found if found is not None else _clause_topic(tree, act, lists, cut, depth, _others)


def _clause_topic(tree: Tree, act: int, lists: Words, cut: Cut, depth: int, candidates: Candidates) -> int | None:
    if is_wh(tree, act) and depth < 3 or is_wh(tree, act) and tree.kid(act, "cop") is not None:
        subject = tree.kid(act, "nsubj")
        return subject if subject is not None and tree.forms[subject] not in NO_SUBJECT else None
    for found in candidates(tree, act, lists, cut):
        if not is_wh(tree, found):
            return found
    if depth == 0:
        return None
    for rels in (("xcomp", "ccomp", "csubj"), ("advcl", "acl")):
        for kid in tree.all_kids(act, *rels):
            if kid in cut or tree.deps[kid] == "acl:relcl" or tree.lemmas[kid] == "mind":
                continue
            found_inside = _clause_topic(tree, kid, lists, cut, depth - 1, candidates)
            if found_inside is not None:
                return found_inside
    return None


def _arguments(tree: Tree, act: int, lists: Words, cut: Cut) -> Iterator[int]:
    """Subject, object, selected nouns, nouns of the predicate's complement; no wh-words, no addressees."""
    subject = _subject(tree, act, lists)
    if subject is not None and subject not in cut:
        yield subject
    objects = tree.all_kids(act, "obj") or [kid for kid in tree.all_kids(act, "iobj") if tree.pos[kid] != "PRON"]
    shared = None if objects else shared_object(tree, act)
    for kid in objects if shared is None else [shared]:
        if (
            kid not in cut
            and not (tree.pos[kid] in ("ADJ", "ADV") and tree.forms[kid] in ("most", "least", "best", "more", "less"))
            and tree.forms[kid] not in NO_OBJECT
            and not _has_wh(tree, kid)
            and not _is_told(tree, act, kid, lists)
            and not (tree.lemmas[kid] == "time" and tree.kid(kid, "amod") is not None)
        ):
            yield kid
    yield from (
        kid
        for kid in selected(tree, act, lists, cut)
        if tree.forms[kid] not in NO_OBJECT
        and not _is_told(tree, act, kid, lists)
        and not (tree.forms[kid] == "yourself" and tree.forms[tree.kid(kid, "case") or kid] == "for")
    )
    if (
        is_nominal(tree, act)
        and tree.kid(act, "cop") is not None
        and tree.kid(act, "case") is not None
        or is_nominal(tree, act)
        and not is_wh(tree, act)
        and (tree.kid(act, "cop") is not None or tree.rels[act] in ("advcl", "ccomp"))
    ):
        yield act
    if tree.kid(act, "cop") is not None:
        yield from _others(tree, act, lists, cut)


def _others(tree: Tree, act: int, lists: Words, cut: Cut) -> Iterator[int]:
    """Nouns of prepositions that the verb does not select."""
    for kid in tree.all_kids(act, "obl", "nmod"):
        if (
            kid in cut
            or not is_nominal(tree, kid)
            or _has_wh(tree, kid)
            or tree.deps[kid] in ("nmod:poss", "obl:unmarked")
        ):
            continue
        if tree.forms[kid] in NO_OBJECT or lists.has("time", tree.lemmas[kid]) or tree.forms[kid] in MONTHS:
            continue
        if tree.forms[kid] == "yourself" or _is_told(tree, act, kid, lists):
            continue
        if lists.has("set_phrases", tree.lemmas[kid]) and tree.kid(kid, "nmod", "amod") is None:
            continue
        yield kid


def _is_told(tree: Tree, act: int, noun: int, lists: Words) -> bool:
    """As in "what do you tell the client": those to whom something is said are not what it is about."""
    if tree.lemmas[act] not in ("say", "tell", "ask", "inform", "advise", "write") or tree.pos[noun] == "PRON":
        return False
    case = tree.kid(noun, "case")
    person = lists.has("audience", tree.lemmas[noun]) or lists.has("actors", tree.lemmas[noun])
    return person and (tree.rels[noun] in ("obj", "iobj") or case is not None and tree.forms[case] == "to")


def _has_wh(tree: Tree, token: int) -> bool:
    return is_wh(tree, token) or any(
        is_wh(tree, kid) for kid in tree.kids[token] if tree.rels[kid] in ("det", "nmod", "amod")
    )


def _subject(tree: Tree, act: int, lists: Words) -> int | None:
    """The subject where it is more than a person in general."""
    subject = tree.kid(act, "nsubj")
    if subject is None:
        referring = tree.kid(act, "expl")
        if (
            referring is not None
            and tree.forms[referring] == "it"
            and tree.kid(act, "csubj", "ccomp", "xcomp", "advcl") is None
        ):
            return referring
        inner = tree.kid(act, "csubj")
        return None if inner is None else clause_topic(tree, inner, lists, frozenset(), 1)
    form = tree.forms[subject]
    if form in ("he", "she"):
        return subject
    if form == "it" and (
        tree.deps[subject] == "nsubj:outer" or any(tree.forms[kid] == "to" for kid in tree.all_kids(act, "mark"))
    ):
        return None
    if form == "it" and tree.kid(act, "csubj", "ccomp", "advcl", "xcomp") is None and tree.deps[subject] != "expl":
        return subject
    if form in ("they", "these", "those", "both", "each") or form in ("this", "that") and tree.rels[subject] == "nsubj":
        return subject
    if form in NO_SUBJECT or _has_wh(tree, subject) or tree.deps[subject] == "expl":
        return None
    anyone = lists.has("actors", tree.lemmas[subject]) or _are_people(tree, subject, lists)
    return None if anyone and _is_generic(tree, subject) else subject


def _are_people(tree: Tree, subject: int, lists: Words) -> bool:
    """As in "drivers", "so many pupils": people at large."""
    return (
        lists.has("audience", tree.lemmas[subject])
        and "Number=Plur" in tree.morphs[subject]
        and not any(tree.rels[kid] in ("det", "nmod", "nummod", "conj") for kid in tree.kids[subject])
    )


def _is_generic(tree: Tree, subject: int) -> bool:
    return not any(
        tree.rels[kid] in ("compound", "amod", "acl")
        and tree.forms[kid] not in ("last", "current", "previous", "new", "other", "many", "most", "few", "some")
        for kid in tree.kids[subject]
    )
