"""Readings of questions by people: blank sheets for them, checks, trees in CoNLL-U, and how far two readers agree.

    python training/scripts/readings.py sheet QUESTIONS.tsv|TREES.conllu SHEET      words, nothing filled in
    python training/scripts/readings.py check READING SHEET                         what does not fit, by id
    python training/scripts/readings.py take READING SHEET QUESTIONS.tsv TREES.conllu --ewt EWT-TRAIN.conllu
    python training/scripts/readings.py write TREES.conllu READING                  the other way round
    python training/scripts/readings.py agree FIRST SECOND [FIRST SECOND ...]       agreement per label
    python training/scripts/readings.py differ FIRST SECOND LIST                    where two readers differ
    python training/scripts/readings.py merge FIRST SECOND THIRD READING            THIRD decides where they differ

`corpus/treebank/GUIDE.md` says what a reading looks like. QUESTIONS.tsv holds id, split, family, text.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
import tokens as tokenizer
from harmonise import Lexicon, is_bare, plain
from trees import RELATIONS, UPOS, Token, Tree, read

FREE = frozenset({"PUNCT", "SYM", "X", "NUM", "INTJ"})


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a reading; `head` counts words of the whole block, from 1."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Block:
    """One question as a reader wrote it down."""

    id: str
    text: str
    lines: tuple[str, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words; raises ValueError where a line has not seven cells or a number is none."""
        return tuple(_word(line) for line in self.lines)


def _word(line: str) -> Word:
    cells = line.split()
    if len(cells) != 7:
        raise ValueError(f"{line!r}: {len(cells)} cells, not 7")
    return Word(cells[1], cells[2], cells[3], cells[4], int(cells[5]), cells[6])


def blocks(path: Path) -> Iterator[Block]:
    """The blocks of a sheet or a reading."""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in part.strip().split("\n") if line.strip()]
        if lines:
            name, _, text = lines[0].lstrip("# ").partition(" | ")
            yield Block(name.strip(), text.strip(), tuple(lines[1:]))


def sheet(source: Path, target: Path) -> None:
    """Write the words of every question, numbered, with nothing filled in."""
    nlp = tokenizer.shape(spacy.blank("en"))
    parts: list[str] = []
    for name, text, forms in _sources(source, nlp):
        lines = [f"{number} {form}" for number, form in enumerate(forms, 1)]
        parts.append("\n".join([f"# {name} | {text}", *lines]))
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _sources(source: Path, nlp: spacy.language.Language) -> Iterator[tuple[str, str, list[str]]]:
    if source.suffix == ".conllu":
        for tree in read(source):
            yield tree.meta["sent_id"], tree.text, [t.form for t in tree.tokens]
        return
    for line in source.read_text(encoding="utf-8").splitlines():
        name, _, _, text = line.split("\t")
        yield name, text, [t.text for t in nlp.make_doc(text) if not t.is_space]


def faults(block: Block, forms: Sequence[str]) -> list[str]:
    """What does not fit in a reading of the words `forms`."""
    try:
        words = block.words
    except ValueError as error:
        return [str(error)]
    if [word.form for word in words] != list(forms):
        return [f"words differ: {[w.form for w in words]} for {list(forms)}"]
    found: list[str] = []
    if not any(word.head == 0 for word in words):
        found.append("no root")
    for number, word in enumerate(words, 1):
        if word.upos not in UPOS:
            found.append(f"{number} {word.form}: unknown UPOS {word.upos}")
        if word.relation not in RELATIONS:
            found.append(f"{number} {word.form}: unknown relation {word.relation}")
        if (word.head == 0) != (word.relation == "root") or not 0 <= word.head <= len(words):
            found.append(f"{number} {word.form}: head {word.head} with {word.relation}")
        elif word.head and words[word.head - 1].upos == "PUNCT":
            found.append(f"{number} {word.form}: hangs from punctuation")
        if any(word.upos == tag and word.relation not in allowed for tag, allowed in NARROW.items()):
            found.append(f"{number} {word.form}: {word.upos} as {word.relation}")
    return found or _cycles(words)


NARROW = {
    "PUNCT": frozenset({"punct", "root"}),
    "CCONJ": frozenset({"cc", "cc:preconj", "conj", "fixed", "root", "advmod"}),
    "AUX": frozenset("aux aux:pass cop root conj ccomp xcomp advcl parataxis acl:relcl csubj fixed".split()),
}


def _cycles(words: Sequence[Word]) -> list[str]:
    for number in range(1, len(words) + 1):
        at, seen = number, set[int]()
        while at:
            if at in seen:
                return [f"a cycle at {number} {words[number - 1].form}"]
            seen.add(at)
            at = words[at - 1].head
    return []


def check(reading: Path, blank: Path) -> int:
    """Print what does not fit; 1 when something does not."""
    given = {block.id: block for block in blocks(reading)}
    count = 0
    for block in blocks(blank):
        forms = [line.split()[1] for line in block.lines]
        found = faults(given[block.id], forms) if block.id in given else ["missing"]
        count += len(found)
        for fault in found:
            print(f"{block.id}: {fault}")
    print(f"{len(given)} blocks, {count} faults")
    return int(count > 0)


def take(reading: Path, blank: Path, questions: Path, target: Path, ewt: Path) -> int:
    """Write CoNLL-U, one tree for each sentence; features follow from form, tags and tree."""
    if check(reading, blank):
        return 1
    lexicon = Lexicon(read(ewt))
    parts: list[str] = []
    given = {block.id: block for block in blocks(reading)}
    for line in questions.read_text(encoding="utf-8").splitlines():
        name, split, family, text = line.split("\t")
        trees = list(sentences(given[name].words, text))
        for number, tree in enumerate(trees, 1):
            own = name if len(trees) == 1 else f"{name}-{number}"
            told = [f"# sent_id = {own}", f"# text = {tree.text}", f"# split = {split}"]
            told += [f"# family = {family}"] if family != "-" else []
            parts.append("\n".join([*told, *_rows(featured(tree, lexicon))]))
    target.write_text("\n\n".join(parts) + "\n\n", encoding="utf-8")
    return 0


def sentences(words: Sequence[Word], text: str) -> Iterator[Tree]:
    """The trees of one block: a sentence is a root with all that hangs from it.

    Raises ValueError when a word hangs across the border of its sentence.
    """
    roots = [_root(words, number) for number in range(1, len(words) + 1)]
    starts = [i for i in range(len(words)) if i == 0 or roots[i] != roots[i - 1]]
    if len(starts) != len(set(roots)):
        raise ValueError(f"sentences cross in {text!r}")
    spaces = _spaces([word.form for word in words], text)
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield Tree(
            tuple(
                Token(w.form, w.lemma, w.upos, w.xpos, "", max(0, w.head - start), w.relation, spaces[start + i])
                for i, w in enumerate(words[start:end])
            )
        )


def _root(words: Sequence[Word], number: int) -> int:
    while words[number - 1].head:
        number = words[number - 1].head
    return number


def _spaces(forms: Sequence[str], text: str) -> list[bool]:
    spaces, at = list[bool](), 0
    for form in forms:
        at = text.index(form, at) + len(form)
        spaces.append(text[at : at + 1].isspace())
    return spaces


def featured(tree: Tree, lexicon: Lexicon) -> Tree:
    """The tree with features: EWT's for form and tags, mood, case and kind of pronoun by the tree, cut as `harmonise.plain` does."""
    return plain(replace(tree, tokens=tuple(_featured(tree, i, t, lexicon) for i, t in enumerate(tree.tokens))))


def _featured(tree: Tree, place: int, token: Token, lexicon: Lexicon) -> Token:
    feats = lexicon.features_by_tag(token)
    if token.xpos == "VB" and token.upos == "VERB":
        feats = "Mood=Imp|VerbForm=Fin" if is_bare(tree, place) else "VerbForm=Inf"
    if token.xpos == "PRP" and token.form.lower() in {"it", "you"}:
        subject = token.deprel.split(":")[0] in {"nsubj", "expl"}
        feats = feats.replace("Case=Acc", "Case=Nom") if subject else feats.replace("Case=Nom", "Case=Acc")
    if token.xpos in {"WP", "WDT", "WRB", "WP$"}:
        inside = token.head and tree.tokens[token.head - 1].deprel == "acl:relcl"
        kind = "Rel" if inside else "Int"
        feats = feats.replace("PronType=Rel", f"PronType={kind}").replace("PronType=Int", f"PronType={kind}")
    if token.xpos == "VBN" and token.upos == "VERB":
        passive = any(tree.tokens[i].deprel == "aux:pass" for i in tree.children(place)) or token.deprel == "acl"
        feats = "Tense=Past|VerbForm=Part" + ("|Voice=Pass" if passive else "")
    return replace(token, feats=feats)


def _rows(tree: Tree) -> Iterator[str]:
    for number, t in enumerate(tree.tokens, 1):
        last = number == len(tree)
        misc = "_" if t.space or last else "SpaceAfter=No"
        yield "\t".join((str(number), t.form, t.lemma, t.upos, "_", t.feats or "_", str(t.head), t.deprel, "_", misc))


def write(source: Path, target: Path) -> None:
    """Write trees as a reading; without Penn tags the XPOS cell is `_`."""
    parts = []
    for tree in read(source):
        lines = [
            f"{n} {t.form} {t.lemma} {t.upos} {t.xpos or '_'} {t.head} {t.deprel}" for n, t in enumerate(tree.tokens, 1)
        ]
        parts.append("\n".join([f"# {tree.meta['sent_id']} | {tree.text}", *lines]))
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def agree(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Print agreement over the words that two readers both labelled, per field and per relation (F1)."""
    total: Counter[str] = Counter()
    same: Counter[str] = Counter()
    relations: dict[str, Counter[str]] = {"first": Counter(), "second": Counter(), "both": Counter()}
    for first, second in pairs:
        ours = {block.id: block for block in blocks(first)}
        for block in blocks(second):
            if block.id not in ours or [w.form for w in ours[block.id].words] != [w.form for w in block.words]:
                print(f"{block.id}: left out, other words")
                continue
            words = list(zip(ours[block.id].words, block.words, strict=True))
            total["questions"] += 1
            same["questions"] += all(_equal(a, b) for a, b in words)
            roots = [[i for i, w in enumerate(side) if w.head == 0] for side in zip(*words, strict=True)]
            total["root"] += 1
            same["root"] += roots[0] == roots[1]
            for a, b in words:
                _count(a, b, total, same, relations)
    for name in ("questions", "root", "lemma", "UPOS", "head", "relation", "head and relation"):
        print(f"{name:18} {total[name]:6} {same[name] / max(1, total[name]):7.1%}")
    print("\nrelation, times by the first reader, by the second, F1 of head and relation")
    for name, count in relations["first"].most_common():
        second = relations["second"][name]
        print(f"{name:18} {count:6} {second:6} {2 * relations['both'][name] / (count + second):7.1%}")


def differing(first: Path, second: Path) -> Iterator[tuple[Block, Block]]:
    """Questions that two readers label differently."""
    ours = {block.id: block for block in blocks(first)}
    for block in blocks(second):
        if block.id in ours and not _alike(ours[block.id], block):
            yield ours[block.id], block


def _alike(a: Block, b: Block) -> bool:
    pairs = list(zip(a.words, b.words, strict=False))
    return len(a.words) == len(b.words) and all(_equal(x, y) and x.lemma == y.lemma for x, y in pairs)


def differ(first: Path, second: Path, target: Path) -> None:
    """Write the first reading of every question that differs, the second reader's line behind a differing word."""
    parts = []
    for a, b in differing(first, second):
        lines = [f"# {a.id} | {a.text}"]
        for one, other, x, y in zip(a.lines, b.lines, a.words, b.words, strict=False):
            lines.append(one if _equal(x, y) and x.lemma == y.lemma else f"{one}    <1   2>    {other}")
        parts.append("\n".join(lines))
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"{len(parts)} questions differ")


def merge(first: Path, second: Path, third: Path, target: Path) -> int:
    """Write one reading: as both have it, or as the third decided; 1 when a difference is not decided."""
    others = {block.id: block for block in blocks(second)}
    decided = {block.id: block for block in blocks(third)} if third.exists() else {}
    open_ = {a.id for a, _ in differing(first, second)} - decided.keys()
    parts = []
    for block in blocks(first):
        chosen = decided.get(block.id, block)
        tagged = _tagged(chosen, others.get(block.id, block))
        parts.append("\n".join([f"# {block.id} | {block.text}", *tagged]))
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"{len(parts)} questions, {len(decided)} decided, {len(open_)} open: {' '.join(sorted(open_)[:10])}")
    return int(bool(open_))


def _tagged(block: Block, other: Block) -> Iterator[str]:
    """The lines with the other reader's Penn tags where this one has none."""
    tags = [word.xpos for word in other.words] if len(other.words) == len(block.words) else []
    for number, word in enumerate(block.words, 1):
        xpos = tags[number - 1] if word.xpos == "_" and tags else word.xpos
        yield f"{number} {word.form} {word.lemma} {word.upos} {xpos} {word.head} {word.relation}"


def _equal(a: Word, b: Word) -> bool:
    return (a.upos, a.head, a.relation) == (b.upos, b.head, b.relation)


def _count(
    a: Word, b: Word, total: Counter[str], same: Counter[str], relations: dict[str, Counter[str]]
) -> None:
    equal = {
        "lemma": a.lemma.lower() == b.lemma.lower(),
        "UPOS": a.upos == b.upos,
        "head": a.head == b.head,
        "relation": a.relation == b.relation,
        "head and relation": (a.head, a.relation) == (b.head, b.relation),
    }
    if a.upos == b.upos == "PUNCT":  # where a mark hangs is a matter of rule, not of reading
        equal = {"UPOS": True}
    total.update(equal.keys())
    same.update(name for name, hit in equal.items() if hit)
    relations["first"][a.relation] += 1
    relations["second"][b.relation] += 1
    relations["both"][a.relation] += equal.get("head and relation", a.head == b.head)


def main() -> int:
    """Run one of the verbs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["sheet", "check", "take", "write", "agree", "differ", "merge"])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--ewt", type=Path, default=Path("training/assets/treebanks/ewt/ewt-train.conllu"))
    given = parser.parse_args()
    if given.verb == "agree":
        agree(list(zip(given.paths[::2], given.paths[1::2], strict=True)))
        return 0
    if given.verb == "take":
        reading, blank, questions, target = given.paths
        return take(reading, blank, questions, target, given.ewt)
    if given.verb == "merge":
        return merge(*given.paths)
    if given.verb == "differ":
        differ(*given.paths)
        return 0
    first, second = given.paths
    if given.verb == "check":
        return check(first, second)
    (sheet if given.verb == "sheet" else write)(first, second)
    return 0


if __name__ == "__main__":
    sys.exit(main())
