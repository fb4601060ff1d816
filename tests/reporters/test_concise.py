"""One line a finding."""

from __future__ import annotations

from qlint.diagnostic import Severity
from tests.reporters.made import finding, outcome, report, summary


def test_a_finding_is_one_line_and_the_summary_follows() -> None:
    items = [finding(), finding(severity=Severity.INFO), finding(status="suppressed")]
    assert report("concise", [outcome(*items)], summary(infos=1, suppressed=1)) == (
        "corpus/banks/ml-engineer.md:12:3: R101 warning asks for the equation of the Adam optimizer from memory\n"
        "hidden:      1 advice (--severity info shows it), 1 suppressed\n"
        "5 questions in 1 file: 1 warning.\n"
    )


def test_a_line_break_in_a_message_makes_no_second_line() -> None:
    text = report("concise", [outcome(finding(message="a\nb\r\nc"))])
    assert text.splitlines()[0].endswith("R101 warning a b  c")
