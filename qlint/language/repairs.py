"""Second readings of what parsers often get wrong in questions, each a small change in a copy of the tree.

A noun that is the verb ("how does a lathe work"), a verb that is a noun ("what are React hooks"), the head of a copular question. The tree
of the pipeline is never touched. Knows no slots.
"""

from __future__ import annotations

from collections.abc import Callable

from qlint.language import attachments
from qlint.language.draft import NOUNS, Draft
from qlint.language.tree import Tree
from qlint.language.words import Words

Repair = Callable[[Tree, int, int, int, Words], Tree | None]
LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod"})
SUPPORT = frozenset({"do", "does", "did", "can", "could", "should", "would", "will", "might", "may", "must"})
WH_ADVERBS = frozenset({"why", "how", "when", "where"})
BE = frozenset({"is", "are", "was", "were", "'s", "s", "'re"})
# Adjectives that "what is ..." asks about as a predicate; any other single word there is taken for a name.
PREDICATES = frozenset(
    "wrong new missing special different important better best bad good unique interesting available possible true false left right "
    "unusual unclear broken odd strange".split()
)
# Verbs that take a gerund as a clause, not as a thing.
GERUND_VERBS = frozenset("mind stop keep like love hate enjoy consider suggest start try avoid".split())


def repaired(tree: Tree, sentences: list[tuple[int, int]], lists: Words) -> Tree:
    """The tree itself, or a copy with the repairs that it needs."""
    for start, end in sentences:
        root = _root(tree, start, end)
        for repair in REPAIRS:
            changed = None if root is None else repair(tree, start, end, root, lists)
            if changed is not None:
                tree = changed
                root = _root(tree, start, end)
    return tree


def _root(tree: Tree, start: int, end: int) -> int | None:
    return next((token for token in range(start, end) if not start <= tree.heads[token] < end), None)


def question_after_colon(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Imagine ...: who do you call" with the question as a relative clause."""
    for token in range(start, end):
        if "relcl" not in tree.deps[token]:
            continue
        tokens = tree.subtree(token)
        if (
            len(tokens) > 2
            and tree.forms[tokens[0]] in (":", ";", "-")
            and tree.forms[tokens[1]] in (*WH_ADVERBS, "what", "who", "which")
        ):
            draft = Draft(tree)
            draft.hang(token, root, "parataxis")
            for at in tokens:
                draft.morphs[at] = draft.morphs[at].replace("PronType=Rel", "PronType=Int")
            return draft.tree()
    return None


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


def verb_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "How does a lathe work", "explain why concrete cracks": the last noun of a compound is the verb."""
    for token in range(start, end):
        if tree.pos[token] not in NOUNS or tree.masked[token] or tree.kid(token, "cop", "case", "appos") is not None:
            continue
        subjects = tree.all_kids(token, "nsubj")
        if subjects and _is_supported(tree, token) and subjects[-1] < token and _auxiliary(tree, token) < subjects[-1]:
            draft = Draft(tree)
            draft.turn(token, "VERB", "VerbForm=Inf")
            return draft.tree()
        if any(not _is_asked(tree, kid) for kid in subjects):
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


def wh_with_clause(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "what does a manager say" with the auxiliary and the subject hung from "what"."""
    for wh in range(start, min(end, start + 3)):
        verb = tree.heads[wh]
        if tree.forms[wh] not in ("what", "who", "which") or verb <= wh or tree.pos[verb] != "VERB":
            continue
        auxiliary, subject = tree.kid(wh, "aux"), tree.kid(wh, "nsubj")
        if auxiliary is None or subject is None or tree.rels[wh] not in ("nsubj", "obj", "obl"):
            continue
        draft = Draft(tree)
        for kid in tree.kids[wh]:
            draft.heads[kid] = verb
        draft.deps[wh] = "obj"
        return draft.tree()
    return None


def what_thing_is(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "explain what precision and recall are" with "what" as a determiner of "precision"."""
    for token in range(start, end):
        if tree.rels[token] != "ccomp" or tree.lemmas[token] not in ("be", "mean", "denote", "represent", "do"):
            continue
        subject = tree.kid(token, "nsubj")
        if subject is None and tree.heads[token] == root:
            subject = next(
                (kid for kid in tree.all_kids(root, "obj") if kid < token and tree.subtree(kid)[-1] == token - 1), None
            )
        wh = None if subject is None else tree.kid(subject, "det")
        if subject is None or wh is None or tree.forms[wh] != "what":
            continue
        draft = Draft(tree)
        if tree.lemmas[token] != "be":
            draft.hang(wh, token, "obj")
            draft.hang(subject, token, "nsubj")
            draft.turn(wh, "PRON", "PronType=Int")
            return draft.tree()
        draft.hang(wh, tree.heads[token], "ccomp")
        draft.hang(subject, wh, "nsubj")
        for kid in tree.kids[token]:
            draft.heads[kid] = wh
        draft.hang(token, wh, "cop")
        return draft.tree()
    return None


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


def gerund_as_clause(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Explain quantum tunnelling" with "tunnelling" as a clause: a noun and an object."""
    made = tree.kid(root, "obj")
    if tree.pos[root] != "VERB" or made is not None and tree.pos[made] != "VERB" or tree.lemmas[root] in GERUND_VERBS:
        return None
    for kid in tree.kids[root]:
        if kid > root and tree.rels[kid] in ("ccomp", "xcomp", "obj", "advcl", "csubj") and _is_thing(tree, kid):
            return _as_thing(tree, kid, root)
    return None


def _is_thing(tree: Tree, gerund: int) -> bool:
    if tree.pos[gerund] != "VERB" or not tree.forms[gerund].endswith("ing"):
        return False
    if tree.kid(gerund, "obj", "aux", "mark", "ccomp", "case") is not None:
        return False
    if any(kid < gerund for kid in tree.all_kids(gerund, "advmod")):
        return False
    before = [kid for kid in tree.kids[gerund] if kid < gerund and tree.rels[kid] in ("nsubj", "obl")]
    return all(kid == gerund - 1 and tree.pos[kid] in (*NOUNS, "ADJ") for kid in before)


def _as_thing(tree: Tree, gerund: int, verb: int) -> Tree:
    draft = Draft(tree)
    draft.turn(gerund, "NOUN", "Number=Sing", tree.forms[gerund])
    draft.deps[gerund] = "obj"
    for kid in tree.kids[gerund]:
        if kid < gerund and tree.rels[kid] in ("nsubj", "obl"):
            draft.deps[kid] = "compound"
        elif tree.rels[kid] == "advmod":
            draft.heads[kid] = verb
        elif kid > gerund and tree.rels[kid] == "obl":
            case = tree.kid(kid, "case")
            draft.hang(kid, *((gerund, "nmod") if case is not None and tree.forms[case] == "of" else (verb, "obl")))
    return draft.tree()


def gerund_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "differ from bagging": a gerund in the place of a noun, with nothing of a verb about it."""
    draft: Draft | None = None
    for token in range(start, end):
        if tree.pos[token] != "VERB" or tree.rels[token] not in ("obl", "nmod", "obj", "nsubj"):
            continue
        if not tree.forms[token].endswith("ing") or tree.kid(token, "obj", "xcomp", "ccomp", "aux", "cop") is not None:
            continue
        draft = draft or Draft(tree)
        draft.turn(token, "NOUN", "Number=Sing", tree.forms[token])
        for kid in tree.all_kids(token, "mark"):
            draft.deps[kid] = "case"
    return None if draft is None else draft.tree()


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


def adjective_under_wh(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What's new in X?" with "new" as the subject: it is the predicate."""
    subject = tree.kid(root, "nsubj") if tree.forms[root] in ("what", "who") else None
    if subject is None or tree.pos[subject] not in ("ADJ", "ADV") or tree.kid(subject, "det", "nmod") is not None:
        return None
    if tree.lemmas[subject] not in PREDICATES:
        return None
    draft = Draft(tree)
    draft.hang(subject, tree.heads[root], tree.deps[root])
    draft.hang(root, subject, "nsubj")
    for kid in tree.kids[root]:
        if kid != subject:
            draft.heads[kid] = subject
    return draft.tree()


def passive_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "In which year was the treaty signed", "where is the log kept", "is a list better": a clause of its own."""
    subject: int | None = root
    if tree.forms[root] in WH_ADVERBS:
        subject = tree.kid(root, "nsubj")
    elif tree.pos[root] not in NOUNS or any(not _is_asked(tree, kid) for kid in tree.all_kids(root, "nsubj", "expl")):
        return None
    copula = tree.kid(root, "cop")
    if subject is None or copula is None or copula > subject or tree.forms[copula] not in BE:
        return None
    kids = tree.all_kids(subject, "acl", "amod")
    verb = next((kid for kid in kids if kid > subject and tree.deps[kid] != "acl:relcl"), None)
    if verb is None:
        return None
    adjective = tree.pos[verb] == "ADJ"
    if not adjective and ("VerbForm=Part" not in tree.morphs[verb] or tree.forms[verb].endswith("ing")):
        return None
    return _with_predicate(tree, root, subject, verb, copula)


def _with_predicate(tree: Tree, root: int, subject: int, verb: int, copula: int) -> Tree:
    adjective = tree.pos[verb] == "ADJ"
    draft = Draft(tree)
    draft.hang(verb, tree.heads[root], tree.deps[root])
    draft.hang(subject, verb, "nsubj" if adjective else "nsubj:pass")
    if root != subject:
        draft.hang(root, verb, "advmod")
    for kid in tree.kids[root]:
        if kid in (subject, verb):
            continue
        if kid == copula:
            draft.hang(kid, verb, "cop" if adjective else "aux:pass")
        elif _is_asked(tree, kid):
            draft.hang(kid, verb, "obl" if tree.kid(kid, "case") is not None else tree.deps[kid])
        elif root != subject or kid < copula or kid > verb or tree.rels[kid] in ("obl", "advmod", "punct", "advcl"):
            draft.heads[kid] = verb
    return draft.tree()


def subject_in_predicate(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "is your passport valid", "are tomatoes fruit" with the subject as a part of the predicate's name."""
    copula = tree.kid(root, "cop")
    if (
        copula is None
        or copula > start + 1
        or tree.forms[copula] not in BE
        or tree.kid(root, "nsubj", "csubj", "expl", "aux") is not None
    ):
        return None
    before = [kid for kid in tree.kids[root] if copula < kid < root]
    nouns = [kid for kid in before if tree.pos[kid] in NOUNS and tree.rels[kid] in ("compound", "amod", "nmod", "obl")]
    if not nouns or tree.pos[root] not in ("ADJ", *NOUNS):
        return None
    subject = nouns[-1] if tree.pos[root] == "ADJ" else nouns[0]
    if tree.pos[root] != "ADJ" and (subject != copula + 1 or "Number=Plur" not in tree.morphs[subject]):
        return None
    draft = Draft(tree)
    draft.hang(subject, root, "nsubj")
    for kid in before:
        if kid < subject:
            draft.heads[kid] = subject
    return draft.tree()


def copula_and_pronoun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "are you over fifty": both words belong to what follows."""
    if end - start < 3 or tree.forms[start] not in BE or tree.pos[start + 1] != "PRON" or root < start + 2:
        return None
    if tree.kid(root, "cop", "aux", "nsubj") is not None or tree.pos[root] == "VERB":
        return None
    draft = Draft(tree)
    draft.hang(start, root, "cop")
    draft.hang(start + 1, root, "nsubj")
    return draft.tree()


def _is_asked(tree: Tree, token: int) -> bool:
    return any(tree.forms[kid] in ("what", "which") for kid in tree.kids[token])


REPAIRS: tuple[Repair, ...] = (
    question_after_colon,
    attachments.preposition_on_modifier,
    attachments.split_compound,
    wh_with_clause,
    what_thing_is,
    copula_and_pronoun,
    subject_in_predicate,
    gerund_as_noun,
    what_verbs,
    adjective_under_wh,
    passive_as_noun,
    attachments.selected_by_verb,
    wh_as_root,
    verb_under_verb,
    verb_as_noun,
    gerund_as_clause,
    attachments.noun_conjuncts,
    attachments.time_of_story,
    attachments.object_after_comma,
    attachments.subject_after_copula,
    attachments.object_with_clause,
    attachments.purpose_of_object,
)
