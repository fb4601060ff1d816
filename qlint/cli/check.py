"""`qlint check`: lint banks and show what was found. Knows neither rules nor readers: the runner does the work."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from qlint.cli import options as shared
from qlint.cli.output import complain, is_pipe, look, sink, width
from qlint.cli.progress import Progress
from qlint.diagnostic import Severity
from qlint.report import ExitCode, Problem
from qlint.reporters import REPORTERS, ReportOptions, create
from qlint.terminal import safe

PROBLEMS_OF_A_FILE = 5


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@shared.rule_options
@shared.severity_options
@shared.meta_options
@click.option("--format", type=click.Choice(list(REPORTERS)), default="console", show_default=True, help="Format.")
@click.option("--output-file", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option("--all", "show_all", is_flag=True, help="Show every finding in full, however many there are.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule at the end.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 even with findings; problems still exit 2.")
@click.option("--require-questions", is_flag=True, help="Exit 2 if no question was found.")
@click.option("--stdin-filename", metavar="NAME", help="With PATH `-`: the name that standard input is read under.")
@shared.config_options
@shared.colour_option
@shared.debug_option
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Lint the question banks at PATH: files, or directories searched for banks (default: this one); `-` reads standard
    input.

    \b
      qlint banks/ --role "data scientist" --level senior
      qlint interview.md --select R,L --format concise
      cat notes.md | qlint - --stdin-filename notes.md
    """
    from qlint.configs import Configs
    from qlint.runner import Job, run

    fixed = shared.fixed_config(options["config_file"], options["isolated"])
    configs = Configs(fixed, lambda config: shared.adjusted(config, options))
    job = Job(paths or (".",), configs, options["stdin_filename"], options["require_questions"])
    show = configs.governing(job.targets).severity
    with sink(options["output_file"], options["format"]) as stream:
        reporter = create(options["format"], stream, _report_options(stream, options, show))
        with _progress(stream, options) as watcher:
            result = run(job, reporter, watcher)
        for text in _complaints(result.problems, everything=options["show_all"]):
            complain(f"qlint: error: {safe(text)}")
        reporter.end(result.summary, result.problems)
    found = result.exit_code is ExitCode.FINDINGS
    ctx.exit(ExitCode.CLEAN if found and options["exit_zero"] else result.exit_code)


def _complaints(problems: Sequence[Problem], *, everything: bool) -> Iterator[str]:
    """A line a problem, of one file the first few; the report of a program (JSON) has them all."""
    seen: Counter[str | None] = Counter()
    for problem in problems:
        seen[problem.path] += 1
        if everything or problem.path is None or seen[problem.path] <= PROBLEMS_OF_A_FILE:
            yield str(problem)
    for path, count in seen.items():
        if path is not None and count > PROBLEMS_OF_A_FILE and not everything:
            yield f"{path}: {count - PROBLEMS_OF_A_FILE:,} more problems (--all shows them)"


def _report_options(stream: TextIO, options: dict[str, Any], show: Severity) -> ReportOptions:
    how = look(stream, _colour(options))
    return ReportOptions(
        show=show,
        all=options["show_all"],
        colour=how.paint.on,
        width=width(stream),
        statistics=options["statistics"],
        terminal=how.terminal,
        encoding=how.encoding,
    )


def _colour(options: dict[str, Any]) -> str:
    """A file gets colour only where it is asked for: FORCE_COLOR speaks of standard output."""
    return "never" if options["output_file"] and options["colour"] == "auto" else str(options["colour"])


def _progress(stream: TextIO, options: dict[str, Any]) -> Progress:
    """A progress bar, unless findings come out on the same terminal while the run goes on, or a pager may own it."""
    streams = options["show_all"] or options["format"] != "console"
    shown = not is_pipe(stream) and not (streams and stream.isatty())
    return Progress(sys.stderr, look(sys.stderr, options["colour"]), shown=shown)
