"""Ordinary documents are no banks, and small banks are."""

from __future__ import annotations

from pathlib import Path

import pytest

from qlint.readers.evidence import ASKS, EVIDENCE_THRESHOLD, MARKED, TASK, about_questions, asking, asks, ordinary_name
from qlint.readers.markdown import read
from qlint.source import Source

ORDINARY = sorted((Path(__file__).parent / "ordinary").glob("*.md"))


@pytest.mark.parametrize("path", ORDINARY, ids=lambda path: path.name)
def test_ordinary_documents_stay_below_the_threshold(path: Path) -> None:
    for place in (path.name, f"docs/{path.name}"):
        assert read(Source.from_bytes(place, path.read_bytes())).evidence < EVIDENCE_THRESHOLD - 0.05


def test_there_are_enough_ordinary_documents() -> None:
    assert len(ORDINARY) >= 12


@pytest.mark.parametrize(
    "text",
    [
        "# Deckhand\n\n- Why do you sail?\n- Explain a bowline.\n- Which rope floats?\n",
        "## What is a bowline?\n\nA knot.\n\n## Why use one?\n\nIt holds.\n\n## When does it slip?\n\nWet.\n",
        "# Interview questions\n\n- Splice two ropes.\n- Tell me about a storm.\n",
        "Q: Who moors first?\n\nA: The ferry.\n\nQ: Who leaves last?\n\nA: The tug.\n",
        "| Question | Answer |\n|---|---|\n| Which rope floats? | cork |\n| Name a knot. | bowline |\n",
        "**What is ballast?**\n\nWeight.\n\n**What is trim?**\n\nBalance.\n\n**What is a list?**\n\nLean.\n",
        "<!-- qlint: role=deckhand -->\n\n- Tie a bowline.\n",
    ],
)
def test_small_banks_are_above(text: str) -> None:
    assert read(Source.from_text("deck/deckhand.md", text)).evidence >= EVIDENCE_THRESHOLD


def test_no_question_no_evidence() -> None:
    assert read(Source.from_text("questions/empty.md", "# Interview questions\n\nNone yet.\n")).evidence == 0.0


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Why do you sail?", MARKED, 1.0),
        ("Why do you sail? *(junior)*", MARKED, 1.0),
        ("A gale is coming. What do you do? And why?", MARKED, 1.0),
        ("What is the difference between a sheet and a halyard", ASKS, MARKED),
        ("Explain slack water.", ASKS, MARKED),
        ("Please describe your last trip", ASKS, MARKED),
        ("Design a mooring", TASK, ASKS),
        ("How to splice a rope", TASK, ASKS),
        ("Sheet vs halyard", TASK, ASKS),
        ("Sort the ropes", TASK, ASKS),
        ("Sort order", 0.0, TASK),
        ("When you leave the pier, look astern.", 0.0, TASK),
        ("Do fewer things", 0.0, TASK),
        ("Is considered safe", 0.0, TASK),
        ("Ropes in cold water", 0.0, TASK),
        ("", 0.0, TASK),
    ],
)
def test_how_plainly_a_text_asks(text: str, least: float, most: float) -> None:
    assert least <= asking(text) <= most


def test_asks_wants_three_words() -> None:
    assert asks("Why do you sail?")
    assert not asks("Why?")
    assert not asks("https://example.org/search?q=rope and more")


def test_titles_and_names() -> None:
    assert about_questions("Phone interview: deckhands")
    assert not about_questions("Ropes and knots")
    assert ordinary_name(".github/ISSUE_TEMPLATE/bug.md")
    assert ordinary_name("docs/CHANGELOG.md")
    assert not ordinary_name("deck/security-interview-questions.md")
    assert not ordinary_name("deck/what-news.md")
