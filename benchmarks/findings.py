"""Findings over a folder of banks, drawn at random to be read, and the share that readers found right.

    python benchmarks/findings.py draw BANKS --each 15 --total 200 --seed 1     what to read (bank text: never commit it)
    python benchmarks/findings.py sheet corpus/verdicts/first.csv               right and wrong per rule
    python benchmarks/findings.py stale corpus/verdicts/first.csv BANKS         verdicts whose finding is gone today

A verdict sheet holds fingerprint, code, verdict (right, wrong) and reason, and no bank text.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

from qlint import api
from qlint.config import Config
from qlint.diagnostic import Diagnostic, Severity


def findings(banks: Path, profile: str) -> list[Diagnostic]:
    """Every open finding, at every severity."""
    result = api.lint_paths([banks], config=Config(profile=profile, severity=Severity.INFO))
    return [one for one in result.diagnostics if one.status == "open"]


def draw(found: list[Diagnostic], *, each: int, total: int, seed: int) -> list[Diagnostic]:
    """Up to `each` findings of every rule, then more of the frequent ones up to `total`."""
    random.seed(seed)
    by_rule: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in found:
        by_rule[f"{one.code} {one.severity.label}"].append(one)
    for group in by_rule.values():
        random.shuffle(group)
    chosen = [one for _, group in sorted(by_rule.items()) for one in group[:each]]
    rest = [one for _, group in sorted(by_rule.items()) for one in group[each:]]
    random.shuffle(rest)
    return (chosen + rest)[: max(total, len(chosen))]


def show(chosen: list[Diagnostic]) -> None:
    for one in chosen:
        print(json.dumps({
            "fingerprint": one.fingerprint, "code": one.code, "severity": one.severity.label, "question": one.question.text,
            "matched": one.matched, "message": one.message, "alternatives": [a.text for a in one.alternatives],
            "place": f"{one.path}:{one.start.line}",
        }, ensure_ascii=False))  # fmt: skip


def sheet(path: Path) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            counts[row["code"], row["verdict"]] += 1
    codes = sorted({code for code, _ in counts})
    print(f"{'rule':<8}{'read':>6}{'right':>7}{'share':>8}")
    for code in codes:
        right, wrong = counts[code, "right"], counts[code, "wrong"]
        print(f"{code:<8}{right + wrong:>6}{right:>7}{right / (right + wrong):>8.2f}")
    right = sum(count for (_, verdict), count in counts.items() if verdict == "right")
    print(f"{'all':<8}{sum(counts.values()):>6}{right:>7}{right / sum(counts.values()):>8.2f}")


def stale(path: Path, banks: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    today = {one.fingerprint for one in findings(banks, "strict")}
    gone = [row for row in rows if row["fingerprint"] not in today]
    print(
        f"{len(rows) - len(gone)} of {len(rows)} findings are still made; gone: {Counter(row['verdict'] for row in gone)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("draw")
    one.add_argument("banks", type=Path)
    one.add_argument("--each", type=int, default=15)
    one.add_argument("--total", type=int, default=200)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--profile", default="strict")
    two = commands.add_parser("sheet")
    two.add_argument("sheet", type=Path)
    three = commands.add_parser("stale")
    three.add_argument("sheet", type=Path)
    three.add_argument("banks", type=Path)
    args = parser.parse_args()
    if args.command == "draw":
        show(draw(findings(args.banks, args.profile), each=args.each, total=args.total, seed=args.seed))
    elif args.command == "sheet":
        sheet(args.sheet)
    else:
        stale(args.sheet, args.banks)


if __name__ == "__main__":
    main()
