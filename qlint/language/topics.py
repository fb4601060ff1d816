"""What a question is about: topics by name and alias, with class, skills, neighbours. The data is handed in.

Knows no file and no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qlint.language.parsed import ParsedQuestion
from qlint.language.slots import Slot

_PIECES = re.compile(r"\w+|['’](?:s|m|re|ve|d|ll)\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that questions are about.

    `classes` from special to general (optimizer); `skills` that it exercises; `neighbours` it is compared with; `symptom` a typical
    trouble as a clause ("training stalls after a few epochs"); `tradeoff` what it costs against what it gives; `plain` a description
    that does without the name.
    """

    name: str
    classes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    symptom: str | None = None
    tradeoff: str | None = None
    plain: str | None = None


@dataclass(frozen=True)
class TopicIndex:
    """Topics by the words of their names; `heads` maps a head noun to a class for unknown topics."""

    topics: tuple[Topic, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    _first: Mapping[str, tuple[tuple[tuple[str, ...], Topic], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first: dict[str, list[tuple[tuple[str, ...], Topic]]] = {}
        for topic in self.topics:
            for name in (topic.name, *topic.aliases):
                words = tuple(_PIECES.findall(name.lower()))
                first.setdefault(words[0], []).append((words, topic))
        ordered = {word: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for word, found in first.items()}
        object.__setattr__(self, "_first", ordered)

    def find(self, item: ParsedQuestion, slot: Slot | None) -> Topic | None:
        """The topic that `slot` names: the longest name that holds its head, else the last one inside it."""
        if slot is None:
            return None
        found = list(self._inside(item, slot.tokens))
        holding = [(words, topic) for words, topic, run in found if slot.head in run]
        if holding:
            return max(holding, key=lambda pair: len(pair[0]))[1]
        return found[-1][1] if found else None

    def all_in(self, item: ParsedQuestion, tokens: Iterable[int]) -> tuple[Topic, ...]:
        """Every topic named among `tokens`, in order, each once."""
        seen: dict[str, Topic] = {}
        for _, topic, _ in self._inside(item, tuple(tokens)):
            seen.setdefault(topic.name, topic)
        return tuple(seen.values())

    def classes(self, item: ParsedQuestion, slot: Slot | None) -> tuple[str, ...]:
        """Classes of the topic, or the class its head noun stands for."""
        topic = self.find(item, slot)
        if topic is not None:
            return topic.classes
        by_head = self.heads.get(slot.lemma.lower()) if slot is not None else None
        return (by_head,) if by_head else ()

    def _inside(
        self, item: ParsedQuestion, tokens: tuple[int, ...]
    ) -> Iterable[tuple[tuple[str, ...], Topic, tuple[int, ...]]]:
        inside, at = set(tokens), 0
        ordered = sorted(inside)
        while at < len(ordered):
            hit = self._at(item, ordered[at], inside)
            if hit is None:
                at += 1
                continue
            yield hit
            at += len(hit[0])

    def _at(
        self, item: ParsedQuestion, token: int, inside: set[int]
    ) -> tuple[tuple[str, ...], Topic, tuple[int, ...]] | None:
        for form in forms(item, token):
            for words, topic in self._first.get(form, ()):
                run = tuple(range(token, token + len(words)))
                if all(at in inside and word in forms(item, at) for word, at in zip(words, run, strict=True)):
                    return words, topic, run
        return None


def forms(item: ParsedQuestion, token: int) -> tuple[str, str]:
    """Lower-case form and lemma of a token; a placeholder has only the words that it stands for."""
    word = item.word(token).lower()
    return word, word if item.masks[token] is not None else item.lemma(token)
