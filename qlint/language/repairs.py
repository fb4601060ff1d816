"""Second readings of what parsers often get wrong in questions, each a small change in a copy of the tree.

"How does a lathe work" with "lathe work" as one noun, "explain why concrete cracks" likewise, "what are monads" with "monads" as the
head. The tree of the pipeline is never touched. Knows no slots.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qlint.language.tree import Tree
from qlint.language.words import Words

NOUNS = frozenset({"NOUN", "PROPN", "X"})
LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod"})
SUPPORT = frozenset({"do", "does", "did", "can", "could", "should", "would", "will", "might", "may", "must"})
WH_ADVERBS = frozenset({"why", "how", "when", "where"})
ADDRESSING = frozenset({"convince", "persuade"})


class Draft:
    """The lists of a tree, open to change; `tree()` gives the changed copy."""

    def __init__(self, tree: Tree) -> None:
        self.old = tree
        self.pos, self.morphs, self.deps, self.heads = (
            list(tree.pos),
            list(tree.morphs),
            list(tree.deps),
            list(tree.heads),
        )
        self.lemmas = list(tree.lemmas)

    def hang(self, token: int, head: int, dep: str) -> None:
        """Hang `token` from `head`."""
        self.heads[token], self.deps[token] = head, dep

    def tree(self) -> Tree:
        """The changed copy."""
        return replace(self.old, pos=self.pos, morphs=self.morphs, deps=self.deps, heads=self.heads, lemmas=self.lemmas)


def repaired(tree: Tree, sentences: list[tuple[int, int]], lists: Words) -> Tree:
    """The tree itself, or a copy with the repairs that it needs."""
    for start, end in sentences:
        root = next((token for token in range(start, end) if not start <= tree.heads[token] < end), None)
        if root is None:
            continue
        for repair in REPAIRS:
            changed = repair(tree, start, end, root, lists)
            if changed is not None:
                tree = changed
                root = next(token for token in range(start, end) if not start <= tree.heads[token] < end)
    return tree


def wh_as_root(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What is X" with X as its head, as some trees have it: the wh-word becomes the head, X its subject."""
    for wh in range(start, min(end, start + 12)):
        head = tree.heads[wh]
        if tree.forms[wh] not in ("what", "who") or tree.kids[wh] and wh != root:
            continue
        if tree.rels[wh] in ("nsubj", "obj", "obl", "dep") and head > wh and _is_defined(tree, wh, head):
            return _swapped(tree, wh, head)
        if wh == root and tree.kid(wh, "cop") is None:
            subject = tree.kid(wh, "nsubj")
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
    return tree.pos[head] in ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM") or tree.masked[head]


def _is_plural_misread(tree: Tree, wh: int, head: int) -> bool:
    """As in "What are React hooks?" with "hooks" as a finite verb under "are"."""
    auxiliary = tree.kid(head, "aux")
    return (
        auxiliary is not None
        and tree.pos[head] == "VERB"
        and wh < auxiliary < head
        and tree.forms[auxiliary] in ("is", "are", "was", "were", "'s", "s")
        and not any(mark in tree.morphs[head] for mark in ("VerbForm=Ger", "VerbForm=Part"))
        and not tree.forms[head].endswith(("ing", "ed", "en"))
        and tree.kid(head, "obj", "ccomp", "xcomp", "advcl") in (None, wh)
        and (tree.rels[wh] != "nsubj" or len(tree.all_kids(head, "nsubj")) == 1)
    )


def _swapped(tree: Tree, wh: int, head: int) -> Tree:
    draft = Draft(tree)
    draft.hang(wh, tree.heads[head], tree.deps[head])
    draft.hang(head, wh, "nsubj")
    if tree.pos[head] == "VERB":
        draft.pos[head], draft.morphs[head] = "NOUN", "Number=Plur"
    for kid in tree.kids[head]:
        if kid == wh:
            continue
        if tree.rels[kid] in ("cop", "aux"):
            draft.hang(kid, wh, "cop" if tree.lemmas[kid] == "be" else "aux")
        elif (
            tree.pos[head] == "VERB"
            and kid < head
            and tree.rels[kid] in ("nsubj", "obj", "obl", "advmod")
            and tree.pos[kid] in NOUNS
        ):
            draft.deps[kid] = "compound"
        elif tree.rels[kid] in ("punct", "advcl", "parataxis", "discourse", "conj", "cc") and _belongs_above(
            tree, kid, head
        ):
            draft.heads[kid] = wh
    return draft.tree()


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
        if (
            tree.pos[token] not in NOUNS
            or tree.masked[token]
            or tree.kid(token, "cop", "nsubj", "case", "appos") is not None
        ):
            continue
        upper = tree.heads[token]
        if (
            tree.rels[token] == "nsubj"
            and tree.forms[upper] in WH_ADVERBS
            and upper == root
            and tree.kid(root, "cop") is None
        ):
            support = next((kid for kid in tree.kids[root] if root < kid < token and tree.forms[kid] in SUPPORT), None)
            subject = next(
                (
                    kid
                    for kid in tree.kids[token]
                    if kid == token - 1 and tree.rels[kid] in ("compound", "amod", "flat")
                ),
                None,
            )
            if support is None or subject is None:
                continue
            tree = _with_verb(tree, token, subject)
            draft = Draft(tree)
            draft.hang(token, tree.heads[root], tree.deps[root])
            draft.hang(root, token, "advmod")
            draft.hang(support, token, "aux")
            return draft.tree()
        supported = any(
            tree.forms[kid] in SUPPORT and tree.rels[kid] == "aux" and kid < token for kid in tree.kids[token]
        )
        asked = tree.rels[token] in ("ccomp", "advcl", "root", "ROOT", "conj") and any(
            tree.forms[kid] in WH_ADVERBS and tree.rels[kid] == "advmod" and kid < token for kid in tree.kids[token]
        )
        if not supported and not asked:
            continue
        subject = next(
            (
                kid
                for kid in reversed(tree.kids[token])
                if kid < token and tree.rels[kid] in ("compound", "amod", "flat")
            ),
            None,
        )
        if subject is None or subject != token - 1 or not supported and not _agrees(tree, subject, token):
            continue
        return _with_verb(tree, token, subject)
    return None


def _agrees(tree: Tree, subject: int, verb: int) -> bool:
    return tree.forms[verb].endswith("s") != (
        tree.forms[subject].endswith("s") and not tree.forms[subject].endswith("ss")
    )


def _with_verb(tree: Tree, verb: int, subject: int) -> Tree:
    draft = Draft(tree)
    draft.pos[verb], draft.morphs[verb] = "VERB", "VerbForm=Fin"
    draft.pos[subject] = "PROPN" if tree.pos[subject] == "PROPN" else "NOUN"
    draft.hang(subject, verb, "nsubj")
    for kid in tree.kids[verb]:
        if kid < subject and tree.rels[kid] in LEFT and tree.forms[kid] not in WH_ADVERBS:
            draft.heads[kid] = subject
        elif kid > verb and tree.rels[kid] == "nmod":
            draft.deps[kid] = "obl"
    return draft.tree()


def gerund_as_clause(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Explain quantum tunnelling" with "tunnelling" as a clause: a noun and an object."""
    if tree.pos[root] != "VERB" or tree.kid(root, "obj") is not None and tree.pos[tree.kid(root, "obj") or 0] != "VERB":
        return None
    for kid in tree.kids[root]:
        if kid < root or tree.rels[kid] not in ("ccomp", "xcomp", "obj", "advcl", "csubj") or tree.pos[kid] != "VERB":
            continue
        if (
            not tree.forms[kid].endswith("ing")
            or tree.kid(kid, "obj", "aux", "mark", "ccomp", "advmod", "case") is not None
        ):
            continue
        if any(
            tree.rels[at] in ("nsubj", "obl") and (at != kid - 1 or tree.pos[at] not in (*NOUNS, "ADJ"))
            for at in tree.kids[kid]
            if at < kid
        ):
            continue
        if tree.lemmas[root] in (
            "mind",
            "stop",
            "keep",
            "like",
            "love",
            "hate",
            "enjoy",
            "consider",
            "suggest",
            "start",
            "try",
            "avoid",
        ):
            continue
        draft = Draft(tree)
        draft.pos[kid], draft.morphs[kid], draft.deps[kid], draft.lemmas[kid] = (
            "NOUN",
            "Number=Sing",
            "obj",
            tree.forms[kid],
        )
        for at in tree.kids[kid]:
            if at < kid and tree.rels[at] in ("nsubj", "obl"):
                draft.deps[at] = "compound"
            elif at > kid and tree.rels[at] == "obl":
                case = tree.kid(at, "case")
                draft.hang(at, *((kid, "nmod") if case is not None and tree.forms[case] == "of" else (root, "obl")))
        return draft.tree()
    return None


def gerund_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "differ from bagging": a gerund in the place of a noun, with nothing of a verb about it."""
    draft: Draft | None = None
    for token in range(start, end):
        if (
            tree.pos[token] != "VERB"
            or tree.rels[token] not in ("obl", "nmod", "obj", "nsubj")
            or not tree.forms[token].endswith("ing")
        ):
            continue
        if tree.kid(token, "obj", "xcomp", "ccomp", "aux", "cop") is not None:
            continue
        draft = draft or Draft(tree)
        draft.pos[token], draft.morphs[token], draft.lemmas[token] = "NOUN", "Number=Sing", tree.forms[token]
        for kid in tree.all_kids(token, "mark"):
            draft.deps[kid] = "case"
    return None if draft is None else draft.tree()


def selected_by_verb(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "migrate a monolith to services": what the verb selects belongs to the verb."""
    for token in range(start, end):
        if tree.deps[token] != "nmod" or _case(tree, token) not in ("to", "into", "from", "with", "against"):
            continue
        noun = tree.heads[token]
        verb = tree.heads[noun] if tree.rels[noun] == "obj" else -1
        if verb < 0 or lists.has("relational", tree.lemmas[noun]) or lists.has("containers", tree.lemmas[noun]):
            continue
        if _case(tree, token) in lists.selects.get(tree.lemmas[verb], frozenset()):
            draft = Draft(tree)
            draft.hang(token, verb, "obl")
            return draft.tree()
    return None


def what_verbs(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What changes?": a verb, as nothing else is there."""
    words = [token for token in range(start, end) if tree.pos[token] != "PUNCT"]
    if (
        len(words) != 2
        or tree.forms[words[0]] not in ("what", "who")
        or tree.pos[words[1]] != "NOUN"
        or not tree.forms[words[1]].endswith("s")
    ):
        return None
    draft = Draft(tree)
    draft.pos[words[1]], draft.morphs[words[1]] = "VERB", "VerbForm=Fin"
    draft.hang(words[1], -1, "root")
    draft.hang(words[0], words[1], "nsubj")
    draft.lemmas[words[1]] = tree.forms[words[1]].removesuffix("s")
    return draft.tree()


def adjective_under_wh(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "What's new in X?" with "new" as the subject: it is the predicate."""
    subject = tree.kid(root, "nsubj") if tree.forms[root] in ("what", "who") else None
    if subject is None or tree.pos[subject] not in ("ADJ", "ADV") or tree.kid(subject, "det", "nmod") is not None:
        return None
    draft = Draft(tree)
    draft.hang(subject, tree.heads[root], tree.deps[root])
    draft.hang(root, subject, "nsubj")
    for kid in tree.kids[root]:
        if kid != subject:
            draft.heads[kid] = subject
    return draft.tree()


def passive_as_noun(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "In which year was the treaty signed", "where is the log kept", "is the list sorted": a passive clause."""
    subject = root
    if tree.forms[root] in WH_ADVERBS:
        found = tree.kid(root, "nsubj")
        if found is None:
            return None
        subject = found
    elif tree.pos[root] not in NOUNS or any(not _is_asked(tree, kid) for kid in tree.all_kids(root, "nsubj", "expl")):
        return None
    copula = tree.kid(root, "cop")
    if copula is None or copula > subject or tree.forms[copula] not in ("is", "are", "was", "were", "'s"):
        return None
    verb = next(
        (kid for kid in tree.all_kids(subject, "acl", "amod") if kid > subject and tree.deps[kid] != "acl:relcl"), None
    )
    adjective = verb is not None and tree.pos[verb] == "ADJ"
    if verb is None or not adjective and ("VerbForm=Part" not in tree.morphs[verb] or tree.forms[verb].endswith("ing")):
        return None
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


def _is_asked(tree: Tree, token: int) -> bool:
    return any(tree.forms[kid] in ("what", "which") for kid in tree.kids[token])


def object_with_clause(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Convince a mayor that the bridge should close" with the clause hung from the mayor."""
    if tree.lemmas[root] not in ADDRESSING:
        return None
    addressee = tree.kid(root, "obj")
    clause = None if addressee is None else tree.kid(addressee, "acl")
    if clause is None or addressee is None or tree.forms[tree.subtree(clause)[0]] != "that":
        return None
    draft = Draft(tree)
    draft.hang(clause, root, "ccomp")
    return draft.tree()


def purpose_of_object(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Design a scheme for a bakery": what the thing made is for belongs to the thing; "break it down by month" to the verb."""
    if not lists.has("making", tree.lemmas[root]):
        return None
    made = tree.kid(root, "obj")
    if made is None:
        return None
    for kid in tree.kids[root]:
        if (
            kid > made
            and tree.deps[kid] == "obl"
            and tree.subtree(made)[-1] + 1 == tree.subtree(kid)[0]
            and _case(tree, kid) in ("for", "of")
        ):
            draft = Draft(tree)
            draft.hang(kid, made, "nmod")
            return draft.tree()
    for kid in tree.kids[made]:
        if (
            tree.deps[kid] == "nmod"
            and _case(tree, kid) in ("by", "via")
            and not lists.has("create", tree.lemmas[root])
        ):
            draft = Draft(tree)
            draft.hang(kid, root, "obl")
            return draft.tree()
    return None


def question_after_colon(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
    """As in "Imagine ...: who do you call" with the question as a relative clause."""
    for token in range(start, end):
        if "relcl" not in tree.deps[token]:
            continue
        tokens = tree.subtree(token)
        if (
            tree.forms[tokens[0]] not in (":", ";", "-")
            or len(tokens) < 3
            or tree.forms[tokens[1]] not in (*WH_ADVERBS, "what", "who", "which")
        ):
            continue
        draft = Draft(tree)
        draft.hang(token, root, "parataxis")
        for at in tokens:
            draft.morphs[at] = draft.morphs[at].replace("PronType=Rel", "PronType=Int")
        return draft.tree()
    return None


def _case(tree: Tree, token: int) -> str:
    case = tree.kid(token, "case")
    return "" if case is None else tree.forms[case]


REPAIRS: tuple[Callable[[Tree, int, int, int, Words], Tree | None], ...] = (
    question_after_colon,
    gerund_as_noun,
    what_verbs,
    adjective_under_wh,
    passive_as_noun,
    selected_by_verb,
    wh_as_root,
    verb_as_noun,
    gerund_as_clause,
    object_with_clause,
    purpose_of_object,
)
