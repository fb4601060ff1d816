"""What hangs from an ask beside its object: the audience, the manner, time, place, condition, purpose.

Knows no kinds and no topics.
"""

from __future__ import annotations

from dataclasses import dataclass

from qlint.language.arguments import is_addressee
from qlint.language.clauses import Clause
from qlint.language.phrases import is_nominal, phrase
from qlint.language.slots import Adjunct, AdjunctKind
from qlint.language.tree import Tree
from qlint.language.words import Words

NOT_AN_AUDIENCE = frozenset({"me", "us", "you", "yourself", "it", "them", "him", "her"})
TEACHING = frozenset("walk talk take teach convince coach guide train brief show tell persuade".split())
CANDIDATE_RELATIONS = ("obl", "nmod", "iobj", "obj", "advcl")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Audience and manner (head, tokens), and the adjuncts by kind; `cut` holds branch heads that no topic may contain."""

    audience: tuple[int, list[int]] | None
    manner: tuple[int, list[int]] | None
    adjuncts: tuple[Adjunct, ...]
    cut: frozenset[int]


def surroundings(tree: Tree, clause: Clause, lists: Words) -> Surroundings:
    """Everything around the object of an ask."""
    audience = _audience(tree, clause, lists)
    manner = _manner(tree, clause, lists)
    cut = {at for at in (audience and audience[0], manner and manner[0]) if at is not None and at != clause.act}
    if manner is not None:
        cut.update(at for at in manner[1] if tree.heads[at] not in manner[1] and at != clause.act)
    adjuncts = tuple(_adjuncts(tree, clause, lists, audience, manner))
    return Surroundings(audience, manner, adjuncts, frozenset(cut))


def _audience(tree: Tree, clause: Clause, lists: Words) -> tuple[int, list[int]] | None:
    verb = tree.lemmas[clause.act]
    if clause.kind == "fragment":
        return None
    telling = lists.has("telling", verb) or lists.has("addressing", verb)
    if clause.kind not in ("imperative", "request") and (
        not telling or verb in ("report", "speak") or _was_told(tree, clause.act)
    ):
        return None
    for token in clause.tokens:
        rel = tree.rels[token]
        if (
            rel not in CANDIDATE_RELATIONS
            or token <= clause.act
            or tree.deps[token] == "nmod:poss"
            or not is_nominal(tree, token)
            and tree.forms[token] != "old"
        ):
            continue
        addressed = tree.heads[token] == clause.act and is_addressee(tree, clause.act, token) and rel in ("obj", "iobj")
        if tree.forms[token] in NOT_AN_AUDIENCE or not addressed and not _is_person(tree, token, lists):
            continue
        if rel in ("iobj", "obj"):
            if tree.heads[token] == clause.act and telling and (rel == "iobj" or _teaches(tree, clause.act)):
                return token, phrase(tree, token)
            continue
        case = tree.kid(token, "case", "mark")
        if (
            case is None
            or not telling
            or tree.forms[case] != "to"
            and not (tree.forms[case] == "for" and lists.has("explaining", verb))
        ):
            continue
        if _is_close(tree, token, clause):
            return token, phrase(tree, token, _told_clauses(tree, token))
    return None


def _was_told(tree: Tree, act: int) -> bool:
    """As in "what did you tell the client": nothing is said to anyone now."""
    past = any(tree.forms[kid] in ("did", "had") for kid in tree.all_kids(act, "aux"))
    return (
        past or "Tense=Past" in tree.morphs[act] or any(tree.lemmas[kid] == "have" for kid in tree.all_kids(act, "aux"))
    )


def _told_clauses(tree: Tree, person: int) -> frozenset[int]:
    """What a person is told ("explain to a parent that the test failed"), when the parser hung it from the person."""
    clauses = [kid for kid in tree.all_kids(person, "acl") if tree.forms[tree.subtree(kid)[0]] == "that"]
    return frozenset(
        kid for kid in clauses if tree.kid(kid, "nsubj", "nsubj:pass") is not None and tree.kid(kid, "mark") is not None
    )


def _teaches(tree: Tree, verb: int) -> bool:
    """As in "walk a new hire through it", "teach a junior", "convince the board"."""
    return tree.lemmas[verb] in TEACHING


def _is_person(tree: Tree, token: int, lists: Words) -> bool:
    if lists.has("audience", tree.lemmas[token]) or lists.has("audience", tree.forms[token]):
        return True
    if any(tree.deps[kid] == "nmod:poss" and lists.has("audience", tree.lemmas[kid]) for kid in tree.kids[token]):
        return True
    return any(
        lists.has("audience", tree.lemmas[kid])
        and tree.rels[kid] in ("compound", "amod", "nmod")
        and tree.forms[kid] != "user"
        and tree.lemmas[kid] in ("old", "year-old", "grade")
        for kid in tree.kids[token]
    )


def _is_close(tree: Tree, token: int, clause: Clause) -> bool:
    """Hangs from the verb, or from its object as parsers like to have it."""
    head = tree.heads[token]
    if head == clause.act:
        return True
    last = clause.tokens[-1]
    while tree.pos[last] == "PUNCT" and last > token:
        last -= 1
    hull = phrase(tree, token)
    return (
        not any(tree.deps[at] == "acl:relcl" for at in (head, *tree.above(head)) if at > clause.act)
        and hull[-1] >= last - 3
    )


def _manner(tree: Tree, clause: Clause, lists: Words) -> tuple[int, list[int]] | None:
    clausal = _manner_clause(tree, clause)
    if clausal is not None:
        return clausal
    first, last = clause.tokens[0], clause.tokens[-1]
    joined = " ".join(tree.forms[first : last + 1])
    for found in lists.manner.finditer(joined):
        start = first + joined.count(" ", 0, found.start())
        tokens = list(range(start, start + found.group().count(" ") + 1))
        continues = (
            tokens[-1] + 1 < len(tree)
            and tree.pos[tokens[-1] + 1] in ("NOUN", "PROPN")
            and tree.forms[tokens[0]] == "in"
        )
        if all(at in clause.tokens for at in tokens) and clause.act not in tokens and not continues:
            head = next((at for at in tokens if tree.heads[at] not in tokens), tokens[-1])
            return head, tokens
    return _language(tree, clause, lists) or _manner_adverb(tree, clause, lists)


def _manner_clause(tree: Tree, clause: Clause) -> tuple[int, list[int]] | None:
    """As in "without using X", "using only X", "as if I were five", "like I am five"."""
    for token in clause.tokens:
        if (
            tree.rels[token] not in ("advcl", "obl", "ccomp", "acl", "nmod")
            or token == clause.act
            or tree.deps[token] == "acl:relcl"
        ):
            continue
        tokens = tree.subtree(token)
        opening = tree.forms[tokens[0]]
        second = tree.forms[tokens[1]] if len(tokens) > 1 else ""
        if tree.heads[token] != clause.act and tree.heads[tree.heads[token]] != clause.act:
            continue
        gerund = tree.pos[token] == "VERB"
        if opening == "without" and (
            gerund or clause.kind in ("imperative", "request") and tree.kid(token, "det", "nmod", "acl") is None
        ):
            return token, _ended(tree, tokens)
        if (
            opening in ("using", "only", "use")
            and gerund
            and tree.lemmas[token] == "use"
            and clause.kind in ("imperative", "request")
        ):
            return token, _ended(tree, tokens)
        if opening == "as" and second in ("if", "though") or opening == "like" and gerund_or_clause(tree, token):
            return token, _ended(tree, tokens)
    return None


def gerund_or_clause(tree: Tree, token: int) -> bool:
    """Whether a phrase opened by "like" is a clause ("like I am five")."""
    return tree.kid(token, "nsubj", "cop") is not None


def _ended(tree: Tree, tokens: list[int]) -> list[int]:
    end = len(tokens)
    while end > 1 and tree.pos[tokens[end - 1]] == "PUNCT":
        end -= 1
    return tokens[:end]


def _language(tree: Tree, clause: Clause, lists: Words) -> tuple[int, list[int]] | None:
    """As in "in Python" where something is to be written."""
    if not lists.has("making", tree.lemmas[clause.act]) or clause.kind not in ("imperative", "request", "wh"):
        return None
    for token in clause.tokens:
        if lists.has("languages", tree.lemmas[token]) and tree.rels[token] in ("obl", "nmod") and token > clause.act:
            case = tree.kid(token, "case")
            if case is not None and tree.forms[case] == "in" and tree.kid(token, "det", "compound") is None:
                return token, list(range(case, token + 1))
    return None


def _manner_adverb(tree: Tree, clause: Clause, lists: Words) -> tuple[int, list[int]] | None:
    for kid in tree.kids[clause.act]:
        if tree.rels[kid] == "advmod" and lists.has("manner_adverbs", tree.forms[kid]) and kid in clause.tokens:
            return kid, [kid]
    return None


def _adjuncts(
    tree: Tree,
    clause: Clause,
    lists: Words,
    audience: tuple[int, list[int]] | None,
    manner: tuple[int, list[int]] | None,
) -> list[Adjunct]:
    found: list[Adjunct] = []
    for kind, place in (("audience", audience), ("manner", manner)):
        if place is not None:
            found.append(Adjunct(kind, tree.slot(place[0], place[1])))  # type: ignore[arg-type]
    taken = {at for place in (audience, manner) if place is not None for at in place[1]}
    inside = set(clause.tokens)
    for head in dict.fromkeys((clause.act, clause.head)):
        for kid in tree.kids[head]:
            if kid not in inside or kid in taken or kid in (clause.complement, clause.act):
                continue
            kind_of = _adjunct_kind(tree, kid, head, lists)
            if kind_of is not None:
                tokens = _ended(tree, [at for at in tree.subtree(kid) if at in inside and at not in taken])
                found.append(Adjunct(kind_of, tree.slot(kid, tokens)))
    return found


def _adjunct_kind(tree: Tree, kid: int, head: int, lists: Words) -> AdjunctKind | None:
    rel = tree.rels[kid]
    if rel == "advcl":
        return _clause_kind(tree, kid, lists)
    if rel == "advmod":
        return "time" if lists.has("time_words", tree.forms[kid]) else None
    if rel != "obl":
        return None
    case = tree.kid(kid, "case")
    preposition = tree.forms[case] if case is not None else ""
    if lists.has("time", tree.lemmas[kid]):
        return "time"
    if any(tree.forms[at] in ("who", "whom", "what", "which", "where", "how", "when") for at in (kid, *tree.kids[kid])):
        return None
    if preposition in lists.selects.get(tree.lemmas[head], frozenset()):
        return None
    if preposition in ("during", "after", "before", "since", "until", "by"):
        return "time"
    if lists.has("place_prepositions", preposition):
        return "place"
    if preposition == "for":
        return "purpose"
    return "condition" if preposition in ("given", "without") else "other"


def _clause_kind(tree: Tree, kid: int, lists: Words) -> AdjunctKind:
    mark = tree.kid(kid, "mark", "case")
    word = tree.forms[mark] if mark is not None else tree.forms[tree.subtree(kid)[0]]
    if lists.has("condition_marks", word):
        return "condition"
    if lists.has("time_marks", word):
        return "time"
    if lists.has("purpose_marks", word):
        return "purpose"
    return "clause"
