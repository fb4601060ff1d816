"""spaCy's own patterns over tokens and over the tree, for what the other conditions cannot say.

Patterns speak in attributes (LOWER, LEMMA, POS, DEP ...); the matcher is compiled at the first use, with the pipeline's vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qlint.conditions.base import Context, Env
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

if TYPE_CHECKING:
    from spacy.matcher import DependencyMatcher, Matcher
    from spacy.vocab import Vocab

_ATTRIBUTES = (
    "LOWER", "LEMMA", "POS", "DEP", "MORPH", "OP", "IS_PUNCT", "IS_DIGIT", "IS_ALPHA", "IS_UPPER", "LIKE_NUM", "SHAPE", "LENGTH", "IS_SENT_START",
)  # fmt: skip
_OPERATORS = (
    "<",
    ">",
    "<<",
    ">>",
    ".",
    ".*",
    ";",
    ";*",
    "$+",
    "$-",
    "$++",
    "$--",
    ">+",
    ">-",
    ">++",
    ">--",
    "<+",
    "<-",
    "<++",
    "<--",
)


@dataclass
class Tokens:
    """A run of tokens; the match is bound to `name`."""

    pattern: list[dict[str, Any]]
    name: str
    cost: int = 5
    _compiled: dict[int, Matcher] = field(default_factory=dict, repr=False)

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for _, start, end in self._matcher(item.doc.vocab)(item.doc):
            yield env.with_tokens(self.name, range(start, end))

    def _matcher(self, vocab: Vocab) -> Matcher:
        if id(vocab) not in self._compiled:
            from spacy.matcher import Matcher

            matcher = Matcher(vocab)
            matcher.add(self.name, [self.pattern], greedy="LONGEST")
            self._compiled = {id(vocab): matcher}
        return self._compiled[id(vocab)]


@dataclass
class Tree:
    """A piece of the dependency tree; each node of the pattern is bound to its own name."""

    pattern: list[dict[str, Any]]
    names: tuple[str, ...]
    cost: int = 6
    _compiled: dict[int, DependencyMatcher] = field(default_factory=dict, repr=False)

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        for _, tokens in self._matcher(item.doc.vocab)(item.doc):
            bound = env
            for name, token in zip(self.names, tokens, strict=True):
                bound = bound.with_tokens(name, [token])
            yield bound

    def _matcher(self, vocab: Vocab) -> DependencyMatcher:
        if id(vocab) not in self._compiled:
            from spacy.matcher import DependencyMatcher

            matcher = DependencyMatcher(vocab)
            matcher.add("tree", [self.pattern])
            self._compiled = {id(vocab): matcher}
        return self._compiled[id(vocab)]


def compile_tokens(node: Node, context: Context, *, bind: str) -> Tokens:
    name = "word"
    if node.is_mapping:
        parts = node.mapping(("pattern", "as"), what="tokens")
        name = parts["as"].text() if "as" in parts else name
        node = parts["pattern"]
    return Tokens([_attributes(part) for part in node.items()], name)


def compile_tree(node: Node, context: Context, *, bind: str) -> Tree:
    pattern: list[dict[str, Any]] = []
    names: list[str] = []
    for part in node.items(what="tree"):
        keys = part.mapping(("name", "under", "rel", "attrs"), what="a node of the tree")
        name = keys["name"].text(what="name")
        entry: dict[str, Any] = {"RIGHT_ID": name, "RIGHT_ATTRS": _attributes(keys["attrs"]) if "attrs" in keys else {}}
        if names:
            entry["LEFT_ID"] = keys["under"].choice(names, what="node above") if "under" in keys else names[0]
            entry["REL_OP"] = keys["rel"].choice(_OPERATORS, what="relation") if "rel" in keys else ">"
        pattern.append(entry)
        names.append(name)
    if not names:
        raise node.error("tree needs at least one node")
    return Tree(pattern, tuple(names))


def _attributes(node: Node) -> dict[str, Any]:
    parts = node.mapping(_ATTRIBUTES, what="a token pattern")
    return {key: _attribute(value) for key, value in parts.items()}


def _attribute(node: Node) -> Any:
    if node.is_list:
        return {"IN": [part.plain() for part in node.items()]}
    if node.is_mapping:
        return {"NOT_IN": [part.plain() for part in node.mapping(("not",), what="attribute")["not"].items()]}
    return node.plain()
