"""Recall rules and names: silent on their own words in other senses, loud on many guises of the same request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from qlint import ruleset
from qlint.diagnostic import Severity
from qlint.engine import Judge
from qlint.language.parsed import parse
from qlint.testing import judge_of, question_of, told

HOMONYMS = Path(__file__).with_name("homonyms-recall.yaml")
GUISES = [
    ("R101", "Recite the ideal gas equation."),
    ("R101", "please write down the formula for compound interest"),
    ("R101", "Could you reproduce the quadratic formula by heart?"),
    ("R101", "From memory, how is the mean absolute percentage error computed?"),
    ("R101", "Write the update step of Adagrad on the board."),
    ("R101", "Can you remember the formula for working capital?"),
    ("R102", "what is a subnet mask"),
    ("R102", "What's meant by technical debt?"),
    ("R102", "Thanks for coming. An easy one: what is hospital-acquired infection?"),
    ("R102", "What is overfitting, and what are its types?"),
    ("R102", "Can you explain what a buffer overflow is?"),
    ("R102", "What is `memo`?"),
    ("R102", "In your own words, what is psychological safety?"),
    ("R103", "what does cors stand for"),
    ("R103", "full form of GAAP?"),
    ("R103", "Could you kindly expand the abbreviation SBAR for the panel?"),
    ("R103", "Can you tell us what SLA, SLO and SLI mean?"),
    ("R103", "What does the B in BANT stand for?"),
    ("T206", "Which of Kotter's steps did our last reorganisation skip?"),
    ("T206", "Cholesky or QR for this covariance matrix?"),
    ("T206", "How does a Savitzky–Golay filter treat the edges?"),
    ("T206", "Is there a Laffer curve for our prices?"),
]
DEEPER = [
    "Explain transfer learning and when to use it.",
    "Explain B-trees and why databases use them.",
    "Describe autoscaling and how it decides to add a node.",
    "What is a mutex? When would you rather not take one?",
    "When does the Durbin-Watson statistic (a check for correlated residuals) mislead?",
    "How does an Ishikawa diagram, a drawing of causes as fishbones, help in a review?",
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(ruleset.build(profile="strict"))


def fired(judge: Judge, text: str, at_least: Severity = Severity.INFO) -> list[str]:
    """Codes of R and T206 told on a text."""
    found = told(parse(judge.nlp, question_of(text)), judge)
    return [
        match.code
        for match in found
        if match.code.startswith(("R", "T206")) and match.severity is not None and match.severity >= at_least
    ]


def homonyms() -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = yaml.safe_load(HOMONYMS.read_text(encoding="utf-8"))
    for word, texts in groups.items():
        for text in texts:
            yield word, text


def test_words_in_other_senses_are_left_in_peace(judge: Judge) -> None:
    cases = list(homonyms())
    assert len(cases) >= 80
    wrong = [(word, text, codes) for word, text in cases if (codes := fired(judge, text, Severity.WARNING))]
    assert wrong == []


@pytest.mark.parametrize(("code", "text"), GUISES)
def test_every_guise_is_recognised(judge: Judge, code: str, text: str) -> None:
    assert code in fired(judge, text)


@pytest.mark.parametrize("text", DEEPER)
def test_a_question_that_goes_deeper_or_says_what_it_means_is_left_in_peace(judge: Judge, text: str) -> None:
    assert fired(judge, text) == []
