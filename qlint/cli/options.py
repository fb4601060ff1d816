"""Options that several commands share, and what they mean for a configuration. Prints nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from qlint import config as configuration
from qlint.config import FAIL_ON, META_KEYS, PROFILES, Config
from qlint.diagnostic import Severity
from qlint.errors import ConfigError

Command = TypeVar("Command", bound=Callable[..., Any])
SEVERITIES = [severity.label for severity in sorted(Severity, reverse=True)]

debug_option = click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback for errors.")
colour_option = click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour: NO_COLOR and FORCE_COLOR decide in auto.",
)


def _apply(options: Iterable[Callable[[Command], Command]], command: Command) -> Command:
    """Put options on a command so that help shows them in the order written."""
    return functools.reduce(lambda so_far, option: option(so_far), reversed(list(options)), command)


def config_options(command: Command) -> Command:
    """Where configuration comes from."""
    return _apply(
        (
            click.option(
                "--config", "config_file", type=click.Path(path_type=Path), help="Use this configuration file."
            ),
            click.option("--isolated", is_flag=True, help="Ignore every configuration file."),
        ),
        command,
    )


def rule_options(command: Command) -> Command:
    """Which rules run."""
    return _apply(
        (
            click.option(
                "--select", multiple=True, metavar="CODES", help="Run only these rules: R101, R, a name; ALL."
            ),
            click.option("--extend-select", multiple=True, metavar="CODES", help="Run these rules too."),
            click.option("--ignore", multiple=True, metavar="CODES", help="Leave these rules out."),
            click.option("--profile", type=click.Choice(PROFILES), help="A set of rules (default: recommended)."),
            click.option("--pack", "packs", multiple=True, metavar="DIR", help="Load rules from this directory too."),
        ),
        command,
    )


def meta_options(command: Command) -> Command:
    """Metadata that wins over what banks say."""
    helps = {
        "role": 'Who is interviewed: "data scientist".',
        "level": "Seniority: junior, senior ...",
        "stage": "Interview stage: screen, onsite ...",
        "jurisdiction": "Whose law counts: us, eu, uk ...",
    }
    return _apply([click.option(f"--{key}", metavar="TEXT", help=helps[key]) for key in META_KEYS], command)


def severity_options(command: Command) -> Command:
    """What is shown, and what fails."""
    return _apply(
        (
            click.option("--severity", type=click.Choice(SEVERITIES), help="Lowest severity shown (default: warning)."),
            click.option(
                "--fail-on", type=click.Choice(FAIL_ON), help="Lowest severity that exits 1 (default: warning)."
            ),
        ),
        command,
    )


def fixed_config(config_file: Path | None, isolated: bool) -> Config | None:
    """The one configuration of the run, or None where each file's own counts."""
    if config_file and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    if isolated:
        return Config()
    if config_file is None:
        return None
    if not config_file.is_file():
        raise ConfigError("no such file", path=str(config_file))
    return configuration.load(config_file, root=Path.cwd())


def adjusted(config: Config, options: dict[str, Any]) -> Config:
    """The configuration with what was said on the command line; `options` as click hands them over."""
    fail_on = options.get("fail_on")
    severity = options.get("severity")
    said = {key: str(options[key]) for key in META_KEYS if options.get(key)}
    config = config.with_options(
        select=codes(options.get("select")),
        extend_select=_more(config.extend_select, codes(options.get("extend_select"))),
        ignore=_more(config.ignore, codes(options.get("ignore"))),
        packs=_more(config.packs, tuple(str(Path(pack).absolute()) for pack in options.get("packs") or ())),
        profile=options.get("profile"),
        severity=Severity.parse(severity) if severity else None,
        overrides=said or None,
    )
    return config.failing_on(fail_on) if fail_on else config


def codes(values: Iterable[str] | None) -> tuple[str, ...] | None:
    """`("R101,S", "L")` as `("R101", "S", "L")`; None where nothing was said."""
    words = tuple(word.strip() for value in values or () for word in value.split(",") if word.strip())
    return words or None


def _more(before: tuple[str, ...], said: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return (*before, *said) if said else None
