"""Configuration: `.qlint.toml`, `qlint.toml` or `[tool.qlint]` of `pyproject.toml` become one frozen `Config`.

The closest directory upward wins and nothing is merged; within a directory the order above. Every value remembers its
origin. Rule names and rule options stay raw words here: this room knows no rule and no command line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qlint.diagnostic import Severity
from qlint.errors import ConfigError, did_you_mean
from qlint.question import MetaValue

FILE_NAMES = (".qlint.toml", "qlint.toml", "pyproject.toml")
PROFILES = ("book", "recommended", "strict", "public")
FAIL_ON = ("error", "warning", "info", "never")
META_KEYS = ("role", "level", "stage", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Defaults:
    """Metadata for the questions of some files: `[[defaults]]` with `paths` (gitignore patterns, none: every file)."""

    meta: Mapping[str, object]
    paths: tuple[str, ...] = ()
    origin: str = "config"


@dataclass(frozen=True, slots=True)
class Config:
    """What a run was told.

    `root`      directory that relative paths and patterns of the file count from
    `path`      the configuration file, None where there is none
    `select`    codes, names or families; None: what the profile names
    `severity`  the lowest severity shown; never changes the exit code
    `fail_on`   the lowest severity that makes the exit code 1; None: never
    `overrides` metadata from the command line, which wins over everything a bank says
    `origins`   key -> where its value came from: `default`, `qlint.toml:3`, `command line`
    """

    root: Path = field(default_factory=Path.cwd)
    path: Path | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "recommended"
    severity: Severity = Severity.WARNING
    fail_on: Severity | None = Severity.WARNING
    packs: tuple[str, ...] = ()
    banks: tuple[str, ...] = ()
    pipeline: str | None = None
    defaults: tuple[Defaults, ...] = ()
    overrides: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def with_options(self, **options: Any) -> Config:
        """This configuration with what the command line said (keys as in this class); None means not said."""
        said = {key: value for key, value in options.items() if value is not None}
        origins = {**self.origins, **dict.fromkeys(said, "command line")}
        return replace(self, **said, origins=origins)

    def failing_on(self, word: str) -> Config:
        """This configuration with `--fail-on word`: `error`, `warning`, `info` or `never`."""
        return replace(self, fail_on=parse_fail_on(word), origins={**self.origins, "fail_on": "command line"})

    def meta_defaults(self, path: str) -> dict[str, MetaValue]:
        """Metadata that the configuration gives the questions of `path`; a later table wins over an earlier one."""
        found: dict[str, MetaValue] = {}
        for entry in self.defaults:
            if not entry.paths or _matches(path, entry.paths, self.root):
                found |= {key: MetaValue(value, entry.origin) for key, value in entry.meta.items()}
        return found

    def meta_overrides(self) -> dict[str, MetaValue]:
        """Metadata from the command line."""
        return {key: MetaValue(value, "command line") for key, value in self.overrides.items()}


def find(start: Path) -> Path | None:
    """The configuration file that governs `start` (a file or a directory), or None.

    A pyproject.toml without our table is passed by.
    """
    here = start.resolve()
    for directory in (here, *here.parents) if here.is_dir() else here.parents:
        for name in FILE_NAMES:
            candidate = directory / name
            if candidate.is_file() and (name != "pyproject.toml" or _table(candidate) is not None):
                return candidate
    return None


def load(path: Path, *, root: Path | None = None) -> Config:
    """Read a configuration file; raises `ConfigError` with line and column where they can be found."""
    table = _table(path)
    if table is None:
        raise ConfigError("has no [tool.qlint] table", path=_shown(path))
    return _Reading(path, root or path.parent).config(table)


def for_path(start: Path) -> Config:
    """The configuration that governs `start`; the default one where no file does."""
    found = find(start)
    return load(found) if found else Config(root=start.resolve() if start.is_dir() else start.resolve().parent)


# -- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """One configuration file while it is read; knows how to point at a key."""

    path: Path
    root: Path
    table: str = ""

    def config(self, table: Mapping[str, object]) -> Config:
        values: dict[str, Any] = {}
        meta: dict[str, object] = {}
        origins: dict[str, str] = {}
        for key, value in table.items():
            reader = _KEYS.get(key)
            if reader is None and key not in META_KEYS:
                raise self.error(key, f"unknown key {key!r}", did_you_mean(key, [*_KEYS, *META_KEYS]))
            name = key.replace("-", "_")
            origins[name] = self.origin(key)
            if reader is None:
                meta[key] = _word(self, key, value)
            else:
                values[name] = reader(self, key, value)
        if meta:
            values["defaults"] = (Defaults(meta), *values.get("defaults", ()))
        return Config(root=self.root, path=self.path, origins=origins, **values)

    def origin(self, key: str) -> str:
        line, _ = self.place(key)
        return f"{self.path.name}:{line}" if line else self.path.name

    def error(self, key: str, message: str, hint: str | None = None) -> ConfigError:
        line, column = self.place(key)
        return ConfigError(message, path=_shown(self.path), line=line, column=column, hint=hint)

    def place(self, key: str) -> tuple[int | None, int | None]:
        """Line and column of a key, by looking for it at the head of a line (tomllib tells no places)."""
        pair = re.compile(rf"""(\s*["']?){re.escape(key)}["']?\s*[.=]""")
        ours = ["tool", "qlint"] if self.path.name == "pyproject.toml" else []
        wanted = [*ours, *filter(None, [self.table])]
        here: list[str] = []
        for number, line in enumerate(self.path.read_text("utf-8", "replace").splitlines(), 1):
            if opened := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
                here = opened[1].split(".")
                if here == [*wanted, key]:
                    return number, 1
            elif here == wanted and (found := pair.match(line)):
                return number, len(found[1]) + 1
        return None, None


def _words(reading: _Reading, key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise reading.error(key, f"{key!r} must be a list of strings, not {_kind(value)}")
    return tuple(value)


def _word(reading: _Reading, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise reading.error(key, f"{key!r} must be a string, not {_kind(value)}")
    return value


def _choice(choices: Iterable[str]) -> Callable[[_Reading, str, object], str]:
    names = tuple(choices)

    def read(reading: _Reading, key: str, value: object) -> str:
        word = _word(reading, key, value)
        if word not in names:
            hint = did_you_mean(word, names) or f"one of {', '.join(names)}"
            raise reading.error(key, f"{key!r} cannot be {word!r}", hint)
        return word

    return read


def _severity(reading: _Reading, key: str, value: object) -> Severity:
    return Severity.parse(_choice(severity.label for severity in Severity)(reading, key, value))


def _fail_on(reading: _Reading, key: str, value: object) -> Severity | None:
    return parse_fail_on(_choice(FAIL_ON)(reading, key, value))


def _defaults(reading: _Reading, key: str, value: object) -> tuple[Defaults, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise reading.error(key, f"{key!r} must be an array of tables: [[{key}]]")
    inside = replace(reading, table=key)
    return tuple(_default(inside, item) for item in value)


def _default(reading: _Reading, table: Mapping[str, object]) -> Defaults:
    meta: dict[str, object] = {}
    paths: tuple[str, ...] = ()
    for key, value in table.items():
        if key == "paths":
            paths = _words(reading, key, value)
        elif isinstance(value, dict):
            raise reading.error(key, f"{key!r} must be a value, not a table")
        else:
            meta[key] = value
    return Defaults(meta, paths)


_KEYS: dict[str, Callable[[_Reading, str, object], object]] = {
    "select": _words,
    "extend-select": _words,
    "ignore": _words,
    "profile": _choice(PROFILES),
    "severity": _severity,
    "fail-on": _fail_on,
    "packs": _words,
    "banks": _words,
    "pipeline": _word,
    "defaults": _defaults,
}


def parse_fail_on(word: str) -> Severity | None:
    """`error`, `warning`, `info`, or `never` (None)."""
    return None if word == "never" else Severity.parse(word)


# -- files --------------------------------------------------------------------------------------------------------


def _table(path: Path) -> Mapping[str, object] | None:
    """Our table of a TOML file; None where a pyproject.toml has none."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=_shown(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", path=_shown(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise _syntax(path, error) from error
    if path.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    found = tool.get("qlint") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _syntax(path: Path, error: tomllib.TOMLDecodeError) -> ConfigError:
    text = str(error)
    place = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", text)
    end = len(path.read_text("utf-8-sig").splitlines()) or 1
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (end, None)
    message = text[: place.start()] if place else text
    return ConfigError(f"is not TOML: {message[:1].lower()}{message[1:]}", path=_shown(path), line=line, column=column)


def _shown(path: Path) -> str:
    """The path as people see it: relative to the working directory where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _matches(path: str, patterns: tuple[str, ...], root: Path) -> bool:
    from pathspec import GitIgnoreSpec

    full = Path(path).resolve()
    name = full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix().lstrip("/")
    return GitIgnoreSpec.from_lines(patterns).match_file(name)


def _kind(value: object) -> str:
    names = {"str": "a string", "int": "a number", "float": "a number", "bool": "true or false", "list": "a list"}
    return names.get(type(value).__name__, "a table" if isinstance(value, dict) else type(value).__name__)
