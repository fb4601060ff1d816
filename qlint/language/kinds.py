"""The kind of a clause that asks, and the verb under its wrapping ("could you", "I'd like you to", "tell me why").

Knows nothing of where clauses begin (`clauses.py`) nor of objects and topics.
"""

from __future__ import annotations

from qlint.language.frames import framed
from qlint.language.grammar import CLAUSAL, first_auxiliary, is_base_form, is_inverted, is_wh, path, subject_of, wh_of
from qlint.language.slots import Kind
from qlint.language.tree import Tree
from qlint.language.words import Words

HEARING = frozenset("ask chat discuss explore hear know learn see talk understand".split())
INVERTING = frozenset("is are was were am do does did have has had can could will would should may might must".split())
TASKS = frozenset("assignment challenge exercise goal job mission objective task".split())


def kind_of(
    tree: Tree, head: int, tokens: tuple[int, ...], marked: bool, lists: Words
) -> tuple[Kind, int, int | None] | None:
    wish = _wish(tree, head, lists)
    if wish is not None:
        return "request", wish, None
    wh = _asking_wh(tree, head, tokens, marked)
    if wh is not None:
        return "wh", _under_wh(tree, head, wh), wh
    if is_request(tree, head, lists):
        return "request", _under_mind(tree, head), None
    if (
        is_inverted(tree, head)
        and (marked or _opens(tree, head, tokens))
        or marked
        and _opens_with_auxiliary(tree, head, tokens)
    ):
        return ("alternative" if _has_options(tree, head, tokens) else "polar"), head, None
    if is_imperative(tree, head, lists) and not (
        marked and len(tokens) < 5 and not lists.has("imperatives", tree.lemmas[head])
    ):
        return _imperative(tree, head, lists)
    if marked and tree.forms[tokens[0]] in INVERTING and len(tokens) > 2:
        return ("alternative" if _has_options(tree, head, tokens) else "polar"), head, None
    if subject_of(tree, head) is not None or first_auxiliary(tree, head) is not None:
        return _statement(tree, head, marked)
    if tree.pos[head] in ("PUNCT", "SYM") and len(tokens) < 3:
        return None
    return "fragment", head, None


def _opens(tree: Tree, head: int, tokens: tuple[int, ...]) -> bool:
    """Whether the inverted auxiliary comes first: "is there a limit", not "here's a summary"."""
    auxiliary = first_auxiliary(tree, head)
    at = head if auxiliary is None else auxiliary
    if tree.forms[head] in ("here", "there"):
        return False
    return all(
        tree.rels[token] in ("discourse", "advcl", "vocative", "punct", "cc", "advmod")
        and tree.forms[token] not in ("here", "there")
        or tree.heads[token] != head
        for token in tokens
        if token < at
    )


def _opens_with_auxiliary(tree: Tree, head: int, tokens: tuple[int, ...]) -> bool:
    """Inversion for which the parser found no subject."""
    auxiliary = first_auxiliary(tree, head)
    return (
        auxiliary is not None
        and auxiliary == tokens[0]
        and subject_of(tree, head) is None
        and tree.forms[auxiliary] != "do"
    )


def _asking_wh(tree: Tree, head: int, tokens: tuple[int, ...], marked: bool) -> int | None:
    wh = wh_of(tree, head)
    if wh is None:
        first = next((at for at in tokens if tree.pos[at] not in ("PUNCT", "CCONJ", "INTJ", "NUM", "SYM")), head)
        if is_wh(tree, first) and not any(
            tree.rels[at] in ("advcl", "acl", "csubj") for at in (first, *path(tree, first, head))
        ):
            return first
        return None
    subject = subject_of(tree, head)
    if wh > head and not marked:
        return None
    if wh != head and subject is not None and subject != wh and subject < wh and not marked:
        return None
    return wh


def _under_wh(tree: Tree, head: int, wh: int) -> int:
    """The verb of "what if S", "how about Ving", "how come S", "how to V", "what would have to V"; else the head."""
    if tree.forms[head] == "come" and tree.forms[wh] == "how" and tree.kid(head, "nsubj") is None:
        inner = tree.kid(head, "ccomp", "advcl")
        return head if inner is None else inner
    if head != wh:
        inner = tree.kid(head, "xcomp") if tree.lemmas[head] == "have" and tree.kid(head, "obj") is None else None
        return head if inner is None else inner
    kid = tree.kid(head, "advcl", "ccomp", "xcomp", "acl")
    if kid is not None and kid > head and tree.kid(head, "nsubj", "cop") is None and tree.pos[kid] in CLAUSAL:
        return kid
    return head


def _wish(tree: Tree, head: int, lists: Words) -> int | None:
    """The verb of what the speaker wishes ("I'd like you to explain ...": explain), or None."""
    frame = framed(tree, head)
    if frame is not None:
        return frame
    subject = tree.kid(head, "nsubj", "expl")
    if subject is None and tree.lemmas[head] in ("hope", "wonder") and not is_base_form(tree, head):
        inner = tree.kid(head, "ccomp", "xcomp", "advcl")
        return inner if inner is not None and _has_you(tree, inner) else None
    if subject is None:
        return None
    speaker = tree.forms[subject]
    if speaker == "it" and tree.lemmas[head] in ("help", "great", "nice", "good", "appreciate"):
        inner = tree.kid(head, "advcl", "ccomp")
        return inner if inner is not None and _has_you(tree, inner) else None
    if (
        tree.deps[subject] == "nsubj"
        and tree.lemmas[subject] in TASKS
        and any(tree.forms[kid] == "your" for kid in tree.kids[subject])
    ):
        return (
            head
            if is_base_form(tree, head) and tree.kid(head, "mark", "cop") is not None
            else tree.kid(head, "xcomp", "ccomp", "csubj")
        )
    if not lists.has("wish_subjects", speaker) or not lists.has("wishes", tree.lemmas[head]) or is_inverted(tree, head):
        return None
    inner = tree.kid(head, "xcomp", "ccomp", "advcl", "acl")
    wished = tree.kid(head, "obj")
    if (
        inner is None
        and wished is not None
        and tree.pos[wished] != "PRON"
        and tree.lemmas[head] in ("like", "love", "want")
    ):
        return head if first_auxiliary(tree, head) is not None else None
    if inner is None or inner < head:
        return None
    if tree.lemmas[inner] == "ask":
        asked = tree.kid(inner, "xcomp", "ccomp")
        return asked if asked is not None and _is_you(tree, inner) else None
    if (
        tree.lemmas[inner] in HEARING
        or _has_you(tree, inner)
        or any(tree.forms[kid] == "you" for kid in tree.kids[head])
    ):
        return inner
    curious = tree.lemmas[head] in ("curious", "wonder", "interested", "ask") and wh_of(tree, inner) is not None
    return inner if curious else None


def _is_you(tree: Tree, head: int) -> bool:
    return any(tree.forms[kid] in ("you", "u") for kid in tree.kids[head])


def _has_you(tree: Tree, head: int) -> bool:
    return any(tree.forms[kid] in ("you", "u") and tree.rels[kid] in ("nsubj", "obj") for kid in tree.kids[head])


def is_request(tree: Tree, head: int, lists: Words) -> bool:
    """As in "can you explain", "would you mind explaining"."""
    auxiliary = tree.kid(head, "aux")
    subject = tree.kid(head, "nsubj")
    if (
        auxiliary is None
        or subject is None
        or not auxiliary < subject < head
        or tree.forms[subject] not in ("you", "u", "ya")
    ):
        return False
    word, verb = tree.lemmas[auxiliary], tree.lemmas[head]
    if verb in ("walk", "talk", "take", "go") and not _through(tree, head):
        return False
    if tree.forms[auxiliary] in ("would", "will") or word in ("would", "will"):
        return verb == "mind" or lists.has("telling", verb) or verb in ("draft", "draw", "sketch")
    if tree.forms[auxiliary] == "might":
        return lists.has("telling", verb)
    if tree.forms[auxiliary] not in ("can", "could", "may") or tree.forms[auxiliary] == "do":
        return False
    return lists.has("imperatives", verb) or lists.has("requested", verb)


def _through(tree: Tree, head: int) -> bool:
    """As in "walk us through", "talk about": a frame of telling, not "walk away"."""
    for kid in tree.kids[head]:
        if tree.forms[kid] in ("me", "us", "over", "through"):
            return True
        case = tree.kid(kid, "case", "mark")
        if kid > head and case is not None and tree.forms[case] in ("through", "about", "over", "to"):
            return True
    return False


def _under_mind(tree: Tree, head: int) -> int:
    if tree.lemmas[head] != "mind":
        return head
    inner = tree.kid(head, "xcomp", "ccomp", "advcl")
    if inner is not None and tree.lemmas[inner] == "ask":
        asked = tree.kid(inner, "xcomp", "ccomp")
        return inner if asked is None else asked
    return head if inner is None else inner


def is_imperative(tree: Tree, head: int, lists: Words) -> bool:
    if subject_of(tree, head) is not None or not is_base_form(tree, head):
        return False
    auxiliary = first_auxiliary(tree, head)
    if auxiliary is not None and tree.lemmas[auxiliary] not in ("do", "be"):
        return False
    mark = tree.kid(head, "mark")
    if mark is not None and mark < head:
        return False
    if lists.has("imperatives", tree.lemmas[head]):
        return True
    return not any(kid < head and _is_stray_noun(tree, kid) for kid in tree.kids[head])


def _is_stray_noun(tree: Tree, kid: int) -> bool:
    """A noun before the verb that no imperative has there: the clause is a misread statement."""
    if tree.deps[kid] in ("obl:unmarked", "obj", "nmod", "compound"):
        return True
    return tree.deps[kid] == "advmod" and tree.pos[kid] in ("NOUN", "PROPN")


def _imperative(tree: Tree, head: int, lists: Words) -> tuple[Kind, int, int | None] | None:
    verb = tree.lemmas[head]
    inner = tree.kid(head, "ccomp", "xcomp")
    if verb in ("let", "lets"):
        if inner is None or lists.has("context", tree.lemmas[inner]):
            return None
        return "request", inner, None
    if lists.has("setting_only", verb) or lists.has("context", verb) and _sets_scene(tree, head):
        return None
    if verb in ("talk", "walk", "take", "guide") and any(tree.forms[kid] in ("me", "us") for kid in tree.kids[head]):
        return "request", head, None
    if lists.has("unwrapped", verb):
        clause = inner if inner is not None else tree.kid(head, "advcl", "acl", "parataxis")
        wh = wh_of(tree, clause) if clause is not None else None
        told = tree.kid(head, "iobj", "obj")
        if told is not None and tree.forms[told] not in ("me", "us"):
            return "imperative", head, None
        if clause is not None and wh is not None and head < wh and tree.kid(clause, "case", "mark") is None:
            return "wh", clause, wh
    return "imperative", head, None


def _sets_scene(tree: Tree, head: int) -> bool:
    """As in "Consider a service that ...", "Say your build fails", "Recall that ...", not "Say why ..."."""
    if tree.lemmas[head] == "consider":
        return True
    clause = tree.kid(head, "ccomp", "parataxis")
    if clause is None:
        return tree.lemmas[head] in ("note", "see", "refer", "picture")
    return wh_of(tree, clause) is None


def _statement(tree: Tree, head: int, marked: bool) -> tuple[Kind, int, int | None] | None:
    if not marked:
        subject = subject_of(tree, head)
        told = subject is not None and tree.forms[subject] == "you" and _has_tag(tree, head)
        return ("tag", head, None) if told else None
    return ("tag" if _has_tag(tree, head) else "polar"), head, None


def _has_tag(tree: Tree, head: int) -> bool:
    for kid in tree.kids[head]:
        if kid < head or tree.rels[kid] not in ("parataxis", "discourse", "advmod", "advcl", "ccomp", "conj"):
            continue
        if (
            tree.forms[kid] in ("right", "correct", "true", "yes", "ok", "okay", "agreed", "no")
            and tree.rels[kid] != "advmod"
        ):
            return True
        if tree.forms[kid] in ("right", "correct") and kid > 0 and tree.pos[kid - 1] == "PUNCT":
            return True
        if is_inverted(tree, kid) or tree.pos[kid] == "AUX":
            return len(tree.subtree(kid)) <= 5
    return False


def _has_options(tree: Tree, head: int, tokens: tuple[int, ...]) -> bool:
    """Options joined by "or" ("or not" only repeats the question)."""
    for at in tokens:
        if tree.forms[at] == "or" and at > tokens[0]:
            governor = tree.heads[at]
            if (
                tree.forms[governor] in ("not", "less", "more", "so", "no")
                or at + 1 < len(tree)
                and tree.forms[at + 1] == "not"
            ):
                continue
            if not any(tree.rels[up] in ("acl", "advcl", "ccomp") for up in (governor, *path(tree, governor, head))):
                return True
    return False
