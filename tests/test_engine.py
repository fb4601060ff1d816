"""The whole way for the questions of one source: places, precedence, the gate, the unchecked, a rule that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from qlint import engine, readers, ruleset
from qlint.config import Config
from qlint.diagnostic import Severity
from qlint.language.parsed import ParsedQuestion
from qlint.report import FileOutcome
from qlint.rule import Match, RuleMeta, Template
from qlint.session import Session
from qlint.source import Source, Span
from qlint.testing import judge_of


def lint(text: str, path: str = "bank.md", **options: object) -> FileOutcome:
    session = Session(Config().with_options(**options))
    source = Source.from_text(path, text)
    return session.lint(source, readers.read(source))


def codes(outcome: FileOutcome) -> list[str]:
    return [one.code for one in outcome.diagnostics]


def test_a_match_is_carried_home_through_markup() -> None:
    text = "# Onsite\n\n- Explain **PCA** &amp; `t-SNE` to your  \n  *grandma*.\n- How would you test it?\n"
    (found,) = [one for one in lint(text).diagnostics if one.code == "T204"]
    assert found.exact
    assert found.matched == "your grandma"
    assert (found.start.line, found.start.column) == (3, 36)
    assert text[found.start.offset : found.end.offset] == "your  \n  *grandma"


def test_legal_hides_the_rest_on_one_ask_and_one_recall_speaks() -> None:
    assert codes(lint("- What is the Moore-Penrose inverse?\n- What does CORS stand for?\n")) == ["T206", "R103"]


def test_a_waived_finding_stays_in_the_report() -> None:
    outcome = lint("questions:\n  - question: Do you have any disabilities?\n    stage: post_offer\n", "bank.yaml")
    (found,) = outcome.diagnostics
    assert (found.code, found.status, found.reason) == ("L409", "waived", "asked after the offer")


def test_the_profile_public_tells_recall_as_advice() -> None:
    (found,) = lint("- What is gradient boosting?\n- How would you debug it?\n", profile="public").diagnostics
    assert found.severity is Severity.INFO


def test_what_could_not_be_checked_is_counted() -> None:
    outcome = lint("- How would you scale this service?\n- Why is the build slow?\n")
    unchecked = {one.code: (one.count, one.total, one.reason) for one in outcome.unchecked}
    assert unchecked["T207"][:2] == (2, 2)
    assert "expected_answer" in unchecked["T207"][2]


def test_an_alternative_names_what_it_makes_stale() -> None:
    outcome = lint(
        "questions:\n  - question: How would you scale this service?\n    expected_answer: Kafka\n", "bank.yaml"
    )
    (found,) = outcome.diagnostics
    assert found.code == "T207"
    assert found.alternatives
    assert all("expected_answer" in one.changes for one in found.alternatives)


def test_no_alternative_fires_a_rule() -> None:
    text = "\n".join(
        [
            "- Write down the equation for the Adam optimizer.",
            "- What is cross-validation?",
            "- Explain PCA to your grandma.",
            "- How many golf balls would fill this room?",
            "- What did you hate most about your last boss?",
            "- Which university did you go to?",
        ]
    )
    session = Session(Config())
    source = Source.from_text("bank.md", text)
    shown = [a.text for one in session.lint(source, readers.read(source)).diagnostics for a in one.alternatives]
    assert len(shown) >= 8
    again = Source.from_text("again.md", "\n".join(f"- {text}" for text in shown))
    assert [
        one.matched for one in session.lint(again, readers.read(again)).diagnostics if one.severity >= Severity.WARNING
    ] == []


def test_fingerprints_know_no_place_and_tell_equals_apart() -> None:
    one = lint("- What is a closure?\n- Why?\n").diagnostics[0]
    moved = lint("# Title\n\nText.\n\n- Why is the build slow?\n- What is a closure?\n", "other.md").diagnostics[0]
    assert one.fingerprint == moved.fingerprint
    twice = lint("- What is a closure?\n- What is a closure?\n").diagnostics
    assert len({found.fingerprint for found in twice}) == 2


@dataclass(frozen=True)
class Failing:
    """A rule that raises."""

    meta: RuleMeta
    templates: tuple[Template, ...] = ()
    aim: str = ""

    def check(self, item: ParsedQuestion) -> Iterator[Match]:
        yield Match(self.meta.code, Span(0, 1), "first")
        raise RuntimeError("boom")

    def unchecked(self, item: ParsedQuestion) -> str | None:
        return None


def test_a_rule_that_raises_is_a_row_and_the_others_go_on() -> None:
    rules = ruleset.build()
    failing = Failing(RuleMeta("ACME999", "failing", "acme", Severity.ERROR, "s", "w"))
    judge = replace(judge_of(rules), rules=(failing, *rules.selected))
    source = Source.from_text("bank.md", "- What is a closure?\n- Explain PCA to your grandma.\n")
    outcome = engine.lint(source, readers.read(source).questions, judge)
    assert codes(outcome)[-2:] == ["R102", "T204"]
    assert len(outcome.problems) == 1
    assert "ACME999" in outcome.problems[0].message


@pytest.mark.parametrize("text", ["", "\n", "- \n", "- ?\n", "- \u200b?\n- 🙂\n", "- " + "why " * 3000 + "?\n"])
def test_odd_banks_are_survived(text: str) -> None:
    assert lint(text).problems == ()


SEED_BAD = [
    ("Write down the equation for the Adam optimizer.", {}, "R101"),
    ("Write a linked list.", {"role": "data_scientist"}, "T201"),
    ("Explain PCA to your grandma.", {}, "T204"),
    ("What is the Moore-Penrose inverse?", {}, "T206"),
    ("Check whether a word is a palindrome.", {"stage": "onsite"}, "T208"),
]


@pytest.mark.parametrize(("text", "meta", "code"), SEED_BAD)
def test_the_seed(text: str, meta: dict[str, str], code: str) -> None:
    assert codes(lint(f"- Why would a build be slow?\n- {text}\n- How would you test it?\n", overrides=meta)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "How does K-means work? If applied to this problem, what are its disadvantages, and why?",
        "Walk me through how you built the system.",
    ],
)
def test_the_good_questions_of_the_seed_are_silent_even_in_strict(text: str) -> None:
    assert codes(lint(f"- {text}\n", profile="strict")) == []
