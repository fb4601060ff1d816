"""`qlint config [PATH]`: the configuration that governs a path, value by value, with its origin. Knows no rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qlint.cli import options as shared
from qlint.cli.output import look, stdout
from qlint.tables import Column, table
from qlint.terminal import safe

_KEYS = ("profile", "select", "extend_select", "ignore", "severity", "fail_on", "packs", "banks", "pipeline")


@click.command()
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@shared.rule_options
@shared.severity_options
@shared.meta_options
@shared.config_options
@shared.colour_option
@shared.debug_option
def config(path: Path, colour: str, **options: Any) -> None:
    """Show the configuration that governs PATH and where each value comes from."""
    from qlint import config as configuration

    fixed = shared.fixed_config(options["config_file"], options["isolated"])
    found = shared.adjusted(fixed or configuration.for_path(path), options)
    stream = stdout()
    how = look(stream, colour)
    stream.write(f"{how.paint('file', 'bold')}  {safe(str(found.path)) if found.path else 'none'}\n")
    rows = [(key.replace("_", "-"), _shown(getattr(found, key)), found.origins.get(key, "default")) for key in _KEYS]
    rows += [(key, str(value), "command line") for key, value in found.overrides.items()]
    for entry in found.defaults:
        paths = ", ".join(entry.paths) or "every file"
        rows += [
            (f"{key} (default)", _shown(value), f"{found.path.name if found.path else ''}, {paths}")
            for key, value in entry.meta.items()
        ]
    heads = ("key", "value", "origin") if how.terminal else ("", "", "")
    columns = [Column(heads[0], style="bold"), Column(heads[1], wraps=True), Column(heads[2], style="dim")]
    for line in table(columns, rows, how):
        stream.write(line + "\n")


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "-"
    return str(getattr(value, "label", value))
