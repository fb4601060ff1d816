"""Checks trees in CoNLL-U: one root, no cycles, known labels, text that matches, and words as the shipped tokenizer
splits them.

    python training/scripts/check.py corpus/treebank

Exit status 1 when a tree is wrong; a split that differs from the tokenizer's is printed and tolerated.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import spacy
import tokens
from spacy.language import Language
from trees import problems, read


def main() -> int:
    """Print every problem; 1 when there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    nlp = tokens.shape(spacy.blank("en"))
    return max((check(path, nlp) for path in sorted(parser.parse_args().folder.glob("*.conllu"))), default=0)


def check(path: Path, nlp: Language) -> int:
    """Print the problems of one file."""
    count, wrong = 0, 0
    for tree in read(path):
        count += 1
        name = f"{path.name} {tree.meta.get('sent_id', count)}"
        for problem in problems(tree):
            wrong += 1
            print(f"{name}: {problem}")
        own, split = [t.form for t in tree.tokens], [t.text for t in nlp.make_doc(tree.text)]
        if own != split:
            print(f"{name}: note: the tokenizer splits {split}")
    print(f"{path.name}: {count} trees, {wrong} problems")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
