"""`qlint parse TEXT`: how questions parse and what they ask, for those who write rules or doubt one.

Knows no rule and no bank; spaCy is reached through the language room.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qlint.cli import options as shared
from qlint.cli.output import look, stdout
from qlint.errors import ReadError, UsageError
from qlint.terminal import MAX_WIDTH

if TYPE_CHECKING:
    from qlint.language.parsed import ParsedQuestion


@click.command()
@click.argument("text", nargs=-1)
@click.option("--file", "-f", type=click.Path(path_type=Path), help="Read questions from a file, one a line.")
@click.option(
    "--format", type=click.Choice(["console", "json", "jsonl"]), default="console", show_default=True, help="Format."
)
@shared.config_options
@shared.colour_option
@shared.debug_option
def parse(
    text: tuple[str, ...], file: Path | None, format: str, colour: str, config_file: Path | None, isolated: bool
) -> None:
    """Show the tree of TEXT, the asks in it and their slots; `-` reads questions from standard input, one a line.

    \b
      qlint parse "Explain PCA to your grandma."
      qlint parse --file questions.txt --format jsonl
    """
    from qlint.cli import parse_views as views

    items = _parsed(_questions(text, file), config_file, isolated)
    stream = stdout(format)
    if format == "jsonl":
        for item in items:
            stream.write(views.as_json(item) + "\n")
    elif format == "json":
        stream.write(views.as_document(items))
    else:
        for number, item in enumerate(items):
            for line in (*([""] if number else []), *views.as_text(item, look(stream, colour, MAX_WIDTH))):
                stream.write(line + "\n")


def _questions(text: tuple[str, ...], file: Path | None) -> Iterator[str]:
    """The questions named on the command line, or the lines of a file that are not blank."""
    if bool(text) == bool(file):
        raise click.UsageError("give either TEXT or --file")
    if file is None and text != ("-",):
        return iter([" ".join(text)])
    try:
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {(error.strerror or '').lower()}", path=str(file)) from error
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ReadError("is not UTF-8", path=str(file or "<stdin>")) from error
    return iter([line.strip() for line in lines if line.strip()])


def _parsed(questions: Iterator[str], config_file: Path | None, isolated: bool) -> Iterator[ParsedQuestion]:
    from qlint.configs import Configs
    from qlint.language import parsed, pipeline

    config = Configs(shared.fixed_config(config_file, isolated)).of(".")
    return iter(parsed.parse_all(pipeline.load(config.pipeline), [parsed.text_question(text) for text in questions]))
