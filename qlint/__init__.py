"""qlint: the linter for interview questions.

    from qlint import lint_text
    for finding in lint_text("Explain PCA to your grandma."):
        print(finding.code, finding.message)

Importing this package costs nothing: names are fetched when they are asked for, spaCy when a question is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qlint.version import __version__

if TYPE_CHECKING:
    from qlint.api import LintReport, lint_paths, lint_text
    from qlint.diagnostic import Alternative, Diagnostic, Severity
    from qlint.question import Question

__all__ = [
    "Alternative",
    "Diagnostic",
    "LintReport",
    "Question",
    "Severity",
    "__version__",
    "lint_paths",
    "lint_text",
]

_HOMES = {
    "Alternative": "qlint.diagnostic",
    "Diagnostic": "qlint.diagnostic",
    "LintReport": "qlint.api",
    "Question": "qlint.question",
    "Severity": "qlint.diagnostic",
    "lint_paths": "qlint.api",
    "lint_text": "qlint.api",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its room on first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'qlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
