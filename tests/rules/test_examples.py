"""Every shipped rule proves itself: its examples as they stand, and under variations that must not change the verdict."""

from __future__ import annotations

import pytest

from qlint import ruleset
from qlint.ruleset import RuleSet
from qlint.testing import Verdict, judge_of, verdicts


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return ruleset.build(profile="strict")


@pytest.fixture(scope="module")
def as_they_stand(rules: RuleSet) -> list[Verdict]:
    return list(verdicts(rules.rules, judge_of(rules), varied=False))


def test_no_rule_is_left_out(rules: RuleSet) -> None:
    assert [str(problem) for problem in rules.problems] == []


def test_every_rule_has_examples(rules: RuleSet) -> None:
    thin = [
        rule.meta.code
        for rule in rules.rules
        if sum(one.fires for one in rule.meta.examples) < 3 or sum(not one.fires for one in rule.meta.examples) < 5
    ]
    assert thin == []


def test_examples(as_they_stand: list[Verdict]) -> None:
    assert [fault for verdict in as_they_stand if (fault := verdict.fault)] == []


def test_variations_do_not_change_the_verdict(rules: RuleSet) -> None:
    varied = list(verdicts(rules.rules, judge_of(rules), varied=True))
    assert len(varied) > 200
    assert [fault for verdict in varied if (fault := verdict.fault)] == []


def test_every_rule_offers_something(rules: RuleSet) -> None:
    """An alternative, or at least one honest sentence on what to aim for."""
    assert [rule.meta.code for rule in rules.rules if not rule.aim] == []
