"""`together: {of: [[fox, [goose, hen], river]]}`: things that stand in one question together and tell of what it retells.

A story is told in many words; what it is about stays. Each entry of `of` is a list of word sets, and the condition holds when every set
of an entry has an occurrence of its own. Two sets at least: one word tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Words
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node


@dataclass(frozen=True)
class Together:
    """Some entry of `prints` is complete; its first occurrences are bound to `name`."""

    prints: tuple[tuple[Words, ...], ...]
    name: str
    cost: int = 3

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for entry in self.prints:
            found = _complete(item, entry)
            if found:
                yield env.with_tokens(self.name, found)
                return


def _complete(item: ParsedQuestion, entry: tuple[Words, ...]) -> tuple[int, ...]:
    """Tokens of one occurrence of each set, ascending; empty where a set has none left."""
    taken: set[int] = set()
    for words in entry:
        left = [token for token in range(len(item.doc)) if token not in taken]
        run = next(words.find(item, left), None)
        if run is None:
            return ()
        taken |= set(run)
    return tuple(sorted(taken))


def compile_together(node: Node, context: Context, *, bind: str) -> Together:
    parts = node.mapping(("of", "as"), what="together")
    if "of" not in parts:
        raise node.error("together needs of", "a list of lists of words")
    entries = []
    for part in parts["of"].items():
        words = tuple(context.words(one, what="words") for one in part.items())
        if len(words) < 2:
            raise part.error("two sets of words at least", "one word tells nothing of a story")
        entries.append(words)
    return Together(tuple(entries), parts["as"].text(what="as") if "as" in parts else "told")
