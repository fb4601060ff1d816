"""Noun phrases: the phrase of a head in full, the topic seen through containers, the core behind every container.

Knows no kinds of ask; offsets and articles are its business, what an ask is about stands in `topic_of`'s callers.
"""

from __future__ import annotations

from qlint.language.slots import Slot
from qlint.language.tree import Tree
from qlint.language.words import Words

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
DETERMINERS = frozenset(
    "a an the this these that those any every both which what whose whichever whatever each all some no another either neither such".split()
)
OUTSIDE = frozenset(
    {
        "case",
        "mark",
        "cop",
        "aux",
        "nsubj",
        "csubj",
        "advcl",
        "parataxis",
        "discourse",
        "vocative",
        "expl",
        "dislocated",
        "orphan",
    }
)
# In "to take into account", "to have in mind" no thing is named.
LIGHT = frozenset("account consideration mind place".split())
COMPLEMENTS = frozenset("of for to behind between with in about on from underlying among into against as".split())
Cut = frozenset[int]


def is_nominal(tree: Tree, token: int) -> bool:
    """Whether a token can head a noun phrase."""
    return tree.pos[token] in NOMINAL or tree.masked[token]


def phrase(tree: Tree, head: int, cut: Cut = frozenset()) -> list[int]:
    """The noun phrase of `head`, in full, as one run of tokens: what a predicate carries besides stays out."""
    if tree.forms[head] in ("you", "i", "we", "it") and tree.pos[head] == "PRON":
        return [head]
    outside = {kid for kid in tree.kids[head] if _is_outside(tree, head, kid)}
    tokens = tree.subtree(head, outside | cut)
    at = tokens.index(head)
    first = last = at
    while first > 0 and tokens[first - 1] == tokens[first] - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] == tokens[last] + 1:
        last += 1
    return _trimmed(tree, head, tokens[first : last + 1])


def _is_outside(tree: Tree, head: int, kid: int) -> bool:
    """What belongs to a predicate; the "subject" of a noun that is no predicate is a misread part of its name."""
    if tree.rels[kid] == "nsubj" and kid < head and tree.rels[head] in ("nsubj", "obj", "obl", "nmod"):
        return tree.kid(head, "cop", "aux") is not None
    return tree.rels[kid] in OUTSIDE or _is_clause_of_its_own(tree, head, kid)


def _is_clause_of_its_own(tree: Tree, head: int, kid: int) -> bool:
    """A finite verb or a wh-word that the parser hung onto a noun by "and" or a comma begins another clause."""
    if tree.rels[kid] in ("conj", "appos", "list") and not is_nominal(tree, kid):
        if tree.pos[kid] in ("VERB", "AUX") and tree.pos[head] not in ("VERB", "ADJ"):
            return "VerbForm=Ger" not in tree.morphs[kid] and "VerbForm=Part" not in tree.morphs[kid]
        return "PronType=Int" in tree.morphs[kid] or tree.kid(kid, "cop", "nsubj") is not None
    return tree.rels[kid] in ("conj", "appos", "list") and (
        "PronType=Int" in tree.morphs[kid] or tree.kid(kid, "cop", "nsubj", "aux") is not None
    )


def _trimmed(tree: Tree, head: int, tokens: list[int]) -> list[int]:
    """Without punctuation and conjunctions at the ends; a bracket or a quote at an end stays with its fellow."""
    start, end = 0, len(tokens)
    while (
        start < end - 1
        and tokens[start] != head
        and (
            tree.pos[tokens[start]] in ("PUNCT", "CCONJ", "SCONJ")
            or tree.forms[tokens[start]] in ("about", "of", "to", "for")
        )
        and not _opens(tree, tokens, start, end)
    ):
        start += 1
    while (
        end - 1 > start
        and tokens[end - 1] != head
        and (tree.pos[tokens[end - 1]] in ("PUNCT", "CCONJ") or _is_loose_adverb(tree, tokens[end - 1], head))
        and not _closes(tree, tokens, start, end)
    ):
        end -= 1
    return _balanced(tree, head, tokens[start:end])


def _is_loose_adverb(tree: Tree, token: int, head: int) -> bool:
    return tree.heads[token] == head and tree.pos[token] == "ADV" and tree.forms[token].endswith("ly")


def _balanced(tree: Tree, head: int, tokens: list[int]) -> list[int]:
    """With the closing bracket of a bracket that the phrase opens, or else without the bracket."""
    opened = [token for token in tokens if tree.forms[token] in ("(", "[", "{")]
    closed = [token for token in tokens if tree.forms[token] in (")", "]", "}")]
    if len(opened) <= len(closed):
        return tokens
    after = tokens[-1] + 1
    if after < len(tree) and tree.forms[after] in (")", "]", "}"):
        return [*tokens, after]
    last = opened[-1]
    return [token for token in tokens if token < last] if head < last > tokens[0] else tokens


def _opens(tree: Tree, tokens: list[int], start: int, end: int) -> bool:
    form = tree.forms[tokens[start]]
    return form in "([{" and any(tree.forms[token] in ")]}" for token in tokens[start + 1 : end])


def _closes(tree: Tree, tokens: list[int], start: int, end: int) -> bool:
    form = tree.forms[tokens[end - 1]]
    return form in ")]}" and any(tree.forms[token] in "([{" for token in tokens[start : end - 1])


def bare(tree: Tree, head: int, tokens: list[int]) -> list[int]:
    """Without leading articles and other determiners (labelling convention T1)."""
    start = 0
    if (
        len(tokens) > 2
        and tree.forms[tokens[0]] == "how"
        and tree.forms[tokens[1]] in ("many", "much")
        and head not in tokens[:2]
    ):
        start = 2
    while start < len(tokens) - 1 and tokens[start] != head:
        token = tokens[start]
        if start == 0 and tree.forms[token] in ("why", "how", "when", "where"):
            start += 1
            continue
        if tree.forms[token] not in DETERMINERS and tree.deps[token] != "det:predet":
            break
        start += 1
    if start and tree.forms[tokens[start]] == "of" and start < len(tokens) - 1:
        start += 1
        while start < len(tokens) - 1 and tokens[start] != head and tree.forms[tokens[start]] in DETERMINERS:
            start += 1
    return tokens[start:]


def topic_of(tree: Tree, head: int, lists: Words, cut: Cut = frozenset()) -> Slot | None:
    """The topic that the phrase of `head` gives: containers seen through, determiners dropped."""
    return _innermost(tree, head, lists, "containers", cut)


def core_of(tree: Tree, head: int, lists: Words, cut: Cut = frozenset()) -> Slot | None:
    """The innermost complement behind every container."""
    return _innermost(tree, head, lists, "core_containers", cut)


def _innermost(tree: Tree, head: int, lists: Words, kind: str, cut: Cut) -> Slot | None:
    for _ in range(6):
        inner = _complement(tree, head, lists, kind, cut)
        if inner is None or inner == head:
            break
        head = inner
    tokens = bare(tree, head, phrase(tree, head, cut))
    return tree.slot(head, tokens) if tokens else None


def _is_container(tree: Tree, head: int, lists: Words, kind: str) -> bool:
    lemma = tree.lemmas[head]
    if not lists.has("containers", lemma) and not (kind == "core_containers" and lists.has(kind, lemma)):
        return False
    parts = lists.parts.get(lemma)
    if parts is None:
        return True
    near = {tree.lemmas[kid] for kid in tree.kids[head]}
    return bool(parts & near) or (tree.heads[head] >= 0 and tree.lemmas[tree.heads[head]] in parts)


def _complement(tree: Tree, head: int, lists: Words, kind: str, cut: Cut) -> int | None:
    """The head of what a container introduces by a preposition or an infinitive; None for anything else."""
    if not _is_container(tree, head, lists, kind):
        return None
    for kid in tree.kids[head]:
        if kid in cut or kid < head:
            owned = tree.deps[kid] == "nmod:poss" and tree.pos[kid] != "PRON" and kid not in cut
            if kind == "core_containers" and owned and lists.has("relational", tree.lemmas[head]):
                return kid
            continue
        dep, rel = tree.deps[kid], tree.rels[kid]
        if dep == "acl:relcl":
            return None
        if rel in ("nmod", "obl") and _introduced(tree, kid):
            return kid
        if rel in ("acl", "advcl", "ccomp", "xcomp") and _is_infinitive_or_gerund(tree, kid):
            inner = argument(tree, kid)
            if inner is not None:
                return inner
        if rel in ("acl", "advcl") and tree.lemmas[head] == "bit":
            return argument(tree, kid)
        if rel == "conj" and tree.lemmas[kid] in lists.lists["containers"]:
            inner = _complement(tree, kid, lists, kind, cut)
            if inner is not None:
                return inner
    return None


def _introduced(tree: Tree, token: int) -> bool:
    """Whether a preposition that names the matter stands before a noun: "types of X", not "numbers below X"."""
    case = tree.kid(token, "case", "mark")
    return case is not None and tree.forms[case] in COMPLEMENTS


def _is_infinitive_or_gerund(tree: Tree, token: int) -> bool:
    if tree.kid(token, "nsubj") is not None and "VerbForm=Ger" not in tree.morphs[token]:
        mark = tree.kid(token, "mark")
        return mark is not None and tree.forms[mark] in ("to", "for")
    return (
        tree.kid(token, "mark") is not None
        or "VerbForm=Ger" in tree.morphs[token]
        or "VerbForm=Inf" in tree.morphs[token]
    )


def argument(tree: Tree, verb: int) -> int | None:
    """The noun inside an infinitive or gerund: its object, else the noun of a preposition, else deeper."""
    for rels in (("obj",), ("obl",), ("xcomp", "ccomp", "advcl")):
        for kid in tree.all_kids(verb, *rels):
            if kid < verb and rels != ("obj",):
                continue
            if rels[0] == "xcomp":
                inner = argument(tree, kid)
                if inner is not None:
                    return inner
            elif is_nominal(tree, kid) and tree.pos[kid] != "PRON" and tree.forms[kid] not in LIGHT:
                return kid
    return None
