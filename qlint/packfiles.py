"""YAML files of packs as nodes with places: YAML 1.2 scalars, no duplicate keys, bounded depth and aliases.

Knows nothing of rules.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from qlint.errors import PackError
from qlint.nodes import Node, Scalar

DEEPEST = 40
MOST_NODES = 200_000
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_node(path: Path, shown: str) -> Node:
    """The one document of a file. Raises `PackError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot be read: {error}", path=shown) from error
    return compose(text, shown)


def compose(text: str, shown: str) -> Node:
    """YAML text as a node. Raises `PackError` with line and column."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PackError(
            f"is not YAML: {error.problem or error}",
            path=shown,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
        ) from error
    except yaml.YAMLError as error:
        raise PackError(f"is not YAML: {error}", path=shown) from error
    if root is None:
        raise PackError("is empty", path=shown)
    return _Reading(shown).node(root, 0)


class _Reading:
    """Counts nodes while they are made, so that aliases cannot blow a small file up."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.count = 0

    def node(self, raw: yaml.Node, depth: int) -> Node:
        line, column = raw.start_mark.line + 1, raw.start_mark.column + 1
        self.count += 1
        if depth > DEEPEST or self.count > MOST_NODES:
            raise PackError("is nested or repeated beyond reason", path=self.shown, line=line, column=column)
        if isinstance(raw, yaml.MappingNode):
            return self._mapping(raw, depth, line, column)
        if isinstance(raw, yaml.SequenceNode):
            return Node([self.node(part, depth + 1) for part in raw.value], self.shown, line, column)
        return Node(_scalar(raw), self.shown, line, column)

    def _mapping(self, raw: yaml.MappingNode, depth: int, line: int, column: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key, value in raw.value:
            name = str(key.value)
            place = (key.start_mark.line + 1, key.start_mark.column + 1)
            if name in values:
                raise PackError(f"the key {name!r} stands twice", path=self.shown, line=place[0], column=place[1])
            values[name] = self.node(value, depth + 1)
            keys[name] = place
        return Node(values, self.shown, line, column, keys)


def _scalar(raw: yaml.Node) -> Scalar:
    text = str(raw.value)
    if getattr(raw, "style", None) in ("'", '"', "|", ">"):
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
