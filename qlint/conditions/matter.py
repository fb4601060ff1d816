"""`matter: {besides: listener, as: matter}`: what an ask is about when a person's words are cut off its topic.

"Break down gradient descent for a kindergartner" is about gradient descent, wherever the tree hangs the child. It binds the rest of the
topic, with its article, and always holds; where nothing fit for a sentence of its own is left, it binds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Ask, Slot
from qlint.nodes import Node

_OWN = frozenset({"your", "my", "our", "it", "this", "that", "me", "you", "i"})
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True)
class Matter:
    """The topic of the bound ask up to the words captured as `besides`, bound to `name`."""

    besides: str
    name: str
    bind: str
    cost: int = 9

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        number = env.asks.get(self.bind, 0 if item.asks else None)
        slot = _topic(item.asks[number]) if number is not None else None
        rest = _rest(item, slot, env.tokens.get(self.besides, ())) if slot is not None else ()
        yield env.with_tokens(self.name, rest) if rest else env


def _topic(ask: Ask) -> Slot | None:
    """The topic, unless it is only a part of what a clause says ("what a manager does", "why prices rise")."""
    partial = (
        ask.clause not in (None, "how") or ask.wh == "why" or (ask.topic and ask.object is None and ask.clause is None)
    )
    return None if partial else ask.topic


def _rest(item: ParsedQuestion, slot: Slot, cut: tuple[int, ...]) -> tuple[int, ...]:
    if slot.head in cut or not cut:
        return ()
    kept = [token for token in slot.tokens if token < cut[0]] if set(cut) & set(slot.tokens) else list(slot.tokens)
    while kept and item.doc[kept[-1]].pos_ in ("ADP", "DET", "PUNCT", "CCONJ", "SCONJ"):
        kept.pop()
    if slot.head not in kept or any(item.word(token).lower() in _OWN for token in kept):
        return ()
    before = kept[0] - 1
    if before >= 0 and item.word(before).lower() in _ARTICLES:
        kept.insert(0, before)
    return tuple(kept)


def compile_matter(node: Node, context: Context, *, bind: str) -> Matter:
    parts = node.mapping(("besides", "as"), what="matter")
    if "besides" not in parts:
        raise node.error("matter needs besides", "the capture to cut off")
    return Matter(
        besides=parts["besides"].text(what="besides"),
        name=parts["as"].text(what="as") if "as" in parts else "matter",
        bind=bind,
    )
