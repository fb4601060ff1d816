"""What a word of judgement is said of.

The noun it modifies ("worst boss"), its subject ("is your boss useless"), its object or oblique ("hate about your job"), its complement
("faults of the head"), or what its relative clause hangs from ("a colleague you could not stand"). Nouns that name nothing of their own are
looked through ("the worst thing about", "the way ... is run"); any other noun takes the judgement upon itself: "the worst outage your team
had" judges the outage, "a project that failed in your team" the project. Reads the tree only.
"""

from __future__ import annotations

from collections.abc import Iterator

from qlint.conditions import persons
from qlint.conditions.clauses import Token, own_subject
from qlint.language.parsed import ParsedQuestion

_THROUGH = frozenset(
    "thing part aspect most least much more what who which one member people person someone anyone somebody anybody way side bit "
    "something anything it that half number lot kind sort type".split()
)  # fmt: skip
_LIGHT = frozenset(
    "have be make give tell list name describe find see say share express do think call mention get hold identify state want hear".split()
)
_MAKING = frozenset({"do", "go", "get", "make"})
_ABOUT = frozenset("about with of at in for on against to under towards toward by 's like over".split())
_NOT_FROM = frozenset({"from", "than", "without", "before", "after", "into", "through"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "nsubj", "iobj", "advcl"})
_GERUND = frozenset({"advcl", "obl", "xcomp", "acl", "nmod", "csubj"})
_WORKING = frozenset("work deal report be serve live cope interact collaborate".split())
_QUALITIES = frozenset("quality trait habit behaviour behavior style character personality leadership attitude".split())
_STEPS = 6


def judges(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Whether the judgement is said of the noun."""
    return (
        _through_quality(item, judge, noun)
        or _misread(judge, noun)
        or _modifies(judge, noun)
        or judged_subject(item, judge, noun)
        or is_said_of(item, judge, noun)
    )


def may_be_judged(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """A noun that only modifies another is not judged, but through its faults and qualities it is ("your boss's worst habits")."""
    if noun.dep_ == "nmod:poss":
        return _through_quality(item, judge, noun)
    return noun.dep_ != "compound" or _misread(judge, noun)


def _through_quality(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    quality = noun.head
    if noun.dep_ != "nmod:poss":
        return False
    return quality.i == judge.i or (item.lemma(quality.i) in _QUALITIES and judge.head.i == quality.i)


def _misread(judge: Token, noun: Token) -> bool:
    """Covers "Was your former boss incompetent?" with the adjective taken for a noun that the subject modifies."""
    return noun.dep_ == "compound" and noun.head.i == judge.i and persons.has_copula(judge)


def _modifies(judge: Token, noun: Token) -> bool:
    return judge.head.i == noun.i and judge.dep_ in ("amod", "acl", "acl:relcl", "nmod", "appos")


def judged_subject(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Covers "Is your boss useless?", "Who at your last firm was useless?", "How has your employer let you down?"."""
    return _misplaced(judge, noun) or any(subject.i == _risen(item, noun).i for subject in _subjects(item, judge))


def _misplaced(judge: Token, noun: Token) -> bool:
    """Covers "Is your company badly managed?" with the adverb hung from the subject."""
    return judge.dep_ == "advmod" and judge.head.i == noun.i and noun.dep_.startswith("nsubj") and judge.i > noun.i


def _subjects(item: ParsedQuestion, judge: Token) -> Iterator[Token]:
    """What the judgement has as its subject, behind relative pronouns and small clauses ("what made your job so bad")."""
    predicate = _predicate(item, judge)
    subject = own_subject(predicate)
    if subject is None and predicate.dep_.startswith("acl"):
        yield predicate.head
    if subject is not None:
        antecedent = predicate.head if predicate.dep_.startswith("acl") else None
        if antecedent is None or _is_light(item, antecedent) or _is_light(item, subject):
            yield subject
        if predicate.dep_.startswith("acl"):
            yield predicate.head
        relative = item.word(subject.i).lower() in ("that", "which", "who")
        if relative and predicate.dep_ in ("ccomp", "advcl", "acl:relcl", "parataxis"):
            above = own_subject(predicate.head)
            if above is not None:
                yield above
    small = predicate.dep_ == "parataxis" and predicate.pos_ == "ADJ"
    if small or predicate.dep_ in ("xcomp", "ccomp"):
        yield from (child for child in predicate.head.children if child.dep_ == "obj")


def _predicate(item: ParsedQuestion, judge: Token) -> Token:
    """The word itself, or what an adverb or a noun of judgement hangs from ("badly run", "get on least")."""
    current = judge
    for _ in range(_STEPS):
        if current.head.i == current.i or not _stands_for(item, current, current.head):
            break
        current = current.head
    return current


def _stands_for(item: ParsedQuestion, judge: Token, head: Token) -> bool:
    """Whether a judgement that hangs from `head` is passed on to it."""
    verbal = head.pos_ in ("VERB", "ADJ", "AUX")
    if judge.dep_ == "amod":
        return _is_light(item, head) or persons.has_copula(head)
    if judge.dep_ in ("advmod", "conj"):
        return verbal
    if judge.dep_ in ("xcomp", "obj") and judge.pos_ == "ADJ" and item.lemma(head.i) in _MAKING:
        return True
    if judge.dep_ == "xcomp":
        return verbal
    if judge.dep_ in ("obj", "obl") and judge.pos_ == "NOUN" and item.lemma(head.i) in _LIGHT:
        return True
    return judge.dep_ in ("nsubj", "obj", "obl", "acl:relcl") and (_is_light(item, judge) or _is_light(item, head))


def _is_light(item: ParsedQuestion, token: Token) -> bool:
    return item.lemma(token.i) in _THROUGH


def is_said_of(item: ParsedQuestion, judge: Token, noun: Token) -> bool:
    """Covers "hate about your boss", "faults of your head", "the worst thing about working for your company"."""
    if judge.pos_ == "NOUN" and noun.head.i == judge.i and judge.i < noun.i and noun.dep_.startswith("acl"):
        return True
    top = _risen(item, noun)
    if top.i != noun.i and top.i in _governors(item, judge):
        return True
    if top.dep_.split(":")[0] not in _NOMINAL or top.dep_.startswith("nsubj"):
        return False
    if not _is_about(item, noun) or not _is_about(item, top):
        return False
    governors = _governors(item, judge)
    return top.head.i in governors and not _takes_another(item, judge, top)


def _governors(item: ParsedQuestion, judge: Token) -> set[int]:
    """The judgement and what it stands for, up to its predicate."""
    found, current = {judge.i, *(child.i for child in judge.children if child.dep_ in ("xcomp", "compound:prt"))}, judge
    target = _predicate(item, judge)
    for _ in range(_STEPS):
        if current.i == target.i:
            break
        current = current.head
        found.add(current.i)
    return found


def _takes_another(item: ParsedQuestion, judge: Token, top: Token) -> bool:
    """An intransitive verb judges its subject, a modifier its noun: neither judges what else stands there."""
    if judge.dep_ == "amod" and not _is_light(item, judge.head) and judge.head.i != top.i:
        return True
    subject = own_subject(judge)
    if subject is None or persons.is_you(item, subject) or _is_light(item, subject):
        return False
    if item.word(subject.i).lower() in ("that", "which", "who") and judge.dep_.startswith("acl"):
        return not _is_light(item, judge.head)
    return item.lemma(subject.i) not in ("morale", "turnover", "thing", "matter", "atmosphere", "mood")


def _is_about(item: ParsedQuestion, noun: Token) -> bool:
    cases = {item.word(child.i).lower() for child in noun.children if child.dep_ == "case"}
    return not cases or bool(cases & _ABOUT) and not cases & _NOT_FROM


def _risen(item: ParsedQuestion, noun: Token) -> Token:
    """Up through "the thing about", "a member of", "working for", "the way ... is run", which name nothing themselves."""
    current = noun
    for _ in range(_STEPS):
        above = _above(item, current)
        if above is None:
            break
        current = above
    return current


def _above(item: ParsedQuestion, noun: Token) -> Token | None:
    head, lemma = noun.head, item.lemma(noun.head.i)
    if head.i == noun.i:
        return None
    if noun.dep_ in ("nmod", "appos") and _is_light(item, head) and lemma != "it":
        return head
    if noun.dep_ in ("obl", "obj") and lemma in _WORKING and head.dep_ in _GERUND:
        return head
    if noun.dep_.startswith("nsubj") and head.dep_ == "acl:relcl" and item.lemma(head.head.i) == "way":
        return head.head
    return None
