"""`qlint eval`: how near the pipeline and the extractor of asks come to gold data. Knows no rule and no bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qlint.cli import options as shared
from qlint.cli.output import look, stdout
from qlint.errors import UsageError
from qlint.tables import Column, table
from qlint.terminal import safe

if TYPE_CHECKING:
    from qlint.gold.asks import AskScores
    from qlint.gold.trees import TreeScores

_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_SPLIT = click.option(
    "--split", type=click.Choice(["train", "dev", "test"]), help="Only this split (all when left out)."
)
_PIPELINE = click.option("--pipeline", help="A spaCy pipeline or a folder of one, in the place of the embedded one.")
_FORMAT = click.option(
    "--format", type=click.Choice(["console", "json"]), default="console", show_default=True, help="Format."
)


@click.group(name="eval")
def evaluation() -> None:
    """Measure the language floor against gold data.

    \b
      qlint eval parse corpus/treebank --split test
      qlint eval asks corpus/asks/gold.yaml --split test
    """


@evaluation.command()
@_PATHS
@_SPLIT
@click.option("--gold-words", is_flag=True, help="Parse the annotated words; else the texts, split by the pipeline.")
@click.option("--wrong", is_flag=True, help="List the sentences that came out otherwise.")
@_PIPELINE
@_FORMAT
@shared.colour_option
@shared.debug_option
def parse(
    paths: tuple[Path, ...],
    split: str | None,
    gold_words: bool,
    wrong: bool,
    pipeline: str | None,
    format: str,
    colour: str,
) -> None:
    """Score the parse of gold trees (CoNLL-U files or folders of them): words, tags, features, lemmas, heads, roots."""
    from qlint.gold import trees
    from qlint.language.pipeline import load

    items = [tree for path in _files(paths, "*.conllu") for tree in trees.read(path, split)]
    _some(items, split)
    scores = trees.evaluate(load(pipeline), items, gold_words=gold_words)
    _write(_tree_rows(scores), _tree_wrong(scores) if wrong else [], len(items), "trees", split, format, colour)


@evaluation.command()
@_PATHS
@_SPLIT
@click.option("--wrong", is_flag=True, help="List every field that came out otherwise.")
@_PIPELINE
@_FORMAT
@shared.colour_option
@shared.debug_option
def asks(
    paths: tuple[Path, ...], split: str | None, wrong: bool, pipeline: str | None, format: str, colour: str
) -> None:
    """Score the asks of gold questions (YAML files or folders of them), per field and per kind of ask."""
    from qlint.gold import asks as gold
    from qlint.language.pipeline import load

    items = [item for path in _files(paths, "*.yaml") for item in gold.read(path, split)]
    _some(items, split)
    scores = gold.evaluate(load(pipeline), items)
    _write(_ask_rows(scores), _ask_wrong(scores) if wrong else [], len(items), "questions", split, format, colour)


def _files(paths: Sequence[Path], pattern: str) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", path=str(path))
        found = sorted(path.glob(pattern)) if path.is_dir() else [path]
        if not found:
            raise UsageError(f"holds no {pattern}", path=str(path))
        yield from found


def _some(items: Sequence[object], split: str | None) -> None:
    if not items:
        raise UsageError(f"nothing to measure{f' in split {split}' if split else ''}")


Row = dict[str, Any]


def _tree_rows(scores: TreeScores) -> list[Row]:
    """One row a measure, then one a relation; shares as fractions of 1, rounded to a tenth of a percent."""
    from qlint.gold.trees import MEASURES

    names = [(name, name) for name in MEASURES] + [(f"las:{name}", name) for name in scores.relations()]
    return [{"measure": shown, "f1": _rounded(scores.f1(key)), "gold": scores.gold[key]} for key, shown in names]


def _ask_rows(scores: AskScores) -> list[Row]:
    """One row a field: the share over all asks, then by kind."""
    from qlint.gold.asks import CHOICES, ordered

    rows: list[Row] = []
    for name in ordered(scores):
        row: Row = {"field": name, "right": _rounded(scores.share(name)), "labels": scores.all["", name]}
        row |= {kind: _rounded(scores.share(name, kind)) for kind in CHOICES["kind"]}
        rows.append(row)
    return rows


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _tree_wrong(scores: TreeScores) -> list[Row]:
    return [{"id": tree.id, "differs": ", ".join(names), "text": tree.text} for tree, names in scores.wrong]


def _ask_wrong(scores: AskScores) -> list[Row]:
    return [
        {
            "id": miss.question.id,
            "ask": miss.ask + 1,
            "field": miss.field,
            "expected": miss.expected,
            "found": miss.found,
            "text": miss.question.text,
        }
        for miss in scores.misses
    ]


def _write(
    rows: list[Row], wrong: list[Row], count: int, what: str, split: str | None, format: str, colour: str
) -> None:
    stream = stdout(format)
    if format == "json":
        from qlint.reporters.json import dumps

        body = {"version": 1, "split": split, what: count, "scores": rows, "wrong": wrong}
        stream.write(dumps(body, indent=2) + "\n")
        return
    for part in (rows, wrong):
        if part:
            columns = [Column(name, wraps=name == "text") for name in part[0]]
            for line in table(
                columns, [tuple(_cell(value) for value in row.values()) for row in part], look(stream, colour)
            ):
                stream.write(line + "\n")
            stream.write("\n")
    stream.write(f"{count} {what}{f', split {split}' if split else ''}.\n")


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{100 * value:.1f}" if isinstance(value, float) else safe(str(value))
