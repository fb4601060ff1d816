"""Config -> rule set -> engine, for whoever opens a door. Loads rules and pipeline at the first question, once.

Knows no click, no rich and no reporter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from qlint import engine, ruleset
from qlint.config import Config
from qlint.diagnostic import Severity
from qlint.errors import did_you_mean
from qlint.language import pipeline
from qlint.question import MetaValue, Question
from qlint.readers.result import ReadResult
from qlint.report import FileOutcome
from qlint.rule import Rule
from qlint.ruleset import RuleSet
from qlint.source import Source

GATE_FAMILIES = frozenset("RTSLW")


class Session:
    """One configuration at work. Cheap to make: rules load at the first use, the pipeline at the first question."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def ruleset(self) -> RuleSet:
        """Raises `UsageError` or `PackError`."""
        return ruleset.build(
            extra_packs=[self._pack_path(name) for name in self.config.packs],
            select=self.config.select,
            extend_select=self.config.extend_select,
            ignore=self.config.ignore,
            profile=self.config.profile,
        )

    @cached_property
    def judge(self) -> engine.Judge:
        """Raises `PipelineError` where the pipeline cannot be loaded."""
        rules = self.ruleset
        return engine.Judge(
            nlp=pipeline.load(self.config.pipeline),
            rules=rules.selected,
            gate_rules=gate(rules),
            topics=rules.knowledge.topics,
            caps=dict(rules.caps),
        )

    def lint(self, source: Source, result: ReadResult) -> FileOutcome:
        """Everything qlint says about one file that was read."""
        questions = self.questions(source, result)
        if not questions:
            return FileOutcome(source.path, 0, notes=result.notes)
        notes = (*result.notes, *self._unknown(questions))
        return replace(engine.lint(source, questions, self.judge), notes=notes)

    def _unknown(self, questions: Sequence[Question]) -> Iterator[str]:
        """Roles and stages that nobody knows, one sentence each: rules that need one did not judge these questions."""
        world = self.ruleset.knowledge
        for name, known, canonical in (
            ("role", world.role_aliases, world.role),
            ("stage", world.stage_aliases, world.stage),
        ):
            told = {text for question in questions for text in question.meta_list(name)}
            for text in sorted(text for text in told if canonical(text) is None):
                hint = did_you_mean(text.strip().lower().replace(" ", "_"), known)
                yield f"{name} {text!r} is not known{f' ({hint})' if hint else ''}: rules that need a {name} do not judge by it"

    def questions(self, source: Source, result: ReadResult) -> tuple[Question, ...]:
        """The questions with their effective metadata: config < file < section < question < command line."""
        below = {**self.config.meta_defaults(source.path), **result.meta}
        above = self.config.meta_overrides()
        return tuple(replace(question, meta=_merged(below, question.meta, above)) for question in result.questions)

    def _pack_path(self, name: str) -> Path:
        path = Path(name).expanduser()
        return path if path.is_absolute() else self.config.root / path


def _merged(*layers: Mapping[str, MetaValue]) -> dict[str, MetaValue]:
    merged: dict[str, MetaValue] = {}
    for layer in layers:
        merged |= layer
    return merged


def gate(rules: RuleSet) -> tuple[Rule, ...]:
    """Text rules at warning or above of the recommended profile, and the selected ones."""
    chosen = {rule.meta.code for rule in rules.selected}
    return tuple(
        rule
        for rule in rules.rules
        if rule.meta.family in GATE_FAMILIES
        and (
            rule.meta.code in chosen or ("recommended" in rule.meta.profiles and rule.meta.severity >= Severity.WARNING)
        )
    )
