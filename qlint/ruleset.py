"""Packs + checks become one `RuleSet`: what is loaded, what is selected, how severe each rule is in this profile.

Knows no engine.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qlint import knowledge, packs
from qlint.conditions import Knowledge, Words
from qlint.diagnostic import Severity
from qlint.errors import PackError, UsageError, did_you_mean
from qlint.packfiles import read_node
from qlint.report import Problem
from qlint.rule import Rule

SHIPPED = ("core", "legal")
_SELECTOR = re.compile(r"[A-Z]{1,8}(\d{3})?|[a-z][a-z0-9-]*|ALL")


@dataclass(frozen=True)
class RuleSet:
    """`rules` are all that loaded, by code; `selected` those that run; `problems` what could not be loaded."""

    rules: tuple[Rule, ...]
    selected: tuple[Rule, ...]
    knowledge: Knowledge
    profile: str = "recommended"
    caps: Mapping[str, Severity] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> Rule:
        """A rule by code or name; raises `UsageError` with a hint."""
        for rule in self.rules:
            if name in (rule.meta.code, rule.meta.name) or name.upper() == rule.meta.code:
                return rule
        known = [word for rule in self.rules for word in (rule.meta.code, rule.meta.name)]
        raise UsageError(f"no rule {name!r}", hint=did_you_mean(name, known) or "qlint rules lists them")

    def cap(self, rule: Rule) -> Severity:
        """The highest severity that the profile leaves to a rule."""
        return self.caps.get(rule.meta.family, Severity.ERROR)


def rules_directory() -> Path:
    """Where the shipped packs are: inside the installed package, else beside it in a checkout.

    Raises `PackError` where neither is there.
    """
    package = Path(__file__).resolve().parent
    beside = package.parent / "rules"
    for directory in (
        beside if (package.parent / "pyproject.toml").is_file() else package / "rules",
        package / "rules",
        beside,
    ):
        if (directory / "core" / "pack.yaml").is_file():
            return directory
    raise PackError("the shipped rules are missing", hint="install qlint-interview again")


def build(
    *,
    extra_packs: Sequence[Path] = (),
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str = "recommended",
) -> RuleSet:
    """Load the shipped packs and those named, and choose among the rules.

    `select` None means what the profile names. A pack that cannot be used at all is one problem, and the other rules run.
    Raises `UsageError` for a selector that matches nothing, `PackError` where it may have meant a pack that is left out.
    """
    world, rules, problems = _shipped()
    lost: list[PackError] = []
    for path in extra_packs:
        try:
            pack = packs.load(path, world, shown=path.as_posix(), sets=_shared_sets())
        except PackError as error:
            row = Problem(
                f"pack left out: {error.message}", error.path, error.line, error.column, error.hint, kind="pack"
            )
            problems = (*problems, row)
            lost.append(error)
            continue
        rules = (*rules, *pack.rules)
        problems = (*problems, *map(_problem, pack.errors))
    rules, clashes = _unique(rules)
    try:
        chosen = choose(rules, select=select, extend_select=extend_select, ignore=ignore, profile=profile)
    except UsageError as error:
        raise lost[0] if lost else error from None
    return RuleSet(rules, chosen, world, profile, _caps(profile), (*problems, *clashes))


@functools.cache
def _shipped() -> tuple[Knowledge, tuple[Rule, ...], tuple[Problem, ...]]:
    root = rules_directory()
    world = knowledge.load(root / "data")
    loaded = [packs.load(root / name, world, shown=f"rules/{name}", sets=_shared_sets()) for name in SHIPPED]
    rules = tuple(rule for pack in loaded for rule in pack.rules)
    return world, rules, tuple(_problem(error) for pack in loaded for error in pack.errors)


@functools.cache
def _shared_sets() -> Mapping[str, Words]:
    path = rules_directory() / "data" / "sets.yaml"
    return packs.read_sets(path, "rules/data/sets.yaml")


def _problem(error: PackError) -> Problem:
    return Problem(f"rule left out: {error.message}", error.path, error.line, error.column, error.hint, kind="pack")


def _unique(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Rules by code; a second claim to a code or a name is a problem, and the first stays."""
    taken: dict[str, Rule] = {}
    problems: list[Problem] = []
    kept: list[Rule] = []
    for rule in rules:
        other = taken.get(rule.meta.code) or taken.get(rule.meta.name)
        if other is not None:
            message = f"{rule.meta.code} {rule.meta.name} is already claimed by {other.meta.origin}"
            problems.append(Problem(message, path=rule.meta.origin, hint="choose another code and name", kind="pack"))
            continue
        taken |= {rule.meta.code: rule, rule.meta.name: rule}
        kept.append(rule)
    return tuple(sorted(kept, key=lambda rule: rule.meta.code)), tuple(problems)


def choose(
    rules: Sequence[Rule],
    *,
    select: Sequence[str] | None,
    extend_select: Sequence[str],
    ignore: Sequence[str],
    profile: str,
) -> tuple[Rule, ...]:
    """The rules that run. A selector is a code, a name, a family letter (matched whole) or ALL."""
    wanted = (
        _matching(rules, select) if select is not None else {r.meta.code for r in rules if profile in r.meta.profiles}
    )
    wanted |= _matching(rules, extend_select)
    wanted -= _matching(rules, ignore)
    return tuple(rule for rule in rules if rule.meta.code in wanted)


def _matching(rules: Sequence[Rule], selectors: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for selector in selectors:
        hits = {r.meta.code for r in rules if selector in ("ALL", r.meta.code, r.meta.name, r.meta.family)}
        if not hits:
            known = sorted({word for r in rules for word in (r.meta.code, r.meta.name, r.meta.family)})
            raise UsageError(
                f"no rule matches {selector!r}", hint=did_you_mean(selector, known) or "qlint rules lists them"
            )
        found |= hits
    return found


def _caps(profile: str) -> dict[str, Severity]:
    """Severities that a profile lowers: family -> highest severity (`profiles.yaml`)."""
    path = rules_directory() / "data" / "profiles.yaml"
    node = read_node(path, "rules/data/profiles.yaml").mapping(what="profiles.yaml").get(profile)
    if node is None:
        return {}
    parts = node.mapping(("summary", "at_most"), what=profile)
    return (
        {family: packs.severity(part) for family, part in parts["at_most"].mapping().items()}
        if "at_most" in parts
        else {}
    )
