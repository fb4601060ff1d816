"""What the commands do and show, end to end."""

from __future__ import annotations

import io
import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest

from qlint.cli.progress import Progress
from qlint.tables import Look
from tests.conftest import Call, Run
from tests.reporters.test_json import MAYBE_TEXT, POSITION, REPORT, fits

ADAM = "Write down the equation for the Adam optimizer."
GOOD = ("How would you test a parser?", "How would you find a slow query?", "When would you drop a feature, and why?")
BANK = "# ML engineer\n\n" + "".join(f"- {text}\n" for text in (ADAM, *GOOD))
MAYBE_POSITION = POSITION


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "bank.md").write_text(BANK, "utf-8")
    return tmp_path


# -- check --------------------------------------------------------------------------------------------------------


def test_a_path_alone_is_checked(bank: Path, call_qlint: Call) -> None:
    named, default = call_qlint("check", "bank.md"), call_qlint("bank.md")
    assert named.stdout == default.stdout
    assert default.stdout.startswith("bank.md:3:3 warning R101 equation-recall\n  3 | - Write down")
    assert "ask instead: " in default.stdout
    assert default.stdout.endswith("4 questions in 1 file: 1 warning.\n")


def test_a_directory_is_walked_and_no_path_means_here(bank: Path, call_qlint: Call) -> None:
    assert call_qlint("check").stdout == call_qlint(".").stdout
    assert "R101" in call_qlint("check").stdout


def test_the_name_of_a_command_wins_over_a_path(bank: Path, call_qlint: Call) -> None:
    (bank / "rules").mkdir()
    (bank / "rules" / "bank.md").write_text(BANK, "utf-8")
    assert "equation-recall" in call_qlint("rules").stdout
    assert "rules/bank.md:3:3 warning R101" in call_qlint("./rules").stdout


def test_json_is_version_1(bank: Path, call_qlint: Call) -> None:
    found = json.loads(call_qlint("bank.md", "--format", "json").stdout)
    fits(found, REPORT)
    assert found["diagnostics"][0]["matched"].startswith("Write down")
    assert found["summary"]["questions"] == 4


def test_json_is_whole_or_not_there(bank: Path, call_qlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call_qlint("bank.md", "--format", "json", "--select", "R999").stdout == ""
    done = call_qlint("bank.md", "--format", "json", "--config", "none.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    (bank / "qlint.toml").write_text('pipeline = "en_no_such_pipeline"\n', "utf-8")
    done = call_qlint("bank.md", "--format", "json")
    fits(json.loads(done.stdout), REPORT)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "en_no_such_pipeline" in done.stderr


def test_concise(bank: Path, call_qlint: Call) -> None:
    assert re.match(r"bank\.md:3:3: R101 warning \w", call_qlint("bank.md", "--format", "concise").stdout)


def test_a_report_goes_to_a_file_without_colour(bank: Path, call_qlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = call_qlint("bank.md", "-o", "out.txt")
    monkeypatch.delenv("FORCE_COLOR")
    assert (done.exit_code, done.stdout) == (1, "")
    assert (bank / "out.txt").read_text("utf-8") == call_qlint("bank.md").stdout


def test_standard_input(bank: Path, call_qlint: Call) -> None:
    done = call_qlint("-", "--stdin-filename", "notes/x.md", stdin=BANK)
    assert done.stdout.startswith("notes/x.md:3:3 warning R101")
    assert call_qlint("-", stdin=f"{ADAM}\n").stdout.startswith("<stdin>.txt:1:1 warning R101")


def test_metadata_from_the_command_line_and_the_configuration(bank: Path, call_qlint: Call) -> None:
    unchecked = {
        row["code"] for row in json.loads(call_qlint("bank.md", "--format", "json").stdout)["summary"]["unchecked"]
    }
    assert "T201" in unchecked
    (bank / "qlint.toml").write_text('role = "data scientist"\n', "utf-8")
    for args in (["--isolated", "--role", "data scientist"], []):
        found = json.loads(call_qlint("bank.md", "--format", "json", *args).stdout)
        assert "T201" not in {row["code"] for row in found["summary"]["unchecked"]}


def test_what_was_not_checked_is_said(bank: Path, call_qlint: Call) -> None:
    assert re.search(r"not checked: .*T207", call_qlint("bank.md").stdout, re.S)


def test_each_directory_has_its_own_configuration(bank: Path, call_qlint: Call) -> None:
    (bank / "quiet").mkdir()
    (bank / "quiet" / "qlint.toml").write_text('ignore = ["R101"]\n', "utf-8")
    (bank / "quiet" / "bank.md").write_text(BANK, "utf-8")
    done = call_qlint("bank.md", "quiet/bank.md", "--format", "concise")
    assert "\nquiet/bank.md:" not in done.stdout
    assert done.stdout.startswith("bank.md:3:3: R101")


def test_a_broken_nested_configuration_costs_only_its_files(bank: Path, call_qlint: Call) -> None:
    (bank / "odd").mkdir()
    (bank / "odd" / "qlint.toml").write_text("x = 1\n", "utf-8")
    (bank / "odd" / "bank.md").write_text(BANK, "utf-8")
    (bank / "odd" / "more.md").write_text(BANK, "utf-8")
    done = call_qlint("bank.md", "odd/bank.md", "odd/more.md", "--format", "concise")
    assert done.exit_code == 2
    assert "R101" in done.stdout
    assert done.stderr == "qlint: error: odd/qlint.toml:1:1: unknown key 'x'\n"


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(args: list[str], env: dict[str, str], coloured: bool, run_qlint: Run, tmp_path: Path) -> None:
    assert ("\x1b[" in run_qlint("explain", "R101", *args, env=env).stdout) is coloured


def test_a_bank_cannot_steer_the_terminal(tmp_path: Path, call_qlint: Call) -> None:
    evil = "What is the equation of \x1b]8;;http://e.example\x1b\\the [red]Adam[/red] \u202eoptimizer\u202c?"
    (tmp_path / "bad.md").write_text(BANK.replace(ADAM, evil), "utf-8")
    for args in (["bad.md"], ["bad.md", "--format", "concise"], ["bank", "list", "bad.md"]):
        shown = call_qlint(*args).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "[red]Adam[/red]" in call_qlint("bank", "list", "bad.md").stdout
    for args in (["bad.md", "--format", "json"], ["bank", "list", "bad.md", "--format", "json"]):
        shown = call_qlint(*args).stdout
        assert "\x1b" not in shown
        json.loads(shown)


# -- rules and explain --------------------------------------------------------------------------------------------


def test_rules_as_json(call_qlint: Call) -> None:
    found = json.loads(call_qlint("rules", "--format", "json").stdout)
    shape: dict[str, Any] = {
        "code": str,
        "name": str,
        "pack": str,
        "severity": str,
        "profiles": [str],
        "tier": int,
        "needs": [str],
        "summary": str,
        "evidence": str,
        "selected": bool,
    }
    fits(found, {"version": int, "rules": [shape]})
    codes = [rule["code"] for rule in found["rules"]]
    assert codes == sorted(codes)
    assert "R101" in codes


def test_rules_as_a_table(call_qlint: Call) -> None:
    text = call_qlint("rules", "--select", "R101").stdout
    assert re.search(r"^\* R101 +equation-recall +warning +core", text, re.M)
    assert re.search(r"^  L401 +age", text, re.M)
    assert all(len(row) <= 100 for row in text.splitlines())


def test_the_page_of_a_rule(call_qlint: Call) -> None:
    page = call_qlint("explain", "equation-recall").stdout
    assert page == call_qlint("explain", "R101").stdout == call_qlint("explain", "r101").stdout
    for head in ("Why", "When not", "Ask instead", "Fires on", "Stays silent on", "Evidence"):
        assert f"\n{head}\n" in page
    assert all(len(row) <= 100 for row in page.splitlines())


def test_every_source_of_a_rule_is_in_the_table() -> None:
    from qlint import ruleset, sources

    used = {note.key: rule.meta.code for rule in ruleset.build().rules for note in rule.meta.sources}
    missing = {key: code for key, code in used.items() if key not in sources.table()}
    assert not missing, f"add these to rules/data/sources.yaml: {missing}"
    for row in sources.table().values():
        assert row.title
        assert row.rank in sources.RANKS
        assert row.place
        assert row.read


def test_the_page_names_its_sources(call_qlint: Call) -> None:
    page = " ".join(call_qlint("explain", "T203").stdout.split())
    assert "- HIGHHOUSE18: Highhouse, Nye and Zhang 2018" in page
    assert "the study itself was not read" in page


def test_the_page_as_json(call_qlint: Call) -> None:
    found = json.loads(call_qlint("explain", "R101", "L401", "--format", "json").stdout)
    assert found["version"] == 1
    assert [rule["code"] for rule in found["rules"]] == ["R101", "L401"]
    source = found["rules"][0]["sources"][0]
    assert (source["key"], source["where"], source["rank"]) == ("BOOK", "2.3.3 no. 1", "C")
    assert "Machine Learning Interviews" in source["title"]
    assert all(example["text"] for example in found["rules"][0]["examples"])


def test_a_source_that_no_table_knows_stays_a_key(tmp_path: Path, call_qlint: Call) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pack.yaml").write_text("qlint_pack: 1\nname: own\n", "utf-8")
    (tmp_path / "own" / "story.yaml").write_text(
        "code: OWN101\nname: war-story\nseverity: warning\nsummary: a story\nwhy: nobody scores it\n"
        "sources: [{key: HOUSE, where: page 3}]\nmatch: [{ask: {kind: imperative, object: story}}]\naim: a decision\n",
        "utf-8",
    )
    assert "- HOUSE" in call_qlint("explain", "OWN101", "--pack", "own").stdout
    found = json.loads(call_qlint("explain", "OWN101", "--pack", "own", "--format", "json").stdout)
    assert found["rules"][0]["sources"] == [
        {"key": "HOUSE", "where": "page 3", "title": None, "rank": None, "place": None, "read": None}
    ]


# -- parse --------------------------------------------------------------------------------------------------------

TOKEN = {"text": str, "lemma": str, "pos": str, "morph": str, "dep": str, "head": int, "start": int, "end": int}
ASK = {
    **dict.fromkeys(("kind", "openness", "about"), str),
    **dict.fromkeys(("verb", "object", "predicate", "topic", "core", "audience", "manner", "subject"), MAYBE_TEXT),
    **dict.fromkeys(("wh", "clause", "modal", "tense", "level"), MAYBE_TEXT),
    "negated": bool,
    "links": [{"kind": str, "ask": int}],
    "adjuncts": [{"kind": str, "text": str}],
    "start": int,
    "end": int,
}
PARSED = {"text": str, "tokens": [TOKEN], "asks": [ASK]}


def test_parse_as_json_lines(tmp_path: Path, call_qlint: Call) -> None:
    (tmp_path / "q.txt").write_text(f"{ADAM}\n\nExplain PCA to your grandma. Why?\n", "utf-8")
    done = call_qlint("parse", "--file", "q.txt", "--format", "jsonl")
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert len(rows) == 2
    for row in rows:
        fits(row, PARSED)
        for token in row["tokens"]:
            assert row["text"][token["start"] : token["end"]] == token["text"]
            assert 0 <= token["head"] < len(row["tokens"])
        roots = [number for number, token in enumerate(row["tokens"]) if token["head"] == number]
        assert roots == [number for number, token in enumerate(row["tokens"]) if token["dep"] == "root"]
        assert not any(token["dep"].isupper() for token in row["tokens"])
    ask = rows[0]["asks"][0]
    assert (ask["kind"], ask["verb"], ask["object"]) == ("imperative", "write down", "equation")
    assert (ask["topic"], ask["core"]) == ("equation for the Adam optimizer", "Adam optimizer")
    assert call_qlint("parse", "-", "--format", "jsonl", stdin=(tmp_path / "q.txt").read_bytes()).stdout == done.stdout


def test_parse_as_json(call_qlint: Call) -> None:
    found = json.loads(call_qlint("parse", "What is PCA?", "--format", "json").stdout)
    fits(found, {"version": int, "items": [PARSED]})


def test_parse_for_people(call_qlint: Call) -> None:
    text = call_qlint("parse", *ADAM.split()).stdout
    assert text.startswith(ADAM + "\n\n  root Write ")
    assert re.search(r"├─ obj equation +NOUN +equation", text)
    assert "\nask 0  imperative" in text
    assert re.search(r"^  core +Adam optimizer$", text, re.M)


def test_parse_shows_no_escapes(call_qlint: Call) -> None:
    for name in ("console", "json", "jsonl"):
        assert "\x1b" not in call_qlint("parse", "What is \x1b[31mPCA?", "--format", name).stdout


# -- bank and config ----------------------------------------------------------------------------------------------


def test_bank_list_as_json(bank: Path, call_qlint: Call) -> None:
    found = json.loads(call_qlint("bank", "list", "bank.md", "--role", "nurse", "--format", "json").stdout)
    question: dict[str, Any] = {
        "path": str,
        "place": dict,
        "id": MAYBE_TEXT,
        "index": int,
        "text": str,
        "start": POSITION,
        "end": POSITION,
        "context": {"section": [str], "scenario": MAYBE_TEXT},
        "attachments": list,
        "options": list,
        "meta": dict,
        "origins": dict,
    }
    fits(found, {"version": int, "questions": [question], "errors": list})
    assert [item["text"] for item in found["questions"]] == [ADAM, *GOOD]
    assert found["questions"][0]["context"]["section"] == ["ML engineer"]
    assert found["questions"][0]["meta"]["role"] == "nurse"
    assert found["questions"][0]["origins"]["role"] == "command line"


def test_bank_list_for_people(bank: Path, call_qlint: Call) -> None:
    text = call_qlint("bank", "list", "bank.md").stdout
    assert text.startswith(f"bank.md:3:3\n  {ADAM}\n    section: ML engineer\n")
    assert text.endswith("4 questions in 1 file.\n")


def test_config_shows_origins(bank: Path, call_qlint: Call) -> None:
    (bank / "qlint.toml").write_text('profile = "strict"\nrole = "nurse"\n', "utf-8")
    text = call_qlint("config", "bank.md", "--fail-on", "error").stdout
    assert re.search(r"^profile +strict +qlint\.toml:1$", text, re.M)
    assert re.search(r"^fail-on +error +command line$", text, re.M)
    assert re.search(r"^severity +warning +default$", text, re.M)
    assert re.search(r"^role \(default\) +nurse", text, re.M)


# -- help and progress --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "rules", "explain", "parse", "bank", "config"])
def test_help_is_short_and_says_what_the_table_says(command: str, call_qlint: Call) -> None:
    assert command in call_qlint("--help").stdout
    text = call_qlint(command, "--help").stdout
    assert text.startswith(f"Usage: qlint {command}")
    assert all(len(row) <= 100 for row in text.splitlines())


def test_help_without_arguments_exits_2(call_qlint: Call) -> None:
    assert call_qlint().exit_code == 2


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


DRAWN = Look(width=120, terminal=True)


def test_progress_is_silent_at_first_and_wipes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = _Terminal()
    with Progress(quick, DRAWN) as watcher:
        watcher(1, 2, "a.md", 3)
    assert quick.getvalue() == ""
    monkeypatch.setattr("qlint.cli.progress._PATIENCE", 0.01)
    slow = _Terminal()
    with Progress(slow, DRAWN) as watcher:
        watcher(1, 2, "a[red]\x1b[31m:smile:.md", 3)
        time.sleep(0.5)
        watcher(2, 2, "b.md", 2345)
    shown = slow.getvalue()
    assert "1/2 files 3 questions" in shown
    assert "a[red]\\x1b[31m:smile:.md" in shown
    assert "\x1b[31m" not in shown
    assert shown.endswith("\x1b[2K")  # the line is wiped
    piped = io.StringIO()
    with Progress(piped, Look()) as watcher:
        time.sleep(0.05)
    assert piped.getvalue() == ""


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_progress_bar_takes_one_row(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qlint.cli.progress._PATIENCE", 0.0)
    stream = _Terminal()
    with Progress(stream, Look(width=width, terminal=True)) as watcher:
        watcher(12, 300, "a-long-name" * 20, 2345)
        until = time.monotonic() + 10
        while "2,345" not in stream.getvalue() and time.monotonic() < until:
            time.sleep(0.05)
    shown = stream.getvalue()
    assert shown.count("\n") == 1  # the one that leaves the row, to wipe it
    assert "2,345 questions" in shown


# -- on a terminal ------------------------------------------------------------------------------------------------


def on_terminal(args: list[str], cwd: Path, columns: int = 80, env: dict[str, str] | None = None) -> list[str]:
    """What `qlint ARGS` writes to a terminal of so many columns."""
    import fcntl
    import pty
    import struct
    import subprocess
    import sys
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    plain = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "COLUMNS", "LINES")}
    setting = {**plain, "NO_COLOR": "1", "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **(env or {})}
    command = [sys.executable, "-m", "qlint", *args]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=setting) as running:
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 65536):
                written += piece
        except OSError:  # the other end has gone
            pass
        running.wait(60)
    os.close(ours)
    return written.decode("utf-8").replace("\r\n", "\n").splitlines()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
@pytest.mark.parametrize("columns", [80, 120])
def test_rules_fit_a_terminal(columns: int, tmp_path: Path) -> None:
    rows = on_terminal(["rules"], tmp_path, columns)
    assert rows[1] == "─" * len(rows[1])
    assert any(row.startswith("* R101  equation-recall") for row in rows)
    assert all(len(row) <= columns for row in rows)
    assert ("profiles" in rows[0]) is (columns == 120)


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_a_bank_on_a_terminal_is_a_table_and_cannot_steer_it(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("# Q\n\n- What is \x1b[31m[red]PCA[/red] :smile: and why?\n", "utf-8")
    text = "\n".join(rows := on_terminal(["bank", "list", "bad.md"], tmp_path))
    assert rows[0] == "bad.md"
    assert re.match(r"place +question +metadata$", rows[1])
    assert "\\x1b[31m[red]PCA[/red] :smile:" in text
    assert "\x1b" not in text
    assert "\x1b[1m" in "\n".join(on_terminal(["bank", "list", "bad.md"], tmp_path, env={"NO_COLOR": ""}))


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_a_dumb_terminal_gets_plain_text(tmp_path: Path) -> None:
    rows = on_terminal(["config", "."], tmp_path, env={"TERM": "dumb", "NO_COLOR": ""})
    assert rows[1].startswith("profile ")


def test_a_tree_on_a_terminal(call_qlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qlint.cli.parse.look", lambda *_: Look(width=80, terminal=True))
    rows = call_qlint("parse", "Write down the equation for [b]Adam[/b].").stdout.splitlines()
    at = [row.index("NOUN") for row in rows if "NOUN" in row]
    assert rows[2].startswith("root Write ")
    assert any(re.match(r"[├└]── obj equation +NOUN +equation +\S*Number=Sing", row) for row in rows)
    assert len(set(at)) == 1
    assert "[b]" in rows[0]
