"""What a change of the recipe is worth: short trainings that differ in one thing each, and one table.

    python training/scripts/ablate.py TREEBANKS OWN WORK [--steps 1500] [--vectors DIR] [--silver FILE] [VARIANT ...]
    python training/scripts/ablate.py --list

WORK keeps data, pipelines and logs; a variant that is there already is only read. Scores are those of the best step on
the development set (a fifth of EWT's, 30 of Atis, our own three times), and of our own test trees and 500 of EWT's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import spacy
import tokens  # noqa: F401  (registers what training refers to)
from evaluate import evaluate
from spacy.tokens import DocBin

HERE = Path(__file__).parent
EWT_SENTENCES = 500
# name: options of convert.py, overrides of configs/ud.cfg; {vectors} and {silver} stand for the paths given.
VARIANTS: dict[str, tuple[list[str], dict[str, str]]] = {
    "base": ([], {}),
    "no-own": (["--own-limit", "0"], {}),
    "own-250": (["--own-limit", "250"], {}),
    "own-500": (["--own-limit", "500"], {}),
    "own-1000": (["--own-limit", "1000"], {}),
    "own-12-copies": (["--own-copies", "12"], {}),
    "own-3-copies": (["--own-copies", "3"], {}),
    "no-augmentation": (["--plain"], {}),
    "ewt-only": (["--only", "ewt"], {}),
    "ewt-atis": (["--only", "ewt", "atis"], {}),
    "silver": (["--silver", "{silver}"], {}),
    "no-vectors": ([], {"paths.vectors": "null", "components.tok2vec.model.embed.include_static_vectors": "false"}),
    "depth-6": ([], {"components.tok2vec.model.encode.depth": "6"}),
    "depth-6-parser-64": (
        [],
        {"components.tok2vec.model.encode.depth": "6", "components.parser.model.hidden_width": "64"},
    ),
    "rows-6000": ([], {"components.tok2vec.model.embed.rows": "[6000, 1000, 2500, 1000]"}),
    "width-128": ([], {"components.tok2vec.model.encode.width": "128", "components.tok2vec.model.embed.width": "128"}),
    "no-upper": ([], {"components.parser.model.use_upper": "false"}),
    "parser-64": ([], {"components.parser.model.hidden_width": "64"}),
}


def main() -> None:
    """Train what is missing, print one line a variant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path, nargs="?")
    parser.add_argument("own", type=Path, nargs="?")
    parser.add_argument("work", type=Path, nargs="?")
    parser.add_argument("variants", nargs="*", metavar="VARIANT")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.list:
        print("\n".join(VARIANTS))
        return
    print("| variant | dev UPOS | dev UAS | dev LAS | own UPOS | own UAS | own LAS | own root | EWT UAS | EWT LAS |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in given.variants or VARIANTS:
        print(row(name, run(name, given)), flush=True)


def run(name: str, given: argparse.Namespace) -> dict[str, float]:
    """Scores of one variant, trained when they are not there."""
    folder = given.work / name
    kept = folder / "scores.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        convert, overrides = VARIANTS[name]
        paths = {"silver": str(given.silver), "vectors": str(given.vectors)}
        settings = {"training.max_steps": str(given.steps)}
        settings["paths.vectors"] = str(given.vectors)
        settings |= overrides
        with (folder / "log.txt").open("w", encoding="utf-8") as log:
            _call(
                [str(HERE / "convert.py"), str(given.treebanks), str(folder / "corpus"), "--own", str(given.own)]
                + [option.format(**paths) for option in convert],
                log,
            )
            _call(
                ["-m", "spacy", "train", str(HERE.parent / "configs" / "ud.cfg"), "--code", str(HERE / "tokens.py")]
                + ["--output", str(folder), "--paths.train", str(folder / "corpus" / "train.spacy")]
                + ["--paths.dev", str(folder / "corpus" / "dev.spacy")]
                + [part for key, value in settings.items() for part in (f"--{key}", value)],
                log,
            )
        kept.write_text(json.dumps(scores(folder), indent=1) + "\n", encoding="utf-8")
    found: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def _call(arguments: list[str], log: object) -> None:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(HERE)}
    subprocess.run([sys.executable, *arguments], check=True, stdout=log, stderr=log, env=environment)  # type: ignore[call-overload]


def scores(folder: Path) -> dict[str, float]:
    """Development, own and EWT scores in percent."""
    nlp = spacy.load(folder / "model-best")
    best = json.loads((folder / "model-best" / "meta.json").read_text(encoding="utf-8"))["performance"]
    found = {f"dev {name}": 100 * best[key] for name, key in _DEV.items()}
    for name, most in (("own", None), ("ewt", EWT_SENTENCES)):
        docs = list(DocBin().from_disk(folder / "corpus" / f"test_{name}.spacy").get_docs(nlp.vocab))[:most]
        found |= {f"{name} {key}": value for key, value in evaluate(nlp, docs, own_tokens=True).items()}
    return found


_DEV = {"upos": "pos_acc", "uas": "dep_uas", "las": "dep_las"}
_SHOWN = ("dev upos", "dev uas", "dev las", "own upos", "own uas", "own las", "own root", "ewt uas", "ewt las")


def row(name: str, found: dict[str, float]) -> str:
    """One line of the table."""
    return f"| {name} | " + " | ".join(f"{found[key]:.1f}" for key in _SHOWN) + " |"


if __name__ == "__main__":
    main()
