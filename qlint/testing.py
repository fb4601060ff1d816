"""A rule's own examples, and the variations that must not change its verdict.

Used by the tests of the shipped packs; a pack's author will meet it as `qlint pack test`. Prints nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qlint.engine import Judge
from qlint.language.parsed import ParsedQuestion, parse_all, text_question
from qlint.precedence import settle
from qlint.question import MetaValue, Question
from qlint.rule import Example, Match, Rule
from qlint.ruleset import RuleSet
from qlint.session import gate


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one text: the rule's own matches, and every code that is told."""

    example: Example
    text: str
    variation: str
    fired: tuple[Match, ...]
    told: tuple[str, ...]

    @property
    def right(self) -> bool:
        return bool(self.fired) == self.example.fires

    @property
    def fault(self) -> str | None:
        """What is wrong, in one line; None where nothing is."""
        if not self.right:
            return f"{'silent on' if self.example.fires else 'fires on'} {self.text!r} ({self.variation})"
        if self.variation != "as it stands" or not self.fired:
            return None
        match = self.fired[0]
        if self.example.severity is not None and match.severity != self.example.severity:
            found = match.severity.label if match.severity else "none"
            return f"severity {found}, not {self.example.severity.label}, on {self.text!r}"
        reported = self.text[match.span.start : match.span.end]
        if self.example.match is not None and reported != self.example.match:
            return f"reports {reported!r}, not {self.example.match!r}, on {self.text!r}"
        return None


def question_of(text: str, meta: dict[str, object] | None = None) -> Question:
    """A question from plain text and plain metadata."""
    plain = text_question(text)
    return replace(plain, meta={name: MetaValue(value, "question") for name, value in (meta or {}).items()})


def told(item: ParsedQuestion, judge: Judge) -> list[Match]:
    """Matches of all rules of the judge, after precedence."""
    by_code = {rule.meta.code: rule for rule in judge.rules}
    return settle(item, judge.matches(item, judge.rules), by_code)


def verdicts(rules: Iterable[Rule], judge: Judge, *, varied: bool) -> Iterator[Verdict]:
    """Run the examples of `rules`; with `varied`, their variations instead."""
    cases = [
        (rule, example, text, name)
        for rule in rules
        for example in rule.meta.examples
        for name, text in (variations(example) if varied else (("as it stands", example.text),))
    ]
    questions = [question_of(text, dict(example.meta)) for _, example, text, _ in cases]
    for (rule, example, text, name), item in zip(cases, parse_all(judge.nlp, questions), strict=True):
        matches = told(item, judge)
        own = tuple(match for match in matches if match.code == rule.meta.code and not match.waived)
        yield Verdict(example, text, name, own, tuple(match.code for match in matches))


def variations(example: Example) -> Iterator[tuple[str, str]]:
    """The same question said otherwise: the verdict must stand."""
    text = example.text
    yield "lower case", text.lower()
    if re.search(r"[?.!]$", text):
        yield "no final mark", text[:-1]
    swapped = _swapped(text)
    if example.match is None and swapped != text:
        yield "another topic or person", swapped
    last = _last_sentence(text)
    if _is_command(last):
        before = text[: len(text) - len(last)]
        lowered = last[0].lower() + last[1:] if not last[1:2].isupper() else last
        yield "please", f"{before}Please {lowered}"
        yield "can you", f"{before}Can you {lowered.rstrip('.!')}?"


# Another topic or person of the same kind: no rule may hang on the one that its author thought of.
_SWAPS = {
    "PCA": "t-SNE", "CORS": "SAML", "LSTM": "GRU", "ACID": "BASE", "SOLID": "GRASP", "cross-validation": "bootstrapping",
    "dropout": "early stopping", "polymorphism": "encapsulation", "precision": "recall", "eigenvectors": "derivatives",
    "blockchains": "compilers", "recursion": "concurrency", "cosine similarity": "mean squared error", "RMSProp": "Adagrad",
    "grandma": "grandpa", "grandmother": "uncle", "alien": "toddler", "boss": "manager", "wife": "husband", "church": "a mosque",
    "linked list": "binary search tree", "palindrome": "anagram of another", "golf balls": "tennis balls", "superhero": "vegetable",
    "Mahalanobis": "Bhattacharyya", "GPA": "class rank", "PhD": "master's degree", "married": "divorced", "medication": "antidepressants",
    "Chicago": "Oslo", "Ramadan": "Diwali", "closure": "monad",
}  # fmt: skip


def _swapped(text: str) -> str:
    for old, new in _SWAPS.items():
        if re.search(rf"\b{re.escape(old)}\b", text):
            return re.sub(rf"\b{re.escape(old)}\b", new, text, count=1)
    return text


_COMMANDS = frozenset(
    "write give explain describe define state recite implement reverse estimate propose teach check find sell tell name code list pick".split()
)


def _is_command(sentence: str) -> bool:
    return sentence.split(" ", 1)[0].lower() in _COMMANDS


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!;:]) +", text)[-1]


def judge_of(rules: RuleSet) -> Judge:
    """A judge over the selected rules, with the embedded pipeline."""
    from qlint.language import pipeline

    return Judge(pipeline.load(), rules.selected, gate(rules), rules.knowledge.topics, dict(rules.caps))
