"""Documentation that cannot lie: the rule of docs/packs.md compiles and proves itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from qlint import packs, ruleset
from qlint.errors import PackError
from qlint.testing import judge_of, verdicts

DOCS = Path(__file__).parents[1] / "docs"


def example() -> str:
    blocks = re.findall(r"```yaml\n(.*?)```", (DOCS / "packs.md").read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if "code: ACME101" in block)


def test_the_rule_of_the_guide_proves_itself() -> None:
    rules = ruleset.build(profile="recommended")
    rule = packs.compile_text(example(), rules.knowledge)
    judge = judge_of(replace(rules, rules=(rule,), selected=(rule,)))
    found = list(verdicts([rule], judge, varied=False))
    assert len(found) == len(rule.meta.examples) >= 5
    assert [fault for verdict in found if (fault := verdict.fault)] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("verb: [tell, walk]", "vreb: [tell, walk]", 10, "verb"),
        ("kind: [imperative, request]", "kind: [imperative, requset]", 10, "request"),
        ("{the_topic}", "{teh_topic}", 12, "the_topic"),
        ("report: [a]", "report: [b]", 11, None),
        ("severity: warning", "severity: warn", 4, "warning"),
        ("with: [your]", "with: [yuor]", 10, "your"),
        ("code: ACME101", "code: acme1", 2, "capital"),
        ("scenario: {before: a}", "scenraio: {before: a}", 14, "scenario"),
        ("lemma: [life, story, background]", "lemma: $live", 10, None),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_mend(old: str, new: str, line: int, hint: str | None) -> None:
    broken = example().replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        packs.compile_text(broken, ruleset.build().knowledge, path="rule.yaml")
    assert caught.value.where.startswith(f"rule.yaml:{line}:")
    if hint:
        assert hint in (caught.value.hint or "")
