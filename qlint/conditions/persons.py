"""How a word stands to the person who is asked: owned by them, predicated of them, done or had by them.

Reads the tree only; it has no words of any rule. "You" is followed through infinitives, gerunds and coordination: in "Do you have plans to
retire?" and "Are you thinking of retiring?" it is you who would retire, in "How would you help a client retire?" it is the client.
"""

from __future__ import annotations

from collections.abc import Iterator

from qlint.conditions.clauses import ARGUMENT, CHAIN, SUBJECT, Token, owner, token_at
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask

YOU = frozenset({"you", "u", "ya", "yourself"})
YOUR = frozenset({"your", "ur", "yr"})
CONTAINERS = frozenset(
    "kind sort type form any some one history record member part sign lot number bout case course spell experience job place "
    "time day week leave off supporter follower name copy".split()
)  # fmt: skip
TIMES = frozenset(
    "moment time year month week day now today present past life yesterday decade age morning evening night weekend "
    "monday tuesday wednesday thursday friday saturday sunday future chance way right".split()
)
_BELOW = frozenset({"advcl", "ccomp", "acl", "obl", "obj"})
_BEFORE = frozenset({"compound", "flat", "amod"})
_MODIFYING = frozenset({"compound", "amod", "nmod:poss", "flat", "nummod", "det"})
_STEPS = 6


def is_you(item: ParsedQuestion, token: Token | None) -> bool:
    return token is not None and item.word(token.i).lower() in YOU


def is_yours(item: ParsedQuestion, token: Token) -> bool:
    """Whether "your" possesses the noun itself; of two joined nouns the first may carry it ("your mother or father")."""
    if _has_your(item, token) or any(_has_your(item, child) for child in token.children if child.dep_ in _BEFORE):
        return True
    return token.dep_ == "conj" and _has_your(item, token.head)


def _has_your(item: ParsedQuestion, token: Token) -> bool:
    possessor = owner(token)
    return possessor is not None and item.word(possessor.i).lower() in YOUR


def follows_your(item: ParsedQuestion, ask: Ask, run: tuple[int, ...]) -> bool:
    """Whether "your" stands right before the words and no noun right after: owned, whatever a parser makes of it."""
    first, last = run[0], run[-1]
    if not first or item.word(first - 1).lower() not in YOUR:
        return False
    if ask.subject is not None and ask.subject.head == last == ask.subject.tokens[-1]:
        return True
    after = token_at(item, last).next
    return after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "PART")


def modifies(token: Token) -> bool:
    """Whether the word stands before another noun that it modifies ("health check", also where only the next noun was seen to do so)."""
    if token.dep_ in _MODIFYING:
        return True
    after = token.next
    return after is not None and after.pos_ == "NOUN" and after.dep_ == "compound" and token.pos_ == "NOUN"


def lifted(item: ParsedQuestion, token: Token) -> Token:
    """Up through "a history of", "any kind of", "a member of" and coordination, which name nothing of their own."""
    current = token
    for _ in range(_STEPS):
        head = current.head
        joined = current.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
        contained = current.dep_ in ("nmod", "appos") and item.lemma(head.i) in CONTAINERS | TIMES
        if not joined and not contained:
            break
        current = head
    return current


def subject_in(item: ParsedQuestion, predicate: Token) -> Token | None:
    """The subject of the predicate itself, "you" before any other (in "what year were you born" a parser may see two)."""
    found = [child for child in predicate.children if child.dep_ in SUBJECT and child.dep_ != "expl"]
    for child in predicate.children:
        if child.dep_ == "cop" or (child.dep_ == "advmod" and has_copula(predicate)):
            found.extend(below for below in child.children if below.dep_ in SUBJECT)
    return next((token for token in found if is_you(item, token)), found[0] if found else None)


def has_copula(predicate: Token) -> bool:
    return any(child.dep_ == "cop" for child in predicate.children)


def doing(item: ParsedQuestion, predicate: Token) -> tuple[Token | None, list[Token]]:
    """Who does (or is) the predicate, and the predicates on the way up to where that is said."""
    current, way = predicate, [predicate]
    for _ in range(_STEPS):
        found = subject_in(item, current) or _lender(current)
        if found is not None:
            return found, way
        above = _above(current)
        if above is None:
            break
        current = above
        way.append(current)
    return None, way


def _lender(predicate: Token) -> Token | None:
    """Who lends a subjectless predicate its subject: the object of "help a client retire", the owner in "your plans to retire"."""
    head = predicate.head
    if predicate.dep_ == "xcomp":
        return next((child for child in head.children if child.dep_ == "obj" and child.i != predicate.i), None)
    return owner(head) if predicate.dep_ == "acl" and head.pos_ == "NOUN" else None


def _above(predicate: Token) -> Token | None:
    """The predicate that a subjectless one takes its subject from."""
    head = predicate.head
    if head.i == predicate.i:
        return None
    if predicate.dep_ == "acl" and head.pos_ == "NOUN":
        return head.head if head.dep_ in ARGUMENT else head
    if below_be(predicate):
        return head
    verbal = predicate.pos_ in ("VERB", "AUX") or has_copula(predicate)
    return head if predicate.dep_ in CHAIN or (predicate.dep_ in _BELOW and verbal) else None


def below_be(token: Token) -> bool:
    """Whether the word hangs from a bare "be", or from an adverb taken for the predicate ("Were you ever an activist?")."""
    head = token.head
    if head.i == token.i or token.dep_ == "advcl":
        return False
    return (head.pos_ == "ADV" and has_copula(head)) or (head.pos_ in ("AUX", "VERB") and head.lemma_ == "be")


def is_done_by_you(item: ParsedQuestion, predicate: Token) -> bool:
    doer, _ = doing(item, predicate)
    return doer is not None and (is_you(item, doer) or item.word(doer.i).lower() in YOUR)


def modals_on(item: ParsedQuestion, way: list[Token]) -> Iterator[str]:
    """Auxiliaries of the predicates of a way."""
    for predicate in way:
        for child in predicate.children:
            if child.dep_ in ("aux", "aux:pass"):
                yield item.word(child.i).lower()


def asks_how(item: ParsedQuestion, way: list[Token]) -> bool:
    """Whether "how" asks for the manner of one of these verbs ("how do you ...", but not "how long")."""
    return any(
        child.dep_ == "advmod" and item.word(child.i).lower() == "how"
        for predicate in way
        if predicate.pos_ in ("VERB", "AUX", "NOUN")
        for child in predicate.children
    )


def has_relative_of_you(item: ParsedQuestion, noun: Token) -> Iterator[Token]:
    """Verbs of relative clauses on the noun whose subject is you ("medicines that you take")."""
    for child in noun.children:
        if child.dep_ in ("acl:relcl", "acl") and is_done_by_you(item, child):
            yield child


def names_you(item: ParsedQuestion, token: Token) -> bool:
    """Whether the word is what you are called: "as a Catholic", "consider yourself a socialist"."""
    head = token.head
    if head.i == token.i or not is_done_by_you(item, head):
        return False
    if _reflexive(item, head):
        return token.dep_ in ("obj", "xcomp", "obl", "advcl", "ccomp", "advmod")
    return token.dep_ in ("obl", "advcl", "xcomp") and any(
        item.word(child.i).lower() == "as" for child in token.children
    )


def _reflexive(item: ParsedQuestion, verb: Token) -> bool:
    return any(item.word(child.i).lower() == "yourself" for child in verb.subtree)
