"""Shapes that public data banks have, told apart by names and not by format."""

from __future__ import annotations

import json

from qlint import readers
from qlint.question import Question
from qlint.source import Source


def questions(data: object) -> tuple[Question, ...]:
    return readers.read(Source.from_text("bank.json", json.dumps(data))).questions


def test_a_category_is_a_section_and_may_say_the_type() -> None:
    first, second = questions(
        [
            {"id": 1, "category": "System Design", "question": "Where would you put a queue?"},
            {"id": 2, "category": "Gardening", "question": "When do you water a fern?"},
        ]
    )
    assert first.section == ("System Design",)
    assert first.meta_text("type") == "system_design"
    assert second.section == ("Gardening",)
    assert "type" not in second.meta


def test_a_key_without_options_is_a_name() -> None:
    (question,) = questions([{"key": "j7", "question": "What does a lease protect?"}])
    assert question.id == "j7"
    assert "key" not in question.meta


def test_a_question_that_is_a_mapping_is_opened() -> None:
    (question,) = questions([{"question": {"text": "What does a lease protect?", "code": "x()"}, "answer": "a lock"}])
    assert question.text == "What does a lease protect?"
    assert question.meta_text("expected_answer") == "a lock"
    assert [each.text for each in question.attachments] == ["x()"]


def test_the_body_is_the_question_where_the_title_does_not_ask() -> None:
    (question,) = questions(
        [
            {
                "title": "Two numbers",
                "description": "Find two numbers of a list that add up to ten.",
                "difficulty": "easy",
            }
        ]
    )
    assert question.text == "Find two numbers of a list that add up to ten."
    assert question.meta_text("title") == "Two numbers"


def test_a_title_is_the_question_where_it_asks() -> None:
    (question,) = questions([{"title": "Why do clocks drift?", "body": "They do.", "level": "mid"}])
    assert question.text == "Why do clocks drift?"


def test_criteria_beside_the_bank_are_no_questions() -> None:
    found = questions(
        {
            "question_bank": {"behavioral": {"leading": ["Describe a time when you led.", "How do you say no?"]}},
            "evaluation": {"soft": {"weight": 3, "factors": ["Clear words", "Calm under pressure", "Listens well"]}},
            "formats": {"phone_screen": {"structure": ["Introduction (5 min)", "Technical questions (20 min)"]}},
        }
    )
    assert [question.text for question in found] == ["Describe a time when you led.", "How do you say no?"]
    assert found[0].section == ("behavioral", "leading")
    assert found[0].meta_text("type") == "behavioural"


def test_items_below_questions_and_options_with_names() -> None:
    (question,) = questions(
        {
            "questions": {
                "items": [
                    {
                        "title": "Locks",
                        "prompt": "Which of these is a lock?",
                        "options": [{"option": "a lease", "answer": True}, {"option": "a queue", "explanation": "no"}],
                    }
                ]
            }
        }
    )
    assert question.text == "Which of these is a lock?"
    assert [(option.text, option.key) for option in question.options] == [("a lease", True), ("a queue", False)]


def test_nothing_is_lost_where_strings_and_records_mix() -> None:
    found = questions({"questions": ["Why Rust?", {"q": "Why Go?"}, 12, None, ["Why C?"]]})
    assert [question.text for question in found] == ["Why Rust?", "Why Go?", "Why C?"]
    assert [question.index for question in found] == [0, 1, 2]
