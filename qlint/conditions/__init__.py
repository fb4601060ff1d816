"""The vocabulary of YAML rules: a plain table from key to the room that compiles it.

A branch is a mapping; all its conditions must hold. Cheap conditions run first, except that what binds comes before what reads.
"""

from __future__ import annotations

from collections.abc import Callable

from qlint.conditions import (
    ask,
    candidate,
    eponym,
    facts,
    guise,
    listener,
    logic,
    matter,
    patterns,
    relation,
    setting,
    skill,
    together,
    words,
)
from qlint.conditions.base import Condition, Context, Env, Knowledge, RoleNeeds, Words
from qlint.nodes import Node

__all__ = [
    "CONDITIONS",
    "Condition",
    "Context",
    "Env",
    "Knowledge",
    "RoleNeeds",
    "Words",
    "compile_branch",
    "compile_condition",
]

CONDITIONS: dict[str, Callable[..., Condition]] = {
    "field": facts.compile_field,
    "metric": facts.compile_metric,
    "ask": ask.compile_ask,
    "regex": facts.compile_regex,
    "tokens": patterns.compile_tokens,
    "tree": patterns.compile_tree,
    "candidate": candidate.compile_candidate,
    "relation": relation.compile_relation,
    "guise": guise.compile_guise,
    "together": together.compile_together,
    "listener": listener.compile_listener,
    "words": words.compile_words,
    "eponym": eponym.compile_eponym,
    "given": setting.compile_given,
    "scenario": setting.compile_scenario,
    "skill": skill.compile_skill,
    "other_ask": ask.compile_other_ask,
    "is": logic.compile_is,
    "all": logic.compile_all,
    "any": logic.compile_any,
    "each": logic.compile_each,
    "not": logic.compile_not,
    "matter": matter.compile_matter,
}
ASK_NAME = "a"


def compile_condition(node: Node, context: Context) -> Condition:
    """One mapping of conditions, all of which must hold. Raises `PackError` at the place of the fault."""
    return compile_branch(node, context, bind=ASK_NAME)


def compile_branch(node: Node, context: Context, *, bind: str, also: tuple[str, ...] = ()) -> Condition:
    """A branch of a rule; keys in `also` (bind, severity, report ...) are left to the caller."""
    parts = node.mapping((*CONDITIONS, *also), what="this condition")
    found: list[Condition] = []
    for key, compiler in CONDITIONS.items():
        if key in parts:
            found.extend(compiler(part, context, bind=bind) for part in _each(key, parts[key]))
    if not found:
        raise node.error("no condition here", f"one of: {', '.join(CONDITIONS)}")
    return found[0] if len(found) == 1 else logic.All(tuple(found))


def _each(key: str, node: Node) -> list[Node]:
    """A list under a key that takes a mapping means: each of them."""
    if node.is_list and key not in ("all", "any", "not", "each", "tokens", "tree"):
        return list(node.items())
    return [node]
