"""Configuration: found upward, read once, every complaint with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qlint import config
from qlint.config import Config
from qlint.configs import Configs
from qlint.diagnostic import Severity
from qlint.errors import ConfigError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_every_key_is_read_with_its_origin(tmp_path: Path) -> None:
    path = write(
        tmp_path / "qlint.toml",
        """select = ["R", "L401"]
extend-select = ["S301"]
ignore = "R103"
profile = "strict"
severity = "info"
fail-on = "never"
packs = ["rules/own"]
banks = ["banks/**"]
pipeline = "en_other"
role = "nurse"
[[defaults]]
paths = ["banks/ml/*"]
role = "data scientist"
level = "senior"
""",
    )
    found = config.load(path)
    assert found.select == ("R", "L401")
    assert (found.extend_select, found.ignore, found.profile) == (("S301",), ("R103",), "strict")
    assert (found.severity, found.fail_on) == (Severity.INFO, None)
    assert (found.packs, found.banks, found.pipeline) == (("rules/own",), ("banks/**",), "en_other")
    assert found.origins["select"] == "qlint.toml:1"
    assert found.origins["fail_on"] == "qlint.toml:6"
    assert found.origins["defaults"] == "qlint.toml:11"
    assert found.meta_defaults(str(tmp_path / "banks/ml/a.md"))["role"].value == "data scientist"
    assert found.meta_defaults(str(tmp_path / "banks/b.md"))["role"].value == "nurse"
    assert found.meta_defaults(str(tmp_path / "banks/b.md"))["role"].origin == "config"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\nselct = ["R"]', "qlint.toml:2:1: unknown key 'selct' (did you mean 'select'?)"),
        ("select = 3", "qlint.toml:1:1: 'select' must be a list of strings, not a number"),
        ("select = [1]", "qlint.toml:1:1: 'select' must be a list of strings, not a list"),
        ('  profile = "recomended"', "qlint.toml:1:3: 'profile' cannot be 'recomended' (did you mean 'recommended'?)"),
        ('severity = "loud"', "qlint.toml:1:1: 'severity' cannot be 'loud' (one of info, warning, error)"),
        ("role = 3", "qlint.toml:1:1: 'role' must be a string, not a number"),
        ('defaults = "x"', "qlint.toml:1:1: 'defaults' must be an array of tables: [[defaults]]"),
        ("[[defaults]]\npaths = 3", "qlint.toml:2:1: 'paths' must be a list of strings, not a number"),
        ("select = [\n  1,,", "qlint.toml:2:5: is not TOML: invalid value"),
        ("a = [", "qlint.toml:1: is not TOML: invalid value"),
        ("[other]\nselect = 1", "qlint.toml:1:1: unknown key 'other'"),
    ],
)
def test_a_bad_file_is_one_clear_line(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        config.load(write(tmp_path / "qlint.toml", text))
    assert str(caught.value) == said


def test_a_file_that_is_not_utf8_or_not_there_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "qlint.toml").write_bytes(b"role = '\xff'")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        config.load(tmp_path / "qlint.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "other.toml")


def test_the_closest_directory_wins_and_names_have_an_order(tmp_path: Path) -> None:
    write(tmp_path / "qlint.toml", "")
    write(tmp_path / "a/pyproject.toml", "[tool.other]\nx = 1")
    assert config.find(tmp_path / "a/b.md") == tmp_path / "qlint.toml"
    write(tmp_path / "a/pyproject.toml", '[tool.qlint]\nprofile = "book"')
    assert config.find(tmp_path / "a/b.md") == tmp_path / "a/pyproject.toml"
    assert config.for_path(tmp_path / "a").profile == "book"
    write(tmp_path / "a/qlint.toml", "")
    assert config.find(tmp_path / "a") == tmp_path / "a/qlint.toml"
    write(tmp_path / "a/.qlint.toml", "")
    assert config.find(tmp_path / "a") == tmp_path / "a/.qlint.toml"


def test_a_key_of_another_tool_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "[tool.ruff]\nselect = 1\n[tool.qlint]\nselect = 2"
    with pytest.raises(ConfigError) as caught:
        config.load(write(tmp_path / "pyproject.toml", text))
    assert caught.value.where == "pyproject.toml:4:1"


def test_the_command_line_wins_and_says_so() -> None:
    found = Config(profile="book").with_options(profile="strict", select=None, overrides={"role": "nurse"})
    assert found.profile == "strict"
    assert found.origins == {"profile": "command line", "overrides": "command line"}
    assert found.meta_overrides()["role"].origin == "command line"
    assert found.failing_on("never").fail_on is None


def test_each_file_has_its_own_configuration_and_each_configuration_one_session(tmp_path: Path) -> None:
    write(tmp_path / "qlint.toml", 'profile = "book"')
    write(tmp_path / "a/qlint.toml", 'profile = "strict"')
    (tmp_path / "b").mkdir()
    configs = Configs(adjust=lambda found: found.with_options(ignore=("R101",)))
    assert configs.of(tmp_path / "a/x.md").profile == "strict"
    assert configs.of(tmp_path / "b/x.md").profile == "book"
    assert configs.of(tmp_path / "b/x.md").ignore == ("R101",)
    assert configs.governing([tmp_path / "a", tmp_path / "b"]).profile == "book"
    assert configs.session(configs.of(tmp_path / "b")) is configs.session(configs.of(tmp_path / "x.md"))
    assert len(configs.sessions) == 1


def test_a_named_configuration_governs_everything(tmp_path: Path) -> None:
    write(tmp_path / "a/qlint.toml", 'profile = "strict"')
    assert Configs(Config()).of(tmp_path / "a/x.md").profile == "recommended"
