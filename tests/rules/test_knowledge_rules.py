"""Rules on knowledge and fit (R and T): silent on homonyms, awake to many guises, with alternatives that agree in number."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qlint import alternatives, evaluation, ruleset
from qlint.diagnostic import Severity
from qlint.engine import Judge
from qlint.language.parsed import parse_all
from qlint.testing import judge_of, question_of, told

HERE = Path(__file__).parent
LABELLED = HERE.parents[1] / "corpus" / "labelled" / "knowledge.jsonl"
GUISES = {
    "R101": [
        "Write down the equation of a catenary.", "what's the formula for free cash flow", "State the update rule of Adagrad by heart.",
        "Could you please recite the formula for body surface area?", "From memory, how is the harmonic mean computed?",
        "Give us the probability density function of the Rayleigh distribution.", "Which formula gives the quick ratio?",
    ],
    "R102": [
        "What is triage?", "what's a lien", "Define goodwill.", "Could you tell me what a vector clock is?", "What does amortisation mean?",
        "Please give the definition of a bottleneck.", "What is meant by shrinkage?", "Do you know what a rollup is?",
        "What is a webhook, and what are its types?", "Explain what a saddle point is.",
    ],
    "R103": [
        "What does TLS stand for?", "what is VAT short for", "Give me the full form of BATNA.", "Can you tell me what SOAP stands for?",
        "Expand the acronym COGS.", "Can you spell out what OKR means?", "And the C in CAP, what does that stand for?",
        "do you know what dns stands for",
        "What does the abbreviation PRN stand for?",
    ],
    "T206": [
        "What is the Mahalanobis distance?", "Would you use a Savitzky-Golay filter here?", "Is the Breusch-Pagan test any use with forty rows?",
        "Explain Fitts's law.", "How does the Nyström approximation scale?",
    ],
}  # fmt: skip
AGREEING = [
    ("What are vanishing gradients?", "are", "is"),
    ("What is a vanishing gradient?", "is", "are"),
    ("Define mutexes and semaphores.", "are", "is"),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(ruleset.build(profile="strict"))


def warnings(judge: Judge, texts: list[str]) -> list[set[str]]:
    """Codes of the R and T rules that warn of each text, before one outranks another."""
    items = parse_all(judge.nlp, [question_of(text) for text in texts])
    return [
        {
            match.code
            for match in told(item, judge)
            if match.code[0] in "RT" and _severity(judge, match.code, match.severity) >= Severity.WARNING
        }
        for item in items
    ]


def _severity(judge: Judge, code: str, own: Severity | None) -> Severity:
    return own if own is not None else next(rule.meta.severity for rule in judge.rules if rule.meta.code == code)


def homonyms() -> list[str]:
    words = yaml.safe_load((HERE / "homonyms-technical.yaml").read_text(encoding="utf-8"))
    return [text for sentences in words.values() for text in sentences]


def test_homonyms_are_many_and_distinct() -> None:
    texts = homonyms()
    assert len(texts) == len(set(texts)) >= 150


def test_silent_on_homonyms(judge: Judge) -> None:
    texts = homonyms()
    assert {text: found for text, found in zip(texts, warnings(judge, texts), strict=True) if found} == {}


@pytest.mark.parametrize("code", GUISES)
def test_awake_to_guises(judge: Judge, code: str) -> None:
    items = parse_all(judge.nlp, [question_of(text) for text in GUISES[code]])
    assert [item.question.text for item in items if code not in {match.code for match in told(item, judge)}] == []


@pytest.mark.parametrize(("text", "verb", "other"), AGREEING)
def test_alternatives_agree_in_number(judge: Judge, text: str, verb: str, other: str) -> None:
    (item,) = parse_all(judge.nlp, [question_of(text)])
    ask = item.asks[0]
    words = alternatives.plain_words(alternatives.captures(item, ask, {}))
    filled = alternatives.fill("Where {core|is/are} {core} needed?", words, alternatives.plurals(item, ask))
    assert filled is not None
    assert f"Where {verb} " in filled
    assert f"Where {other} " not in filled


def test_an_abbreviation_in_brackets_is_left_out(judge: Judge) -> None:
    (item,) = parse_all(judge.nlp, [question_of("What is maximum likelihood estimation (MLE)?")])
    words = alternatives.plain_words(alternatives.captures(item, item.asks[0], {}))
    assert words["core"] == "maximum likelihood estimation"


def test_labelled_questions(judge: Judge) -> None:
    """On questions that were written before the rules were run on them: precision at least .95, recall at least .85."""
    found = evaluation.evaluate(evaluation.read(LABELLED, split="dev"), judge, at_least=Severity.INFO)
    ours = [score for code, score in found.scores.items() if code[0] in "RT"]
    right, false, missed = (sum(getattr(score, name) for score in ours) for name in ("hit", "false", "missed"))
    assert right / (right + false) >= 0.95
    assert right / (right + missed) >= 0.85
