"""YAML: shapes of banks, core values, comments, broken files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qlint import readers
from qlint.readers.result import ReadResult
from qlint.readers.yaml_nodes import core_value
from qlint.source import Source


def read(text: str) -> ReadResult:
    return readers.read(Source.from_text("bank.yaml", text))


def texts(result: ReadResult) -> list[str]:
    return [question.text for question in result.questions]


def test_records_with_everything() -> None:
    result = read(
        """# the bank
role: data engineer
jurisdiction: [US, "NO"]
questions:
  - id: q1
    text: "Which plan would you \\"trust\\" here?"   # a note
    level: Sr
    options:
      - {text: the first, correct: false}
      - {text: the second, correct: true}
    followups:
      - Why not the other?
    code: |
      select 1;
    language: sql
    paid: no
  - question: >-
      The nightly job is late. What do you
      look at first?
    answer: the last change
"""
    )
    first, second = result.questions
    assert first.text == 'Which plan would you "trust" here?'
    assert (first.id, first.index, second.index) == ("q1", 0, 1)
    assert first.meta["role"].value == "data engineer"
    assert first.meta["role"].origin == "front matter"
    assert first.meta_text("level") == "senior"
    assert first.meta["level"].origin == "question"
    assert first.meta_list("jurisdiction") == ("US", "NO")
    assert first.meta_value("paid") == "no"
    assert first.meta_list("followups") == ("Why not the other?",)
    assert [(option.text, option.key) for option in first.options] == [("the first", False), ("the second", True)]
    (code,) = first.attachments
    assert (code.kind, code.text, code.language) == ("code", "select 1;\n", "sql")
    assert second.text == "The nightly job is late. What do you look at first?"
    assert second.meta_text("expected_answer") == "the last change"
    assert [comment for comment, _ in result.comments] == ["the bank", "a note"]
    assert result.meta["role"].value == "data engineer"
    assert not result.problems


def test_levels_and_topics_as_keys() -> None:
    result = read(
        """Simple questions:
  - Difference between a list and a set.
  - What is a tuple good for?
topics:
  storage:
    junior: [Where would you keep a session?]
    senior: [When does a cache make things worse?]
levels:
  staff: [How do you say no to a rewrite?]
"""
    )
    assert [question.section for question in result.questions] == [
        ("Simple questions",),
        ("Simple questions",),
        ("storage", "junior"),
        ("storage", "senior"),
        ("staff",),
    ]
    assert [question.meta_text("difficulty") for question in result.questions[:2]] == ["easy", "easy"]
    assert [question.meta_text("level") for question in result.questions[2:]] == ["junior", "senior", "staff"]
    assert result.questions[0].meta["difficulty"].origin == "section"


def test_a_scenario_stands_above_its_questions() -> None:
    result = read(
        """- scenario: A shop loses orders at night.
  questions:
    - What do you ask first?
    - text: Which log would you read?
      context: The queue is empty.
- text: You join a team without tests.
  questions: [Where do you begin?]
"""
    )
    assert texts(result) == ["What do you ask first?", "Which log would you read?", "Where do you begin?"]
    assert [question.scenario for question in result.questions] == [
        "A shop loses orders at night.",
        "A shop loses orders at night.\nThe queue is empty.",
        "You join a team without tests.",
    ]


def test_questions_as_keys_and_as_named_values() -> None:
    result = read("What is a lease for?: a lock with a clock\nq2: Why do clocks drift?\n")
    assert texts(result) == ["What is a lease for?", "Why do clocks drift?"]
    assert result.questions[0].meta_text("expected_answer") == "a lock with a clock"
    assert result.questions[1].id == "q2"


def test_answers_hints_and_tags_are_no_questions() -> None:
    result = read(
        """- question: How would you test a clock?
  hints: [What is time to a program?]
  rubric: [Does the candidate ask what is measured?]
  tags: [what is time, how so]
  answers: [Is it a fake clock?, What else could it be?]
"""
    )
    assert texts(result) == ["How would you test a clock?"]


def test_an_unquoted_colon_is_read_as_people_meant_it() -> None:
    result = read("- What would you choose here: a queue or a table?\n- How long does a retry wait?\n")
    assert texts(result) == ["What would you choose here: a queue or a table?", "How long does a retry wait?"]
    assert "colon" in result.notes[0]


def test_markup_inside_strings() -> None:
    result = read(
        """- "What does `map` do to *each* item?"
- |
  What does this print?

  ```python
  print(1)
  ```
- Why does __init__ return nothing, and 2 * 3 * 4 not?
- "![a plan](plan.png) What is wrong in [this plan](https://example.org/x)?"
"""
    )
    first, second, third, fourth = result.questions
    assert first.text == "What does map do to each item?"
    assert [(mark.kind, first.text[mark.start : mark.end]) for mark in first.marks] == [
        ("code", "map"),
        ("emphasis", "each"),
    ]
    assert second.text == "What does this print?"
    assert [(code.language, code.text) for code in second.attachments] == [("python", "print(1)")]
    assert third.text == "Why does __init__ return nothing, and 2 * 3 * 4 not?"
    assert fourth.text == "a plan What is wrong in this plan?"
    assert [(each.kind, each.text) for each in fourth.attachments] == [("image", "plan.png")]
    assert [(mark.kind, fourth.text[mark.start : mark.end]) for mark in fourth.marks] == [("link", "this plan")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("no", "no"), ("on", "on"), ("true", True), ("~", None), ("12", 12), ("0x1F", 31), ("1.5", 1.5), ("12:30:00", "12:30:00"),
     ("2024-01-01", "2024-01-01"), ("1_000", "1_000"), ("-.inf", float("-inf")), ("9" * 5000, "9" * 5000)],
)  # fmt: skip
def test_values_are_yaml_1_2_core(text: str, value: object) -> None:
    assert core_value(text) == value


def test_a_broken_item_costs_only_itself() -> None:
    result = read(
        """questions:
  - How do you name a queue?
  - text: What is: this: then?
  - `backticks` begin this one?
  - "never closed?
  - When is a lock too wide?
"""
    )
    assert texts(result) == ["How do you name a queue?", "When is a lock too wide?"]
    assert [problem.line for problem in result.problems] == [3, 4, 5]
    assert all(problem.path == "bank.yaml" and problem.column and problem.hint for problem in result.problems)


def test_doubled_keys_are_told_with_their_place() -> None:
    result = read("questions: [How do you name a queue?]\nrole: a\nrole: b\n")
    (problem,) = result.problems
    assert (problem.line, problem.column) == (3, 1)
    assert len(result.questions) == 1


def test_aliases_and_merge_keys() -> None:
    result = read(
        """base: &base {level: junior, role: tester}
questions:
  - <<: *base
    text: How would you test a clock?
    role: developer
"""
    )
    (question,) = result.questions
    assert question.meta_text("level") == "junior"
    assert question.meta_text("role") == "developer"


@pytest.mark.parametrize(
    ("broken", "line", "hint"),
    [
        ("- text: [What is it?\n  level: mid\n", 2, "bracket"),
        ("- text: {What is it?\n", 2, "bracket"),
        ("\t- text: What is it?\n", 2, "tabs"),
        ("- text: 'it's what?'\n", 2, "quote"),
        ("- *What is it?\n", 2, "alias"),
        ("- text: What\n level: mid\n", 3, "indentation"),
        ('- text: "bad \\q here?"\n', 2, "backslash"),
    ],
)
def test_each_break_names_its_mend_and_costs_one_item(broken: str, line: int, hint: str) -> None:
    result = read(f"- text: How do you name a queue?\n{broken}- text: When is a lock too wide?\n")
    assert texts(result) == ["How do you name a queue?", "When is a lock too wide?"]
    (problem,) = result.problems
    assert problem.line == line
    assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)),
        "a: &a [*a]\n",
        "[" * 50_000,
        "- " * 2_000 + "x",
        "[" * 150 + "]" * 150,
        "%YAML 99999999999.1\n---\n",
        "a: \x01\n",
    ],
    ids=["laughs", "itself", "deep", "dashes", "deeper", "version", "control"],
)
def test_bombs_are_refused(text: str) -> None:
    result = read(text)
    assert not result.questions
    assert result.problems
    assert result.problems[0].hint


def test_several_documents_and_metadata_above() -> None:
    result = read("role: analyst\n---\n- What would you measure first?\n---\n- Which number would change your mind?\n")
    assert [question.meta_text("role") for question in result.questions] == ["analyst", "analyst"]


def test_suppressions_in_data_stay_with_their_question() -> None:
    result = read("- text: How old are you?\n  qlint: {ignore: [L401], because: an example}\n")
    assert result.questions[0].meta_value("qlint") == {"ignore": ["L401"], "because": "an example"}


TREES = st.recursive(
    st.text("ab é😀:#-'\"?\n") | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc ", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_trees_equal_those_of_the_usual_loader(tree: object) -> None:
    from qlint.readers.tree import Leaf, Listing, Node
    from qlint.readers.yaml_nodes import TreeBuilder, compose

    def words(node: Node) -> object:
        if isinstance(node, Leaf):
            return node.text
        if isinstance(node, Listing):
            return [words(item) for item in node.items]
        return {key.text: words(value) for key, value in node.pairs}

    text = yaml.safe_dump(tree, allow_unicode=True, width=20)
    source = Source.from_text("t.yaml", text)
    (root,) = [TreeBuilder(source).build(node) for node in compose(source, text)]
    assert words(root) == yaml.load(text, Loader=yaml.BaseLoader)


def test_no_list_of_formats_is_imported_before_its_file(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, qlint.readers as r; print('yaml' in sys.modules, 'qlint.readers.yaml_' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
