"""What asks under a question is a question too, answers stay answers, and what is passed by is said."""

from __future__ import annotations

import pytest

from qlint.question import Question
from qlint.readers.evidence import EVIDENCE_THRESHOLD
from qlint.readers.markdown import read
from qlint.readers.result import ReadResult
from qlint.source import Source


def bank(text: str) -> ReadResult:
    return read(Source.from_text("bank.md", text))


def found(text: str) -> tuple[Question, ...]:
    return bank(text).questions


def texts(text: str) -> list[str]:
    return [question.text for question in found(text)]


def test_lists_that_ask_under_a_bold_question() -> None:
    text = (
        "# Phone screen\n\n**How do you hand over a patient?**\n\n- What is SBAR?\n- How old are you?\n\n"
        "Then:\n\n- What is a stent?\n- Are you married?\n"
    )
    assert texts(text) == [
        "How do you hand over a patient?",
        "What is SBAR?",
        "How old are you?",
        "What is a stent?",
        "Are you married?",
    ]
    assert bank(text).notes == ()


def test_numbers_that_ask_under_a_heading() -> None:
    text = (
        "## How do you hand over a patient?\n\nClearly.\n\n1. What is SBAR?\n2. How old are you?\n3. Tell me about a stent.\n\n"
        "## What is sepsis?\n\nAn infection.\n"
    )
    assert texts(text) == [
        "How do you hand over a patient?",
        "What is SBAR?",
        "How old are you?",
        "Tell me about a stent.",
        "What is sepsis?",
    ]


def test_commands_alone() -> None:
    assert len(texts("**How do you hand over?**\n\n- Describe SBAR.\n- Explain triage.\n")) == 3


def test_bold_lines_that_ask_under_headings() -> None:
    text = (
        "## 1. What is sepsis?\n\nAn answer.\n\n## 2. How do you hand over a patient?\n\nClearly.\n\n"
        "**Are you married?**\n\n**How old are you?**\n\nNo answer.\n\n### Details\n\n- It is so.\n- Is it?\n"
    )
    assert texts(text) == [
        "What is sepsis?",
        "How do you hand over a patient?",
        "Are you married?",
        "How old are you?",
    ]
    assert bank(text).notes == ("1 line that asks was read as part of an answer (line 18)",)


def test_a_short_list_of_tasks_is_read_but_is_little_evidence() -> None:
    result = bank("- Write FizzBuzz.\n- Check whether a string is a palindrome.\n- What is a variable?\n")
    assert [question.text for question in result.questions] == [
        "Write FizzBuzz.",
        "Check whether a string is a palindrome.",
        "What is a variable?",
    ]
    assert 0 < result.evidence < EVIDENCE_THRESHOLD


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("- How do you hand over a patient?\n  - What is SBAR?\n  - How old are you?\n", ""),
        ("**How old are you?**\n\n* What is a fuse?\n", ""),
        ("- Describe the wards that you know.\n  - What is SBAR?\n", ""),
        ("- Suppose the ward is full at night.\n  - What is SBAR?\n  - Whom do you call?\n", "Suppose the ward is full at night."),
        ("- A patient falls at night. What now?\n  - Whom do you call?\n", "A patient falls at night."),
        (
            "- For the following patient, decide:\n  - Who calls?\n  - What do you give?\n",
            "For the following patient, decide:",
        ),
        ("- Nursing:\n  - Who calls?\n  - What do you give?\n", ""),
    ],
)  # fmt: skip
def test_a_question_is_no_scenario(text: str, scenario: str) -> None:
    assert found(text)[-1].scenario == scenario


LONG = """# Ward round questions

## 1. How do you hand over a patient?

With SBAR, in two minutes.

### Options

**Which fuse is right for a kettle?**

- A) 3 A
- B) 5 A
- C) 13 A

Answer: C

## 2. What is sepsis?

An infection that runs away.

- What is SBAR?
- How old are you?
  - Why do you ask?

Which gas is used in theatre?

- [ ] Helium
- [x] Oxygen

**Are you married?**

**Explain shock.**

It is low pressure.

1. Which drug is first?
   a. Adrenaline
   b. Water
2. How do you hand over?

| Question | Answer |
|---|---|
| What is a stent? | A tube |
| Do you go to church? | n |
"""


def test_nothing_that_asks_is_lost_and_options_stay_with_their_question() -> None:
    questions = found(LONG)
    assert [question.text for question in questions] == [
        "How do you hand over a patient?",
        "Which fuse is right for a kettle?",
        "What is sepsis?",
        "What is SBAR?",
        "How old are you?",
        "Why do you ask?",
        "Which gas is used in theatre?",
        "Are you married?",
        "Explain shock.",
        "Which drug is first?",
        "How do you hand over?",
        "What is a stent?",
        "Do you go to church?",
    ]
    assert {
        question.text: [option.text for option in question.options] for question in questions if question.options
    } == {
        "Which fuse is right for a kettle?": ["3 A", "5 A", "13 A"],
        "Which gas is used in theatre?": ["Helium", "Oxygen"],
        "Which drug is first?": ["Adrenaline", "Water"],
    }
    assert sum("options" in question.meta for question in questions) == 3


def test_options_of_a_choice_in_an_answer_are_not_those_of_the_question_above() -> None:
    text = (
        "## What is a fuse?\n\nWhich one fits a kettle?\n\n- A) 3 A\n- B) 13 A\n\n## What is a wire?\n\n"
        "**Which is a gas?**\n\n- A) Iron\n- B) Helium\n"
    )
    assert [(question.text, len(question.options), "options" in question.meta) for question in found(text)] == [
        ("What is a fuse?", 0, False),
        ("Which one fits a kettle?", 2, True),
        ("What is a wire?", 0, False),
        ("Which is a gas?", 2, True),
    ]


def test_a_checklist_of_questions_is_no_choice() -> None:
    questions = found("## Can you start on Monday?\n\n- [ ] How old are you?\n- [x] What is a stent?\n")
    assert [question.text for question in questions] == [
        "Can you start on Monday?",
        "How old are you?",
        "What is a stent?",
    ]
    assert not any(question.options for question in questions)


def test_a_question_after_a_labelled_answer() -> None:
    text = (
        "Q: What is a fuse?\n\nA: A thing.\n\nIs it glass? No.\n\nHow old are you?\n\nQ: What is tin?\n\nA: A metal.\n"
    )
    assert texts(text) == ["What is a fuse?", "How old are you?", "What is tin?"]


# What stays an answer


@pytest.mark.parametrize(
    "body",
    [
        "I ask myself:\n\n- Is it correct?\n- Is it readable?",
        "A good reviewer goes through these:\n\n- Is it correct?\n- Is it readable?",
        "- Check the tests.\n- Is it correct?\n- Read it again.\n- Is it readable?\n- Sleep.",
        "- The server is down.\n- Maybe it is full?\n- Perhaps nobody paid for it?",
    ],
)
def test_questions_that_an_answer_lists(body: str) -> None:
    result = bank(f"## How do you review code?\n\n{body}\n\n## What is a stent?\n\nA tube.\n")
    assert [question.text for question in result.questions] == ["How do you review code?", "What is a stent?"]
    assert len(result.notes) == 1
    assert result.notes[0].startswith("2 lines that ask were read as part of an answer (first: line ")


def test_further_reading_and_folds_stay_closed() -> None:
    text = "## What is a fuse?\n\nIt melts.\n\n- [What is a wire?](https://a.b)\n- [Why tin?](https://a.c)\n\n## What is tin?\n\nA metal.\n"
    assert texts(text) == ["What is a fuse?", "What is tin?"]
    assert bank(text).notes == ()
    fold = "<details><summary>{}</summary>\n\n- Is it a wire?\n- Is it glass?\n\n</details>\n\n"
    assert texts(fold.format("What is a fuse?") + fold.format("What is tin?")) == ["What is a fuse?", "What is tin?"]


def test_questions_under_the_one_question_of_a_file_are_told() -> None:
    text = (
        "# How do you hand over a patient?\n\n## What to look for\n\nx\n\n## Follow-ups\n\n- What is SBAR?\n- Why so?\n"
    )
    result = bank(text)
    assert [question.text for question in result.questions] == ["How do you hand over a patient?"]
    assert result.notes == ("2 lines that ask were read as part of an answer (first: line 9)",)
