"""Places: every word of a question is covered once, in order; masks and marks keep the words they hide."""

from __future__ import annotations

import unicodedata

import pytest
from asking import pipeline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qlint.language.masking import BLANKS, CONTROLS
from qlint.language.parsed import ParsedQuestion, parse, parse_all, text_question
from qlint.question import Mark, Question
from qlint.source import Span

WORDS = [
    "What is",
    "Explain",
    "you",
    "don’t",
    "C++",
    "NOT NULL",
    "NOT",
    "K-means",
    "A/B",
    "С",
    "O(n log n)",
    "co-worker",
    "u",
]
MASKED = ["`x == y`", "$a^2$", "https://a.example/b?c=d", "“quoted words”", "--flag", "x_y", "''", '"']
MARKS = ["🚀", "👶", "?", "...", "(easy)", "[hard]", "\n\n", "\u00a0", "\u200b", "***", "–", "(", ")", "\x07", "\ud800"]
PIECES = st.sampled_from(WORDS + MASKED + MARKS)


def question_of(text: str) -> ParsedQuestion:
    return parse(pipeline(), text_question(text))


def visible(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in BLANKS + CONTROLS)


def check_places(question: ParsedQuestion) -> None:
    text = question.question.text
    assert len(question.doc) == len(question.spans) == len(question.masks)
    assert visible("".join(text[start:end] for start, end in question.spans)) == visible(text)
    ends = [0]
    for start, end in question.spans:
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
    assert [sentence.start for sentence in question.sentences] == [0, *(s.end for s in question.sentences[:-1])][
        : len(question.sentences)
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join))
def test_nothing_raises_and_places_hold(text: str) -> None:
    check_places(question_of(text))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Z", "C")), max_size=80))
def test_any_characters(text: str) -> None:
    check_places(question_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "?",
        "...",
        "🚀🚀",
        "`",
        "$",
        '"',
        "((((",
        "\u200b",
        "\x00",
        "NOT",
        "?!?!",
        "a" * 3000,
        "`" * 50,
        "$" * 51,
    ],
)
def test_odd_texts(text: str) -> None:
    check_places(question_of(text))


def test_very_long_text() -> None:
    check_places(question_of("What is a mutex and why would you use it? " * 300))


def test_masks_hide_words_and_keep_them() -> None:
    question = question_of(
        "Why does `a == b` fail when the column is NOT NULL, and what does $x^2$ at https://example.org/x mean?"
    )
    hidden = {question.word(token): mask for token, mask in enumerate(question.masks) if mask}
    assert hidden == {"`a == b`": "code", "NOT NULL": "keyword", "$x^2$": "math", "https://example.org/x": "url"}


def test_not_alone_is_never_masked() -> None:
    question = question_of("Which of these is NOT a prime number?")
    assert set(question.masks) == {None}


def test_marks_of_readers_are_masked() -> None:
    text = "What does x plus y return?"
    marked = Question(
        text=text,
        index=0,
        span=Span(0, len(text)),
        source_map=text_question(text).source_map,
        marks=(Mark("code", 10, 18),),
    )
    question = parse(pipeline(), marked)
    assert [question.word(token) for token, mask in enumerate(question.masks) if mask] == ["x plus y"]
    assert question.lemma(2) == "x plus y"


def test_a_question_in_quotes_is_not_masked() -> None:
    assert question_of("“What is a mutex?”").asks[0].kind == "wh"


@pytest.mark.parametrize("text", ["What is C++?", "What is .NET?", "What is K-means?", "What is Node.js?"])
def test_names_with_symbols_are_one_token(text: str) -> None:
    (ask,) = question_of(text).asks
    assert ask.topic is not None
    assert ask.topic.text == text.removeprefix("What is ").removesuffix("?")


def test_look_alike_letters_and_curly_marks() -> None:
    (ask,) = question_of("Сan you explain what’s a closure?").asks
    assert ask.kind == "request"


def test_decoration_does_not_change_the_ask() -> None:
    for text in (
        "What is a mutex? 👶",
        "🚀 What is a mutex?",
        "What is a mutex? ***",
        "What is a mutex? (easy)",
        "[hard] What is a mutex?",
    ):
        (ask,) = question_of(text).asks
        assert ask.topic is not None
        assert (ask.kind, ask.topic.text) == ("wh", "mutex"), text


def test_sentences_end_at_question_marks() -> None:
    question = question_of("What is a lock? Why is it slow? (Think of caches. And of queues.)")
    starts = [question.word(sentence.start) for sentence in question.sentences]
    assert starts[:2] == ["What", "Why"]
    assert len(starts) <= 3


def test_order_and_batches_are_kept() -> None:
    texts = [f"What is number {number}?" for number in range(70)]
    found = [question.question.text for question in parse_all(pipeline(), map(text_question, texts), batch_size=16)]
    assert found == texts


def test_normal_forms_do_not_move_places() -> None:
    text = unicodedata.normalize("NFD", "Explain the naïve café model’s “résumé” parser – please.")
    check_places(question_of(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("How do C++ and C# differ from .NET?", ["C++", "C#", ".NET"]),
        ("What does k-means do when k is too big?", ["k-means"]),
        ("What does a p-value of 0.05 tell you?", ["p-value", "0.05"]),
        ("Explain L1 and L2 regularization.", ["L1", "L2"]),
        ("Set up CI/CD for a monorepo.", ["CI/CD"]),
        ("What is the difference between a == b and a === b?", ["a == b", "a === b"]),
        ("Why is quicksort O(n log n) on average?", ["O(n log n)"]),
        ("What is the time complexity of O(V + E)?", ["O(V + E)"]),
        ("Explain A/B testing to a nurse.", ["A/B"]),
        ("Explain x86-64 calling conventions.", ["x86-64"]),
        ("What does Node.js do with a promise?", ["Node.js"]),
        ("What does `kubectl drain` do?", ["`kubectl drain`"]),
        ("Is F1 better than accuracy?", ["F1"]),
    ],
)
def test_special_tokens_stay_whole(text: str, whole: list[str]) -> None:
    question = question_of(text)
    words = [question.word(token) for token in range(len(question.doc))]
    assert [word for word in words if word in whole] == whole
