"""The group of commands: loaded one at a time, `check` where none is named, every error one line and an exit code.

Knows no command but by the name of its room.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from qlint.errors import QlintError
from qlint.report import ExitCode
from qlint.terminal import safe

INTERRUPTED = 130
BROKEN_PIPE = 141


class PipeClosedError(Exception):
    """Who read our output has gone (`| head`)."""


class QlintGroup(click.Group):
    """`lazy` maps a command to its room and its short help, so that help pages load no room."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]], default: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy
        self._default = default

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return None
        room, _, name = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(room), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that name none: `qlint PATH`, `qlint --select R101 PATH`."""
        flags = {name for param in self.get_params(ctx) for name in param.opts}
        named = next((word for word in args if word not in flags), None)
        asks_group = any(word in flags - {"--debug"} for word in (args[: args.index(named)] if named else args))
        if named is not None and named not in self._lazy and not asks_group:
            args = [self._default, *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self._lazy.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Keep a closed pipe from click, which would make it exit code 1, the code of findings."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run and exit; nothing but an exit code leaves here."""
        words = list(sys.argv[1:] if args is None else args)
        options = words[: words.index("--")] if "--" in words else words
        debug = "--debug" in options or bool(os.environ.get("QLINT_DEBUG"))
        extra.pop("standalone_mode", None)
        try:
            result = super().main(words, prog_name="qlint", standalone_mode=False, **extra)
            sys.stdout.flush()
        except BaseException as error:
            if debug and not isinstance(error, SystemExit):
                traceback.print_exc()
            _leave(error)
        sys.exit(int(result or 0))


def _leave(error: BaseException) -> NoReturn:
    """From an exception to a line on standard error and an exit code."""
    if isinstance(error, SystemExit):
        raise error
    if isinstance(error, KeyboardInterrupt | click.Abort):
        print("qlint: interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)
    if isinstance(error, PipeClosedError | BrokenPipeError):
        # Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.format_message(), file=sys.stderr)  # noqa: T201
        sys.exit(ExitCode.ERROR)
    print(f"qlint: error: {safe(describe(error))}", file=sys.stderr)  # noqa: T201
    sys.exit(ExitCode.ERROR)


def describe(error: BaseException) -> str:
    """What went wrong, where, and the mend, in one line."""
    if isinstance(error, QlintError):
        return str(error)
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "qlint"
        return f"{_lower(error.format_message()).rstrip('.')} (see '{command} --help')"
    if isinstance(error, click.ClickException):
        return _lower(error.format_message())
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror.lower()}"
    return f"internal error: {type(error).__name__}: {error} (--debug shows where; please report it)"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
