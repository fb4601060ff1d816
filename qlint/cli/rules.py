"""`qlint rules`: every rule in one table. Knows no bank and no pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qlint.cli import options as shared
from qlint.cli.output import complain, paint, stdout, width
from qlint.config import PROFILES
from qlint.terminal import Paint, cells, pad, safe, wrap

if TYPE_CHECKING:
    from qlint.ruleset import RuleSet

_HEADS = ("code", "name", "severity", "pack", "tier", "profiles")


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
        for line in table(found, paint(stream, colour), width(stream)):
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


def table(found: RuleSet, paint: Paint, columns: int) -> list[str]:
    """The rules as aligned rows; the summary takes what room is left."""
    selected = {rule.meta.code for rule in found.selected}
    rows = [
        (
            rule.meta.code,
            safe(rule.meta.name),
            rule.meta.severity.label,
            safe(rule.meta.pack),
            str(rule.meta.tier),
            _initials(rule.meta.profiles),
        )
        for rule in found.rules
    ]
    widths = [max([cells(head), *(cells(row[at]) for row in rows)]) for at, head in enumerate(_HEADS)]
    indent = sum(widths) + 2 * len(widths) + 2
    lines = [
        paint(
            "  " + "  ".join(pad(head, size) for head, size in zip(_HEADS, widths, strict=True)) + "  summary", "bold"
        )
    ]
    for rule, row in zip(found.rules, rows, strict=True):
        mark = "*" if rule.meta.code in selected else " "
        lead = f"{mark} " + "  ".join(pad(part, size) for part, size in zip(row, widths, strict=True)) + "  "
        lead = lead.replace(row[0], paint(row[0], "bold"), 1)
        for number, part in enumerate(wrap(safe(rule.meta.summary), max(30, columns - indent))):
            lines.append((lead if number == 0 else " " * indent) + part)
    lines += [
        "",
        f"{len(found.rules)} rules; * runs here (profile {found.profile}).",
        "Profiles: B book, R recommended, S strict, P public.",
    ]
    return lines


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
