"""JSON and JSON Lines: equal to `json.loads`, and what is left of a broken file."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlint import readers
from qlint.errors import FormatError
from qlint.readers.json_nodes import JsonScanner
from qlint.readers.result import ReadResult
from qlint.readers.tree import plain
from qlint.source import Source


def read(text: str, name: str = "bank.json") -> ReadResult:
    return readers.read(Source.from_text(name, text))


LONE = re.compile(r"[\ud800-\udfff]")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(VALUES, st.booleans(), st.sampled_from([None, 0, 1, "\t"]))
def test_trees_equal_those_of_json_loads(value: object, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert plain(JsonScanner(Source.from_text("t.json", text)).document()) == json.loads(text)


@settings(max_examples=400, deadline=None)
@given(st.text('[]{}:,"\\u0041dD8etrufalsn 1.-+\n\tNIy/'))
def test_what_json_loads_refuses_is_refused(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(FormatError):
            JsonScanner(Source.from_text("t.json", text)).document()
        return
    found = plain(JsonScanner(Source.from_text("t.json", text)).document())
    assert json.dumps(found, ensure_ascii=False) == LONE.sub("\ufffd", json.dumps(expected, ensure_ascii=False))


def test_records_categories_and_names() -> None:
    result = read(
        json.dumps(
            {
                "title": "A bank",
                "stage": "Phone screen",
                "categories": {
                    "networks": {
                        "easy": ["What does a port do?"],
                        "hard": ["Why would TCP stall?", "When is UDP enough?"],
                    },
                },
            }
        )
    )
    assert [question.section for question in result.questions] == [
        ("networks", "easy"),
        ("networks", "hard"),
        ("networks", "hard"),
    ]
    assert {question.meta_text("stage") for question in result.questions} == {"phone_screen"}
    assert [question.meta_text("difficulty") for question in result.questions] == ["easy", "hard", "hard"]


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"options": ["a lock", "a queue", "a clock"], "answer": "B"}, 1),
        ({"options": ["a lock", "a queue", "a clock"], "correct": 2}, 2),
        ({"choices": {"A": "a lock", "B": "a queue"}, "correct_answer": "a queue"}, 1),
        ({"options": [{"text": "a lock", "isCorrect": True}, {"text": "a queue", "isCorrect": False}]}, 0),
        ({"options": ["A. a lock", "B. a queue"], "answer": "a. a lock"}, 0),
    ],
)
def test_options_and_their_key(options: dict[str, object], key: int) -> None:
    (question,) = read(json.dumps([{"question": "What would you use here?", **options}])).questions
    assert [index for index, option in enumerate(question.options) if option.key] == [key]
    assert question.options[0].text == "a lock"


def test_code_and_marks_in_strings() -> None:
    (question,) = read(json.dumps([{"question": "What does `f` print?\n\n```js\nf()\n```\n", "answer": "1"}])).questions
    assert question.text == "What does f print?"
    assert [(mark.kind, mark.start, mark.end) for mark in question.marks] == [("code", 10, 11)]
    assert [(code.text, code.language) for code in question.attachments] == [("f()", "js")]


def test_a_lone_surrogate_can_be_printed() -> None:
    (question,) = read(r'["What does this \ud800 mean here?"]').questions
    assert question.text == "What does this \ufffd mean here?"


def test_a_break_keeps_what_stood_before_it() -> None:
    result = read('{"role": "tester",\n "questions": [{"text": "How would you test a clock?"},\n {"text": "Why so,}]}')
    (problem,) = result.problems
    assert (problem.line, problem.column) == (3, 11)
    assert problem.hint
    assert [question.text for question in result.questions] == ["How would you test a clock?"]
    assert result.questions[0].meta_text("role") == "tester"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('["a",]', "comma"),
        ("// c\n[]", "comments"),
        ("{'a': 1}", "double quotes"),
        ('{"a" 1}', "':'"),
        ('["a"', "]"),
        ('["\\q"]', "\\\\"),
        ('{"a": 1} {"b": 2}', "list"),
        ("[" * 200, "flatten"),
    ],
)
def test_each_break_names_its_mend(text: str, hint: str) -> None:
    (problem,) = read(text).problems
    assert hint in (problem.hint or "")
    assert str(problem).startswith("bank.json:1:")


def test_doubled_keys_are_told() -> None:
    (problem,) = read('[{"text": "How do you name a queue?",\n "level": "mid", "level": "lead"}]').problems
    assert (problem.line, problem.column) == (2, 18)


def test_one_broken_line_of_many() -> None:
    lines = ['{"question": "Why do clocks drift?"}', '{"question": oops}', "", '{"question": "What is a lease for?"}']
    result = read("\r\n".join(lines), "bank.jsonl")
    assert [question.text for question in result.questions] == ["Why do clocks drift?", "What is a lease for?"]
    assert [(problem.line, problem.column) for problem in result.problems] == [(2, 14)]


def test_lines_in_a_file_named_json_are_read() -> None:
    result = read('{"question": "Why do clocks drift?"}\n{"question": "What is a lease for?"}\n')
    assert len(result.questions) == 2
    assert not result.problems
