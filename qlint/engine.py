"""The whole way for the questions of one `Source`: parse, match, precedence, gate the alternatives, carry home. Pure.

Takes rules, never a configuration. A rule that raises is reported once and left out; the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qlint import alternatives
from qlint.diagnostic import Alternative, Diagnostic, QuestionRef, Severity, fingerprint
from qlint.language.parsed import ParsedQuestion, parse_all
from qlint.language.topics import TopicIndex
from qlint.precedence import settle
from qlint.question import MetaValue, Question, identity
from qlint.report import FileOutcome, Problem, Unchecked
from qlint.rule import Match, Rule
from qlint.source import Position, Source, Span

if TYPE_CHECKING:
    from spacy.language import Language

SHOWN_ALTERNATIVES = 2
TRIED_ALTERNATIVES = 5


@dataclass(frozen=True)
class Judge:
    """Rules with what they need: the pipeline, the topics, the highest severity of each family, the rules of the gate."""

    nlp: Language
    rules: tuple[Rule, ...]
    gate_rules: tuple[Rule, ...]
    topics: TopicIndex
    caps: dict[str, Severity] = field(default_factory=dict)
    verdicts: dict[tuple[str, ...], bool] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)

    def matches(self, item: ParsedQuestion, rules: Iterable[Rule]) -> list[Match]:
        """What fires, before precedence; a rule that raises is remembered in `broken` and skipped from then on."""
        found: list[Match] = []
        for rule in rules:
            if rule.meta.code in self.broken:
                continue
            try:
                found.extend(self._capped(rule, match) for match in rule.check(item))
            except Exception as error:
                self.broken[rule.meta.code] = f"{type(error).__name__}: {error} (question: {item.question.text[:80]!r})"
        return found

    def _capped(self, rule: Rule, match: Match) -> Match:
        own = match.severity or rule.meta.severity
        cap = self.caps.get(rule.meta.family, Severity.ERROR)
        return replace(match, severity=min(own, cap))


@dataclass(frozen=True)
class _Finding:
    item: ParsedQuestion
    match: Match
    rule: Rule
    candidates: tuple[Alternative, ...]


def lint(source: Source, questions: Sequence[Question], judge: Judge) -> FileOutcome:
    """Lint the questions of one source. Diagnostics come in the order of the file."""
    by_code = {rule.meta.code: rule for rule in judge.rules}
    findings: list[_Finding] = []
    unchecked: Counter[tuple[str, str]] = Counter()
    for item in parse_all(judge.nlp, questions):
        unchecked.update(_unchecked(item, judge.rules))
        for match in settle(item, judge.matches(item, judge.rules), by_code):
            rule = by_code[match.code]
            built = alternatives.candidates(rule.templates, item, match, judge.topics)
            findings.append(_Finding(item, match, rule, tuple(_first(built, TRIED_ALTERNATIVES))))
    _pass_gate(findings, judge)
    diagnostics = tuple(_sorted(_carry_home(source, findings, judge)))
    return FileOutcome(
        path=source.path,
        questions=len(questions),
        diagnostics=diagnostics,
        problems=tuple(_broken(judge)),
        unchecked=tuple(
            Unchecked(code, count, len(questions), reason) for (code, reason), count in sorted(unchecked.items())
        ),
        lines={d.start.line: source.line_text(d.start.line) for d in diagnostics},
    )


def _first(built: Iterator[Alternative], count: int) -> Iterator[Alternative]:
    seen: set[str] = set()
    for alternative in built:
        if alternative.text in seen:
            continue
        seen.add(alternative.text)
        yield alternative
        if len(seen) == count:
            return


def _unchecked(item: ParsedQuestion, rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        reason = rule.unchecked(item)
        if reason:
            yield rule.meta.code, reason


def _broken(judge: Judge) -> Iterator[Problem]:
    for code, error in sorted(judge.broken.items()):
        if code not in judge.reported:
            judge.reported.add(code)
            yield Problem(f"rule {code} failed and was left out: {error}", kind="rule")


# -- the gate of alternatives -------------------------------------------------------------------------------------


def _pass_gate(findings: Sequence[_Finding], judge: Judge) -> None:
    """Parse every new candidate once and remember whether a rule at warning or above fires on it."""
    waiting: dict[tuple[str, ...], Question] = {}
    for finding in findings:
        for candidate in finding.candidates:
            key = _gate_key(finding, candidate)
            if key not in judge.verdicts:
                waiting.setdefault(key, _as_question(finding.item.question, candidate))
    for key, item in zip(waiting, parse_all(judge.nlp, waiting.values()), strict=True):
        judge.verdicts[key] = not any(
            (match.severity or Severity.WARNING) >= Severity.WARNING for match in judge.matches(item, judge.gate_rules)
        )


_KEPT = ("role", "level", "stage", "jurisdiction", "type", "format")


def _gate_key(finding: _Finding, candidate: Alternative) -> tuple[str, ...]:
    return (candidate.text, *(finding.item.question.meta_text(name) or "" for name in _KEPT))


def _as_question(question: Question, candidate: Alternative) -> Question:
    """The candidate as a question of its own, without the old question's answers, options and attachments."""
    from qlint.language.parsed import text_question

    kept: dict[str, MetaValue] = {name: question.meta[name] for name in _KEPT if name in question.meta}
    return replace(text_question(candidate.text), meta=kept)


def _passed(finding: _Finding, judge: Judge) -> tuple[Alternative, ...]:
    passed = (one for one in finding.candidates if judge.verdicts[_gate_key(finding, one)])
    return tuple(_stale(finding.item.question, one) for one in list(passed)[:SHOWN_ALTERNATIVES])


_STALE = ("expected_answer", "accept", "rubric", "key", "options")


def _stale(question: Question, alternative: Alternative) -> Alternative:
    """With the metadata of the record that a new wording would make untrue."""
    touched = tuple(name for name in _STALE if question.meta_value(name) not in (None, "", [], ()))
    return replace(alternative, changes=tuple(dict.fromkeys((*alternative.changes, *touched))))


# -- the way home -------------------------------------------------------------------------------------------------


def _carry_home(source: Source, findings: Sequence[_Finding], judge: Judge) -> Iterator[Diagnostic]:
    ordinals: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        item, match, rule = finding.item, finding.match, finding.rule
        question = item.question
        located = question.source_map.locate(match.span)
        name = identity(question)
        ordinal = ordinals[match.code, name]
        ordinals[match.code, name] += 1
        passed = _passed(finding, judge)
        start, end = _positions(source, question, located.span)
        yield Diagnostic(
            code=match.code,
            name=rule.meta.name,
            pack=rule.meta.pack,
            severity=match.severity or rule.meta.severity,
            message=match.message,
            why=rule.meta.why,
            path=source.path,
            start=start,
            end=end,
            matched=question.text[match.span.start : match.span.end],
            question=_reference(source, question),
            fingerprint=fingerprint(match.code, name, ordinal),
            place=question.place,
            exact=located.exact and question.place.kind != "file_name",
            status="waived" if match.waived else "open",
            reason=match.waived,
            alternatives=passed,
            aim=None if passed else rule.aim or None,
        )


def _positions(source: Source, question: Question, span: Span) -> tuple[Position, Position]:
    if question.place.kind == "file_name":
        return Position(1, 1, 0), Position(1, 1, 0)
    return source.position(span.start), source.position(span.end)


def _reference(source: Source, question: Question) -> QuestionRef:
    start, end = _positions(source, question, question.span)
    return QuestionRef(question.text, question.index, start, end, question.id)


def _sorted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda one: (one.start.offset, -one.severity, one.code))
