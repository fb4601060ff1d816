"""Gold data: what is read, what is refused, and that a score falls when a label is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qlint.cli import cli
from qlint.errors import FormatError, PackError
from qlint.gold import asks, trees
from qlint.language.pipeline import load

TREE = """# sent_id = one
# split = test
1\tExplain\texplain\tVERB\t_\tMood=Imp|VerbForm=Fin\t0\troot\t_\t_
2\tsharding\tsharding\tNOUN\t_\tNumber=Sing\t1\tobj\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

# sent_id = two
# split = train
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\t_\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_
3\tguess\tguess\tVERB\t_\t_\t0\troot\t_\t_
"""
ASKS = """- id: a
  text: Explain sharding to a designer, and say why.
  split: test
  asks:
    - {kind: imperative, wh: null, verb: explain, object: sharding, topic: sharding, audience: a designer}
    - {kind: imperative, verb: say}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_trees_are_read_with_their_text_and_split(tmp_path: Path) -> None:
    one, two = trees.read(written(tmp_path, "t.conllu", TREE))
    assert (one.text, one.split, two.text) == ("Explain sharding.", "test", "Don't guess")
    assert [tree.id for tree in trees.read(tmp_path / "t.conllu", "train")] == ["two"]


def test_a_tree_scores_full_marks_only_as_annotated(tmp_path: Path) -> None:
    nlp = load()
    (gold,) = trees.read(written(tmp_path, "t.conllu", TREE), "test")
    assert trees.evaluate(nlp, [gold]).f1("las") == 1.0
    wrong = written(tmp_path, "w.conllu", TREE.replace("\t1\tobj", "\t1\tobl"))
    scores = trees.evaluate(nlp, trees.read(wrong, "test"))
    assert (scores.f1("las"), scores.f1("uas"), scores.f1("root")) == (pytest.approx(2 / 3), 1.0, 1.0)
    assert [(tree.id, names) for tree, names in scores.wrong] == [("one", ("las",))]
    assert trees.evaluate(nlp, [gold], gold_words=True).f1("words") == 1.0


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"t\.conllu:4: head '9' of 'sharding'"):
        trees.read(written(tmp_path, "t.conllu", TREE.replace("\t1\tobj", "\t9\tobj")))
    with pytest.raises(FormatError, match="2 columns, not 10"):
        trees.read(written(tmp_path, "u.conllu", "1\tExplain\n"))


def test_asks_are_compared_field_by_field(tmp_path: Path) -> None:
    nlp = load()
    right = asks.evaluate(nlp, asks.read(written(tmp_path, "a.yaml", ASKS)))
    assert right.misses == []
    assert right.share("question") == 1.0
    wrong = ASKS.replace("verb: explain", "verb: describe").replace(", and say why", "")
    scores = asks.evaluate(nlp, asks.read(written(tmp_path, "b.yaml", wrong), "test"))
    assert {(miss.field, miss.expected, miss.found) for miss in scores.misses} >= {
        ("verb", "describe", "explain"),
        ("count", "2", "1"),
        ("kind", "imperative", None),
    }
    assert scores.share("topic", "imperative") == 1.0
    assert scores.share("question") == 0.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: imperative, wh", "kind: imperativ, wh", "a.yaml:5:14"),
        ("topic: sharding", "topic: shards", "topic 'shards' does not stand in"),
        ("verb: say", "verbs: say", "a.yaml:6:26"),
        ("  text: Explain sharding to a designer, and say why.\n", "", "a question without `text`"),
    ],
)
def test_bad_gold_asks_are_refused_with_their_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(PackError) as error:
        asks.read(written(tmp_path, "a.yaml", ASKS.replace(old, new)))
    assert said in str(error.value)


def test_the_commands_print_tables_and_json(tmp_path: Path) -> None:
    written(tmp_path, "t.conllu", TREE)
    written(tmp_path, "a.yaml", ASKS.replace("a designer}", "null}"))
    runner = CliRunner()
    shown = runner.invoke(cli, ["eval", "parse", str(tmp_path), "--split", "test"])
    assert shown.exit_code == 0, shown.output
    assert "las" in shown.output
    assert "1 trees, split test." in shown.output
    told = runner.invoke(cli, ["eval", "asks", str(tmp_path / "a.yaml"), "--wrong", "--format", "json"])
    body = json.loads(told.output)
    assert (body["version"], body["questions"]) == (1, 1)
    assert [(row["field"], row["found"]) for row in body["wrong"]] == [("audience", "a designer")]
    listed = runner.invoke(cli, ["eval", "asks", str(tmp_path / "a.yaml"), "--wrong"])
    assert "a designer" in listed.output


@pytest.mark.parametrize("arguments", [["parse", "nowhere"], ["asks", "--split", "train", "a.yaml"], ["parse", "."]])
def test_nothing_to_measure_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.yaml", ASKS)
    assert CliRunner().invoke(cli, ["eval", *arguments]).exit_code == 2
