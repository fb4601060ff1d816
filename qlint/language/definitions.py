"""Second readings of "what is X": which word is the head, and what belongs to X.

"What are React hooks" with a verb, "explain what X is and why it matters" as one clause: each a small change in a copy of the tree. Knows
no slots.
"""

from __future__ import annotations

from qlint.language.draft import BE, NOUNS, Draft
from qlint.language.grammar import is_wh
from qlint.language.tree import Tree
from qlint.language.words import Words

PREDICATES = frozenset(
    "wrong new missing special different important better best bad good unique interesting available possible true false left right "
    "unusual unclear broken odd strange".split()
)


def wh_as_root(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What is X" with X as its head, as some trees have it: the wh-word becomes the head, X its subject."""
    for wh in range(start, min(end, start + 12)):
        if tree.forms[wh] not in ("what", "who") or tree.kids[wh] and wh != root:
            continue
        head = tree.heads[wh]
        if tree.rels[wh] in ("nsubj", "obj", "obl", "dep", "xcomp") and head > wh and _is_defined(tree, wh, head):
            return _swapped(tree, wh, head)
        subject = tree.kid(wh, "nsubj") if wh == root and tree.kid(wh, "cop") is None else None
        copula = None if subject is None else tree.kid(subject, "cop")
        if copula is not None and subject is not None and wh < copula < subject:
            draft = Draft(tree)
            draft.hang(copula, wh, "cop")
            return draft.tree()
    return None


def _is_defined(tree: Tree, wh: int, head: int) -> bool:
    copula = tree.kid(head, "cop")
    if copula is None:
        return _is_plural_misread(tree, wh, head)
    if not wh < copula < head or tree.kid(head, "case", "mark") is not None:
        return False
    if any(kid != wh for kid in tree.all_kids(head, "nsubj", "expl")):
        return False
    if tree.pos[head] == "ADJ":
        return (
            tree.kid(head, "obl", "xcomp", "advmod", "ccomp", "advcl") is None and tree.lemmas[head] not in PREDICATES
        )
    return tree.pos[head] in ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM") or tree.masked[head]


def _is_plural_misread(tree: Tree, wh: int, head: int) -> bool:
    """As in "What are React hooks?" with "hooks" as a finite verb under "are", or "what is data binding"."""
    auxiliary = tree.kid(head, "aux")
    if auxiliary is None or tree.pos[head] != "VERB" or not wh < auxiliary < head or tree.forms[auxiliary] not in BE:
        return False
    if (
        tree.kid(head, "ccomp", "xcomp", "advcl") not in (None, wh)
        or tree.rels[wh] == "nsubj"
        and len(tree.all_kids(head, "nsubj")) != 1
    ):
        return False
    if tree.forms[head].endswith("ing"):
        subject = next((kid for kid in tree.all_kids(head, "nsubj") if kid != wh), None)
        if subject is None:
            return _is_named_practice(tree, auxiliary, head)
        bare = subject is not None and subject == head - 1 and tree.pos[subject] == "NOUN" and not tree.kids[subject]
        return (
            bare and tree.forms[head] != "doing" and all(tree.pos[at] == "PUNCT" or at < head for at in tree.kids[head])
        )
    things = [kid for kid in tree.all_kids(head, "obj") if kid > head]
    if (
        "VerbForm=Part" in tree.morphs[head]
        and not (things and tree.kid(head, "nsubj") in (None, wh))
        or tree.forms[head].endswith(("ed", "en"))
    ):
        return False
    return all(kid == wh or tree.pos[kid] in NOUNS for kid in tree.all_kids(head, "obj"))


# What goes on now, and not a thing with a name: "what is running on port 80", "what is slowing the build".
HAPPENINGS = frozenset(
    """happen go run miss change break fail work wait block come do stop slow cause leak hold drive bother keep trend take bring worry
    make get eat use leave fall rise grow start end stay live sit stand hide lurk cook play drop trouble annoy consume
    stall drift try matter remain count""".split()
)


def _is_named_practice(tree: Tree, copula: int, gerund: int) -> bool:
    """As in "what is caching", "what is pruning in decision trees", read as something going on."""
    if gerund != copula + 1 or tree.lemmas[gerund] in HAPPENINGS or tree.forms[gerund][:-3] in HAPPENINGS:
        return False
    for kid in (at for at in tree.kids[gerund] if at > gerund and tree.pos[at] != "PUNCT"):
        case, article = tree.kid(kid, "case"), tree.kid(kid, "det")
        if tree.rels[kid] not in ("obl", "nmod") or case is None or tree.forms[case] not in ("in", "for", "of"):
            return False
        if article is not None and tree.forms[article] not in ("a", "an"):
            return False
    return True


def _swapped(tree: Tree, wh: int, head: int) -> Tree:
    """The wh-word as the head of the clause that `head` headed."""
    thing = next((kid for kid in tree.all_kids(head, "obj") if kid > head), head) if tree.pos[head] == "VERB" else head
    draft = Draft(tree)
    draft.hang(wh, tree.heads[head], tree.deps[head])
    draft.hang(thing, wh, "nsubj")
    if thing != head:
        draft.hang(head, thing, "amod")
    elif tree.pos[head] in ("VERB", "ADJ"):
        draft.turn(head, "NOUN", "Number=Sing", tree.forms[head] if tree.forms[head].endswith("ing") else None)
    for kid in tree.kids[head]:
        _move(tree, draft, kid, head, wh, thing)
    return draft.tree()


def _move(tree: Tree, draft: Draft, kid: int, head: int, wh: int, thing: int) -> None:
    if kid in (wh, thing):
        return
    if tree.rels[kid] in ("cop", "aux"):
        draft.hang(kid, wh, "cop" if tree.lemmas[kid] == "be" else "aux")
    elif tree.pos[head] == "VERB" and kid < head and tree.pos[kid] in NOUNS:
        draft.hang(kid, thing, "compound")
    elif tree.pos[head] == "VERB" and thing == head and tree.rels[kid] == "obl":
        draft.hang(kid, thing, "nmod")
    elif tree.rels[kid] in ("punct", "advcl", "parataxis", "discourse", "conj", "cc") and _belongs_above(
        tree, kid, head
    ):
        draft.heads[kid] = wh
    elif thing != head:
        draft.heads[kid] = thing


def _belongs_above(tree: Tree, kid: int, head: int) -> bool:
    if tree.rels[kid] == "cc":
        following = next((at for at in tree.kids[head] if at > kid and tree.rels[at] == "conj"), None)
        return following is not None and _belongs_above(tree, following, head)
    if tree.rels[kid] == "conj":
        return tree.pos[kid] in ("VERB", "AUX", "ADV") or tree.kid(kid, "cop") is not None
    return True


def definition_apart(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "whats a closure and why is it useful" with "what" as a subject of "useful": a clause of its own."""
    for wh in range(start, min(end, start + 3)):
        subject = tree.kid(wh, "nsubj")
        if tree.forms[wh] != "what" or tree.heads[wh] <= wh or subject is None or tree.kid(wh, "cop") is None:
            continue
        if tree.heads[wh] > subject and tree.kid(tree.heads[wh], "cop", "aux") is not None:
            draft = Draft(tree)
            draft.hang(wh, -1, "root")
            return draft.tree()
    return None


def place_of_thing(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "what is normalization in databases" with the databases on "what": they belong to the thing asked about."""
    subject = tree.kid(root, "nsubj") if tree.forms[root] in ("what", "who") else None
    if subject is None:
        return None
    for kid in tree.all_kids(root, "obl"):
        if kid > subject and tree.deps[kid] == "obl" and tree.subtree(subject)[-1] + 1 == tree.subtree(kid)[0]:
            draft = Draft(tree)
            draft.hang(kid, subject, "nmod")
            return draft.tree()
    return None


def thing_as_adjective(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What is Spannable", "Explain CompositionLocal" with an unknown name as an adjective or a verb."""
    if not (is_wh(tree, root) and tree.kid(root, "cop") is not None or "Mood=Imp" in tree.morphs[root]):
        return None
    thing = tree.kid(root, "nsubj") if is_wh(tree, root) else tree.kid(root, "obj")
    if thing is None or thing < root or tree.pos[thing] not in ("ADJ", "VERB") or "VerbForm=Ger" in tree.morphs[thing]:
        return None
    if any(
        tree.rels[kid] not in ("compound", "amod", "det", "punct", "nmod", "appos", "case") for kid in tree.kids[thing]
    ):
        return None
    if "VerbForm=Part" in tree.morphs[thing] or any(
        tree.forms[kid] in ("the", "more", "most") for kid in tree.kids[thing]
    ):
        return None
    draft = Draft(tree)
    draft.turn(thing, "NOUN", "Number=Sing")
    return draft.tree()


def thing_with_participle(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What is retained Fragment?", "What are forward refs?", read as passives of what is asked for."""
    what = tree.kid(root, "nsubj")
    copula = tree.kid(root, "aux")
    if what is None or tree.forms[what] != "what" or copula is None or tree.deps[copula] != "aux:pass":
        return None
    if what > copula or copula > root or len(tree.all_kids(root, "aux")) > 1:
        return None
    draft = Draft(tree)
    named = tree.kid(root, "obj")
    if named is not None and named == root + 1:
        thing = named
        draft.hang(root, thing, "amod")
    elif tree.forms[root].endswith("s") and tree.forms[copula] in ("are", "were"):
        thing = root
        draft.turn(root, "NOUN", "Number=Plur")
    else:
        return None
    for kid in tree.kids[root]:
        if kid not in (what, copula, thing):
            draft.hang(kid, what if tree.pos[kid] == "PUNCT" else thing, tree.deps[kid])
    draft.hang(what, -1, "root")
    draft.hang(copula, what, "cop")
    draft.hang(thing, what, "nsubj")
    return draft.tree()


def thing_of_relative(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What is the smallest size an icon could be?" with the relative clause spread under "what"."""
    subjects, copulas = tree.all_kids(root, "nsubj"), tree.all_kids(root, "cop")
    if not is_wh(tree, root) or len(subjects) != 2 or len(copulas) != 2 or not copulas[0] < subjects[0] < subjects[1]:
        return None
    verb = copulas[1]
    if verb < subjects[1]:
        return None
    draft = Draft(tree)
    draft.turn(verb, "VERB", tree.morphs[verb])
    draft.hang(verb, subjects[0], "acl:relcl")
    draft.hang(subjects[1], verb, "nsubj")
    for kid in tree.all_kids(root, "aux"):
        if kid > subjects[1]:
            draft.hang(kid, verb, "aux")
    return draft.tree()
