"""Precision and recall per rule on labelled questions: `python benchmarks/labelled.py [FILE] [--split dev|test] [--wrong]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from qlint import evaluation, ruleset
from qlint.diagnostic import Severity
from qlint.testing import judge_of

DEFAULT = Path(__file__).parents[1] / "corpus" / "labelled" / "first.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--split", default="test", choices=["dev", "test"])
    parser.add_argument(
        "--wrong", action="store_true", help="print every wrong verdict (never for the test split while tuning)"
    )
    parser.add_argument("--warning", action="store_true", help="count warnings and errors only")
    args = parser.parse_args()
    judge = judge_of(ruleset.build(profile="strict"))
    items = evaluation.read(args.file, split=args.split)
    found = evaluation.evaluate(items, judge, at_least=Severity.WARNING if args.warning else Severity.INFO)
    print(f"{len(items)} questions, split {args.split}")
    for line in evaluation.rates([*found.scores.items(), ("all", found.total)]):
        print(line)
    same = found.severities.pop("same", 0)
    print(f"severity as labelled: {same} of {same + sum(found.severities.values())} hits")
    if args.wrong:
        for key in found.severities:
            print("severity", key)
        for miss in sorted(found.wrong, key=lambda one: (one.code, one.fired)):
            print(
                "FALSE " if miss.fired else "missed",
                miss.code,
                f"[{miss.item.id}]",
                miss.item.text,
                dict(miss.item.meta) or "",
                sorted(miss.item.codes),
            )


if __name__ == "__main__":
    main()
