"""The clauses of a question that may ask something: where they stand, and what only sets the scene.

Knows nothing of objects and topics; the tree is read, never changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from qlint.language.grammar import CLAUSAL, complement_of, is_base_form, is_inverted, is_wh, subject_of, wh_of
from qlint.language.kinds import is_imperative, is_request, kind_of
from qlint.language.slots import Kind
from qlint.language.tree import Tree
from qlint.language.words import Words

STANDING = frozenset({"conj", "parataxis", "list", "dep", "appos", "discourse"})
EMBEDDED = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "obj", "nmod", "obl"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that asks.

    `head` its head in the tree; `act` the predicate after unwrapping ("explain" in "could you explain", "works" in "tell me how
    it works"); `wh` the token of its wh-word; `complement` the clause that hangs from `act` ("works" in "explain how it works").
    """

    kind: Kind
    head: int
    act: int
    sentence: int
    tokens: tuple[int, ...]
    wh: int | None = None
    complement: int | None = None


def ask_clauses(tree: Tree, sentences: list[tuple[int, int]], lists: Words) -> list[Clause]:
    """Every ask of the question, in the order of the text; bare phrases only where nothing else asks."""
    found: list[Clause] = []
    bare: list[Clause] = []
    for number, (start, end) in enumerate(sentences):
        heads = clause_heads(tree, start, end, lists)
        for head in heads:
            clause = _classified(tree, head, number, (start, end), heads, lists)
            if clause is not None:
                (bare if clause.kind == "fragment" else found).append(clause)
    if found:
        bare = [clause for clause in bare if _ends_in_mark(tree, *sentences[clause.sentence])]
    found = [clause for clause in found if not (_only_turns_to(tree, clause) and clause is not found[-1])]
    kept = found + (bare if found else bare[-1:] if bare else _label(tree, sentences))
    return sorted(kept, key=lambda clause: (clause.sentence, clause.tokens[0]))


def _only_turns_to(tree: Tree, clause: Clause) -> bool:
    """As in "Think of a customer you lost. What was he after?": the first sentence only turns the mind to something."""
    return (
        clause.kind == "imperative" and tree.lemmas[clause.act] == "think" and tree.kid(clause.act, "obl") is not None
    )


def _label(tree: Tree, sentences: list[tuple[int, int]]) -> list[Clause]:
    """A bare phrase that the parser took for a clause ("threads vs processes"), where there is no finite verb at all."""
    start, end = sentences[-1]
    root = next((token for token in range(start, end) if not start <= tree.heads[token] < end), None)
    if root is None or any("VerbForm=Fin" in morph for morph in tree.morphs) or "AUX" in tree.pos:
        return []
    tokens = tuple(_without_edges(tree, tree.subtree(root)))
    return (
        [Clause("fragment", root, root, len(sentences) - 1, tokens)]
        if any(tree.pos[at] not in ("PUNCT", "SYM") for at in tokens)
        else []
    )


def _ends_in_mark(tree: Tree, start: int, end: int) -> bool:
    """Whether a question mark stands at the end of the sentence (before quotes, brackets, decoration)."""
    for token in range(end - 1, max(start, end - 4) - 1, -1):
        if "?" in tree.forms[token]:
            return True
        if tree.pos[token] not in ("PUNCT", "SYM", "X"):
            return False
    return False


def clause_heads(tree: Tree, start: int, end: int, lists: Words) -> list[int]:
    """Heads of the clauses of one sentence that stand for themselves, ascending by their place."""
    roots = [token for token in range(start, end) if not start <= tree.heads[token] < end]
    found = set(roots[:1])
    for token in range(start, end):
        if token in found:
            continue
        if token in roots or _stands(tree, token, lists) or _is_direct_question(tree, token, start):
            found.add(token)
    return sorted(found, key=lambda head: left_edge(tree, head, found))


def left_edge(tree: Tree, head: int, others: set[int]) -> int:
    """The first token of a clause, other clauses left out."""
    return tree.subtree(head, others - {head})[0]


def _stands(tree: Tree, token: int, lists: Words) -> bool:
    """Whether a conjunct or an added clause asks for itself."""
    if tree.rels[token] not in STANDING:
        return False
    above = tree.heads[token]
    if tree.rels[token] == "dep" and token < above and is_wh(tree, token):
        return False
    if (
        tree.rels[above] in ("acl", "advcl", "nmod", "obl", "xcomp")
        or tree.rels[above] == "ccomp"
        and not is_inverted(tree, token)
    ):
        return (
            _is_bare_wh(tree, token)
            or _is_how_to(tree, token)
            or _is_direct_question(tree, token, 0)
            or _is_telling_imperative(tree, token, lists)
        )
    wh = wh_of(tree, token)
    if wh is not None:
        return (
            is_inverted(tree, token)
            or _is_bare_wh(tree, token)
            or (subject_of(tree, token) in (None, wh) or wh_of(tree, above) is not None)
            and not _is_complement_like(tree, token, lists)
        )
    if _is_tag(tree, token) or _is_aside(tree, token):
        return False
    if is_inverted(tree, token) and _is_option(tree, token):
        return False
    if is_inverted(tree, token):
        return tree.rels[token] != "conj" or wh_of(tree, above) is None or token - above > 2
    if is_base_form(tree, token) and subject_of(tree, token) is None and tree.kid(token, "aux") is None:
        return _imperative_conjunct(tree, token, above, lists)
    if tree.pos[token] == "VERB" and subject_of(tree, token) is None and tree.kid(token, "aux", "cop") is None:
        return False
    if tree.rels[token] == "conj":
        return subject_of(tree, token) is not None and wh_of(tree, above) is None
    return tree.pos[token] in CLAUSAL or tree.kid(token, "cop", "nsubj") is not None


def _is_how_to(tree: Tree, token: int) -> bool:
    """As in "it is busy, how to find out why": a question after a comma."""
    first = tree.subtree(token)[0]
    mark = tree.kid(token, "mark")
    return (
        tree.forms[first] in (",", ":", "-")
        and wh_of(tree, token) is not None
        and mark is not None
        and tree.forms[mark] == "to"
    )


def _is_complement_like(tree: Tree, token: int, lists: Words) -> bool:
    """As in "explain how X works and what breaks it": the second wh-clause goes with "explain", as the first does."""
    for at in tree.above(token):
        if lists.has("telling", tree.lemmas[at]) and wh_of(tree, at) is None:
            subject = subject_of(tree, at)
            return subject is None or tree.forms[subject] in ("you", "u")
    return False


def _is_telling_imperative(tree: Tree, token: int, lists: Words) -> bool:
    return (
        tree.rels[token] in ("conj", "parataxis")
        and tree.lemmas[token] not in ("write", "show", "speak", "talk", "teach", "train", "walk", "sell", "report")
        and is_base_form(tree, token)
        and lists.has("telling", tree.lemmas[token])
        and subject_of(tree, token) is None
        and tree.kid(token, "aux", "mark") is None
    )


def _imperative_conjunct(tree: Tree, token: int, above: int, lists: Words) -> bool:
    """As in "Explain X and give Y" is two asks, "compare and contrast X" one, "how would you find X and fix it" one."""
    if _in_brackets(tree, token):
        return False
    if tree.rels[token] != "conj":
        return lists.has("imperatives", tree.lemmas[token]) or "Mood=Imp" in tree.morphs[token]
    between = range(above + 1, token)
    if _is_tag(tree, token) or all(tree.pos[at] in ("PUNCT", "CCONJ", "ADV") for at in between):
        return False
    if wh_of(tree, above) is not None or is_inverted(tree, above) and not is_request(tree, above, lists):
        return lists.has("telling", tree.lemmas[token])
    if is_imperative(tree, above, lists):
        return True
    return lists.has("imperatives", tree.lemmas[token]) or "Mood=Imp" in tree.morphs[token]


def _is_option(tree: Tree, token: int) -> bool:
    """As in "Is X enough, or should we add Y?": one question with options."""
    joined = any(tree.rels[kid] == "cc" and tree.forms[kid] == "or" for kid in tree.kids[token])
    return joined and is_inverted(tree, tree.heads[token]) and wh_of(tree, tree.heads[token]) is None


def _in_brackets(tree: Tree, token: int) -> bool:
    """Whether a bracket that is open before `token` is not closed before it."""
    depth = 0
    for at in range(token - 1, max(-1, token - 40), -1):
        depth += {")": 1, "(": -1}.get(tree.forms[at], 0)
        if depth < 0:
            return True
    return False


def _is_tag(tree: Tree, token: int) -> bool:
    """As in "... don't you?": an auxiliary with a pronoun and nothing else."""
    if tree.forms[token] in ("right", "correct", "true", "yes", "ok", "okay", "agreed") and token > tree.heads[token]:
        return all(tree.rels[kid] in ("punct", "cop") for kid in tree.kids[token])
    return (
        tree.rels[token] in ("parataxis", "conj", "discourse", "advcl", "ccomp")
        and tree.pos[token] == "AUX"
        and all(
            tree.rels[kid] in ("nsubj", "advmod", "punct", "expl") and tree.pos[kid] in ("PRON", "PART", "PUNCT")
            for kid in tree.kids[token]
        )
    )


def _is_aside(tree: Tree, token: int) -> bool:
    """As in "What has leaked, do you think?"."""
    return tree.lemmas[token] in ("think", "say", "suppose", "reckon", "believe") and all(
        tree.rels[kid] in ("aux", "nsubj", "punct") for kid in tree.kids[token]
    )


def _is_bare_wh(tree: Tree, token: int) -> bool:
    return is_wh(tree, token) and tree.kid(token, "nsubj", "cop", "acl", "nmod") is None


def _is_direct_question(tree: Tree, token: int, start: int) -> bool:
    """A wh-word before an inverted auxiliary: a question wherever the parser hung it, unless it completes a verb."""
    if not is_inverted(tree, token) or wh_of(tree, token) is None:
        return False
    if "relcl" in tree.deps[token]:
        first = tree.subtree(token)[0]
        return (
            tree.forms[first] in (":", ";", "-", "--")
            or first > start
            and tree.forms[first - 1] in (":", ";", "-", "--")
        )
    if tree.rels[token] not in EMBEDDED:
        return True
    first = next((at for at in tree.subtree(token) if tree.pos[at] != "PUNCT"), token)
    head = tree.heads[token]
    if head < first:
        return (
            first > start
            and tree.pos[first - 1] in ("PUNCT", "SYM", "CCONJ")
            and tree.forms[first - 1] not in ('"', "'")
        )
    return True


def _classified(
    tree: Tree, head: int, number: int, sentence: tuple[int, int], heads: list[int], lists: Words
) -> Clause | None:
    """The clause with its kind; None for what only sets the scene."""
    others = {other for other in heads if other != head}
    tokens = tuple(_without_edges(tree, tree.subtree(head, others)))
    marked = _ends_in_mark(tree, *sentence)
    known = kind_of(tree, head, tokens, marked, lists)
    if known is None or not tokens:
        return None
    kind, act, wh = known
    if kind == "fragment" and not _is_last(tree, head, heads) and _is_label(tree, head, heads):
        return None
    if kind in ("polar", "tag") and not is_inverted(tree, head) and others and not _asks_last(tree, head, heads):
        return None
    if kind == "imperative" and tree.rels[head] == "conj" and is_request(tree, tree.heads[head], lists):
        kind = "request"  # "could you define X and give an example": the frame holds for both
    return Clause(kind, head, act, number, tokens, wh, complement_of(tree, act) if wh is None or act != head else None)


def _is_label(tree: Tree, head: int, heads: list[int]) -> bool:
    """As in "Question: what is X?": a phrase before a colon or a dash."""
    following = heads[heads.index(head) + 1]
    return any(tree.forms[at] in (":", "-", "--", "—") for at in range(head + 1, tree.subtree(following)[0] + 1))


def _asks_last(tree: Tree, head: int, heads: list[int]) -> bool:
    """Whether a statement may be the question of its sentence: the last clause, and no question before it."""
    if not _is_last(tree, head, heads):
        return False
    return not any(wh_of(tree, other) is not None or is_inverted(tree, other) for other in heads[:-1])


def _is_last(tree: Tree, head: int, heads: list[int]) -> bool:
    return heads[-1] == head


def _without_edges(tree: Tree, tokens: list[int]) -> list[int]:
    start = 0
    while start < len(tokens) and tree.pos[tokens[start]] in ("PUNCT", "CCONJ", "SYM"):
        start += 1
    kept = tokens[start:] or tokens
    for number in range(1, len(kept)):
        if kept[number] > kept[number - 1] + 1 and all(tree.pos[at] == "PUNCT" for at in kept[number:]):
            return kept[:number]
    return kept
