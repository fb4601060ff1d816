"""Every exception that qlint raises, on one page.

    QlintError                     what, where (path:line:column) and the mend, in one line
    ├── UsageError                 an option, a path or a name on the command line is wrong
    ├── ConfigError                a configuration file has a bad value
    ├── PackError                  a rule pack cannot be used as it stands
    ├── PipelineError              the language pipeline cannot be loaded
    └── ReadError                  a bank cannot be read
        ├── EncodingError          its bytes are not in a known encoding
        └── FormatError            its syntax is broken

This room knows nothing else of qlint.
"""

from __future__ import annotations

from collections.abc import Iterable


class QlintError(Exception):
    """Base of all errors that a user can mend.

    `message` says what is wrong, `path`/`line`/`column` (from 1, code points) say where, `hint` says the mend.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    @property
    def where(self) -> str:
        """`path:line:column` with the parts that are known; empty where none is."""
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{mend}"


class UsageError(QlintError):
    """The command line asks for something that cannot be done."""


class ConfigError(QlintError):
    """A configuration file holds an unknown key or a bad value."""


class PackError(QlintError):
    """A rule pack, or one rule of it, cannot be used."""


class PipelineError(QlintError):
    """The spaCy pipeline is missing or does not speak Universal Dependencies."""


class ReadError(QlintError):
    """A bank cannot be read; the run goes on with the other files."""


class EncodingError(ReadError):
    """The bytes of a file are in no encoding that qlint knows."""


class FormatError(ReadError):
    """The syntax of a file is broken at the named place."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint for a misspelt name (`did you mean 'verb'?`), or None where nothing is near."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else None
