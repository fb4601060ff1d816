"""The console, letter by letter where the look is the point."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qlint.diagnostic import Alternative, Related, Severity
from qlint.report import Problem, Unchecked
from qlint.source import Place, Position
from qlint.terminal import cells
from tests.reporters.made import ADAM, finding, outcome, report, summary

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def body(text: str) -> str:
    """A report without its closing line."""
    return text.rpartition("\n\n")[0]


def test_a_finding_looks_like_this() -> None:
    assert report("console", [outcome(finding())]) == (
        """\
corpus/banks/ml-engineer.md:12:3 warning R101 equation-recall
  12 | - Write down the equation for the Adam optimizer.
     |   ~~~~~~~~~~~~~~~~~~~~~~~ asks for the equation of the Adam optimizer from memory
     ask instead: Training with the Adam optimizer stalls after a few epochs. What would you look at
                  first, and how would each finding change what you do next?
     why: it rewards whoever revised that page last week; the fact is one search away.
          (qlint explain R101)

5 questions in 1 file: 1 warning.
"""
    )


def test_the_second_finding_of_a_rule_gives_no_reason_again() -> None:
    text = report("console", [outcome(finding(), finding())])
    assert text.count("why:") == 1
    assert text.count("ask instead:") == 2


def test_two_alternatives_are_aligned_and_a_third_is_left_out() -> None:
    alternatives = (Alternative("One?"), Alternative("Two?"), Alternative("Three?"))
    assert "     ask instead: One?\n              or: Two?\n     why:" in report(
        "console", [outcome(finding(alternatives=alternatives))]
    )


def test_without_an_alternative_the_aim_is_told() -> None:
    text = report("console", [outcome(finding(alternatives=(), aim="Ask for a use of it."))])
    assert "     aim for: Ask for a use of it.\n" in text
    assert "ask instead" not in text


def test_a_long_message_goes_below_its_words() -> None:
    line = "x" * 40 + " Write down the equation"
    text = report("console", [outcome(finding(line), lines={12: line})])
    mark, message = text.splitlines()[2:4]
    assert mark.endswith("~" * 23)
    assert message.endswith("asks for the equation of the Adam optimizer from memory")
    assert cells(message) <= 100


@pytest.mark.parametrize(
    "line",
    [
        "\t- Write down the equation",
        "a\tb\tWrite down the equation",
        "日本語の質問: Write down the equation",
        "😀👨‍👩‍👧❤️ Write down the equation",
        "e\u0301a\u0300 Write down the equation",
        "\u200bzero\u200d width\ufeff Write down the equation",
        "bidi \u202eabc\u202c Write down the equation",
        "x" * 300 + " Write down the equation " + "y" * 300,
        "日本" * 150 + " Write down the equation " + "語" * 150,
        "Write down the equation",
    ],
)
def test_the_mark_stands_under_its_words(line: str) -> None:
    text = report("console", [outcome(finding(line), lines={12: line})])
    shown, mark = text.splitlines()[1:3]
    before = shown[: shown.index("Write down")]
    assert cells(before) == mark.index("~")
    assert mark.count("~") == len("Write down the equation")
    assert cells(shown) <= 100


def test_a_mark_over_several_lines_ends_with_the_first() -> None:
    item = finding()
    text = report("console", [outcome(replace(item, end=Position(14, 2, 99)))])
    assert "\n     |   " + "~" * len(ADAM[2:]) + "\n" in text


def test_words_wider_than_the_line_are_cut() -> None:
    line = "Write " + "down " * 60
    text = report("console", [outcome(finding(line, line.strip()), lines={12: line})])
    assert all(cells(row) <= 100 for row in text.splitlines())
    assert "…" in text.splitlines()[1]


def test_a_finding_without_a_line_shows_what_matched() -> None:
    item = finding(place=Place("cell", sheet="Questions", row=7, column="C"))
    text = report("console", [outcome(item, lines={})])
    assert text.startswith(
        "corpus/banks/ml-engineer.md:Questions!C7 warning R101 equation-recall\n   | Write down the equation\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    total = summary(unchecked=(Unchecked("T207", 5, 5, "no expected_answer"),), infos=3)
    text = report("console", [outcome(finding())], total, width=width)
    limit = max(width, len("corpus/banks/ml-engineer.md:12:3 warning R101 equation-recall"))
    assert all(cells(line) <= limit for line in text.splitlines())


def test_related_places_are_named() -> None:
    here = Position(3, 1, 40)
    item = finding(related=(Related("b.md", here, here, "the first of them"),))
    assert "     see: b.md:3:1 the first of them\n" in report("console", [outcome(item)])


# -- many findings ------------------------------------------------------------------------------------------------


def test_up_to_twenty_findings_are_shown_in_full() -> None:
    assert report("console", [outcome(*[finding()] * 20)]).count(" | - Write") == 20


def many() -> str:
    info = finding(code="W501", name="wording", severity=Severity.INFO)
    errors = [
        finding(code="L401", name="age", severity=Severity.ERROR, why="Legal risk, not legal advice. And more.")
    ] * 4
    items = [
        finding(
            f"- Write down the equation for item {n}.", path=f"b{n}.md", question=replace(finding().question, index=n)
        )
        for n in range(30)
    ]
    return report("console", [outcome(info, *errors, *items)], show=Severity.INFO)


def test_above_twenty_errors_are_in_full_and_rules_have_samples() -> None:
    text = many()
    assert text.count("error L401 age\n  12 | ") == 4
    assert "R101 equation-recall: 30 warnings\n  why: " in text
    assert text.count("  b") == 3
    assert "  27 more (--all shows them)\n" in text
    assert text.index("L401") < text.index("R101 equation-recall") < text.index("W501 wording: 1 advice")


def test_samples_are_different_questions() -> None:
    twins = [finding(), finding(matched="equation", question=finding().question)] * 11
    text = report("console", [outcome(*twins)])
    assert text.count("ask instead") == 1
    assert "21 more" in text


@pytest.mark.parametrize("count", [1, 21])
def test_a_reason_is_brief_but_never_empty(count: int) -> None:
    why = "Legal risk, not legal advice. Age says nothing about ability at work. And there is a third sentence."
    text = " ".join(report("console", [outcome(*[finding(why=why)] * count)]).split())
    assert "why: Legal risk, not legal advice. Age says nothing about ability at work. (qlint" in text.replace(
        "\n       ", " "
    )


def test_all_shows_everything_as_it_comes() -> None:
    text = report("console", [outcome(*[finding()] * 30)], all=True)
    assert text.count("  12 | ") == 30
    assert "more" not in text


# -- what is not shown --------------------------------------------------------------------------------------------


def test_hidden_waived_and_unchecked_are_told() -> None:
    items = [finding(severity=Severity.INFO), finding(status="waived", reason="post offer")]
    total = summary(
        files=2,
        questions=2700,
        warnings=0,
        infos=12,
        waived=1,
        notes=("a.md: nothing in it",),
        unchecked=(
            Unchecked("T201", 300, 2700, "no role"),
            Unchecked("T203", 300, 2700, "no role"),
            Unchecked("T207", 2700, 2700, "no expected_answer"),
        ),
    )
    assert report("console", [outcome(*items)], total) == (
        """\
note:        a.md: nothing in it
hidden:      12 advice (--severity info shows them), 1 waived
not checked: T207: 2,700 of 2,700 (no expected_answer)
             T201, T203: 300 of 2,700 (no role)
2,700 questions in 2 files: nothing found.
"""
    )


def test_problems_are_counted() -> None:
    text = report("console", [], summary(warnings=0), [Problem("broken", "a.md")])
    assert text == "5 questions in 1 file: nothing found, 1 problem.\n"


def test_statistics_count_each_rule() -> None:
    total = summary(by_rule={"R101": 3, "R102": 1200})
    assert report("console", [], total, statistics=True).startswith("1,200  R102\n    3  R101\n\n")


# -- colour and danger --------------------------------------------------------------------------------------------


def test_colour_changes_nothing_but_colour() -> None:
    plain = many()
    assert "\x1b" not in plain
    items = [outcome(finding(), finding(severity=Severity.ERROR))]
    assert ANSI.sub("", report("console", items, colour=True)) == report("console", items)


DANGERS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m",
    "\x07\x08\r",
    "\u202etxet\u202c",
    "\u2066x\u2069",
    "\ud800",
    "\U000e0041",
    "[red]markup[/red] [link=x]y[/link]",
]


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("name", ["console", "concise"])
def test_words_of_a_bank_cannot_steer_a_terminal(danger: str, name: str) -> None:
    line = f"- Write down the equation {danger}"
    item = finding(
        line,
        message=f"asks {danger}",
        why=f"because {danger}",
        path=f"a{danger}.md",
        name=f"n{danger}",
        alternatives=(Alternative(f"better {danger}"),),
        question=replace(finding().question, text=line),
        related=(Related(f"b{danger}", Position(1, 1, 0), Position(1, 1, 0), danger),),
    )
    total = summary(notes=(danger,), unchecked=(Unchecked("T207", 1, 1, danger),))
    for count in (1, 25):
        text = report(name, [outcome(*[item] * count, lines={12: line})], total)
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]", text
        )
        text.encode("utf-8")
        if "[red]" in danger:
            assert "[red]markup[/red] [link=x]y[/link]" in text
