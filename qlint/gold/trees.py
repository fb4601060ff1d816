"""Gold trees in CoNLL-U and how near a pipeline comes to them.

Scores are F1 over words matched by their characters, as in the CoNLL shared tasks, punctuation included; `root` is
the share of sentences whose one root is found, and no other. Source: Zeman et al., CoNLL 2018 shared task, section 5.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qlint.errors import FormatError, ReadError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

COLUMNS = 10
MEASURES = ("words", "upos", "feats", "lemma", "uas", "las", "root", "sentences")
# Features that no rule reads and that the shipped pipeline was not taught (training/README.md); of verbs, those that the
# treebanks mark in two ways.
UNJUDGED = frozenset({"Typo", "ExtPos", "Style", "NumForm", "Abbr", "Foreign", "CorrectForm", "Cxn"})
UNJUDGED_OF_VERBS = frozenset({"Number", "Person", "Voice"})


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One syntactic word; `head` counts from 1, 0 for the root; `spaced` says that a space follows."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    relation: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class GoldTree:
    """One sentence."""

    id: str
    split: str
    words: tuple[GoldWord, ...]

    @property
    def text(self) -> str:
        return "".join(word.form + " " * word.spaced for word in self.words).strip()


@dataclass
class TreeScores:
    """Members found in gold, in the parse, and in both, by measure and by relation (`las:obj`)."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[GoldTree, tuple[str, ...]]] = field(default_factory=list)

    def f1(self, name: str) -> float | None:
        """F1 of a measure, None where neither side has a member."""
        total = self.gold[name] + self.found[name]
        return 2 * self.both[name] / total if total else None

    def relations(self) -> list[str]:
        """Relations of the gold trees, most frequent first."""
        return [name.removeprefix("las:") for name, _ in self.gold.most_common() if name.startswith("las:")]


def read(path: Path, split: str | None = None) -> list[GoldTree]:
    """The trees of a CoNLL-U file, those of `split` where one is named.

    Words inside a multiword token are joined as in the text. Raises `ReadError` or `FormatError` with the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read: {error}", path=str(path)) from error
    trees, rows, told = list[GoldTree](), list[tuple[int, list[str]]](), dict[str, str]()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            told[key.strip()] = value.strip()
        elif line.strip():
            cells = line.split("\t")
            if len(cells) != COLUMNS:
                raise FormatError(f"{len(cells)} columns, not {COLUMNS}", path=str(path), line=number)
            rows.append((number, cells))
        elif rows:
            words = tuple(_words(rows, str(path)))
            trees.append(GoldTree(told.get("sent_id", str(len(trees) + 1)), told.get("split", ""), words))
            rows, told = [], {}
    return [tree for tree in trees if split is None or tree.split == split]


def _words(rows: Sequence[tuple[int, list[str]]], path: str) -> Iterator[GoldWord]:
    until, after = 0, True
    count = sum(cells[0].isdigit() for _, cells in rows)
    for line, cells in rows:
        spaced = "SpaceAfter=No" not in cells[9].split("|")
        if match := re.fullmatch(r"\d+-(\d+)", cells[0]):
            until, after = int(match[1]), spaced
        if not cells[0].isdigit():
            continue
        if not cells[6].isdigit() or int(cells[6]) > count or int(cells[6]) == int(cells[0]):
            raise FormatError(f"head {cells[6]!r} of {cells[1]!r} is not in the sentence", path=path, line=line)
        place = int(cells[0])
        spaced = after if place == until else spaced and place > until
        feats = "" if cells[5] == "_" else cells[5]
        yield GoldWord(cells[1], cells[2], cells[3], feats, int(cells[6]), cells[7], spaced)


def document(vocab: Vocab, tree: GoldTree) -> Doc:
    """The tree as a spaCy document of one sentence."""
    from spacy.tokens import Doc

    words = tree.words
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.spaced and number < len(words) for number, word in enumerate(words, 1)],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head - 1 if word.head else place for place, word in enumerate(words)],
        deps=["ROOT" if not word.head else word.relation for word in words],
        sent_starts=[place == 0 for place in range(len(words))],
    )


def evaluate(nlp: Language, trees: Sequence[GoldTree], *, gold_words: bool = False) -> TreeScores:
    """Parse the texts (or, with `gold_words`, the words as annotated) and compare.

    Every tree is a text of its own, so that sentence scores say how often one sentence is taken for several.
    """
    from spacy.tokens import Doc

    golds = [document(nlp.vocab, tree) for tree in trees]
    blanks = [
        Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        if gold_words
        else nlp.make_doc(gold.text)
        for gold in golds
    ]
    scores = TreeScores()
    for tree, gold, found in zip(trees, golds, nlp.pipe(blanks), strict=True):
        _compare(scores, tree, gold, found)
    return scores


def _compare(scores: TreeScores, tree: GoldTree, gold: Doc, found: Doc) -> None:
    ours, theirs = dict(_members(gold)), dict(_members(found))
    for name in ours.keys() | theirs.keys():
        left, right = ours.get(name, set()), theirs.get(name, set())
        scores.gold[name] += len(left)
        scores.found[name] += len(right)
        scores.both[name] += len(left & right)
    same_root = ours["roots"] == theirs["roots"]
    scores.gold["root"] += 1
    scores.found["root"] += 1
    scores.both["root"] += same_root
    differing = tuple(name for name in ("root", "upos", "las") if not same_root or ours.get(name) != theirs.get(name))
    if differing:
        scores.wrong.append((tree, differing))


def judged(token: Token) -> str:
    """The features of a word that are compared."""
    left_out = UNJUDGED | UNJUDGED_OF_VERBS if token.pos_ in {"VERB", "AUX"} else UNJUDGED
    return "|".join(one for one in str(token.morph).split("|") if one.split("=")[0] not in left_out)


def _members(doc: Doc) -> Iterable[tuple[str, set[object]]]:
    words = [token for token in doc if not token.is_space]
    spots = {token.i: (token.idx, token.idx + len(token)) for token in words}
    arcs = {token.i: None if token.head.i == token.i else spots.get(token.head.i) for token in words}
    yield "words", set(spots.values())
    yield "upos", {(spots[t.i], t.pos_) for t in words}
    yield "feats", {(spots[t.i], judged(t)) for t in words}
    yield "lemma", {(spots[t.i], t.lemma_.lower()) for t in words}
    yield "uas", {(spots[t.i], arcs[t.i]) for t in words}
    yield "las", {(spots[t.i], arcs[t.i], t.dep_.lower()) for t in words}
    yield "sentences", {(s.start_char, s.end_char) for s in doc.sents}
    yield "roots", {spots[t.i] for t in words if arcs[t.i] is None}
    by_relation: dict[str, set[object]] = {}
    for token in words:
        by_relation.setdefault(f"las:{token.dep_.lower()}", set()).add((spots[token.i], arcs[token.i]))
    yield from by_relation.items()
