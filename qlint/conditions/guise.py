"""`guise: {who: you, cast: $whimsy}`: somebody is cast as something: "If you were a fruit", "as though I were a toddler".

`who` is `you` or `me` (also `we`); `cast` the words that they are cast as; `age: true` also counts a child's age ("like I'm five"). Only what
is feigned counts: under if, like, as, though, suppose, imagine, pretend, as an inverted "Were you ..." or as what one would be. Beside
copulas it knows "become", "turn into", "come back as" and "treat me like a ...".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import Token, is_word, own_subject, owner, token_at
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

_WHO = {"you": frozenset({"you", "u"}), "me": frozenset({"i", "we", "me", "us"})}
_FEIGN = frozenset("imagine suppose pretend assume say picture envision act treat consider".split())
_FEIGNED = frozenset({"if", "like", "as", "though", "when"})
_BECOMING = frozenset({"become", "turn", "come", "wake", "reincarnate", "transform", "change"})
_WISHES = frozenset({"would", "could", "'d"})
_SELVES = frozenset({"life", "personality", "career", "character", "style"})
_AGES = frozenset("three four five six seven eight nine ten eleven twelve 3 4 5 6 7 8 9 10 11 12".split())
_INSIDE = frozenset({"compound", "flat", "amod", "nmod", "obl", "obj", "xcomp", "conj", "nummod", "obl:unmarked"})
_LED_INTO = frozenset({"change", "turn", "transform"})
_LIKENESS = frozenset({"like", "similar", "close", "near"})
_CASES = frozenset({"like", "as"})


@dataclass(frozen=True)
class Guise:
    """The words that somebody is cast as are bound to `name`."""

    who: frozenset[str]
    words: Words
    name: str
    age: bool = False
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if item.tree is None:
            return
        for number in range(len(item.doc)):
            run = self._cast(item, token_at(item, number))
            if run:
                yield env.with_tokens(self.name, run)

    def _cast(self, item: ParsedQuestion, token: Token) -> tuple[int, ...]:
        if self._compared(item, token):
            return self._named(item, token)
        if not _predicates(item, token) or not self._subject(item, token) or not _feigned(item, token):
            return ()
        return self._aged(item, token) or self._named(item, token)

    def _subject(self, item: ParsedQuestion, token: Token) -> bool:
        subject = own_subject(token)
        if subject is None:
            return False
        if item.word(subject.i).lower() in self.who:
            return True
        whose = owner(subject)
        return subject.lemma_ in _SELVES and "you" in self.who and is_word(item, whose, "your")

    def _compared(self, item: ParsedQuestion, token: Token) -> bool:
        """Whether the token stands in "treat me like a ..." for somebody of `who`."""
        cases = {item.word(child.i).lower() for child in token.children if child.dep_ == "case"}
        if not cases & _CASES or token.head.pos_ != "VERB" or token.head.lemma_ not in _FEIGN:
            return False
        beside = (child for child in token.head.children if child.dep_ in ("obj", "iobj"))
        return any(item.word(child.i).lower() in self.who for child in beside)

    def _named(self, item: ParsedQuestion, token: Token) -> tuple[int, ...]:
        return next(self.words.find(item, sorted(_cast_as(item, token))), ())

    def _aged(self, item: ParsedQuestion, token: Token) -> tuple[int, ...]:
        if not self.age:
            return ()
        if item.word(token.i).lower() in _AGES and token.pos_ == "NUM":
            return (token.i,)
        if token.lemma_ != "old":
            return ()
        return next(((below.i, token.i) for below in token.subtree if item.word(below.i).lower() in _AGES), ())


def _predicates(item: ParsedQuestion, token: Token) -> bool:
    """Whether the token says what its subject is or becomes."""
    if token.lemma_ in _BECOMING and token.pos_ == "VERB":
        return True
    return any(child.dep_ == "cop" and child.lemma_ == "be" for child in token.children)


def _feigned(item: ParsedQuestion, token: Token) -> bool:
    words = {child.dep_: item.word(child.i).lower() for child in token.children if child.dep_ in ("cop", "aux")}
    marks = {item.word(child.i).lower() for child in token.children if child.dep_ in ("mark", "case", "advmod")}
    if marks & _FEIGNED or words.get("aux") in _WISHES:
        return True
    if token.head.i != token.i and token.head.lemma_ in _FEIGN:
        return True
    return _inverted(item, token)


def _inverted(item: ParsedQuestion, token: Token) -> bool:
    """ "Were you a fruit, ..." at the head of a sentence."""
    subject = own_subject(token)
    copula = next((child for child in token.children if child.dep_ == "cop"), None)
    if subject is None or copula is None or copula.i + 1 != subject.i:
        return False
    opens = any(sentence.start == copula.i for sentence in item.sentences)
    return (
        opens
        and item.word(copula.i).lower() == "were"
        and any(item.word(child.i) == "," for child in token.subtree if child.i > token.i)
    )


def _cast_as(item: ParsedQuestion, token: Token) -> Iterator[int]:
    """Where the guise stands: what "turn into" and "come back as" lead to, no companion of an adjective ("careful with")."""
    if token.pos_ == "ADJ" and token.lemma_ not in _LIKENESS:
        yield token.i
        for child in token.children:
            if child.dep_ in _INSIDE and child.dep_ not in ("obl", "obj", "xcomp"):
                yield from _phrase(child)
    elif token.pos_ == "VERB" and token.lemma_ in _LED_INTO:
        for child in token.children:
            if any(item.word(case.i).lower() in ("into", "as", "to") for case in child.children if case.dep_ == "case"):
                yield from _phrase(child)
    else:
        yield from _phrase(token)


def _phrase(token: Token) -> Iterator[int]:
    """The nouns of a predicate without its subject and its clauses."""
    yield token.i
    for child in token.children:
        if child.dep_ in _INSIDE or child.dep_ == "punct":
            yield from _phrase(child)


def compile_guise(node: Node, context: Context, *, bind: str) -> Guise:
    parts = node.mapping(("who", "cast", "age", "as"), what="guise")
    for key in ("who", "cast"):
        if key not in parts:
            raise node.error(f"guise needs {key}", "who is cast, and as what")
    return Guise(
        who=_WHO[parts["who"].choice(tuple(_WHO), what="who")],
        words=context.words(parts["cast"]),
        name=parts["as"].text(what="as") if "as" in parts else "guise",
        age=parts["age"].flag(what="age") if "age" in parts else False,
    )
