"""`qlint explain CODE`: the page of a rule as text. Knows no bank and no pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from qlint.cli import options as shared
from qlint.cli.output import paint, stdout, width
from qlint.terminal import Paint, hang, safe, wrap

if TYPE_CHECKING:
    from qlint.rule import Example, Rule, SourceNote, Template

_EVIDENCE = {
    "law": "law: a statute, a regulation or an authority's guidance says so",
    "meta-analysis": "meta-analysis: many studies together show it",
    "study": "study: at least one study shows it",
    "expert": "expert: those who write tests or books on interviews say so",
    "practice": "practice: people who interview a lot report it",
}
_SEVERITY = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}


@click.command()
@click.argument("code", nargs=-1, required=True)
@shared.rule_options
@click.option("--format", type=click.Choice(["console", "json"]), default="console", show_default=True, help="Format.")
@shared.config_options
@shared.colour_option
@shared.debug_option
def explain(code: tuple[str, ...], colour: str, format: str, **options: Any) -> None:
    """Show the page of the rule CODE (or its name): what it finds, why, when not, and what to ask instead."""
    from qlint.cli.rules import rule_set

    found = rule_set(options)
    wanted = [found.find(name) for name in code]
    stream = stdout(format)
    if format == "json":
        stream.write(_json(wanted))
        return
    pages = [page(rule, paint(stream, colour), width(stream)) for rule in wanted]
    for number, lines in enumerate(pages):
        for line in (*([""] if number else []), *lines):
            stream.write(line + "\n")


def page(rule: Rule, paint: Paint, columns: int) -> Iterator[str]:
    """The whole page, a line at a time."""
    meta = rule.meta
    severity = paint(meta.severity.label, _SEVERITY[meta.severity.label])
    profiles = ", ".join(meta.profiles) or "none"
    title = paint(f"{meta.code} {safe(meta.name)}", "bold")
    yield f"{title}  {severity}, pack {safe(meta.pack)}, profiles: {profiles}"
    yield from wrap(_sentence(meta.summary), columns)
    yield from _part("Why", _sentence(meta.why), paint, columns)
    yield from _part("When not", _sentence(meta.when_not), paint, columns)
    yield from _needs(meta.needs, paint, columns)
    yield from _instead(rule, paint, columns)
    yield from _examples("Fires on", [one for one in meta.examples if one.fires], paint, columns)
    yield from _examples("Stays silent on", [one for one in meta.examples if not one.fires], paint, columns)
    yield from _part("Evidence", _EVIDENCE[meta.evidence], paint, columns)
    yield from _sources(meta.sources, paint, columns)
    yield from _part("Outranks", ", ".join(meta.outranks), paint, columns)
    yield from _part("Defined in", meta.origin, paint, columns)


def _part(head: str, text: str, paint: Paint, columns: int) -> Iterator[str]:
    """A heading and its paragraph; nothing where there is no text."""
    if text.strip():
        yield ""
        yield paint(head, "bold")
        yield from hang("", safe(text.strip()), width=columns, indent=2)


def _needs(needs: tuple[str, ...], paint: Paint, columns: int) -> Iterator[str]:
    text = f"Metadata: {', '.join(needs)}. A question without it is counted as not checked."
    yield from _part("Needs", text if needs else "", paint, columns)


def _instead(rule: Rule, paint: Paint, columns: int) -> Iterator[str]:
    """The alternatives with their slots, what to listen for, and for which topics or roles they are meant."""
    if not rule.templates and not rule.aim:
        return
    yield ""
    yield paint("Ask instead", "bold green")
    for template in rule.templates:
        yield from hang("- ", safe(template.text), width=columns, indent=2)
        for sign in template.listen_for:
            yield from (paint(line, "dim") for line in hang("listen for: ", safe(sign), width=columns, indent=4))
        if meant := _meant(template):
            yield from (paint(line, "dim") for line in hang("for: ", meant, width=columns, indent=4))
    if rule.aim:
        yield from hang("Aim: ", safe(rule.aim), width=columns, indent=2)


def _sources(notes: tuple[SourceNote, ...], paint: Paint, columns: int) -> Iterator[str]:
    """Each source with its title, and frankly how it was read; a key that no table knows stays as it is."""
    from qlint import sources

    for note in notes:
        known = sources.table().get(note.key)
        label = f"- {note.key}: " if known else f"- {note.key}"
        words = ", ".join(filter(None, (known.title if known else "", note.where)))
        yield from hang(safe(label), safe(words), width=columns, indent=2)
        if known:
            fact = f"rank {known.rank} ({sources.RANKS[known.rank]}); {known.place}; {known.read}"
            yield from (paint(line, "dim") for line in hang("", safe(fact), width=columns, indent=4))


def _meant(template: Template) -> str:
    return safe(", ".join((*template.for_topic, *template.for_role)).replace("_", " "))


def _examples(head: str, examples: list[Example], paint: Paint, columns: int) -> Iterator[str]:
    """Examples with the words reported, the metadata they carry and the reason."""
    if not examples:
        return
    yield ""
    yield paint(head, "bold")
    for one in examples:
        yield from hang("- ", safe(one.text), width=columns, indent=2)
        facts = [f"{key}: {_plain(value)}" for key, value in one.meta.items()]
        facts += [f'reports "{one.match}"'] if one.match and one.match != one.text else []
        facts += [one.severity.label] if one.severity else []
        facts += [one.why] if one.why else []
        if facts:
            yield from (paint(line, "dim") for line in hang("", safe("; ".join(facts)), width=columns, indent=4))


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _sentence(text: str) -> str:
    """With a capital at the beginning and a full stop at the end."""
    text = safe(text.strip())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ")", ":")) else ".")


# -- for programs -------------------------------------------------------------------------------------------------


def _json(rules: list[Rule]) -> str:
    from qlint.reporters.json import dumps

    return dumps({"version": 1, "rules": [shape(rule) for rule in rules]}, indent=2) + "\n"


def shape(rule: Rule) -> dict[str, Any]:
    """The page of a rule as JSON (version 1)."""
    meta = rule.meta
    plain = ("code", "name", "pack", "tier", "summary", "why", "when_not", "evidence", "origin")
    return {
        **{name: getattr(meta, name) for name in plain},
        "severity": meta.severity.label,
        "profiles": list(meta.profiles),
        "needs": list(meta.needs),
        "outranks": list(meta.outranks),
        "sources": [_source(note) for note in meta.sources],
        "aim": rule.aim or None,
        "alternatives": [
            {
                "text": one.text,
                "listen_for": list(one.listen_for),
                "for_topic": list(one.for_topic),
                "for_role": list(one.for_role),
            }
            for one in rule.templates
        ],
        "examples": [
            {"text": one.text, "fires": one.fires, "match": one.match, "why": one.why or None, "meta": dict(one.meta)}
            for one in meta.examples
        ],
    }


def _source(note: SourceNote) -> dict[str, str | None]:
    """The note of a rule with what the table knows of it; null where it knows nothing."""
    from qlint import sources

    known = sources.table().get(note.key)
    facts = {name: getattr(known, name, None) for name in ("title", "rank", "place", "read")}
    return {"key": note.key, "where": note.where or None, **facts}
