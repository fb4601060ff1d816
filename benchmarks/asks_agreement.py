"""Gold asks by two labellers: how far they agree, where they differ, and one file out of both.

    python benchmarks/asks_agreement.py agree [FOLDER]      agreement per field
    python benchmarks/asks_agreement.py differ FOLDER LIST  the questions that they label differently, both ways
    python benchmarks/asks_agreement.py merge [FOLDER]      FOLDER/gold.yaml: as both have it, or as FOLDER/decided.yaml says

FOLDER is corpus/asks: texts-N.tsv (id, split, family, text), labels-N.first.yaml and labels-N.second.yaml.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from qlint.gold.asks import FIELDS, PHRASES, same

HOME = Path(__file__).parents[1] / "corpus" / "asks"
Asks = list[dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["agree", "differ", "merge"])
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("target", nargs="?", type=Path)
    given = parser.parse_args()
    if given.verb == "agree":
        agree(given.folder)
    elif given.verb == "differ":
        differ(given.folder, given.target or sys.exit("name a file for the list"))
    else:
        return merge(given.folder)
    return 0


def labels(folder: Path, which: str) -> dict[str, Asks]:
    """Asks by question, of the first or the second labeller."""
    found: dict[str, Asks] = {}
    for path in sorted(folder.glob(f"labels-*.{which}.yaml")):
        found |= read(path)
    return found


def read(path: Path) -> dict[str, Asks]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return {item["id"]: item["asks"] for item in loaded}


def texts(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Id, split, family and text of every question."""
    for path in sorted(folder.glob("texts-*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, split, family, text = line.split("\t")
            yield name, split, family, text


def agree(folder: Path) -> None:
    first, second = labels(folder, "first"), labels(folder, "second")
    same_count, right, total = 0, Counter[str](), Counter[str]()
    both = first.keys() & second.keys()
    for name in both:
        same_count += len(first[name]) == len(second[name])
        for a, b in zip(first[name], second[name], strict=False):
            for field in FIELDS:
                total[field] += 1
                right[field] += same(a.get(field), b.get(field))
    print(f"{len(both)} questions labelled twice; as many asks in {100 * same_count / len(both):.1f} %")
    for field in FIELDS:
        print(f"{field:10} {100 * right[field] / total[field]:5.1f} % of {total[field]}")


def differs(a: Asks, b: Asks) -> bool:
    return len(a) != len(b) or any(not same(x.get(f), y.get(f)) for x, y in zip(a, b, strict=True) for f in FIELDS)


def differ(folder: Path, target: Path) -> None:
    first, second = labels(folder, "first"), labels(folder, "second")
    lines = []
    for name, _, _, text in texts(folder):
        if differs(first[name], second[name]):
            lines += ["", f"{name}: {text}"]
            for side, asks in (("1", first[name]), ("2", second[name])):
                others = second[name] if side == "1" else first[name]
                for number, ask in enumerate(asks):
                    other = others[number] if number < len(others) else {}
                    shown = (
                        ask if side == "1" or not other else {f: v for f, v in ask.items() if not same(v, other.get(f))}
                    )
                    lines.append(f"  {side}.{number + 1} {shown}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(line.startswith('asks-') for line in lines)} questions differ")


def merge(folder: Path) -> int:
    """Write gold.yaml; 1 when a difference is not decided or a phrase does not stand in its text."""
    first, second, decided = labels(folder, "first"), labels(folder, "second"), read(folder / "decided.yaml")
    parts, faults = [], []
    for name, split, family, text in texts(folder):
        if name not in decided and differs(first[name], second[name]):
            faults.append(f"{name}: not decided")
        asks = decided.get(name, first[name])
        lines = [
            f"- id: {name}",
            f"  text: {quoted(text)}",
            f"  split: {split}",
            f"  family: {quoted(family)}",
            "  asks:",
        ]
        for ask in asks:
            faults += [
                f"{name}: {f} {ask.get(f)!r}" for f in PHRASES if ask.get(f) and ask[f].lower() not in text.lower()
            ]
            lines.append("    - {" + ", ".join(f"{f}: {quoted(ask.get(f))}" for f in FIELDS) + "}")
        parts.append("\n".join(lines))
    print("\n".join([*faults, f"{len(parts)} questions, {len(decided)} decided, {len(faults)} faults"]))
    head = "# Written by benchmarks/asks_agreement.py merge out of the labels and decided.yaml beside it.\n"
    (folder / "gold.yaml").write_text(head + "\n".join(parts) + "\n", encoding="utf-8")
    return int(bool(faults))


def quoted(value: str | None) -> str:
    if value is None:
        return "null"
    plain = value.replace("-", "").replace("_", "").isalnum() and value.lower() not in {
        "no",
        "yes",
        "on",
        "off",
        "null",
    }
    return value if plain and not value[0].isdigit() else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main())
