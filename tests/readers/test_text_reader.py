"""Plain text: lines, lists, paragraphs, `Q:` and `A:`, places."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qlint import readers
from qlint.readers.result import ReadResult
from qlint.source import Source, Span


def read(text: str) -> ReadResult:
    return readers.read(Source.from_text("bank.txt", text))


def texts(text: str) -> list[str]:
    return [question.text for question in read(text).questions]


def test_a_question_a_line_and_comments() -> None:
    result = read("# collected in spring\nWhy do clocks drift?\nDescribe a lease.\n  # later\nWhen is UDP enough?\n")
    assert [question.text for question in result.questions] == [
        "Why do clocks drift?",
        "Describe a lease.",
        "When is UDP enough?",
    ]
    assert [comment for comment, _ in result.comments] == ["collected in spring", "later"]


def test_lists_with_wrapped_items_and_titles() -> None:
    result = read(
        "Hard questions:\n1. Why do clocks\n   drift?\n2) Describe a lease.\n\nNETWORKS NOW\n- When is UDP\n  enough?\n"
    )
    assert [question.text for question in result.questions] == [
        "Why do clocks drift?",
        "Describe a lease.",
        "When is UDP enough?",
    ]
    assert [question.section for question in result.questions] == [
        ("Hard questions",),
        ("Hard questions",),
        ("NETWORKS NOW",),
    ]
    assert result.questions[0].meta_text("difficulty") == "hard"


def test_paragraphs_are_one_question_each() -> None:
    assert texts(
        "Storage\n=======\n\nA job is late every\nnight. What do you look at?\n\nTell me about a time you\nwere wrong.\n"
    ) == [
        "A job is late every night. What do you look at?",
        "Tell me about a time you were wrong.",
    ]


def test_answers_are_no_questions() -> None:
    result = read(
        "Q: Why do clocks drift?\nA: They do.\nWhy not?\n\nWhat matters is heat.\n\nIs it always so? No.\n\n"
        "Q2: Name a cure.\nAnswer: NTP\n"
    )
    assert [question.text for question in result.questions] == ["Why do clocks drift?", "Name a cure."]
    assert result.questions[0].meta_text("expected_answer") == "They do. Why not?"
    assert result.questions[1].meta_text("expected_answer") == "NTP"


def test_what_asks_after_an_answer_is_a_question() -> None:
    result = read(
        "Q: What is a fuse?\nA: A thing.\n\nIt melts.\n\nQ: How old are you?\nA: n\n\n"
        "Are you married?\nDo you go to church?\n\nDescribe a lease.\n\nWhat is a wire?\nA: Copper.\n\n- Why tin?\n"
    )
    assert [question.text for question in result.questions] == [
        "What is a fuse?",
        "How old are you?",
        "Are you married?",
        "Do you go to church?",
        "Describe a lease.",
        "What is a wire?",
        "Why tin?",
    ]
    assert [question.meta_text("expected_answer") for question in result.questions[::5]] == ["A thing.", "Copper."]


def test_options_below_a_question() -> None:
    (question,) = read("1. What would you use?\na) a lock\nb) a queue\nc) a clock\n").questions
    assert [option.text for option in question.options] == ["a lock", "a queue", "a clock"]
    assert question.text == "What would you use?"


def test_windows_line_ends() -> None:
    text = "1. Why do\r\n   clocks drift?\r\n2. What is a lease for?\r\n"
    first, second = read(text).questions
    assert first.text == "Why do clocks drift?"
    assert text[second.span.start : second.span.end] == "What is a lease for?"


LINES = st.lists(st.text("Why dos it?.,é😀-", min_size=1, max_size=30), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]), st.integers(0, 999))
def test_places_give_the_words(lines: list[str], line_end: str, seed: int) -> None:
    text = line_end.join(lines)
    dice = random.Random(seed)
    for question in read(text).questions:
        start = dice.randrange(len(question.text))
        end = dice.randint(start + 1, len(question.text))
        place = question.source_map.locate(Span(start, end))
        assert place.exact
        words = text[place.span.start : place.span.end]
        assert words.split() == question.text[start:end].split() or "- " in words
