"""Packs: data with places; a broken rule is left out and said so, nothing hangs and nothing runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from qlint import packs, ruleset
from qlint.errors import PackError, UsageError
from qlint.packfiles import compose

GOOD = """
code: {code}
name: {name}
severity: warning
summary: asks for a war story
why: nobody scores it
match:
  - ask: {{kind: [imperative, request], object: story}}
aim: ask for a decision
"""


def write_pack(directory: Path, **rules: str) -> Path:
    directory.mkdir(exist_ok=True)
    (directory / "pack.yaml").write_text("qlint_pack: 1\nname: acme\n", encoding="utf-8")
    for name, text in rules.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    return directory


def test_a_broken_rule_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    pack = write_pack(
        tmp_path / "p", good=GOOD.format(code="ACME101", name="war-story"), bad="code: ACME102\nname: x\n"
    )
    rules = ruleset.build(extra_packs=[pack])
    assert rules.find("war-story").meta.code == "ACME101"
    assert len(rules.problems) == 1
    assert "has no severity" in str(rules.problems[0])
    assert "bad.yaml:1:1" in str(rules.problems[0])


def test_two_claims_to_one_code_are_told(tmp_path: Path) -> None:
    pack = write_pack(
        tmp_path / "p",
        one=GOOD.format(code="R101", name="war-story"),
        two=GOOD.format(code="ACME1000"[:7], name="other"),
    )
    rules = ruleset.build(extra_packs=[pack])
    assert rules.find("R101").meta.name == "equation-recall"
    assert any("already claimed" in str(problem) for problem in rules.problems)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2\n", "stands twice"),
        ("a: [1, 2\n", "is not YAML"),
        ("", "is empty"),
        ("a: &x [1]\n" + "b: [*x, *x]\n" * 1, None),
    ],
)
def test_yaml_faults_have_a_place(text: str, says: str | None) -> None:
    if says is None:
        assert compose(text, "x.yaml").is_mapping
        return
    with pytest.raises(PackError, match=says) as caught:
        compose(text, "x.yaml")
    assert caught.value.path == "x.yaml"


def test_yaml_bombs_are_refused_in_time() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12))
    with pytest.raises(PackError, match="beyond reason"):
        compose(f"l0: &l0 [x]\n{levels}\n", "bomb.yaml")
    with pytest.raises(PackError, match="beyond reason"):
        compose("[" * 200 + "]" * 200, "deep.yaml")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(?:a*)*b", "(a|b+)*c", r"(\w+)\1", "(x+x+)+y"])
def test_patterns_that_could_hang_are_refused(pattern: str) -> None:
    text = GOOD.format(code="ACME101", name="war-story").replace(
        "object: story}", "object: story}\n    regex: '" + pattern + "'"
    )
    with pytest.raises(PackError, match=r"hang|repetition"):
        packs.compile_text(text, ruleset.build().knowledge)


def test_yaml_booleans_of_old_are_words() -> None:
    node = compose("a: no\nb: yes\nc: on\nd: 1.10\ne: 12:30\nf: true\n", "x.yaml")
    assert node.plain() == {"a": "no", "b": "yes", "c": "on", "d": 1.1, "e": "12:30", "f": True}


def test_selectors_match_families_whole() -> None:
    rules = ruleset.build(select=["S"])
    assert {rule.meta.family for rule in rules.selected} == {"S"}
    assert ruleset.build(select=["R", "T204"], ignore=["R102"]).selected
    with pytest.raises(UsageError) as caught:
        ruleset.build(select=["R1O1"])
    assert "R101" in (caught.value.hint or "")


def test_profiles() -> None:
    chosen = {
        name: {rule.meta.code for rule in ruleset.build(profile=name).selected}
        for name in ("book", "recommended", "strict", "public")
    }
    assert "L409" not in chosen["book"]
    assert "L409" in chosen["recommended"]
    assert chosen["recommended"] <= chosen["strict"]
    assert "T208" not in chosen["public"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "is no rule pack: it has no pack.yaml"),
        ("qlint_pack: [1\n", "is not YAML"),
        ("", "is empty"),
        ("qlint_pack: 2\n", "must say qlint_pack: 1"),
        ("qlint_pack: 1\nnmae: x\n", "nmae"),
    ],
)
def test_a_directory_that_is_no_pack(text: str | None, says: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    whole = write_pack(tmp_path / "p", good=GOOD.format(code="ACME101", name="war-story"))
    rules = ruleset.build(extra_packs=[tmp_path, whole])
    (problem,) = rules.problems
    assert "pack left out: " in str(problem)
    assert says in str(problem)
    assert (problem.path or "").startswith(tmp_path.as_posix())
    assert {"ACME101", "R101"} <= {rule.meta.code for rule in rules.rules}
    with pytest.raises(PackError):  # a rule of the pack that is left out, perhaps
        ruleset.build(extra_packs=[tmp_path], select=["OTHER101"])
