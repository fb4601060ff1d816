"""Rules on people (S301, S303 and the L rules): silent on homonyms, awake to the many guises of one private question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from qlint import evaluation, ruleset
from qlint.diagnostic import Severity
from qlint.engine import Judge
from qlint.language.parsed import parse_all
from qlint.testing import judge_of, question_of, told

HERE = Path(__file__).parent
LABELLED = HERE.parents[1] / "corpus" / "labelled" / "people.jsonl"
RULES = ("S301", "S303", "L401", "L405", "L408", "L409", "L413")

# code, the question as it is, the same as a clause under "tell me"
PRIVATE = [
    ("L401", "How old are you?", "how old you are"),
    ("L401", "What is your date of birth?", "what your date of birth is"),
    ("L401", "When did you graduate from high school?", "when you graduated from high school"),
    ("L405", "What is your religion?", "what your religion is"),
    ("L405", "Do you go to church?", "whether you go to church"),
    ("L405", "Are you a Muslim?", "whether you are a Muslim"),
    ("L408", "Are you married?", "whether you are married"),
    ("L408", "What does your husband do?", "what your husband does"),
    ("L408", "Do you have a girlfriend?", "whether you have a girlfriend"),
    ("L409", "Do you have any disabilities?", "whether you have any disabilities"),
    ("L409", "Are you taking any medication?", "whether you are taking any medication"),
    ("L409", "Have you ever had cancer?", "whether you have ever had cancer"),
    ("L413", "Who did you vote for?", "who you voted for"),
    ("L413", "Are you a member of a trade union?", "whether you are a member of a trade union"),
    ("L413", "What are your political views?", "what your political views are"),
    ("S301", "What was your GPA?", "what your GPA was"),
    ("S301", "Do you have a PhD?", "whether you have a PhD"),
    ("S301", "Which university did you go to?", "which university you went to"),
    ("S303", "What did you hate about your last boss?", "what you hated about your last boss"),
    ("S303", "Who was the worst manager you ever had?", "who the worst manager you ever had was"),
    ("S303", "What is wrong with your current company?", "what is wrong with your current company"),
]
DIRECT = [
    "{0}",
    "So, {1}",
    "If you don't mind my asking, {1}",
    "One more thing before we start. {0}",
    "Just out of interest: {1}",
]
INDIRECT = [
    "May I ask {0}?", "Please tell me {0}.", "Can you tell us {0}?", "I would like to know {0}.", "Could I ask {0}?",
    "Would you mind telling me {0}?", "We would like you to tell us {0}.",
]  # fmt: skip
FRAGMENTS = [
    ("L401", "Your age?"),
    ("L401", "Your age, please."),
    ("L401", "Date of birth?"),
    ("L405", "Your religion?"),
    ("L405", "Any religion?"),
    ("L408", "Married?"),
    ("L408", "Single or married?"),
    ("L408", "Marital status?"),
    ("L409", "Any disabilities?"),
    ("L409", "Any health problems?"),
    ("L409", "Your medical history, please."),
    ("L413", "Your political views?"),
    ("L413", "Any union membership?"),
    ("S301", "Your GPA?"),
    ("S301", "Any certifications?"),
    ("S303", "Your opinion of your last boss?"),
]
# the same words asked of a thing or of the work: a swap of the person for something else must silence the rule
SWAPPED = [
    "How old is the cache?", "What is the date of birth format of this field?", "When did the last build of the school app finish?",
    "What is the state religion of the country in this data set?", "Does the customer go to church?", "Is the data set about religion?",
    "Are the two schemas married in one release?", "What does the integration partner do?", "Does the graph have a single root?",
    "Does the patient have any disabilities?", "Is the client taking any medication?", "Has the scanner ever missed a cancer?",
    "Who did the node vote for?", "Is the parser a member of this union type?", "What are the views of this schema?",
    "What was the grade of the ore?", "Does the service have a certificate?", "Which university did the customer buy from?",
    "What did users hate about the last release?", "Which query was the worst you have seen?", "What is wrong with this function?",
]  # fmt: skip


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(ruleset.build(profile="strict"))


def codes(judge: Judge, texts: Sequence[str]) -> list[set[str]]:
    """Codes of the rules on people that fire on each text."""
    items = parse_all(judge.nlp, [question_of(text) for text in texts])
    return [{match.code for match in told(item, judge) if match.code[0] in "LS"} for item in items]


def homonyms() -> list[str]:
    words = yaml.safe_load((HERE / "homonyms-people.yaml").read_text(encoding="utf-8"))
    return [text for sentences in words.values() for text in sentences]


def guises() -> list[tuple[str, str]]:
    """Every private question in every frame, and without its final mark, and in lower case."""
    found: list[tuple[str, str]] = []
    for code, direct, indirect in PRIVATE:
        lowered = direct[0].lower() + direct[1:]
        found += [(code, frame.format(direct, lowered)) for frame in DIRECT]
        found += [(code, frame.format(indirect)) for frame in INDIRECT]
        found += [(code, direct.lower()), (code, direct.rstrip("?"))]
    return found + FRAGMENTS


def test_homonyms_are_many_and_distinct() -> None:
    texts = homonyms()
    assert len(texts) == len(set(texts)) >= 180


def test_silent_on_homonyms(judge: Judge) -> None:
    texts = homonyms()
    assert {text: found for text, found in zip(texts, codes(judge, texts), strict=True) if found} == {}


def test_silent_when_a_thing_stands_for_the_person(judge: Judge) -> None:
    assert {text: found for text, found in zip(SWAPPED, codes(judge, SWAPPED), strict=True) if found} == {}


def test_awake_to_guises(judge: Judge) -> None:
    """At least 97 of 100 guises of a private question are told by their own rule, none in ten by none."""
    asked = guises()
    told_codes = codes(judge, [text for _, text in asked])
    missed = [(code, text) for (code, text), found in zip(asked, told_codes, strict=True) if code not in found]
    assert len(asked) > 300
    assert len(missed) <= 0.03 * len(asked), missed


@pytest.fixture(scope="module")
def labelled(judge: Judge) -> evaluation.Evaluation:
    return evaluation.evaluate(evaluation.read(LABELLED, split="dev"), judge, at_least=Severity.INFO)


@pytest.mark.parametrize("code", RULES)
def test_labelled_questions(labelled: evaluation.Evaluation, code: str) -> None:
    """On the questions of this corpus: precision at least .97, recall at least .90, rule by rule."""
    score = labelled.scores[code]
    assert (score.precision or 0.0) >= 0.97
    assert (score.recall or 0.0) >= 0.90
