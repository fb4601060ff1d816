"""`qlint rules`: every rule in one table. Knows no bank and no pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from qlint.cli import options as shared
from qlint.cli.output import complain, look, stdout
from qlint.config import PROFILES
from qlint.tables import Column, Look, fitting, table
from qlint.terminal import safe

if TYPE_CHECKING:
    from qlint.ruleset import RuleSet

_STYLES = {"error": "red", "warning": "yellow", "info": "blue"}
_COLUMNS = (
    Column("  code", style="bold"),
    Column("name"),
    Column("severity"),
    Column("pack", spare=1),
    Column("tier", spare=2),
    Column("profiles", spare=3),
    Column("summary", wraps=True),
)


@click.command()
@shared.rule_options
@click.option("--format", type=click.Choice(["console", "json"]), default="console", show_default=True, help="Format.")
@shared.config_options
@shared.colour_option
@shared.debug_option
@click.pass_context
def rules(ctx: click.Context, /, format: str, colour: str, **options: Any) -> None:
    """List all rules; a star marks those that would run with these options here."""
    from qlint.report import ExitCode

    found = rule_set(options)
    stream = stdout(format)
    if format == "json":
        stream.write(_json(found))
    else:
        for line in view(found, look(stream, colour)):
            stream.write(line + "\n")
    for problem in found.problems:
        complain(f"qlint: error: {safe(str(problem))}")
    ctx.exit(ExitCode.ERROR if found.problems else ExitCode.CLEAN)


def rule_set(options: dict[str, Any]) -> RuleSet:
    """The rules that the options and the configuration of this directory name."""
    from qlint.configs import Configs

    fixed = shared.fixed_config(options.get("config_file"), options.get("isolated", False))
    configs = Configs(fixed, lambda config: shared.adjusted(config, options))
    return configs.session(configs.of(".")).ruleset


def view(found: RuleSet, look: Look) -> Iterator[str]:
    """The rules as a table; the summary takes what room is left."""
    selected = {rule.meta.code for rule in found.selected}
    rows = [
        (
            f"{'*' if meta.code in selected else ' '} {meta.code}",
            meta.name,
            ((meta.severity.label, _STYLES[meta.severity.label]),),
            meta.pack,
            str(meta.tier),
            _initials(meta.profiles),
            meta.summary,
        )
        for meta in (rule.meta for rule in found.rules)
    ]
    columns, shown = fitting(_COLUMNS, rows, look)
    yield from table(columns, shown, look)
    yield ""
    yield f"{len(found.rules)} rules; * runs here (profile {found.profile})."
    if any(column.head == "profiles" for column in columns):
        yield "Profiles: B book, R recommended, S strict, P public."


def _initials(profiles: tuple[str, ...]) -> str:
    """`BRSP` with a dot for each profile that the rule is not in."""
    return "".join(name[0].upper() if name in profiles else "·" for name in PROFILES)


def _json(found: RuleSet) -> str:
    from qlint.reporters.json import dumps

    selected = {rule.meta.code for rule in found.selected}
    rows = [
        {
            "code": meta.code,
            "name": meta.name,
            "pack": meta.pack,
            "severity": meta.severity.label,
            "profiles": list(meta.profiles),
            "tier": meta.tier,
            "needs": list(meta.needs),
            "summary": meta.summary,
            "evidence": meta.evidence,
            "selected": meta.code in selected,
        }
        for meta in (rule.meta for rule in found.rules)
    ]
    return dumps({"version": 1, "rules": rows}, indent=2) + "\n"
