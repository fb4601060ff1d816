"""Is a second reading of the tree still needed? Every repair is left out in turn.

`python benchmarks/repairs.py [--pipeline NAME] [NAME ...]` prints how many fields of the gold asks (development half, and the questions of the
tests) and how many verdicts on labelled questions come out right without it, against all repairs; a repair whose loss is 0
everywhere is needless with the pipeline of the day. `--count FILE` (a question a line, such as training/silver.txt) prints instead how often each
repair changes a tree: one that never does is dead.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qlint import evaluation, ruleset
from qlint.gold import asks
from qlint.language import mending, repairs
from qlint.language.parsed import parse_all, text_question
from qlint.language.pipeline import load
from qlint.language.tree import Tree
from qlint.language.words import Words
from qlint.testing import judge_of

ROOT = Path(__file__).parents[1]
LABELLED = {"first": "dev", "people": "dev", "recall": "dev", "knowledge": "dev", "fit": "dev"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--pipeline")
    parser.add_argument("--count", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.count:
        count(given.count.read_text(encoding="utf-8").splitlines(), given.pipeline)
        return
    whole = measured(given.pipeline)
    print(f"with all: {whole}")
    for name in [*(given.names or (repair.__name__ for repair in repairs.REPAIRS)), "imperatives", "all"]:
        with without(name):
            found = measured(given.pipeline)
        print(f"without {name}: " + ", ".join(f"{key} {found[key] - whole[key]:+d}" for key in whole), flush=True)


def count(texts: Sequence[str], pipeline: str | None) -> None:
    """Print how many trees each repair changes."""
    changed: Counter[str] = Counter()

    def counted(repair: repairs.Repair) -> repairs.Repair:
        def call(tree: Tree, start: int, end: int, root: int, lists: Words) -> Tree | None:
            found = repair(tree, start, end, root, lists)
            changed[repair.__name__] += found is not None
            return found

        return call

    names = [repair.__name__ for repair in repairs.REPAIRS]
    repairs.REPAIRS = tuple(map(counted, repairs.REPAIRS))  # type: ignore[misc]
    total = sum(1 for _ in parse_all(load(pipeline), map(text_question, texts)))
    print(f"{total} questions")
    for name in names:
        print(f"{name:28} {changed[name]:5}")


def measured(pipeline: str | None) -> dict[str, int]:
    """Right fields and verdicts; wrong verdicts counted as their negative."""
    nlp = load(pipeline)
    scores = asks.evaluate(nlp, asks.read(ROOT / "corpus" / "asks" / "gold.yaml", "dev"))
    tests = asks.evaluate(nlp, asks.read(ROOT / "tests" / "language" / "asks.yaml"))
    judge = judge_of(ruleset.build(profile="strict"))
    hits = false = 0
    for name, split in LABELLED.items():
        items = evaluation.read(ROOT / "corpus" / "labelled" / f"{name}.jsonl", split=split)
        total = evaluation.evaluate(items, judge).total
        hits, false = hits + total.hit, false + total.false
    return {
        "asks": sum(count for (kind, _), count in scores.right.items() if not kind),
        "test asks": sum(count for (kind, _), count in tests.right.items() if not kind),
        "found": hits,
        "not false": -false,
    }


@contextmanager
def without(name: str) -> Iterator[None]:
    """Leave out the repair of that name, the mending of imperatives, or everything."""
    kept, misread = repairs.REPAIRS, mending._is_misread  # noqa: SLF001
    if name in ("imperatives", "all"):
        mending._is_misread = lambda *_: False  # noqa: SLF001
    repairs.REPAIRS = tuple(one for one in kept if name not in ("all", one.__name__))  # type: ignore[misc]
    try:
        yield
    finally:
        repairs.REPAIRS, mending._is_misread = kept, misread  # type: ignore[misc]  # noqa: SLF001


if __name__ == "__main__":
    main()
