"""`skill: {role: unused}`: the topics that the question exercises, held against what the role needs.

Topic skills and the role map are data of the packs; a role that the map does not know is never judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qlint.conditions.base import Context, Env, Knowledge, slot_of
from qlint.language.parsed import ParsedQuestion
from qlint.nodes import Node

FITS = ("unused", "useful", "needed", "unknown")


@dataclass(frozen=True)
class SkillCondition:
    """How the skills of the ask's topic fit the role: unused only when no topic of it is of use."""

    fits: frozenset[str]
    knowledge: Knowledge
    bind: str
    cost: int = 3

    def solve(self, item: ParsedQuestion, env: Env) -> Iterator[Env]:
        number = env.asks.get(self.bind)
        if number is not None and self._fit(item, number) in self.fits:
            yield env

    def _fit(self, item: ParsedQuestion, number: int) -> str:
        roles = [self.knowledge.role(text) or "" for text in item.question.meta_list("role")]
        needs = [self.knowledge.roles[role] for role in roles if role in self.knowledge.roles]
        skills = self._skills(item, number)
        if not needs or not skills or len(needs) < len(roles):
            return "unknown"
        if any(skills & need.needed for need in needs):
            return "needed"
        return "useful" if any(skills & need.useful for need in needs) else "unused"

    def _skills(self, item: ParsedQuestion, number: int) -> set[str]:
        """Skills of every topic named in the question: one of use is enough to make the question relevant."""
        ask = item.asks[number]
        own = self.knowledge.topics.find(item, slot_of(ask, "topic") or slot_of(ask, "object"))
        if own is None:
            return set()
        named = self.knowledge.topics.all_in(item, range(len(item.doc)))
        return {skill for topic in (own, *named) for skill in topic.skills}


def compile_skill(node: Node, context: Context, *, bind: str) -> SkillCondition:
    fits = node.mapping(("role",), what="skill")["role"]
    return SkillCondition(frozenset(part.choice(FITS, what="fit") for part in fits.items()), context.knowledge, bind)
