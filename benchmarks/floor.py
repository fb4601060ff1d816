"""The floor to check with: the catalogue's own examples, rule by rule.

`python benchmarks/floor.py CATALOGUE.yaml [--wrong]` prints for each loaded rule how many of its bad examples fire, and how many of its
and look-alike ones stay silent (a look-alike: for the rule's own code; a good one: for every code at warning or above), the
same under the variations that must not change a verdict, and fails below 95 % fired and 97 % silent.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from qlint import ruleset
from qlint.diagnostic import Severity
from qlint.language.parsed import parse_all
from qlint.rule import Example, Match
from qlint.testing import judge_of, question_of, told, variations

FIRES, SILENT = 0.95, 0.97


@dataclass(frozen=True)
class Case:
    code: str
    kind: str
    text: str
    meta: Mapping[str, object]
    varied: bool = False


@dataclass
class Tally:
    right: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.right:>3} of {self.all:<3}"


def cases(entries: list[Mapping[str, object]], codes: set[str]) -> Iterator[Case]:
    for entry in entries:
        code = str(entry["code"])
        for kind in ("bad", "good", "lookalike") if code in codes else ():
            for one in entry.get(kind) or ():
                if "text" not in one:
                    continue
                meta = one.get("meta") or {}
                yield Case(code, kind, one["text"], meta)
                for _, text in variations(Example(one["text"], fires=kind == "bad")):
                    yield Case(code, kind, text, meta, varied=True)


def is_right(case: Case, matches: list[Match]) -> bool:
    open_matches = [match for match in matches if not match.waived]
    if case.kind == "bad":
        return any(match.code == case.code for match in open_matches)
    if case.kind == "lookalike":
        return all(match.code != case.code for match in open_matches)
    return all((match.severity or Severity.WARNING) < Severity.WARNING for match in open_matches)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print every wrong verdict")
    args = parser.parse_args()
    judge = judge_of(ruleset.build(profile="strict"))
    codes = {rule.meta.code for rule in judge.rules}
    listed = list(cases(yaml.safe_load(args.catalogue.read_text(encoding="utf-8")), codes))
    tallies: dict[tuple[str, str, bool], Tally] = {}
    for case, item in zip(
        listed, parse_all(judge.nlp, (question_of(c.text, dict(c.meta)) for c in listed)), strict=True
    ):
        matches = told(item, judge)
        tally = tallies.setdefault((case.code, case.kind, case.varied), Tally())
        tally.all += 1
        if is_right(case, matches):
            tally.right += 1
        else:
            tally.wrong.append(f"{case.kind:<9} {case.text!r} {dict(case.meta) or ''} told {[m.code for m in matches]}")
    return report(tallies, sorted(codes), wrong=args.wrong)


def report(tallies: Mapping[tuple[str, str, bool], Tally], codes: list[str], *, wrong: bool) -> int:
    print(f"{'rule':<6} {'bad fire':>12} {'good silent':>13} {'alike silent':>13} {'varied: fire':>14} {'silent':>11}")
    for code in codes:
        cells = [tallies.get((code, kind, False), Tally()) for kind in ("bad", "good", "lookalike")]
        fire = tallies.get((code, "bad", True), Tally())
        silent = total(tallies, code, varied=True)
        print(f"{code:<6} {cells[0]!s:>12} {cells[1]!s:>13} {cells[2]!s:>13} {fire!s:>14} {silent!s:>11}")
        for tally in (*cells, fire) if wrong else ():
            print("".join(f"         {line}\n" for line in tally.wrong), end="")
    fired = share([t for (_, kind, varied), t in tallies.items() if kind == "bad" and not varied])
    quiet = share([t for (_, kind, varied), t in tallies.items() if kind != "bad" and not varied])
    print(f"bad fire {fired:.1%} (floor {FIRES:.0%}), good and look-alikes silent {quiet:.1%} (floor {SILENT:.0%})")
    return 0 if fired >= FIRES and quiet >= SILENT else 1


def total(tallies: Mapping[tuple[str, str, bool], Tally], code: str, *, varied: bool) -> Tally:
    found = [tallies[key] for key in tallies if key[0] == code and key[1] != "bad" and key[2] == varied]
    return Tally(sum(t.right for t in found), sum(t.all for t in found))


def share(found: list[Tally]) -> float:
    return sum(t.right for t in found) / max(1, sum(t.all for t in found))


if __name__ == "__main__":
    sys.exit(main())
