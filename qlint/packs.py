"""Rule packs: `rules/<pack>/*.yaml` become rules; every error names file, line and column.

A broken rule is reported and left out, the others stay. A pack is data: nothing in it runs, aliases and depth are bounded.
Knows no engine and no configuration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, get_args

from qlint import alternatives, rule
from qlint.conditions import Context, Knowledge, Words, compile_branch, compile_condition
from qlint.conditions.base import SLOTS, Condition
from qlint.conditions.facts import FieldCondition
from qlint.declared import Branch, DeclaredRule, SeverityCase, Waiver
from qlint.diagnostic import Severity
from qlint.errors import PackError, QlintError, did_you_mean
from qlint.language.topics import TopicIndex
from qlint.nodes import Node
from qlint.packfiles import compose, read_node
from qlint.rule import Example, RuleMeta, SourceNote, Template

CODE = re.compile(r"[A-Z]{1,8}\d{3}")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RULE_KEYS = (
    "code", "name", "severity", "tier", "profiles", "summary", "why", "when_not", "evidence", "sources", "needs", "match", "unless", "waive",
    "severity_by", "outranks", "message", "alternatives", "aim", "examples",
)  # fmt: skip
_REQUIRED = ("code", "name", "severity", "summary", "why", "match")
_BRANCH_KEYS = ("bind", "severity", "report", "message")
_PACK_KEYS = ("qlint_pack", "name", "summary", "predicates", "families")
_FAMILY_KEYS = ("unless", "severity_by", "waive")
FORMAT = 1
T = TypeVar("T")


@dataclass(frozen=True)
class Pack:
    """The rules of one pack, and what was wrong with those that are left out."""

    name: str
    summary: str
    rules: tuple[DeclaredRule, ...]
    errors: tuple[PackError, ...]


@dataclass(frozen=True)
class Family:
    """What all rules of a family share: antipatterns, severities, waivers."""

    unless: tuple[Condition, ...] = ()
    severity_by: tuple[SeverityCase, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def load(
    directory: Path, knowledge: Knowledge, *, shown: str | None = None, sets: Mapping[str, Words] | None = None
) -> Pack:
    """Read a pack directory. `shown` is how its path appears to people; `sets` are word sets that it inherits.

    Raises `PackError` where the pack as a whole cannot be used; a broken rule is a row of `Pack.errors`.
    """
    label = shown or directory.as_posix()
    head = directory / "pack.yaml"
    if not head.is_file():
        raise PackError("is no rule pack: it has no pack.yaml", path=label, hint="a pack is a directory with pack.yaml")
    node = read_node(head, f"{label}/pack.yaml")
    parts = node.mapping(_PACK_KEYS, what="pack.yaml")
    if "qlint_pack" not in parts or parts["qlint_pack"].plain() != FORMAT:
        raise node.error(f"pack.yaml must say qlint_pack: {FORMAT}")
    context = _context(directory, label, parts, knowledge, sets or {})
    families = (
        {name: _family(part, context) for name, part in parts["families"].mapping().items()}
        if "families" in parts
        else {}
    )
    name = parts["name"].text(what="name") if "name" in parts else directory.name
    rules, errors = _rules(directory, label, _Compiler(name, context, families))
    summary = parts["summary"].text() if "summary" in parts else ""
    return Pack(name, summary, tuple(rules), tuple(errors))


def _context(
    directory: Path, label: str, parts: Mapping[str, Node], knowledge: Knowledge, inherited: Mapping[str, Words]
) -> Context:
    sets = {**inherited, **read_sets(directory / "sets.yaml", f"{label}/sets.yaml", inherited)}
    context = Context(sets, knowledge, {}, compile_condition)
    predicates: dict[str, Condition] = {}
    for name, part in parts["predicates"].mapping().items() if "predicates" in parts else ():
        predicates[name] = compile_condition(part, replace(context, predicates=predicates))
    return replace(context, predicates=predicates)


def read_sets(path: Path, shown: str, inherited: Mapping[str, Words] | None = None) -> dict[str, Words]:
    """Word sets of a `sets.yaml`: name -> list of words, phrases and `$other` sets that stand above it."""
    if not path.is_file():
        return {}
    found: dict[str, Words] = {}
    known: dict[str, Words] = dict(inherited or {})
    for name, node in read_node(path, shown).mapping(what="sets.yaml").items():
        context = Context(known, EMPTY, {}, compile_condition)
        found[name] = known[name] = context.words(node, what=name)
    return found


def _family(node: Node, context: Context) -> Family:
    parts = node.mapping(_FAMILY_KEYS, what="family")
    return Family(
        _conditions(parts.get("unless"), context),
        _severities(parts.get("severity_by"), context),
        _waivers(parts.get("waive"), context),
    )


def _rules(directory: Path, label: str, compiler: _Compiler) -> tuple[list[DeclaredRule], list[PackError]]:
    rules: list[DeclaredRule] = []
    errors: list[PackError] = []
    for path in sorted((*directory.glob("*.yaml"), *directory.glob("*.yml"))):
        if path.name in ("pack.yaml", "sets.yaml"):
            continue
        try:
            rules.append(compiler.rule(read_node(path, f"{label}/{path.name}")))
        except PackError as error:
            errors.append(error)
        except QlintError as error:
            errors.append(
                PackError(error.message, path=error.path, line=error.line, column=error.column, hint=error.hint)
            )
    return rules, errors


def compile_text(
    text: str, knowledge: Knowledge, *, path: str = "<rule>", sets: Mapping[str, Words] | None = None
) -> DeclaredRule:
    """One rule from YAML text, outside any pack directory. Raises `PackError`."""
    compiler = _Compiler("local", Context(sets or {}, knowledge, {}, compile_condition), {})
    return compiler.rule(compose(text, path))


@dataclass(frozen=True)
class _Compiler:
    """Turns rule nodes into rules, in the context of one pack."""

    pack: str
    context: Context
    families: Mapping[str, Family]

    def rule(self, node: Node) -> DeclaredRule:
        parts = node.mapping(_RULE_KEYS, what="the rule")
        for key in _REQUIRED:
            if key not in parts:
                raise node.error(f"the rule has no {key}")
        meta = self._meta(node, parts)
        family = self.families.get(meta.family, Family())
        names = _bound_names(parts["match"])
        return DeclaredRule(
            meta=meta,
            branches=tuple(self._branch(part, names) for part in parts["match"].items()),
            unless=(*family.unless, *_conditions(parts.get("unless"), self.context)),
            waivers=(*family.waivers, *_waivers(parts.get("waive"), self.context)),
            severity_by=(*_severities(parts.get("severity_by"), self.context), *family.severity_by),
            messages=_messages(parts.get("message"), names),
            templates=tuple(self._template(part, names) for part in parts["alternatives"].items())
            if "alternatives" in parts
            else (),
            aim=parts["aim"].text(what="aim") if "aim" in parts else "",
            needs=tuple(self._need(text) for text in meta.needs),
        )

    def _meta(self, node: Node, parts: Mapping[str, Node]) -> RuleMeta:
        code = parts["code"].text(what="code")
        if not CODE.fullmatch(code):
            raise parts["code"].error(
                f"{code!r} is not a code", "one to eight capital letters and three digits: ACME101"
            )
        name = parts["name"].text(what="name")
        if not NAME.fullmatch(name):
            raise parts["name"].error(f"{name!r} is not a name", "kebab-case: house-opening")
        return RuleMeta(
            code=code,
            name=name,
            pack=self.pack,
            severity=severity(parts["severity"]),
            summary=parts["summary"].text(what="summary"),
            why=parts["why"].text(what="why"),
            when_not=parts["when_not"].text(what="when_not") if "when_not" in parts else "",
            evidence=_evidence(parts.get("evidence")),
            sources=tuple(_source(part) for part in parts["sources"].items()) if "sources" in parts else (),
            tier=parts["tier"].whole(what="tier") if "tier" in parts else 1,
            profiles=_profiles(parts.get("profiles")),
            needs=parts["needs"].texts(what="needs") if "needs" in parts else (),
            outranks=parts["outranks"].texts(what="outranks") if "outranks" in parts else (),
            examples=tuple(_examples(parts.get("examples"))),
            origin=f"{node.path}:{node.line}",
        )

    def _need(self, text: str) -> tuple[str, tuple[Condition, ...]]:
        """Fields of which one must be told, in words and as conditions."""
        names = text.split("|")
        told = tuple(FieldCondition(name, self.context.knowledge, missing=False) for name in names)
        return " or ".join(names), told

    def _branch(self, node: Node, names: frozenset[str]) -> Branch:
        parts = node.mapping(what="a branch")
        bind = parts["bind"].text(what="bind") if "bind" in parts else "a"
        report = parts["report"].texts(what="report") if "report" in parts else ()
        for text in report:
            _check_report(parts["report"], text, names | {bind})
        return Branch(
            condition=compile_branch(node, self.context, bind=bind, also=_BRANCH_KEYS),
            bind=bind,
            report=report,
            severity=severity(parts["severity"]) if "severity" in parts else None,
            messages=_messages(parts.get("message"), names),
        )

    def _template(self, node: Node, names: frozenset[str]) -> Template:
        keys = ("text", "listen_for", "for_topic", "for_role", "branch", "changes")
        parts = node.mapping(keys, what="an alternative")
        if "text" not in parts:
            raise node.error("an alternative needs text")
        _check_slots(parts["text"], names)
        for part in parts["listen_for"].items() if "listen_for" in parts else ():
            _check_slots(part, names)
        return Template(
            text=parts["text"].text(what="text"),
            listen_for=parts["listen_for"].texts() if "listen_for" in parts else (),
            for_topic=parts["for_topic"].texts() if "for_topic" in parts else (),
            for_role=parts["for_role"].texts() if "for_role" in parts else (),
            branch=tuple(part.whole(what="branch") - 1 for part in parts["branch"].items())
            if "branch" in parts
            else (),
            changes=parts["changes"].texts() if "changes" in parts else (),
        )


def severity(node: Node) -> Severity:
    return Severity.parse(node.choice([member.label for member in Severity], what="severity"))


def _evidence(node: Node | None) -> rule.Evidence:
    if node is None:
        return "practice"
    word = node.choice(get_args(rule.Evidence), what="evidence")
    found: rule.Evidence = next(known for known in get_args(rule.Evidence) if known == word)
    return found


def _profiles(node: Node | None) -> tuple[rule.Profile, ...]:
    if node is None:
        return ("recommended", "strict", "public")
    return tuple(part.choice(get_args(rule.Profile), what="profile") for part in node.items())  # type: ignore[misc]


def _source(node: Node) -> SourceNote:
    if not node.is_mapping:
        return SourceNote(node.text(what="source"))
    parts = node.mapping(("key", "where"), what="source")
    return SourceNote(parts["key"].text(what="key"), parts["where"].text(what="where") if "where" in parts else "")


def _examples(node: Node | None) -> Iterator[Example]:
    if node is None:
        return
    for kind, listed in node.mapping(("bad", "good"), what="examples").items():
        for part in listed.items():
            keys = part.mapping(("text", "match", "why", "meta", "severity"), what="an example")
            meta = keys["meta"].plain() if "meta" in keys else {}
            yield Example(
                text=keys["text"].text(what="text"),
                fires=kind == "bad",
                match=keys["match"].text(what="match") if "match" in keys else None,
                why=keys["why"].text(what="why") if "why" in keys else "",
                severity=severity(keys["severity"]) if "severity" in keys else None,
                meta=meta if isinstance(meta, dict) else {},
            )


def _conditions(node: Node | None, context: Context) -> tuple[Condition, ...]:
    return tuple(compile_condition(part, context) for part in node.items()) if node is not None else ()


def _severities(node: Node | None, context: Context) -> tuple[SeverityCase, ...]:
    return tuple(
        _cases(node, "severity", lambda when, value: SeverityCase(compile_condition(when, context), severity(value)))
    )


def _waivers(node: Node | None, context: Context) -> tuple[Waiver, ...]:
    return tuple(
        _cases(node, "reason", lambda when, value: Waiver(compile_condition(when, context), value.text(what="reason")))
    )


def _cases(node: Node | None, key: str, make: Callable[[Node, Node], T]) -> Iterator[T]:
    for part in node.items() if node is not None else ():
        parts = part.mapping(("when", key), what="this case")
        if len(parts) != 2:
            raise part.error(f"this case needs when and {key}")
        yield make(parts["when"], parts[key])


def _messages(node: Node | None, names: frozenset[str]) -> tuple[str, ...]:
    if node is None:
        return ()
    for part in node.items():
        _check_slots(part, names)
    return node.texts(what="message")


def _bound_names(node: Node) -> frozenset[str]:
    """Names that the conditions of a rule bind, beside the asks."""
    found = {"word", "judgement", "judged", "other"}
    for part in node.walk():
        if part.is_mapping:
            inner = part.mapping()
            found |= {
                inner[key].text()
                for key in ("as", "of_as", "name")
                if key in inner and isinstance(inner[key].value, str)
            }
    return frozenset(found)


def _check_slots(node: Node, names: frozenset[str]) -> None:
    known = {*alternatives.SLOT_NAMES, *names}
    for name in alternatives.slots_in(node.text(what="text")):
        if name not in known:
            raise node.error(f"unknown slot {{{name}}}", did_you_mean(name, known) or "see the slots in docs/packs.md")


def _check_report(node: Node, text: str, names: frozenset[str]) -> None:
    first, *rest = text.split(".")
    if first not in names:
        raise node.error(f"report names {first!r}, which nothing binds", did_you_mean(first, names))
    if rest and rest[0] not in SLOTS:
        raise node.error(f"unknown slot {rest[0]!r} in report", did_you_mean(rest[0], SLOTS))


EMPTY = Knowledge(topics=TopicIndex())
