"""The configuration of each file of a run: one for all where the command line names it, else the closest upward.

Each is read once and has one session. Knows no command line; whoever opens a door says how its options change a
configuration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qlint import config as configuration
from qlint.config import Config
from qlint.discover import STDIN

if TYPE_CHECKING:
    from qlint.session import Session


class Configs:
    """`fixed` governs every file; without it each file's own does.

    `adjust` puts the command line over a configuration.
    """

    def __init__(self, fixed: Config | None = None, adjust: Callable[[Config], Config] | None = None) -> None:
        self._adjust = adjust or (lambda config: config)
        self._fixed = self._adjust(fixed) if fixed is not None else None
        self._by_directory: dict[Path, Config] = {}
        self._by_file: dict[Path | None, Config] = {}
        self._sessions: dict[Path | None, Session] = {}

    def of(self, path: str | os.PathLike[str]) -> Config:
        """What governs a file or a directory. Raises `ConfigError` where that configuration is broken."""
        if self._fixed is not None:
            return self._fixed
        place = Path(os.path.abspath(path))
        directory = place if place.is_dir() else place.parent
        if directory not in self._by_directory:
            self._by_directory[directory] = self._loaded(configuration.find(directory))
        return self._by_directory[directory]

    def governing(self, paths: Sequence[str | os.PathLike[str]]) -> Config:
        """What governs the run as a whole (what is shown, what fails, what is a bank): that of the common parent."""
        real = [os.path.abspath(path) for path in paths if os.fspath(path) != STDIN and os.path.exists(path)]
        try:
            return self.of(os.path.commonpath(real) if real else os.curdir)
        except ValueError:  # no common parent: two drives
            return self.of(os.curdir)

    def session(self, config: Config) -> Session:
        """The session of a configuration, made once."""
        from qlint.session import Session

        if config.path not in self._sessions:
            self._sessions[config.path] = Session(config)
        return self._sessions[config.path]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Every session of the run so far."""
        return tuple(self._sessions.values())

    def _loaded(self, file: Path | None) -> Config:
        if file not in self._by_file:
            self._by_file[file] = self._adjust(configuration.load(file) if file else Config())
        return self._by_file[file]
