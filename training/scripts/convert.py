"""Turns the treebanks into the training, development and test sets of the pipeline.

    python training/scripts/convert.py TREEBANKS OUTPUT [--own corpus/treebank] [--silver training/silver.conllu.gz]

`TREEBANKS` holds the folders `ewt`, `atis`, `pud`, `childes`; `--own` the trees of interview questions; `--silver`
trees that `teacher.py` drew. The other options serve the ablations of `ablate.py`.
Deterministic: one seed, no set order, no clock.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import augment
import harmonise
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from trees import Tree, document, parsed, problems, read

SEED = 20261124
ATIS_SENTENCES = 1500
OWN_COPIES = 6
SILVER_TYPED = 0.5
LEAST = 0.5
MET_TO_TERMS = 5
LISTS = Path(__file__).parent.parent / "lists"
Group = tuple[Tree, ...]


def main() -> None:
    """Write `train.spacy`, `dev.spacy` and the test sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--own", type=Path, help="folder with our own trees (*.conllu)")
    parser.add_argument("--silver", type=Path, help="trees by the teacher (CoNLL-U, gzipped)")
    parser.add_argument("--own-copies", type=int, default=OWN_COPIES)
    parser.add_argument("--own-limit", type=int, help="train on so many of our own trees, chosen by a hash of their text")
    parser.add_argument("--least", type=float, default=LEAST, help="leave out silver trees with a less certain head")
    parser.add_argument("--plain", action="store_true", help="no copies as typed and none with other words")
    parser.add_argument("--only", nargs="+", default=[], help="of the treebanks only these (ewt, atis, pud, childes)")
    arguments = parser.parse_args()
    generator = random.Random(SEED)
    banks = load_treebanks(arguments.treebanks)
    if arguments.only:
        banks |= {name: [] for name in ("atis-train", "pud", "childes-dev") if name.split("-")[0] not in arguments.only}
    own = load_own(arguments.own)
    if arguments.own_limit is not None:
        own["train"] = sorted(own["train"], key=lambda tree: digest(tree.text))[: arguments.own_limit]
    words = load_words([*own["train"], *banks["ewt-train"]])
    train = training_groups(banks, generator, plain=arguments.plain)
    if arguments.plain:
        train += [(tree,) for tree in own["train"] for _ in range(arguments.own_copies)]
    else:
        train += own_groups(own["train"], arguments.own_copies, words, generator)
    if arguments.silver:
        train += silver_groups(load_silver(arguments.silver, arguments.least), generator)
    generator.shuffle(train)
    arguments.output.mkdir(parents=True, exist_ok=True)
    save(train, arguments.output / "train.spacy")
    save(dev_groups(banks, own["dev"], generator), arguments.output / "dev.spacy")
    for name, trees in tests(banks, own).items():
        save([(tree,) for tree in trees], arguments.output / f"{name}.spacy")
    save(paragraphs(banks["ewt-test"], generator), arguments.output / "test_ewt_paragraphs.spacy")


def load_treebanks(folder: Path) -> dict[str, list[Tree]]:
    """Every split that is used, with labels as in EWT."""
    raw = {path.stem: list(read(path)) for path in sorted(folder.glob("*/*.conllu"))}
    banks = {name: [harmonise.plain(tree) for tree in trees] for name, trees in raw.items()}
    lexicon = harmonise.Lexicon(banks["ewt-train"])
    for name, trees in banks.items():
        if name.startswith("atis"):
            banks[name] = [harmonise.atis(tree, lexicon) for tree in trees]
        elif name.startswith("childes"):
            banks[name] = [harmonise.childes(tree, lexicon) for tree in trees]
    return {name: list(_sound(name, trees)) for name, trees in banks.items()}


def _sound(name: str, trees: Iterable[Tree]) -> Iterator[Tree]:
    for tree in trees:
        found = [problem for problem in problems(tree) if not problem.startswith("words give")]
        if found:
            print(f"{name} {tree.meta.get('sent_id')}: left out: {'; '.join(found)}")
        else:
            yield tree


def load_own(folder: Path | None) -> dict[str, list[Tree]]:
    """Our own trees by split: `# split = train|dev|test`, else by a hash of the text (80/10/10)."""
    splits: dict[str, list[Tree]] = {"train": [], "dev": [], "test": []}
    for path in sorted(folder.glob("*.conllu")) if folder else ():
        for tree in _sound(path.stem, (harmonise.plain(tree) for tree in read(path))):
            splits[tree.meta.get("split") or hashed_split(tree.text)].append(tree)
    return splits


def hashed_split(text: str) -> str:
    """A split that stays with the text."""
    value = digest(text)[0] % 10
    return "dev" if value == 0 else "test" if value == 1 else "train"


def digest(text: str) -> bytes:
    """A hash that stays with the text."""
    return hashlib.sha256(text.encode()).digest()


def load_silver(path: Path, least: float) -> list[Tree]:
    """The teacher's trees whose least certain head reaches `least`."""
    trees = parsed(gzip.decompress(path.read_bytes()).decode("utf-8"))
    return [harmonise.plain(tree) for tree in trees if float(tree.meta.get("least", 1)) >= least]


def silver_groups(trees: Sequence[Tree], generator: random.Random) -> list[Group]:
    """Each silver tree once, and about half of them as typed as well."""
    typed = [augment.typed(tree, generator) for tree in trees if len(tree) > 3 and generator.random() < SILVER_TYPED]
    return [(tree,) for tree in (*trees, *typed)]


def training_groups(banks: dict[str, list[Tree]], generator: random.Random, *, plain: bool = False) -> list[Group]:
    """Groups of consecutive sentences for a document each, and copies of questions and imperatives as typed."""
    ewt = banks["ewt-train"] + split_dev(banks["ewt-dev"])[1]
    groups = paragraphs(ewt, generator) + paragraphs(banks["pud"], generator)
    groups += [(tree,) for tree in generator.sample(banks["atis-train"], min(ATIS_SENTENCES, len(banks["atis-train"])))]
    groups += [(tree,) for tree in banks["childes-dev"] if len(tree) > 1]
    if plain:
        return groups
    spoken = ewt + banks["childes-dev"]
    asked = [tree for tree in spoken if len(tree) > 2 and (augment.is_question(tree) or augment.is_imperative(tree))]
    groups += [(augment.typed(tree, generator),) for tree in asked]
    marked = [tree for tree in banks["atis-train"] if augment.is_question(tree)]
    groups += [(augment.with_mark(augment.capitalised(tree), "?"),) for tree in generator.sample(marked, min(150, len(marked)))]
    return groups


def paragraphs(trees: Sequence[Tree], generator: random.Random) -> list[Group]:
    """One to four consecutive sentences of one paragraph each."""
    groups: list[Group] = []
    current: list[Tree] = []
    wanted = 1
    for tree in trees:
        new = "newpar id" in tree.meta or "newdoc id" in tree.meta
        if current and (new or len(current) >= wanted):
            groups.append(tuple(current))
            current, wanted = [], generator.choice((1, 1, 2, 3, 4))
        current.append(tree)
    return [*groups, tuple(current)] if current else groups


def load_words(trees: Iterable[Tree]) -> augment.Words:
    """The verbs and terms of `lists`, and the nouns that are met in `trees`."""
    verbs = (LISTS / "verbs.txt").read_text(encoding="utf-8").split()
    nouns: dict[str, list[str]] = {}
    for line in (LISTS / "terms.txt").read_text(encoding="utf-8").splitlines():
        kind, _, listed = line.partition(":")
        if not line.startswith("#"):
            nouns[kind] = listed.split()
    met: dict[str, set[str]] = {kind: set() for kind in nouns}
    for tree in trees:
        for place, token in enumerate(tree.tokens):
            kind = augment.noun_kind(tree, place) or ""
            if kind in met and token.form.isalpha() and len(token.form) > 3:
                met[kind].add(token.form if token.upos == "PROPN" else token.form.lower())
    mixed = {
        kind: (*nouns[kind] * MET_TO_TERMS, *sorted(met[kind])[:: max(1, len(met[kind]) // 1000)]) for kind in nouns
    }
    return augment.Words(tuple(verbs), mixed)


def own_groups(trees: Sequence[Tree], copies: int, words: augment.Words, generator: random.Random) -> list[Group]:
    """Copies of our own trees, four of five alone, the rest in pairs with another one that ends in a mark."""
    copied = [copy for tree in trees for copy in augment.variants(tree, copies, words, generator)]
    marked = [tree for tree in trees if tree.tokens[-1].form in augment.FINAL_MARKS]
    return [(generator.choice(marked), copy) if marked and generator.random() < 0.2 else (copy,) for copy in copied]


def split_dev(trees: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
    """EWT's development split by documents: about a fifth to choose the best step by, the rest to train on."""
    kept: list[Tree] = []
    rest: list[Tree] = []
    document_number = 0
    for tree in trees:
        document_number += "newdoc id" in tree.meta
        (kept if document_number % 5 == 0 else rest).append(tree)
    return kept, rest


def dev_groups(banks: dict[str, list[Tree]], own: Sequence[Tree], generator: random.Random) -> list[Group]:
    """A small development set: a fifth of EWT's, some of Atis, and all of our own three times, also as typed."""
    groups = paragraphs(split_dev(banks["ewt-dev"])[0], generator)
    groups += [(tree,) for tree in generator.sample(banks["atis-dev"], 30)]
    return groups + [(copy,) for tree in own for copy in (tree, augment.lower(tree), augment.without_mark(tree))]


def tests(banks: dict[str, list[Tree]], own: dict[str, list[Tree]]) -> dict[str, list[Tree]]:
    """The test sets by name."""
    ewt = banks["ewt-test"]
    sets = {
        "test_ewt": ewt,
        "test_ewt_questions": [tree for tree in ewt if tree.tokens[-1].form == "?"],
        "test_ewt_imperatives": [tree for tree in ewt if augment.is_imperative(tree)],
        "test_atis": banks["atis-test"],
    }
    held = own["test"] or own["dev"]
    if held:
        sets["test_own"] = held
        sets["test_own_typed"] = [augment.without_mark(augment.lower(tree)) for tree in held]
    return sets


def save(groups: Iterable[Group], path: Path) -> None:
    """Write one document a group."""
    vocab = Vocab()
    docs = [document(vocab, group) for group in groups]
    DocBin(attrs=["ORTH", "SPACY", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"], docs=docs).to_disk(path)
    print(f"{path.name}: {len(docs)} documents, {sum(len(doc) for doc in docs)} words")


if __name__ == "__main__":
    main()
