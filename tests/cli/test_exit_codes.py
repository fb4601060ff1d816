"""Exit codes and error lines, in processes as shells see them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Call, Run

CLEAN = "- How does K-means work? If applied to this problem, what are its disadvantages, and why?\n"
BAD = "- Write down the equation for the Adam optimizer.\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text(f"# Questions\n\n{CLEAN}", "utf-8")
    (tmp_path / "bad.md").write_text(f"# Questions\n\n{BAD}", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["good.md"], 0),
        (["check", "good.md"], 0),
        (["bad.md"], 1),
        (["bad.md", "--fail-on", "error"], 0),
        (["bad.md", "--fail-on", "never"], 0),
        (["bad.md", "--severity", "error"], 1),
        (["bad.md", "--exit-zero"], 0),
        (["bad.md", "--ignore", "R101"], 0),
        (["bad.md", "--select", "L,R101"], 1),
        (["--select", "S", "bad.md"], 0),
        (["good.md", "--require-questions"], 0),
        (["--version"], 0),
        (["rules"], 0),
        (["explain", "R101", "age"], 0),
    ],
)
def test_codes(args: list[str], code: int, bank: Path, call_qlint: Call) -> None:
    done = call_qlint(*args)
    assert done.exit_code == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["missing.md"], "qlint: error: missing.md: no such file or directory"),
        (["goood.md"], "did you mean 'good.md'?"),
        (["--no-such"], "--no-such"),
        (["check", "--formt", "json"], "(see 'qlint check --help')"),
        (["good.md", "--format", "xml"], "'xml' is not one of 'console', 'concise', 'json'"),
        (["good.md", "--select", "R999"], "qlint: error: no rule matches 'R999'"),
        (["explain", "R999"], "qlint: error: no rule 'R999'"),
        (["explain", "equation-recal"], "did you mean 'equation-recall'?"),
        (["explain"], "missing argument 'CODE...'"),
        (["good.md", "--config", "none.toml"], "qlint: error: none.toml: no such file"),
        (["good.md", "--config", "a.toml", "--isolated"], "exclude each other"),
        (["good.md", "--pack", "nowhere"], "pack.yaml"),
        (["good.md", "-o", "no/such/dir.txt"], "qlint: error: no/such/dir.txt: cannot be written"),
        (["parse"], "give either TEXT or --file"),
        (["parse", "--file", "none.txt"], "qlint: error: none.txt: cannot be read"),
        (["bank", "list", "missing.md"], "qlint: error: missing.md: no such file or directory"),
        (["bank", "lst"], "no such command 'lst'"),
        (["good.md", "--severity", "lod"], "'lod' is not one of"),
    ],
)
def test_a_wrong_call_is_one_line_and_exits_2(args: list[str], said: str, bank: Path, call_qlint: Call) -> None:
    done = call_qlint(*args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("qlint: error: ")


def test_problems_win_over_findings_and_the_rest_goes_on(bank: Path, call_qlint: Call) -> None:
    (bank / "broken.json").write_text('{"questions": [', "utf-8")
    (bank / "binary.md").write_bytes(b"\x00\x01\x02" * 50)
    done = call_qlint("missing.md", "broken.json", "binary.md", "bad.md", "--format", "json")
    assert done.exit_code == 2
    report = json.loads(done.stdout)
    assert [item["code"] for item in report["diagnostics"]] == ["R101"]
    assert sorted(item["path"] for item in report["errors"]) == ["binary.md", "broken.json", "missing.md"]
    assert len(done.stderr.splitlines()) == 3
    assert "broken.json:1:" in done.stderr


def test_many_problems_of_one_file_are_no_wall(bank: Path, call_qlint: Call) -> None:
    (bank / "broken.jsonl").write_text("{\n" * 12, "utf-8")
    done = call_qlint("broken.jsonl", "--format", "json")
    assert len(json.loads(done.stdout)["errors"]) == 12
    assert len(done.stderr.splitlines()) == 6
    assert done.stderr.endswith("broken.jsonl: 7 more problems (--all shows them)\n")
    assert len(call_qlint("broken.jsonl", "--all").stderr.splitlines()) == 12


def test_a_broken_rule_is_left_out_and_the_rest_goes_on(bank: Path, call_qlint: Call) -> None:
    pack = bank / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text("qlint_pack: 1\nname: own\n", "utf-8")
    (pack / "own101-bad.yaml").write_text("code: OWN101\nname: bad\nseverity: lod\n", "utf-8")
    done = call_qlint("bad.md", "--pack", "own", "--format", "concise")
    assert done.exit_code == 2
    assert "R101" in done.stdout
    assert "own101-bad.yaml:" in done.stderr


def test_a_pack_that_is_none_is_one_line_and_the_rest_goes_on(bank: Path, call_qlint: Call) -> None:
    (bank / "own").mkdir()
    (bank / "own" / "pack.yaml").write_text("qlint_pack: [1\n", "utf-8")
    for pack, said in (("nowhere", "it has no pack.yaml"), ("own", "own/pack.yaml:")):
        done = call_qlint("bad.md", "good.md", "--pack", pack, "--format", "concise")
        assert done.exit_code == 2
        assert "R101" in done.stdout
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
    (bank / "qlint.toml").write_text('packs = ["nowhere"]\n', "utf-8")
    assert call_qlint("rules").exit_code == 2
    assert "R101" in call_qlint("rules").stdout


def test_a_broken_configuration_names_its_place(bank: Path, call_qlint: Call) -> None:
    (bank / "qlint.toml").write_text("profil = 'strict'\n", "utf-8")
    done = call_qlint("good.md")
    assert done.exit_code == 2
    assert done.stderr == "qlint: error: qlint.toml:1:1: unknown key 'profil' (did you mean 'profile'?)\n"
    assert call_qlint("good.md", "--isolated").exit_code == 0


def test_no_question_found(tmp_path: Path, call_qlint: Call) -> None:
    (tmp_path / "notes.md").write_text("Nothing is asked here.\n", "utf-8")
    done = call_qlint("notes.md")
    assert done.exit_code == 0
    assert "no question found" in done.stdout
    done = call_qlint("notes.md", "--require-questions")
    assert done.exit_code == 2
    assert "no question found" in done.stderr


def test_debug_shows_the_traceback_and_keeps_the_code(bank: Path, call_qlint: Call) -> None:
    done = call_qlint("good.md", "--config", "none.toml", "--debug")
    assert done.exit_code == 2
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("qlint: error: none.toml")


@pytest.mark.slow
@pytest.mark.parametrize(("args", "code"), [(["good.md"], 0), (["bad.md"], 1), (["missing.md"], 2)])
def test_a_process_exits_with_the_code(args: list[str], code: int, bank: Path, run_qlint: Run) -> None:
    assert run_qlint(*args, cwd=bank).returncode == code


def test_a_closed_pipe_is_quiet(bank: Path) -> None:
    script = f"{sys.executable} -m qlint explain R101 L401 T204 R102 R103 | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=bank, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in ("0", "141")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_is_130_and_one_line(bank: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "qlint", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=bank
    )
    with running:
        try:
            running.wait(4)  # a busy machine takes its time to start
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert running.stderr is not None
        assert running.stderr.read().strip() == "qlint: interrupted"
