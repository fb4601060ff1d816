"""Words a second of the shipped pipeline against spaCy's stock "efficiency" recipe, in turns on one core.

    python training/scripts/throughput.py SHIPPED CORPUS QUESTIONS.json WORK [--rounds 7] [--steps 300]

The stock pipeline (`spacy init config --optimize efficiency` with morphologizer, parser and trainable lemmatizer) is trained on CORPUS for
`--steps` steps, once: its speed hangs on its shape and on trees that make sense, not on the last percent. QUESTIONS
is what `qlint bank list BANKS --format json` prints; 2,000 are taken by a hash of their text. In
every round each pipeline reads all of them, in alternating order; the medians and the ratio of each pair are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language

QUESTIONS = 2000
HERE = Path(__file__).parent


def main() -> None:
    """Train the stock pipeline when it is not there, then time both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shipped", "corpus", "questions", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=300)
    given = parser.parse_args()
    lines = {" ".join(q["text"].split()) for q in json.loads(given.questions.read_text(encoding="utf-8"))["questions"]}
    texts = sorted(lines, key=lambda line: hashlib.sha256(line.encode()).digest())[:QUESTIONS]
    pipelines = {"shipped": spacy.load(given.shipped), "stock": spacy.load(stock(given.corpus, given.work, given.steps))}
    speeds: dict[str, list[float]] = {name: [] for name in pipelines}
    for nlp in pipelines.values():
        speed(nlp, texts[:200])
    for number in range(given.rounds):
        for name in sorted(pipelines, reverse=bool(number % 2)):
            speeds[name].append(speed(pipelines[name], texts))
    ratios = sorted(a / b for a, b in zip(speeds["shipped"], speeds["stock"], strict=True))
    print(f"{len(texts)} questions, {given.rounds} rounds")
    for name, found in speeds.items():
        print(f"{name}: {statistics.median(found):.0f} words/s (from {min(found):.0f} to {max(found):.0f})")
    print(f"shipped / stock: {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


def stock(corpus: Path, work: Path, steps: int) -> Path:
    """The folder of the stock pipeline."""
    trained = work / "stock" / "model-last"
    if not trained.exists():
        work.mkdir(parents=True, exist_ok=True)
        config = init_config(
            lang="en", pipeline=["morphologizer", "parser", "trainable_lemmatizer"], optimize="efficiency", silent=True
        )
        config.to_disk(work / "stock.cfg")
        command = [sys.executable, "-m", "spacy", "train", str(work / "stock.cfg"), "--output", str(work / "stock")]
        command += ["--paths.train", str(corpus / "train.spacy"), "--paths.dev", str(corpus / "dev.spacy")]
        subprocess.run([*command, "--training.max_steps", str(steps)], check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    return trained


def speed(nlp: Language, texts: list[str]) -> float:
    """Words a second."""
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
