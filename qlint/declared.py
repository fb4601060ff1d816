"""A rule that YAML declares: branches of conditions, antipatterns, waivers, words to report.

Compiled from a node by `compile_rule`; runs over one parsed question. Knows no YAML, no engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qlint import alternatives
from qlint.conditions import Condition, Env
from qlint.diagnostic import Severity
from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Slot
from qlint.rule import Match, RuleMeta, Template
from qlint.source import Span


@dataclass(frozen=True, slots=True)
class Branch:
    """One way for the rule to fire. `report` names what is underlined: asks (`a`), slots (`a.object`), heads (`a.object.head`), captures."""

    condition: Condition
    bind: str
    report: tuple[str, ...] = ()
    severity: Severity | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeverityCase:
    """Where `condition` holds, the match has this severity."""

    condition: Condition
    severity: Severity


@dataclass(frozen=True, slots=True)
class Waiver:
    """Where `condition` holds, the match stays in the report as waived."""

    condition: Condition
    reason: str


@dataclass(frozen=True)
class DeclaredRule:
    """A compiled YAML rule; obeys `qlint.rule.Rule`."""

    meta: RuleMeta
    branches: tuple[Branch, ...]
    unless: tuple[Condition, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    severity_by: tuple[SeverityCase, ...] = ()
    messages: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    aim: str = ""
    needs: tuple[tuple[str, tuple[Condition, ...]], ...] = field(default=())

    def check(self, item: ParsedQuestion) -> Iterator[Match]:
        seen: set[int | None] = set()
        for index, branch in enumerate(self.branches):
            for env in branch.condition.solve(item, Env()):
                ask = env.asks.get(branch.bind)
                if ask in seen or self._is_innocent(item, env):
                    continue
                seen.add(ask)
                yield self._match(item, env, branch, index)

    def unchecked(self, item: ParsedQuestion) -> str | None:
        for names, told in self.needs:
            if all(next(condition.solve(item, Env()), None) is None for condition in told):
                return f"no {names}"
        return None

    def _is_innocent(self, item: ParsedQuestion, env: Env) -> bool:
        return any(next(condition.solve(item, env), None) is not None for condition in self.unless)

    def _match(self, item: ParsedQuestion, env: Env, branch: Branch, index: int) -> Match:
        number = env.asks.get(branch.bind)
        ask = item.asks[number] if number is not None else None
        found = alternatives.captures(item, ask, env.tokens)
        words = {**alternatives.from_metadata(item), **alternatives.plain_words(found)}
        return Match(
            code=self.meta.code,
            span=self._span(item, env, branch),
            message=self._message(branch, words, alternatives.plurals(item, ask)),
            ask=number,
            severity=self._severity(item, env, branch),
            captures=found,
            waived=self._waived(item, env),
            branch=index,
        )

    def _message(self, branch: Branch, words: Mapping[str, str], plural: frozenset[str]) -> str:
        for text in (*branch.messages, *self.messages):
            filled = alternatives.fill(text, words, plural)
            if filled is not None:
                return filled
        return self.meta.summary

    def _severity(self, item: ParsedQuestion, env: Env, branch: Branch) -> Severity:
        base = branch.severity or self.meta.severity
        for case in self.severity_by:
            if next(case.condition.solve(item, env), None) is not None:
                return min(base, case.severity)
        return base

    def _waived(self, item: ParsedQuestion, env: Env) -> str | None:
        for waiver in self.waivers:
            if next(waiver.condition.solve(item, env), None) is not None:
                return waiver.reason
        return None

    def _span(self, item: ParsedQuestion, env: Env, branch: Branch) -> Span:
        spans = [span for name in branch.report or (branch.bind,) if (span := _place(item, env, name)) is not None]
        if not spans:
            spans = [span for span in [_place(item, env, branch.bind)] if span is not None]
        if not spans:
            return Span(0, len(item.question.text))
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def _place(item: ParsedQuestion, env: Env, name: str) -> Span | None:
    first, *rest = name.split(".")
    if env.tokens.get(first):
        return item.span(env.tokens[first])
    if first not in env.asks:
        return None
    ask = item.asks[env.asks[first]]
    if not rest:
        return Span(ask.start, ask.end)
    slot: Slot | None = getattr(ask, rest[0])
    if slot is None:
        return None
    return item.span((slot.head,)) if rest[1:] == ["head"] else Span(slot.start, slot.end)
