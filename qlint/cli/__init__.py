"""The terminal door: one room a command, loaded when it is called; the only place that prints or exits.

Start-up is part of the contract: `qlint --version`, `--help` and a wrong path load no spaCy, pydantic, rich or YAML.
"""

from __future__ import annotations

import click

from qlint.cli.group import QlintGroup
from qlint.cli.options import debug_option
from qlint.cli.shadow import other_distribution, stop_if_overwritten
from qlint.version import __version__

COMMANDS = {
    "check": ("qlint.cli.check:check", "Lint question banks; `qlint PATH` does the same."),
    "rules": ("qlint.cli.rules:rules", "List all rules."),
    "explain": ("qlint.cli.explain:explain", "Show the page of a rule: why, examples, what to ask."),
    "parse": ("qlint.cli.parse:parse", "Show how a question parses and what it asks."),
    "bank": ("qlint.cli.bank:bank", "Show what was read from banks, and the metadata."),
    "eval": ("qlint.cli.eval:evaluation", "Measure parse and asks against gold data."),
    "config": ("qlint.cli.config:config", "Show the configuration of a path and its origins."),
}


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    click.echo(f"qlint {__version__}")
    if warning := other_distribution():
        click.echo(f"qlint: warning: {warning}", err=True)
    ctx.exit()


@click.group(
    cls=QlintGroup,
    lazy=COMMANDS,
    default="check",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something failed.",
)
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@debug_option
def cli() -> None:
    """The linter for interview questions.

    Finds documented bad patterns in question banks, says why, and offers a better question.

    \b
      qlint banks/                     lint every bank below a directory
      qlint interview.md --role nurse  lint one file, judged for a role
      qlint explain R101               read about a rule
    """
    stop_if_overwritten()


def main() -> None:
    """The console command."""
    cli.main()
