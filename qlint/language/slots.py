"""What one ask is made of: plain data that conditions, templates and `qlint parse` read.

Offsets are code points of the question's text; token numbers are those of `ParsedQuestion.doc`. Values follow
the labelling conventions of the project (docs/asks.md). Knows no tree and no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["imperative", "request", "wh", "polar", "alternative", "tag", "fragment"]
Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
Openness = Literal["closed", "short", "open"]
About = Literal["knowledge", "task", "experience", "person", "opinion"]
AdjunctKind = Literal["audience", "manner", "time", "place", "condition", "purpose", "clause", "other"]
LinkKind = Literal["same_topic", "anaphor", "follow_up"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A phrase of the question: its words as they stand, the lemma of its head, its place, its tokens.

    `lemma` of a verb slot carries the particle ("write down"). `head` is the head's token number and `tokens` all
    token numbers of the phrase, ascending.
    """

    text: str
    lemma: str
    start: int
    end: int
    head: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Adjunct:
    """What hangs from the verb beside object and audience."""

    kind: AdjunctKind
    slot: Slot


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to another ask of the same question, by its number.

    same_topic: topics share their head or core; anaphor: a pronoun of this ask stands for the other's topic;
    follow_up: a bare or elliptic why / how / when / what would change about the other.
    """

    kind: LinkKind
    ask: int


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that the candidate is asked to do.

    `wh`      the wh-word with its quantity ("how many"), None for imperatives and requests
    `clause`  the word that opens a complement clause ("how" in "Explain how X works"), None without one
    `verb`    what the candidate must do (or the main predicate), with its particle
    `person`  the ask is about the candidate: "you" is its subject outside would/should, or owns what is asked for
    `root`    token number of the head of the clause; `sentence` the ordinal of its sentence
    `start`, `end`  the clause in the question's text
    """

    kind: Kind
    start: int
    end: int
    root: int
    sentence: int
    verb: Slot | None = None
    wh: str | None = None
    clause: str | None = None
    subject: Slot | None = None
    predicate: Slot | None = None
    modal: str | None = None
    tense: Literal["past", "present"] | None = None
    negated: bool = False
    object: Slot | None = None
    topic: Slot | None = None
    core: Slot | None = None
    adjuncts: tuple[Adjunct, ...] = ()
    audience: Slot | None = None
    manner: Slot | None = None
    links: tuple[Link, ...] = ()
    level: Level | None = None
    openness: Openness = "open"
    about: About = "knowledge"
    person: bool = False
