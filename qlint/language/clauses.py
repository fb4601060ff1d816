"""The clauses of a question that may ask something: where they are, of what kind, and what stands under their wrapping.

Knows nothing of objects and topics; the tree is read, never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.language.slots import Kind
from qlint.language.tree import Tree
from qlint.language.words import Words

WH_WORDS = frozenset("what which who whom whose when where why how".split())
QUANTITIES = frozenset("many much often long old far big large fast well".split())
WH_PHRASES = frozenset(
    {"nsubj", "obj", "iobj", "obl", "advmod", "det", "nmod", "xcomp", "dep", "dislocated", "amod", "ccomp", "nummod"}
)
SUBJECTS = ("nsubj", "csubj", "expl")
CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})
STANDING = frozenset({"conj", "parataxis", "list", "dep", "appos", "discourse"})
EMBEDDED = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "obj", "nmod", "obl"})
HEARING = frozenset("ask chat discuss explore hear know learn see talk understand".split())
TASKS = frozenset("assignment challenge exercise goal job mission objective task".split())


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
    kept = found + (bare if found else bare[-1:] if bare else [])
    return sorted(kept, key=lambda clause: (clause.sentence, clause.tokens[0]))


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
    if _is_tag(tree, token):
        return False
    if is_inverted(tree, token) and _is_option(tree, token):
        return False
    if is_inverted(tree, token):
        return tree.rels[token] != "conj" or wh_of(tree, above) is None or token - above > 2
    if is_base_form(tree, token) and subject_of(tree, token) is None and tree.kid(token, "aux") is None:
        return _imperative_conjunct(tree, token, above, lists)
    if tree.rels[token] == "conj":
        return subject_of(tree, token) is not None and wh_of(tree, above) is None
    return tree.pos[token] in CLAUSAL or tree.kid(token, "cop", "nsubj") is not None


def _is_how_to(tree: Tree, token: int) -> bool:
    """As in "it is busy, how to find out why": a question after a comma."""
    first = tree.subtree(token)[0]
    mark = tree.kid(token, "mark")
    return tree.forms[first] in (",", ":", "-") and wh_of(tree, token) is not None and mark is not None and tree.forms[mark] == "to"


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
    if tree.rels[token] != "conj":
        return lists.has("imperatives", tree.lemmas[token]) or "Mood=Imp" in tree.morphs[token]
    between = range(above + 1, token)
    if _is_tag(tree, token) or all(tree.pos[at] in ("PUNCT", "CCONJ", "ADV") for at in between):
        return False
    if wh_of(tree, above) is not None or is_inverted(tree, above) and not _is_request(tree, above, lists):
        return lists.has("telling", tree.lemmas[token])
    if _is_imperative(tree, above, lists):
        return True
    return lists.has("imperatives", tree.lemmas[token]) or "Mood=Imp" in tree.morphs[token]


def _is_option(tree: Tree, token: int) -> bool:
    """As in "Is X enough, or should we add Y?": one question with options."""
    joined = any(tree.rels[kid] == "cc" and tree.forms[kid] == "or" for kid in tree.kids[token])
    return joined and is_inverted(tree, tree.heads[token]) and wh_of(tree, tree.heads[token]) is None


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
    first = tree.subtree(token)[0]
    head = tree.heads[token]
    if head < first:
        return (
            first > start
            and tree.pos[first - 1] in ("PUNCT", "SYM", "CCONJ")
            and tree.forms[first - 1] not in ('"', "'")
        )
    return True


def is_wh(tree: Tree, token: int) -> bool:
    """Whether a token is an interrogative word (not a relative one)."""
    if tree.forms[token] not in WH_WORDS:
        return False
    if "PronType=Rel" not in tree.morphs[token]:
        return True
    return not any("relcl" in tree.deps[at] or tree.rels[at] == "acl" for at in (token, *tree.above(token)))


def wh_of(tree: Tree, head: int) -> int | None:
    """The wh-word of a clause: before its head, or after it inside one of its arguments (in situ, with a mark)."""
    if is_wh(tree, head):
        return head
    late: int | None = None
    for kid in tree.kids[head]:
        if tree.rels[kid] not in WH_PHRASES:
            continue
        found = _wh_in(tree, kid, 3)
        if found is not None and found < head:
            return found
        if found is not None and late is None and tree.rels[kid] in ("obj", "obl", "xcomp", "nsubj"):
            late = found
    if late is not None and (subject_of(tree, head) is not None or tree.pos[head] != "VERB"):
        return late
    return None


def _wh_in(tree: Tree, token: int, depth: int) -> int | None:
    if is_wh(tree, token):
        return token
    if depth == 0 or tree.kid(token, "nsubj", "cop") is not None and tree.rels[token] == "ccomp":
        return None
    for kid in tree.kids[token]:
        if (
            tree.rels[kid] in ("det", "nmod", "amod", "advmod", "nsubj", "obj", "obl", "compound")
            and tree.deps[kid] != "acl:relcl"
        ):
            if kid > token and tree.rels[kid] != "nmod" and tree.rels[token] != "ccomp":
                continue
            found = _wh_in(tree, kid, depth - 1)
            if found is not None and (tree.rels[token] != "ccomp" or found < tree.heads[token]):
                return found
    return None


def wh_text(tree: Tree, wh: int) -> str:
    """The wh-word with its quantity: "how many", "how often"."""
    word = tree.forms[wh]
    follows = tree.forms[wh + 1] if wh + 1 < len(tree) else ""
    return f"{word} {follows}" if word == "how" and follows in QUANTITIES else "who" if word == "whom" else word


def subject_of(tree: Tree, head: int) -> int | None:
    """The subject of a clause (an expletive only when there is no other)."""
    subjects = tree.all_kids(head, "nsubj")
    subject = subjects[0] if subjects else tree.kid(head, "csubj")
    if len(subjects) > 1 and tree.forms[subjects[0]] in WH_WORDS:
        subject = subjects[1]
    return subject if subject is not None else tree.kid(head, "expl")


def first_auxiliary(tree: Tree, head: int) -> int | None:
    """The first auxiliary or copula of a clause; for "is there", "have you any": the verb itself."""
    return tree.kid(head, "aux", "cop")


def is_inverted(tree: Tree, head: int) -> bool:
    """Whether an auxiliary, a copula or be/have itself stands before the subject."""
    subjects = tree.all_kids(head, "nsubj", "expl")
    if len(subjects) > 1 and tree.forms[subjects[0]] in WH_WORDS:
        subjects = subjects[1:]
    if not subjects:
        subjects = tree.all_kids(head, "csubj")
    if not subjects:
        return False
    auxiliary = first_auxiliary(tree, head)
    subject = subjects[0]
    if auxiliary is None:
        return tree.lemmas[head] in ("be", "have", "do") and head < subject
    return auxiliary < subject


def is_base_form(tree: Tree, token: int) -> bool:
    """Whether a verb may be an imperative or an infinitive."""
    if tree.pos[token] not in ("VERB", "AUX"):
        return False
    morph = tree.morphs[token]
    return not any(mark in morph for mark in ("VerbForm=Part", "VerbForm=Ger", "Tense=Past", "Person=3"))


def _classified(
    tree: Tree, head: int, number: int, sentence: tuple[int, int], heads: list[int], lists: Words
) -> Clause | None:
    """The clause with its kind; None for what only sets the scene."""
    others = {other for other in heads if other != head}
    tokens = tuple(_without_edges(tree, tree.subtree(head, others)))
    marked = _ends_in_mark(tree, *sentence)
    known = _kind(tree, head, tokens, marked, lists)
    if known is None or not tokens:
        return None
    kind, act, wh = known
    if kind == "fragment" and not _is_last(tree, head, heads) and _is_label(tree, head, heads):
        return None
    if kind in ("polar", "tag") and not is_inverted(tree, head) and others and not _is_last(tree, head, heads):
        return None
    return Clause(kind, head, act, number, tokens, wh, complement_of(tree, act) if wh is None or act != head else None)


def _is_label(tree: Tree, head: int, heads: list[int]) -> bool:
    """As in "Question: what is X?": a phrase before a colon or a dash."""
    following = heads[heads.index(head) + 1]
    return any(tree.forms[at] in (":", "-", "--", "—") for at in range(head + 1, tree.subtree(following)[0] + 1))


def _is_last(tree: Tree, head: int, heads: list[int]) -> bool:
    return heads[-1] == head


def _without_edges(tree: Tree, tokens: list[int]) -> list[int]:
    start = 0
    while start < len(tokens) and tree.pos[tokens[start]] in ("PUNCT", "CCONJ", "SYM"):
        start += 1
    return tokens[start:] or tokens


def _kind(
    tree: Tree, head: int, tokens: tuple[int, ...], marked: bool, lists: Words
) -> tuple[Kind, int, int | None] | None:
    wish = _wish(tree, head, lists)
    if wish is not None:
        return "request", wish, None
    wh = _asking_wh(tree, head, tokens, marked)
    if wh is not None:
        return "wh", _under_wh(tree, head, wh), wh
    if _is_request(tree, head, lists):
        return "request", _under_mind(tree, head), None
    if is_inverted(tree, head) and (marked or _opens(tree, head, tokens)) or marked and _opens_with_auxiliary(tree, head, tokens):
        return ("alternative" if _has_options(tree, head, tokens) else "polar"), head, None
    if _is_imperative(tree, head, lists):
        return _imperative(tree, head, lists)
    if subject_of(tree, head) is not None or first_auxiliary(tree, head) is not None:
        return _statement(tree, head, marked)
    if tree.pos[head] in ("PUNCT", "SYM") and len(tokens) < 3:
        return None
    return "fragment", head, None


def _opens(tree: Tree, head: int, tokens: tuple[int, ...]) -> bool:
    """Whether the inverted auxiliary comes first: "is there a limit", not "here's a summary"."""
    auxiliary = first_auxiliary(tree, head)
    at = head if auxiliary is None else auxiliary
    return all(tree.rels[token] in ("discourse", "advcl", "vocative", "punct", "cc", "advmod") and tree.forms[token] not in ("here", "there")
               or tree.heads[token] != head for token in tokens if token < at)


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
            tree.rels[at] in ("advcl", "acl", "csubj") for at in (first, *_path(tree, first, head))
        ):
            return first
        return None
    subject = subject_of(tree, head)
    if wh > head and not marked:
        return None
    if wh != head and subject is not None and subject != wh and subject < wh and not marked:
        return None
    return wh


def _path(tree: Tree, token: int, head: int) -> Iterator[int]:
    for at in tree.above(token):
        if at == head:
            return
        yield at


def _under_wh(tree: Tree, head: int, wh: int) -> int:
    """The verb of "what if S", "how about Ving", "how to V", "what would have to V"; else the head."""
    if head != wh:
        inner = tree.kid(head, "xcomp") if tree.lemmas[head] == "have" and tree.kid(head, "obj") is None else None
        return head if inner is None else inner
    kid = tree.kid(head, "advcl", "ccomp", "xcomp", "acl")
    if kid is not None and kid > head and tree.kid(head, "nsubj", "cop") is None and tree.pos[kid] in CLAUSAL:
        return kid
    return head


def _wish(tree: Tree, head: int, lists: Words) -> int | None:
    """The verb of what the speaker wishes ("I'd like you to explain ...": explain), or None."""
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


def _is_request(tree: Tree, head: int, lists: Words) -> bool:
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


def _is_imperative(tree: Tree, head: int, lists: Words) -> bool:
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
        return None
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
            if not any(tree.rels[up] in ("acl", "advcl", "ccomp") for up in (governor, *_path(tree, governor, head))):
                return True
    return False


def complement_of(tree: Tree, act: int) -> int | None:
    """The clause that completes a verb ("explain HOW IT WORKS"), also behind a preposition ("through how you built it")."""
    for kid in tree.kids[act]:
        if kid > act and tree.rels[kid] in (
            "ccomp",
            "csubj",
            "advcl",
            "xcomp",
            "parataxis",
            "obj",
            "acl",
            "conj",
            "obl",
        ):
            if tree.rels[kid] in ("advcl", "obl", "acl", "obj", "conj", "parataxis"):
                wh = _edge_wh(tree, kid)
                if wh is not None and (tree.rels[kid] != "conj"):
                    return kid
                continue
            return kid
    return None


def _edge_wh(tree: Tree, head: int) -> int | None:
    """The wh-word at the front of a clause, or right behind the preposition that introduces it."""
    if tree.forms[head] in WH_WORDS and len(tree.kids[head]) == 0:
        return head
    wh = wh_of(tree, head)
    if wh is None or wh > head and not is_wh(tree, head):
        return None
    first = tree.subtree(head)[0]
    if tree.rels[head] == "advcl" and tree.forms[wh] in ("when", "where") and wh == first:
        return None
    return wh
