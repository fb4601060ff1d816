"""`eponym: {in: ask, names: $eponyms, surnames: $eponym_surnames, heads: $eponym_heads, shaped: $shaped_heads, common: $common_names, as: name}`.

A person's name for a thing, without a word on what the thing is: a name of the list, a surname that owns or modifies one of the
heads, or a name by its shape. Binds the name. Knows no rule file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Words, ask_tokens, slot_of
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

_KEYS = ("in", "names", "surnames", "heads", "shaped", "common", "as")
_SURNAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿőűłčšžćęąńśź]{2,}$")
_POINTING = frozenset({"this", "these", "that", "those", "our", "your", "my"})
_DASHES = frozenset("-–")
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nmod", "flat"})
_LAWS = Words.of(
    [
        "law",
        "theorem",
        "lemma",
        "inequality",
        "paradox",
        "principle",
        "criterion",
        "conjecture",
        "razor",
        "taxonomy",
        "equation",
    ]
)
_NONE = Words.of([])
_GLOSSES = re.compile(
    r"(?i)^.{0,60}?(?:\((?:[^)]{12,})\)|,? that is[ ,]|,? i\.e\.|,? in other words|,? also (?:called|named|known)|,? named after"
    r"|: (?:the|how|a) [^.?]{8,}|, (?:which|the one (?:that|with)|a|an|the) [^,?.]{8,}|,? which (?:is|are|says|states|measures|gives|tells) )"
)
_ANNOUNCED = re.compile(
    r"(?i)\((?:also )?(?:called|named|known as|after)?[^()]{0,40}$"
    r"|, which (?:\w+ ){1,3}(?:calls?|call it|named?) (?:the )?$|, (?:also |often |sometimes )?(?:called|named|known as) (?:the )?$"
)


@dataclass(frozen=True)
class Eponym:
    """Where a name stands; `slot` None: anywhere in the ask."""

    names: Words
    surnames: Words
    heads: Words
    shaped: Words
    common: Words
    slot: str | None
    bind: str
    name: str
    context: Context
    cost: int = 4

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        number = env.asks.get(self.bind)
        if number is None:
            return
        ask = item.asks[number]
        slot = slot_of(ask, self.slot) if self.slot else None
        tokens = ask_tokens(item, ask) if self.slot is None else slot.tokens if slot else ()
        for run in self._names(item, tokens):
            if not _glossed(item, run):
                yield env.with_tokens(self.name, run)

    def _names(self, item: ParsedQuestion, tokens: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        for run in self.names.find(item, tokens):
            written = item.doc[run[-1]].pos_ in ("PROPN", "NOUN", "ADJ", "X") or item.word(run[0])[0].isupper()
            if written and not self._is_common(item, run):
                yield run
        for run in self.surnames.find(item, tokens):
            noun = _noun_of(item, run)
            if noun is not None and self.heads.has(item.lemma(noun)) and _is_name(item, run):
                yield run
        yield from self._by_shape(item, tokens)

    def _by_shape(self, item: ParsedQuestion, tokens: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        for token in tokens:
            run = _capitalised(item, token, tokens)
            if not run or self._is_common(item, run) or (len(run) == 1 and self._is_term(item, run)):
                continue
            noun = _noun_of(item, run)
            if noun is None or not item.word(noun).islower():
                continue
            if self._heads_for(item, run, noun).has(item.lemma(noun)):
                yield run

    def _heads_for(self, item: ParsedQuestion, run: tuple[int, ...], noun: int) -> Words:
        """A pair of surnames may stand before any head; a lone one only where persons give names, an owner right before it."""
        if any(item.word(one) in _DASHES for one in run):
            return self.heads
        owner = any(item.doc[one].dep_ == "nmod:poss" for one in run)
        lone = len(run) == 1 and item.doc[run[0]].pos_ == "PROPN"
        if owner:
            return _LAWS if noun == run[-1] + 2 and "Plur" not in item.doc[noun].morph.get("Number", []) else _NONE
        return self.shaped if lone else _NONE

    def _is_common(self, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
        known = {token for found in self.common.find(item, run) for token in found}
        return all(token in known for token in run if item.word(token) not in _DASHES)

    def _is_term(self, item: ParsedQuestion, run: tuple[int, ...]) -> bool:
        """Whether a word of the name is a tool, or an ordinary word of a term ("the Random Forest algorithm")."""
        words = {item.word(token).lower() for token in run}
        return any(words & set(topic.name.lower().split()) for topic in self.context.knowledge.topics.topics)


def _capitalised(item: ParsedQuestion, token: int, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """The run of capitalised words, joined by dashes or not, that begins at `token`; nothing at the start of a sentence but a pair or owner."""
    if not _is_surname(item, token) or (token - 1 in tokens and _is_surname(item, token - 1)):
        return ()
    if token - 2 in tokens and item.word(token - 1) in _DASHES:
        return ()
    run = [token]
    while run[-1] + 1 in tokens:
        after = run[-1] + 1
        if _is_surname(item, after):
            run.append(after)
        elif item.word(after) in _DASHES and after + 1 in tokens and _is_surname(item, after + 1):
            run += [after, after + 1]
        else:
            break
    opens = bool(item.doc[token].is_sent_start)
    owner = item.doc[run[-1]].dep_ == "nmod:poss" or item.doc[token].dep_ == "nmod:poss"
    return tuple(run) if not opens or owner or len(run) == 3 else ()


def _is_surname(item: ParsedQuestion, token: int) -> bool:
    return (
        item.masks[token] is None
        and item.doc[token].pos_ in ("PROPN", "ADJ", "NOUN")
        and bool(_SURNAME.match(item.word(token)))
    )


def _is_name(item: ParsedQuestion, run: tuple[int, ...]) -> bool:
    """A surname is written large, or owns its noun in a text without capitals."""
    return item.word(run[0])[0].isupper() or (item.question.text.islower() and item.doc[run[0]].dep_ == "nmod:poss")


def _noun_of(item: ParsedQuestion, run: tuple[int, ...]) -> int | None:
    """The noun that the name modifies or owns, which follows it."""
    for token in run:
        head = item.doc[token].head.i
        if head > run[-1] and item.doc[token].dep_ in _MODIFIERS and item.doc[head].pos_ in ("NOUN", "PROPN", "VERB"):
            return head
    return None


def _glossed(item: ParsedQuestion, run: tuple[int, ...]) -> bool:
    """Whether the question itself says what the thing is, behind the name or before it, or points at the thing."""
    noun = _noun_of(item, run)
    if noun is not None and any(child.lower_ in _POINTING for child in item.doc[noun].children):
        return True
    start, end = item.spans[run[0]][0], item.spans[run[-1]][1]
    text = item.question.text
    return bool(_GLOSSES.search(text[end : end + 400]) or _ANNOUNCED.search(text[:start]))


def compile_eponym(node: Node, context: Context, *, bind: str) -> Eponym:
    parts = node.mapping(_KEYS, what="eponym")
    for key in _KEYS[:-1]:
        if key not in parts:
            raise node.error(f"eponym needs {key}")
    where = parts["in"].choice(("ask", "topic", "object", "core"), what="part of a question")
    return Eponym(
        names=context.words(parts["names"]),
        surnames=context.words(parts["surnames"]),
        heads=context.words(parts["heads"]),
        shaped=context.words(parts["shaped"]),
        common=context.words(parts["common"]),
        slot=None if where == "ask" else where,
        bind=bind,
        name=parts["as"].text(what="as") if "as" in parts else "word",
        context=context,
    )
