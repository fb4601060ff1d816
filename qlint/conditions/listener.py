"""`listener: {stock: $lay_stock, kin: $lay_kin, plain: $lay_plain}`: whom the answer must reach, when it is nobody of the work.

`stock` are listeners that no job has (an alien, a toddler); `kin` count when they are yours or mine; `plain` are people that a job may have
(a child, a taxi driver) and count only when nothing ties them to it: no clause, no place, no stake of their own in what is told.
They are listeners when they are told (`told`), must understand it (`follows`), or ask for it (`asks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Words
from qlint.conditions.clauses import Token, head_of, owner, token_at
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask
from qlint.nodes import Node

_TO = frozenset({"to", "for", "at", "with"})
_TOLD = frozenset({"tell", "teach", "show", "give", "help"})
_SPEECH = frozenset({"explain", "talk", "speak", "present", "describe", "teach", "tell"})
_FEIGN = frozenset({"imagine", "suppose", "pretend", "assume", "say"})
_FOLLOW = frozenset("understand grasp follow get see know comprehend learn".split())
_WONDER = frozenset("ask want wonder call ring say demand".split())
_BETWEEN = frozenset("would could can will might may should to 'd ’d who that".split())
_MEET = frozenset({"meet", "encounter", "face"})
_OURS = frozenset({"your", "my"})
_ANYBODY = frozenset({"someone", "somebody", "anyone", "layman", "friend"})
_THEIRS = frozenset("he she they him her them his their hers theirs".split())
_SUITED = frozenset("suitable fit simple easy clear appropriate accessible enough understandable".split())
_ACCOUNTS = frozenset("explanation definition description summary answer analogy account overview".split())
_TIES = frozenset({"acl", "acl:relcl", "appos"})
_WEAK = frozenset("give make get help draw paint sell show walk".split())
_WORKS = frozenset({"work", "do", "be", "mean"})
_STEPS = 5


@dataclass(frozen=True)
class Listener:
    """The listener is bound to `name`, the ask that is told to `bind`."""

    kinds: tuple[tuple[str, Words], ...]
    tell: Words
    name: str
    bind: str
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        if item.tree is None:
            return
        for kind, words in self.kinds:
            for run in words.find(item, range(len(item.doc))):
                person = _person(item, run)
                if person is None or not _outside(item, person, run, kind):
                    continue
                for number in self._asks(item, env):
                    if self._reached(item, item.asks[number], person, kind, run):
                        yield env.with_ask(self.bind, number).with_tokens(self.name, _whole(item, person, run))

    def _asks(self, item: ParsedQuestion, env: Env) -> Iterator[int]:
        return iter([env.asks[self.bind]]) if self.bind in env.asks else iter(range(len(item.asks)))

    def _reached(self, item: ParsedQuestion, ask: Ask, person: Token, kind: str, run: tuple[int, ...]) -> bool:
        tells = ask.verb is not None and self.tell.has(ask.verb.lemma)
        if tells and (_is_told(item, ask, person, kind) or _is_feigned(item, person)):
            return True
        after = _verb_after(item, run)
        if after in _FOLLOW:
            return (tells or ask.wh in ("what", "why", "how")) and not _helped(ask, kind, item, run)
        if kind == "plain" or not (tells or ask.wh in ("what", "how")):
            return False
        return (after in _WONDER and person.i < ask.root) or (kind == "stock" and _is_met(person))


def _person(item: ParsedQuestion, run: tuple[int, ...]) -> Token | None:
    """The noun of the run where it stands for a person: neither a modifier ("child node") nor an age of something else."""
    token = head_of(item, run)
    last = token_at(item, run[-1])
    if last.dep_ == "nmod" and last.head.i in run:
        last = last.head
    if last.dep_ in ("compound", "amod", "nummod", "nmod:poss", "flat") and last.head.i not in run:
        above = last.head
        if above.pos_ in ("NOUN", "PROPN") and above.i > last.i and _verb_after(item, run) not in _FOLLOW | _WONDER:
            return None
    following = run[-1] + 1
    if following < len(item.doc) and item.word(following) in ("-", "'s", "’s", "–"):
        return None
    return last if last.pos_ in ("NOUN", "PROPN", "ADJ") else token


def _outside(item: ParsedQuestion, person: Token, run: tuple[int, ...], kind: str) -> bool:
    """Whether nothing ties the person to the work."""
    whose = owner(person)
    word = item.word(whose.i).lower() if whose is not None else ""
    yours = _is_yours(item, person, run)
    if kind == "kin":
        return (yours or word in _ANYBODY) and not any(child.dep_ == "compound" for child in person.children)
    if whose is not None and not yours and word not in _ANYBODY:
        return False
    if kind == "stock":
        return not any(
            child.lemma_ in ("patient", "customer", "client", "user", "resident") for child in person.children
        )
    return not _tied(item, person, run)


def _is_yours(item: ParsedQuestion, person: Token, run: tuple[int, ...]) -> bool:
    """Whether the person is yours or mine, or of somebody who is ("your neighbour's kid")."""
    current = owner(person)
    while current is not None:
        if item.word(current.i).lower() in _OURS:
            return True
        current = owner(current)
    return _opens_with(item, run, _OURS)


def _tied(item: ParsedQuestion, person: Token, run: tuple[int, ...]) -> bool:
    for child in person.children:
        if child.dep_ in _TIES or (child.dep_ == "nmod" and child.pos_ != "NUM" and child.i not in run):
            return True
        if child.dep_ == "det" and item.word(child.i).lower() not in ("a", "an", "any", "some"):
            return True
    return _has_stake(item, run)


def _has_stake(item: ParsedQuestion, run: tuple[int, ...]) -> bool:
    """Whether what is told speaks of the listener: "why she must keep the splint on"."""
    sentence = next((one for one in item.sentences if one.start <= run[0] < one.end), None)
    end = sentence.end if sentence else len(item.doc)
    return any(
        item.word(token).lower() in _THEIRS and _verb_after(item, (token,)) not in _FOLLOW
        for token in range(run[-1] + 1, end)
    )


def _opens_with(item: ParsedQuestion, run: tuple[int, ...], words: frozenset[str]) -> bool:
    """Whether a possessor stands at most three words before the run (a misread tree loses it)."""
    return any(
        item.word(token).lower() in words for token in range(max(0, run[0] - 3), run[0]) if _joined(item, token, run)
    )


def _joined(item: ParsedQuestion, token: int, run: tuple[int, ...]) -> bool:
    between = range(token + 1, run[0])
    return all(token_at(item, at).pos_ in ("ADJ", "NUM", "NOUN", "PUNCT", "ADV") for at in between)


def _verb_after(item: ParsedQuestion, run: tuple[int, ...]) -> str | None:
    """Lemma of the verb that follows a run, behind a modal."""
    at = run[-1] + 1
    while at < len(item.doc) and item.word(at).lower() in _BETWEEN:
        at += 1
    return item.lemma(at) if at < len(item.doc) else None


def _is_told(item: ParsedQuestion, ask: Ask, person: Token, kind: str) -> bool:
    cased = any(child.dep_ == "case" and item.word(child.i).lower() in _TO for child in person.children)
    if _is_wares(item, person) or _is_served(ask, cased, kind):
        return False
    if ask.audience is not None and ask.audience.head == person.i:
        return True
    verb = ask.verb
    if verb is None:
        return False
    if person.head.lemma_ in _SUITED and cased:
        return verb.lemma.split()[0] != "give" or (ask.object is not None and ask.object.lemma in _ACCOUNTS)
    if not cased:
        return person.dep_ in ("obj", "iobj") and person.head.i == verb.head and verb.lemma.split()[0] in _TOLD
    return verb.head in _above(person, through=kind == "stock")


def _is_wares(item: ParsedQuestion, person: Token) -> bool:
    """ "the toy for five-year-olds": many, for whom a thing is made; "a buyer with children"."""
    if person.dep_ == "nmod" and any(child.dep_ == "case" and child.lemma_ == "with" for child in person.children):
        return True
    many = item.word(person.i).lower().endswith(("s", "children"))
    made_for = any(child.dep_ == "case" and item.word(child.i).lower() == "for" for child in person.children)
    return many and made_for and person.dep_ == "nmod"


def _is_served(ask: Ask, cased: bool, kind: str) -> bool:
    """ "Which dose would you give a child?": something is given, made or sold, and nothing told."""
    lemma = ask.verb.lemma.split()[0] if ask.verb else ""
    if lemma not in _WEAK or (ask.object is not None and ask.object.lemma in _ACCOUNTS):
        return False
    return cased or lemma == "give" or kind == "plain"


def _above(token: Token, *, through: bool) -> Iterator[int]:
    """Heads above a noun, as far as the verb that it hangs from through nouns; `through` also leaves "how it works for ..."."""
    current = token
    for _ in range(_STEPS):
        if current.head.i == current.i or current.dep_ not in (
            "obl",
            "nmod",
            "obj",
            "iobj",
            "nsubj",
            "xcomp",
            "advcl",
            "ccomp",
        ):
            return
        if current.dep_ in ("ccomp", "advcl") and not (through and current.lemma_ in _WORKS):
            return
        current = current.head
        yield current.i


def _is_feigned(item: ParsedQuestion, person: Token) -> bool:
    """ "like you are talking to a child", "imagine you explain it to your gran"."""
    verb = person.head
    if verb.lemma_ not in _SPEECH or not any(child.dep_ == "case" for child in person.children):
        return False
    marks = {item.word(child.i).lower() for child in verb.children if child.dep_ in ("mark", "case")}
    return bool(marks & {"like", "as", "though", "if"}) or (verb.head.i != verb.i and verb.head.lemma_ in _FEIGN)


def _helped(ask: Ask, kind: str, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
    """Helping a child understand is a teacher's job; "make sure that ..." aims at no listener."""
    lemma = ask.verb.lemma.split()[0] if ask.verb else ""
    sure = any(item.word(token).lower() == "sure" for token in range(max(0, run[0] - 4), run[0]))
    return sure or (kind == "plain" and lemma in ("help", "make", "get", "teach"))


def _is_met(person: Token) -> bool:
    if person.dep_ == "obl":
        return person.head.lemma_ in ("talk", "speak") and any(child.dep_ == "case" for child in person.children)
    return person.dep_ == "obj" and person.head.lemma_ in _MEET


def _whole(item: ParsedQuestion, person: Token, run: tuple[int, ...]) -> tuple[int, ...]:
    """The run with its article or possessor and what stands between ("a ten-year-old")."""
    start = run[0]
    if start >= 2 and item.word(start - 1) == "-":
        start -= 2
    if start >= 1 and item.word(start - 1).lower() in ("a", "an"):
        start -= 1
    opening = (child.i for child in person.children if child.dep_ in ("det", "nmod:poss", "amod", "nummod"))
    first = min([start, *opening])
    return tuple(range(max(first, run[0] - 6), run[-1] + 1))


def compile_listener(node: Node, context: Context, *, bind: str) -> Listener:
    parts = node.mapping(("stock", "kin", "plain", "tell", "as"), what="listener")
    if "tell" not in parts:
        raise node.error("listener needs tell", "the verbs of telling")
    return Listener(
        kinds=tuple((kind, context.words(parts[kind])) for kind in ("stock", "kin", "plain") if kind in parts),
        tell=context.words(parts["tell"]),
        name=parts["as"].text(what="as") if "as" in parts else "listener",
        bind=bind,
    )
