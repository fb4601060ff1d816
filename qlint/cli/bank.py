"""`qlint bank list`: what the readers saw in banks, and where each piece of metadata comes from. Knows no rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from qlint.cli import options as shared
from qlint.cli.output import complain, look, stdout
from qlint.report import ExitCode
from qlint.tables import Column, Look, table
from qlint.terminal import MAX_WIDTH, Paint, cells, hang, safe

if TYPE_CHECKING:
    from qlint.question import Question
    from qlint.runner import Job, ReadBank
    from qlint.source import Source
    from qlint.tables import Lines

_SHOWN_META = 160
_COLUMNS = (Column("place", style="bold"), Column("question", wraps=True), Column("metadata", wraps=True))


@click.group()
def bank() -> None:
    """Look at banks: what was read, and with which metadata."""


@bank.command("list")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", type=click.Choice(["console", "json"]), default="console", show_default=True, help="Format.")
@shared.meta_options
@click.option("--stdin-filename", metavar="NAME", help="With PATH `-`: the name that standard input is read under.")
@shared.config_options
@shared.colour_option
@shared.debug_option
@click.pass_context
def list_(ctx: click.Context, /, paths: tuple[str, ...], format: str, colour: str, **options: Any) -> None:
    """List the questions of banks as they were read: text, place, context, metadata with its origins.

    \b
      qlint bank list interview.md
      qlint bank list banks/ --format json
    """
    from qlint.configs import Configs
    from qlint.runner import Job

    fixed = shared.fixed_config(options["config_file"], options["isolated"])
    configs = Configs(fixed, lambda config: shared.adjusted(config, options))
    job = Job(paths or (".",), configs, options["stdin_filename"])
    problems: list[str] = []
    stream = stdout(format)
    lines = _json(job, problems) if format == "json" else _console(job, problems, look(stream, colour))
    for line in lines:
        stream.write(line)
    for text in problems:
        complain(f"qlint: error: {safe(text)}")
    ctx.exit(ExitCode.ERROR if problems else ExitCode.CLEAN)


def _json(job: Job, problems: list[str]) -> Iterator[str]:
    """One document, a question a line."""
    from qlint.reporters.json import dumps, problem
    from qlint.runner import ReadBank, read_banks

    rows = []
    comma = "\n"
    yield '{"version": 1, "questions": ['
    for read in read_banks(job):
        if not isinstance(read, ReadBank):
            rows.append(problem(read))
            problems.append(str(read))
            continue
        for question in read.questions:
            yield comma + dumps(shape(read.source, question))
            comma = ",\n"
    yield f'],\n"errors": {dumps(rows)}}}\n'


def shape(source: Source, question: Question) -> dict[str, Any]:
    """A question as JSON: the contract of `bank list`."""
    from qlint.reporters import json as shapes

    def span(at: Any) -> dict[str, Any]:
        if at is None or question.place.kind == "file_name":
            return {"start": None, "end": None}
        return {"start": shapes.position(source.position(at.start)), "end": shapes.position(source.position(at.end))}

    return {
        "path": source.path,
        "place": shapes.place(question.place),
        "id": question.id,
        "index": question.index,
        "text": question.text,
        **span(question.span),
        "context": {"section": list(question.section), "scenario": question.scenario or None},
        "attachments": [
            {"kind": one.kind, "text": one.text, "language": one.language, **span(one.span)}
            for one in question.attachments
        ],
        "options": [{"text": one.text, "key": one.key, **span(one.span)} for one in question.options],
        "meta": {name: value.value for name, value in question.meta.items()},
        "origins": {name: value.origin for name, value in question.meta.items()},
    }


def _console(job: Job, problems: list[str], how: Look) -> Iterator[str]:
    """A table a file on a terminal, a block a question elsewhere; the count last."""
    from qlint.runner import ReadBank, read_banks

    count = files = 0
    for read in read_banks(job):
        if not isinstance(read, ReadBank):
            problems.append(str(read))
            continue
        files += 1
        count += len(read.questions)
        yield from (line + "\n" for line in _bank(read, how))
    yield f"{count:,} question{'' if count == 1 else 's'} in {files:,} file{'' if files == 1 else 's'}.\n"


def _bank(read: ReadBank, how: Look) -> Iterator[str]:
    if how.terminal and read.questions:
        yield how.paint(safe(read.source.path), "bold")
        yield from table(_COLUMNS, [_row(read.source, question) for question in read.questions], how, spaced=True)
        yield ""
        return
    for question in read.questions:
        yield from _rows(read.source, question, how.paint, min(how.width, MAX_WIDTH))


def _row(source: Source, question: Question) -> tuple[str, Lines, Lines]:
    """Place; the words and what stands around them; the metadata with its origins."""
    at = source.position(question.span.start)
    where = f"{at.line}:{at.column}" if question.place.kind != "file_name" else "name"
    name = f"[{question.id}] " if question.id else ""
    words = [(name + question.text, "")]
    words += [(f"{label}: {_cut(safe(text))}", "dim") for label, text in _around(question)]
    meta = [(f"{label}: {_cut(safe(text))}", "dim") for label, text in _meta(question)]
    return where, tuple(words), tuple(meta) or (("-", "dim"),)


def _rows(source: Source, question: Question, paint: Paint, columns: int) -> Iterator[str]:
    """The place and the words, then what belongs to them."""
    at = source.position(question.span.start)
    where = safe(f"{source.path}:{at.line}:{at.column}" if question.place.kind != "file_name" else source.path)
    name = f" [{safe(question.id)}]" if question.id else ""
    yield paint(where, "bold") + name
    yield from hang("", safe(question.text), width=columns, indent=2)
    for label, text in _facts(question):
        yield from (paint(line, "dim") for line in hang(f"{label}: ", _cut(safe(text)), width=columns, indent=4))
    yield ""


def _facts(question: Question) -> Iterator[tuple[str, str]]:
    yield from _around(question)
    yield from _meta(question)


def _around(question: Question) -> Iterator[tuple[str, str]]:
    """What stands around a question, with its label."""
    if question.section:
        yield "section", " > ".join(question.section)
    if question.scenario:
        yield "scenario", question.scenario
    for one in question.attachments:
        yield " ".join(filter(None, ("with", one.kind, one.language))), one.text
    for option in question.options:
        yield "option" + {True: " (key)", False: "", None: ""}[option.key], option.text


def _meta(question: Question) -> Iterator[tuple[str, str]]:
    """Metadata with its origin."""
    for name, value in question.meta.items():
        plain = ", ".join(map(str, value.value)) if isinstance(value.value, list | tuple) else str(value.value)
        yield name, f"{plain}  ({value.origin})"


def _cut(text: str) -> str:
    if cells(text) <= _SHOWN_META:
        return text
    head, _, origin = text.rpartition("  (")
    tail = f"  ({origin}" if head and origin.endswith(")") and len(origin) < 40 else ""
    return text[: _SHOWN_META - len(tail) - 1] + "…" + tail
