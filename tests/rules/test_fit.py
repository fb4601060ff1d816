"""The rules of fit: their ambiguous words stay silent where they belong to the work, and their guises are seen through."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qlint import ruleset
from qlint.diagnostic import Severity
from qlint.engine import Judge
from qlint.language.parsed import parse_all
from qlint.testing import judge_of, question_of, told

FIT = ("T201", "T203", "T204", "T207", "T208")
HOMONYMS = yaml.safe_load((Path(__file__).parent / "homonyms-fit.yaml").read_text(encoding="utf-8"))
LATE = {"stage": "onsite"}
DATA = {"role": "data_scientist"}
GUISES: list[tuple[str, str, dict[str, object]]] = [
    ("T201", "Implement a queue using two stacks.", DATA),
    ("T201", "please traverse this binary tree level by level", DATA),
    ("T201", "Fibonacci numbers: the recursive version, then the iterative one.", DATA),
    ("T201", "Test whether a string is a palindrome.", DATA),
    ("T201", "Sort an array of integers with heap sort.", DATA),
    ("T201", "Can you show me how you'd implement Dijkstra's shortest path?", DATA),
    ("T201", "You have a binary search tree. Find its k-th smallest element.", DATA),
    ("T201", "Configure a load balancer with sticky sessions.", {"role": "research_scientist"}),
    ("T203", "You are shrunk to the height of a coin and dropped in a blender. What do you do?", {}),
    ("T203", "Here's my mug. Sell it to me.", {}),
    ("T203", "what kind of tree would you be", {}),
    ("T203", "Suppose you were a crayon. Which colour?", {}),
    ("T203", "Were you a piece of furniture, which one would it be?", {}),
    ("T203", "Estimate how much coffee is drunk in Rome every morning.", {}),
    ("T203", "A farmer must bring a fox, a goose and a sack of corn over a river. How?", {}),
    ("T203", "How much does a cloud weigh?", {}),
    ("T204", "Pretend I'm five. Why do prices rise?", {}),
    ("T204", "Your granddad asks how a card payment settles; what do you tell him?", {}),
    ("T204", "Treat me like a five-year-old and explain compound interest.", {}),
    ("T204", "Explain inflation so that my nan gets it.", {}),
    ("T204", "Put overfitting in words that a child could grasp.", {}),
    ("T204", "You meet a time traveller from the Middle Ages. How do you explain the internet?", {}),
    ("T204", "Make a ten-year-old understand public-key encryption.", {}),
    ("T207", "Of all the ways to test this, which is the one true way?", {}),
    ("T207", "Guess what I'm thinking of as the fix here.", {}),
    ("T207", "If the queue keeps growing, what do you change?", {"expected_answer": "add consumers"}),
    ("T208", "check if a word reads the same backwards", LATE),
    ("T208", "How does a process differ from a thread?", LATE),
    ("T208", "Name three HTTP status codes.", {"stage": "panel", "difficulty": 1}),
    ("T208", "When do you wash your hands on entering a bay?", {"stage": "panel", "difficulty": "easy"}),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(ruleset.build(profile="strict"))


def test_homonyms_are_many() -> None:
    assert len(HOMONYMS) == len(set(HOMONYMS)) > 80


@pytest.mark.parametrize("role", [None, "data_scientist"])
def test_homonyms_stay_silent(judge: Judge, role: str | None) -> None:
    """No rule of fit warns, whatever role and late stage the bank gives."""
    meta: dict[str, object] = {"stage": "onsite", **({"role": role} if role else {})}
    items = parse_all(judge.nlp, [question_of(text, meta) for text in HOMONYMS])
    loud = [
        (match.code, text)
        for text, item in zip(HOMONYMS, items, strict=True)
        for match in told(item, judge)
        if match.code in FIT and (match.severity or Severity.WARNING) >= Severity.WARNING
    ]
    assert loud == []


@pytest.mark.parametrize(("code", "text", "meta"), GUISES)
def test_guises_are_seen_through(judge: Judge, code: str, text: str, meta: dict[str, object]) -> None:
    (item,) = parse_all(judge.nlp, [question_of(text, meta)])
    assert code in {match.code for match in told(item, judge)}
