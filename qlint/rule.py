"""The contract of a rule: what it says of itself, what it is given, what it gives back.

A rule speaks in offsets of the question's text; the engine alone carries a match home to the source. Knows no engine,
no file format and no terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from qlint.diagnostic import Severity
from qlint.language.parsed import ParsedQuestion
from qlint.source import Span

Evidence = Literal["law", "meta-analysis", "study", "expert", "practice"]
Profile = Literal["book", "recommended", "strict", "public"]


@dataclass(frozen=True, slots=True)
class Example:
    """A question that proves a rule: it must fire (`match`: the reported words), or stay silent (`why`)."""

    text: str
    fires: bool
    match: str | None = None
    why: str = ""
    severity: Severity | None = None
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where the reason of a rule can be read: key of the list of sources, and the place in it."""

    key: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """A rule's page."""

    code: str
    name: str
    pack: str
    severity: Severity
    summary: str
    why: str
    when_not: str = ""
    evidence: Evidence = "practice"
    sources: tuple[SourceNote, ...] = ()
    tier: int = 1
    profiles: tuple[Profile, ...] = ("recommended",)
    needs: tuple[str, ...] = ()
    outranks: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    origin: str = ""

    @property
    def family(self) -> str:
        """The letter part of the code."""
        return self.code.rstrip("0123456789")


@dataclass(frozen=True, slots=True)
class Capture:
    """Words that a rule took from the question for its message and alternatives."""

    text: str
    lemma: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule fired: the words it reports (question offsets), the ask they belong to, what it captured.

    `severity` None means the rule's own; `waived` is the reason why it does not count.
    """

    code: str
    span: Span
    message: str
    ask: int | None = None
    severity: Severity | None = None
    captures: Mapping[str, Capture] = field(default_factory=dict)
    waived: str | None = None
    branch: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """An alternative in words with {slots}; `when` conditions on topic class, role and captures are the builder's."""

    text: str
    listen_for: tuple[str, ...] = ()
    for_topic: tuple[str, ...] = ()
    for_role: tuple[str, ...] = ()
    branch: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class Rule(Protocol):
    """A rule: YAML or code, judged the same."""

    @property
    def meta(self) -> RuleMeta: ...

    @property
    def templates(self) -> tuple[Template, ...]: ...

    @property
    def aim(self) -> str:
        """One sentence on what to aim for, shown where no alternative can be built."""
        ...

    def check(self, item: ParsedQuestion) -> Iterator[Match]:
        """All matches in one question. Never raises for odd questions; a raise is reported and the rule left out."""
        ...

    def unchecked(self, item: ParsedQuestion) -> str | None:
        """Why this question cannot be judged (`no expected_answer`), or None."""
        ...
