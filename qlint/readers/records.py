"""Finds questions in decoded data: records with a text, lists of strings, categories of lists, questions with answers.

What stands beside or above a question becomes its metadata, its section or its scenario; answers, options, hints and
follow-ups are never questions. Knows no file format, no spaCy, no rules, no click.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qlint.question import MetaValue, Question
from qlint.readers.build import Field, Surroundings, build_question, words_of
from qlint.readers.entries import (
    NEVER,
    Entry,
    entries_of,
    holds_parts,
    is_meta,
    labels_of,
    names_of,
    own_meta,
    stem_of,
    with_category,
)
from qlint.readers.evidence import asks, share_of_asking
from qlint.readers.fields import canonical
from qlint.readers.stems import TITLES, text_score, trust
from qlint.readers.tree import Leaf, Listing, Node, Table, words_in
from qlint.readers.values import value_of
from qlint.source import MappedText, Source

# Keys that only hold the next floor together: no section of their own.
_HOLDERS = frozenset(
    {"questions", "question", "categories", "topics", "levels", "roles", "sections", "items", "data", "bank", "groups",
     "difficulties", "interview questions", "question bank", "entries", "parts", "subquestions", "sub questions"}
)  # fmt: skip
# How far a key that says `questions` vouches for what stands below it.
_ASKED = 0.7
_SPREAD = frozenset({"role", "level", "difficulty", "stage", "type", "skills"})
_NUMBERED = re.compile(r"q(?:uestion)?[ _-]?\d+", re.IGNORECASE)


@dataclass(slots=True)
class Harvest:
    """What was found in the trees of one file."""

    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    meta: dict[str, MetaValue] = field(default_factory=dict)
    scores: list[float] = field(default_factory=list)
    words: int = 0
    accounted: int = 0

    @property
    def evidence(self) -> float:
        """How far the words of the file are questions and what belongs to them, 0..1."""
        count = len(self.scores)
        if not count or not self.words:
            return 0.0
        quality = sum(self.scores) / count
        # A bank may carry a page of criteria beside its questions.
        coverage = min(1.0, 1.2 * self.accounted / self.words)
        return round(quality * coverage * {1: 0.6, 2: 0.9}.get(count, 1.0), 3)


@dataclass(frozen=True, slots=True)
class _Context:
    around: Surroundings
    # Strings of lists here are questions, because a key says so.
    asked: bool = False
    # The field whose values the keys of the next mapping are (`levels: {junior: ..., senior: ...}`).
    spread: str | None = None
    top: bool = False


def harvest(source: Source, roots: Sequence[Node]) -> Harvest:
    """The questions of the documents (or lines) of one file, in their order."""
    walker = _Walker(source)
    for root in roots:
        walker.found.words += words_in(root)
        walker.visit(root, _Context(Surroundings(meta=dict(walker.found.meta)), top=True))
    return walker.found


class _Walker:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found = Harvest()

    def visit(self, node: Node, context: _Context) -> None:
        if isinstance(node, Table):
            self._table(node, context)
        elif isinstance(node, Listing):
            self._listing(node, context)

    # -- lists -------------------------------------------------------------------------------------------------

    def _listing(self, node: Listing, context: _Context) -> None:
        strings = [item for item in node.items if isinstance(item, Leaf) and isinstance(item.value, str)]
        asked = context.asked or share_of_asking([leaf.text for leaf in strings]) >= 0.5
        inner = replace(context, asked=context.asked, spread=None, top=False)
        for item in node.items:
            if isinstance(item, Leaf):
                if asked and isinstance(item.value, str):
                    self._add(item.mapped(), [], context.around, vouched=_ASKED * context.asked)
            elif asked and strings and (joined := self._split_by_colon(item)) is not None:
                self._add(joined, [], context.around, vouched=_ASKED * context.asked)
            else:
                self.visit(item, inner)

    def _split_by_colon(self, node: Node) -> MappedText | None:
        """The words of an unquoted string that a colon made into a mapping; people meant one question."""
        if not isinstance(node, Table) or len(node.pairs) != 1:
            return None
        key, value = node.pairs[0]
        plain = isinstance(value, Leaf) and not key.style and not value.style
        if not plain or canonical(key.text) is not None or len(key.text.split()) < 3 or key.text.endswith("?"):
            return None
        line = self.source.position(key.start).line
        self.found.notes.append(
            f"line {line}: a colon makes a key of this text; read as one question, quote it to be sure"
        )
        return MappedText.verbatim(self.source.text, key.start, value.end)

    # -- mappings ----------------------------------------------------------------------------------------------

    def _table(self, node: Table, context: _Context) -> None:
        entries = entries_of(node)
        parts = [entry for entry in entries if not isinstance(entry.node, Leaf) and holds_parts(entry)]
        stem = stem_of(entries, bool(parts), context.asked)
        if stem is None:
            self._group(entries, context)
        elif parts:
            self._parent(stem, parts, entries, context)
        else:
            self._record(stem, entries, context)

    def _record(self, stem: Entry, entries: list[Entry], context: _Context) -> None:
        assert isinstance(stem.node, Leaf)
        around = with_category(self._with_scenario(context.around, entries), entries)
        fields = [entry.field for entry in entries if entry is not stem and entry.name not in ("text", "scenario")]
        vouched = trust(stem.folded, names_of(entries), context.asked)
        self._add(stem.node.mapped(), fields, around, vouched=vouched)

    def _parent(self, stem: Entry, parts: list[Entry], entries: list[Entry], context: _Context) -> None:
        """A text with questions below it sets their scene; it is a question itself where it asks."""
        assert isinstance(stem.node, Leaf)
        around = self._with_scenario(context.around, entries)
        if asks(stem.node.text) and "?" in stem.node.text:
            fields = [entry.field for entry in entries if entry not in parts and entry.name not in ("text", "scenario")]
            self._add(stem.node.mapped(), fields, around, vouched=_ASKED)
        scene = "\n".join(filter(None, (around.scenario, words_of(stem.node))))
        own = own_meta([entry for entry in entries if entry not in parts and entry is not stem], "section")
        inner = replace(around, scenario=scene, meta={**around.meta, **own})
        for part in parts:
            self.visit(part.node, _Context(inner, asked=True))

    def _group(self, entries: list[Entry], context: _Context) -> None:
        around = self._group_surroundings(entries, context)
        self._pairs(entries, around, context)
        for entry in entries:
            if isinstance(entry.node, Leaf) or entry.name in NEVER or is_meta(entry):
                continue
            self.visit(entry.node, self._inside(entry, around, context))

    def _group_surroundings(self, entries: list[Entry], context: _Context) -> Surroundings:
        meta = own_meta(entries, "front matter" if context.top else "section")
        self.found.accounted += sum(words_in(entry.node) for entry in entries if entry.name in meta)
        if context.top:
            self.found.meta.update(meta)
        around = self._with_scenario(context.around, entries)
        label = None if context.top else next(labels_of(entries), None)
        section = (*around.section, label) if label else around.section
        return replace(around, section=section, meta={**around.meta, **meta})

    def _inside(self, entry: Entry, around: Surroundings, context: _Context) -> _Context:
        """What holds below a key: it is a section, and perhaps a value of some field."""
        asked = context.asked or entry.name == "text" or entry.folded.endswith("questions")
        if context.spread is not None:
            value = value_of(entry.key.text)
            shown = value[1] if value and value[0] == context.spread else entry.key.text
            meta = {**around.meta, context.spread: MetaValue(shown, "section")}
            return _Context(replace(around, section=(*around.section, entry.key.text), meta=meta), asked)
        spread = entry.name if entry.name in _SPREAD and isinstance(entry.node, Table) else None
        if entry.folded in _HOLDERS or spread:
            return _Context(around, asked, spread)
        found = value_of(entry.key.text)
        meta = {**around.meta, found[0]: MetaValue(found[1], "section")} if found else dict(around.meta)
        return _Context(replace(around, section=(*around.section, entry.key.text.strip()), meta=meta), asked)

    def _pairs(self, entries: list[Entry], around: Surroundings, context: _Context) -> None:
        """Questions as keys with their answers, or names with their questions."""
        loose = [entry for entry in entries if entry.name is None and isinstance(entry.node, Leaf)]
        values = [
            entry.node.text for entry in loose if isinstance(entry.node, Leaf) and isinstance(entry.node.value, str)
        ]
        named = len(values) >= 2 and share_of_asking(values) >= 0.6
        for entry in loose:
            assert isinstance(entry.node, Leaf)
            if entry.key.text.rstrip().endswith("?") and asks(entry.key.text):
                self._add(entry.key.mapped(), [Field("expected_answer", entry.node)], around, vouched=_ASKED)
            elif (
                isinstance(entry.node.value, str)
                and entry.folded not in TITLES
                and (named or (context.asked or asks(entry.node.text)) and _NUMBERED.fullmatch(entry.key.text))
            ):
                self._add(entry.node.mapped(), [Field("id", entry.key)], around, vouched=_ASKED * context.asked)

    def _with_scenario(self, around: Surroundings, entries: list[Entry]) -> Surroundings:
        scene = next(
            (entry.node for entry in entries if entry.name == "scenario" and isinstance(entry.node, Leaf)), None
        )
        if scene is None or not scene.text.strip():
            return around
        self.found.accounted += words_in(scene)
        return replace(around, scenario="\n".join(filter(None, (around.scenario, words_of(scene)))))

    def _add(self, text: MappedText, fields: list[Field], around: Surroundings, *, vouched: float) -> None:
        question = build_question(text, fields, around, len(self.found.questions))
        if question is None:
            line = self.source.position(text.span.start).line if text.segments else None
            self.found.notes.append(f"line {line}: a question without words" if line else "a question without words")
            return
        self.found.questions.append(question)
        self.found.scores.append(text_score(question.text, vouched))
        self.found.accounted += len(question.text.split()) + sum(words_in(each.node) for each in fields)
