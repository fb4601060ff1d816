"""What a question asks: every `Ask` with its slots, read off the tree.

Knows no pipeline and no rule. The tree is taken as it is, but for the front of a sentence (`mending.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from qlint.language import arguments, levels, matter, subject_matter
from qlint.language.adjuncts import Surroundings, surroundings
from qlint.language.clauses import Clause, ask_clauses
from qlint.language.grammar import is_wh, subject_of, wh_of, wh_text
from qlint.language.links import PERSONS, PLURAL, antecedent, linked, person_before
from qlint.language.person import is_person
from qlint.language.phrases import bare, core_of, phrase, topic_of
from qlint.language.slots import Ask, Slot
from qlint.language.tree import Tree
from qlint.language.view import View
from qlint.language.words import Words, words

PROFORMS = frozenset({"do", "be", "have"})


@dataclass(frozen=True, slots=True)
class _Topic:
    """Topic and core of an ask, the head they come from, and whether a pronoun stood there."""

    topic: Slot | None
    core: Slot | None
    head: int | None
    anaphor: bool = False


def find_asks(tree: Tree, sentences: list[tuple[int, int]]) -> tuple[Ask, ...]:
    """The asks of a question in the order of the text, off its mended tree; sentences that only set the scene give none."""
    if not sentences:
        return ()
    lists = words()
    clauses = ask_clauses(tree, sentences, lists)
    asks: list[Ask] = []
    anaphors: list[bool] = []
    case = False
    for clause in clauses:
        scene = (
            clause.tokens[0] > 0
            and (not asks or asks[-1].sentence != clause.sentence)
            and _has_scene(tree, clause, sentences, asks)
        )
        case = scene or case and bool(asks) and asks[-1].sentence == clause.sentence
        ask, anaphor = _ask(tree, clause, lists, asks, sentences[clause.sentence][0], scene, case)
        asks.append(ask)
        anaphors.append(anaphor)
    if len(asks) < 2:
        return tuple(asks)
    ties = linked(tree, asks, anaphors)
    return tuple(replace(ask, links=links) if links else ask for ask, links in zip(asks, ties, strict=True))


def _has_scene(tree: Tree, clause: Clause, sentences: list[tuple[int, int]], asks: list[Ask]) -> bool:
    """Whether a case is told before the ask: a sentence without an ask, or an if-clause at the front."""
    asking = {ask.sentence for ask in asks}
    return any(
        number not in asking and end - start > 3 for number, (start, end) in enumerate(sentences[: clause.sentence])
    )


def _ask(
    tree: Tree, clause: Clause, lists: Words, before: list[Ask], sentence_start: int, scene: bool, case: bool
) -> tuple[Ask, bool]:
    around = surroundings(tree, clause, lists)
    obj = arguments.object_head(tree, clause, lists, around.cut)
    found = _topic(tree, clause, lists, around, obj, before, sentence_start)
    verb = arguments.verb_slot(tree, clause, lists)
    subject = subject_of(tree, clause.act)
    first, last = clause.tokens[0], clause.tokens[-1]
    wh = None if clause.wh is None else wh_text(tree, clause.wh)
    view = View(
        tree, clause, lists, verb.lemma if verb else "", wh, obj, found.head, _modal(tree, clause), _tense(tree, clause) == "past",
        scene or _conditional(tree, clause), case,
    )  # fmt: skip
    person = is_person(view)
    about = matter.about(view, person, before[-1].about if before else None)
    ask = Ask(
        kind=clause.kind,
        start=tree.spans[first][0],
        end=tree.spans[last][1],
        root=clause.head,
        sentence=clause.sentence,
        verb=verb,
        wh=wh,
        clause=_clause_word(tree, clause),
        subject=None if subject is None else tree.slot(subject, phrase(tree, subject)),
        predicate=_predicate(tree, clause, verb),
        modal=view.modal,
        tense=_tense(tree, clause),
        negated=_negated(tree, clause.act),
        object=None if obj is None else tree.slot(obj, phrase(tree, obj, around.cut)),
        topic=found.topic,
        core=found.core,
        adjuncts=around.adjuncts,
        audience=None if around.audience is None else tree.slot(*around.audience),
        manner=None if around.manner is None else tree.slot(*around.manner),
        level=levels.level(view, about),
        openness=levels.openness(view),
        about=about,
        person=person,
    )
    return ask, found.anaphor


def _topic(
    tree: Tree,
    clause: Clause,
    lists: Words,
    around: Surroundings,
    obj: int | None,
    before: list[Ask],
    sentence_start: int,
) -> _Topic:
    head = subject_matter.topic_head(tree, clause, lists, around.cut, obj)
    if head is None or before and _is_mere_phrase(tree, clause):
        return _inherited(tree, clause, before)
    head_topic = topic_of(tree, head, lists, around.cut)
    inner = head if head_topic is None else head_topic.head
    if (
        lists.has("antecedents", tree.forms[inner])
        and tree.pos[inner] in ("PRON", "DET", "NUM")
        or tree.forms[inner] in ("it", "them", "they", "one", "ones", *PERSONS)
    ):
        return _of_pronoun(tree, inner, lists, before, sentence_start)
    core = core_of(tree, head, lists, around.cut)
    owner = next((kid for kid in tree.kids[inner] if lists.has("possessive_antecedents", tree.forms[kid])), None)
    if owner is not None:
        meant = _of_pronoun(tree, owner, lists, before, sentence_start)
        if meant.core is not None and (
            lists.has("core_containers", tree.lemmas[inner]) or lists.has("containers", tree.lemmas[inner])
        ):
            core = meant.core
        return _Topic(head_topic, core, head, True)
    return _Topic(head_topic, core, head)


def _of_pronoun(tree: Tree, pronoun: int, lists: Words, before: list[Ask], sentence_start: int) -> _Topic:
    """What a pronoun stands for: the topic of the ask before it, or a noun of the text before it."""
    if tree.forms[pronoun] in PERSONS:
        meant = person_before(tree, pronoun, lists)
        return (
            _Topic(None, None, pronoun, True)
            if meant is None
            else _Topic(topic_of(tree, meant, lists), core_of(tree, meant, lists), pronoun, True)
        )
    plural = tree.forms[pronoun] in PLURAL
    earlier = next((ask for ask in reversed(before) if ask.topic is not None), None)
    if earlier is not None and earlier.end <= tree.spans[pronoun][0]:
        return _Topic(earlier.topic, earlier.core, pronoun, True)
    meant = antecedent(tree, pronoun, plural, sentence_start, lists)
    if meant is None:
        return _Topic(None, None, pronoun, True)
    return _Topic(topic_of(tree, meant, lists), core_of(tree, meant, lists), pronoun, True)


def _inherited(tree: Tree, clause: Clause, before: list[Ask]) -> _Topic:
    """A bare "why?" or "say why" is about what was asked before."""
    bare = is_wh(tree, clause.act) and tree.kid(clause.act, "nsubj", "advcl", "ccomp", "obl") is None
    said = clause.complement is not None and is_wh(tree, clause.complement) and not tree.kids[clause.complement]
    why = (
        any(is_wh(tree, kid) for kid in tree.kids[clause.act])
        and len([at for at in clause.tokens if tree.pos[at] != "PUNCT"]) <= 3
    )
    if before and clause.wh is not None and tree.forms[clause.wh] == "which" and not tree.kids[clause.wh]:
        return _elliptical(tree, before[-1])
    if before and (bare or said or _is_mere_phrase(tree, clause) or why and clause.kind in ("imperative", "request")):
        return _Topic(before[-1].topic, before[-1].core, None, False)
    return _Topic(None, None, None)


def _is_mere_phrase(tree: Tree, clause: Clause) -> bool:
    """As in "..., and on what grounds?", "..., and by how much?"."""
    act = clause.act
    return clause.kind == "wh" and tree.kid(act, "case") is not None and tree.kid(act, "cop", "nsubj", "aux") is None


def _elliptical(tree: Tree, before: Ask) -> _Topic:
    """As in "which joint would you choose, and which never?": which of what was asked for."""
    asked = before.object
    if asked is None or before.wh != "which":
        return _Topic(before.topic, before.core, None, False)
    slot = tree.slot(asked.head, bare(tree, asked.head, list(asked.tokens)))
    return _Topic(slot, slot, None, False)


def _predicate(tree: Tree, clause: Clause, verb: Slot | None) -> Slot | None:
    if is_wh(tree, clause.act) and tree.kid(clause.act, "cop") is not None:
        return verb
    if verb is not None and verb.head == clause.act or clause.kind == "fragment":
        return verb
    return tree.slot(clause.act, [clause.act])


def _modal(tree: Tree, clause: Clause) -> str | None:
    """The modal of the predicate ("'d" is would)."""
    for head in dict.fromkeys((clause.act, clause.head)):
        for kid in tree.all_kids(head, "aux"):
            if tree.lemmas[kid] in ("do", "be", "have") and tree.forms[kid] not in ("'d", "d"):
                continue
            if tree.forms[kid] in ("to", "not"):
                continue
            return {"'d": "would", "d": "would", "ca": "can", "wo": "will", "'ll": "will", "ll": "will"}.get(
                tree.forms[kid], tree.forms[kid]
            )
    return None


def _tense(tree: Tree, clause: Clause) -> Literal["past", "present"] | None:
    if clause.kind in ("imperative", "request", "fragment"):
        return None
    act = clause.act
    for token in (*tree.all_kids(act, "aux", "cop"), act):
        if (
            "Tense=Past" in tree.morphs[token]
            and "VerbForm=Part" not in tree.morphs[token]
            or tree.forms[token] in ("did", "was", "were")
        ):
            return "past"
        if (
            "Tense=Pres" in tree.morphs[token]
            and "VerbForm=Part" not in tree.morphs[token]
            or tree.forms[token] in ("do", "does", "is", "are", "has", "have")
        ):
            return "present"
    return None


def _negated(tree: Tree, act: int) -> bool:
    return any(
        tree.forms[kid] in ("not", "n't", "never", "no")
        and tree.rels[kid] in ("advmod", "aux", "det")
        or "Polarity=Neg" in tree.morphs[kid]
        and tree.rels[kid] == "advmod"
        for kid in tree.kids[act]
    )


def _clause_word(tree: Tree, clause: Clause) -> str | None:
    """The word that opens the clause which completes the verb: how, why, that, whether, to."""
    inner = clause.complement
    if inner is None:
        own = next(
            (kid for kid in tree.kids[clause.act] if kid > clause.act and is_wh(tree, kid) and not tree.kids[kid]), None
        )
        return tree.forms[own] if own is not None and clause.wh is None else None
    wh = wh_of(tree, inner)
    if wh is not None:
        return tree.forms[wh]
    mark = tree.kid(inner, "mark")
    return None if mark is None else tree.forms[mark]


def _conditional(tree: Tree, clause: Clause) -> bool:
    return any(
        tree.rels[kid] in ("advcl", "obl")
        and tree.forms[tree.subtree(kid)[0]] in ("if", "given", "assuming", "suppose", "supposing")
        for kid in tree.kids[clause.act]
    )
