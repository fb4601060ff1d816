"""Topics, roles and stages: YAML data of `rules/data/` as the `Knowledge` that rules may use.

Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qlint.conditions import Knowledge, RoleNeeds
from qlint.language.topics import Topic, TopicIndex
from qlint.nodes import Node
from qlint.packfiles import read_node

_TOPIC_KEYS = ("aliases", "skills", "neighbours", "symptom", "tradeoff", "plain", "class")


def load(directory: Path) -> Knowledge:
    """Read `topics/*.yaml`, `heads.yaml`, `roles.yaml`, `stages.yaml`. Raises `PackError` at the place of a fault."""
    roles, aliases = _roles(directory / "roles.yaml")
    return Knowledge(
        topics=TopicIndex(tuple(_topics(directory / "topics")), _heads(directory / "heads.yaml")),
        roles=roles,
        role_aliases=aliases,
        stage_aliases=_aliases(directory / "stages.yaml"),
    )


def _topics(directory: Path) -> Iterator[Topic]:
    for path in sorted(directory.glob("*.yaml")):
        for group, listed in _node(path).mapping(what="topics").items():
            for name, node in listed.mapping(what=group).items():
                yield _topic(name, group, node)


def _topic(name: str, group: str, node: Node) -> Topic:
    parts = node.mapping(_TOPIC_KEYS, what=f"topic {name!r}") if node.is_mapping else {}

    def texts(key: str) -> tuple[str, ...]:
        return parts[key].texts(what=key) if key in parts else ()

    def text(key: str) -> str | None:
        return parts[key].text(what=key) if key in parts else None

    return Topic(
        name=name,
        classes=(*texts("class"), group),
        aliases=texts("aliases"),
        skills=texts("skills"),
        neighbours=texts("neighbours"),
        symptom=text("symptom"),
        tradeoff=text("tradeoff"),
        plain=text("plain"),
    )


def _heads(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    return {word: group for group, node in _node(path).mapping().items() for word in node.texts(what=group)}


def _roles(path: Path) -> tuple[dict[str, RoleNeeds], dict[str, str]]:
    needs: dict[str, RoleNeeds] = {}
    aliases: dict[str, str] = {}
    for name, node in _node(path).mapping(what="roles.yaml").items():
        parts = node.mapping(("aliases", "needed", "useful"), what=f"role {name!r}")
        needed = frozenset(parts["needed"].texts()) if "needed" in parts else frozenset()
        useful = frozenset(parts["useful"].texts()) if "useful" in parts else frozenset()
        if needed or useful:
            needs[name] = RoleNeeds(needed, useful)
        for alias in (name, *(parts["aliases"].texts() if "aliases" in parts else ())):
            aliases[key(alias)] = name
    return needs, aliases


def _aliases(path: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, node in _node(path).mapping(what="stages.yaml").items():
        parts = node.mapping(("aliases", "purpose"), what=f"stage {name!r}")
        for alias in (name, *(parts["aliases"].texts() if "aliases" in parts else ())):
            found[key(alias)] = name
    return found


def key(text: str) -> str:
    """How names of roles and stages are compared: lower case, words joined by underscores."""
    return re.sub(r"[\s\-/]+", "_", text.strip().lower())


def _node(path: Path) -> Node:
    return read_node(path, f"rules/{path.parent.name}/{path.name}")
