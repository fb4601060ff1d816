"""Another project owns the plain name `qlint` on the package index and installs a package of the same name over ours.

Says so in one line instead of failing in a strange way. Knows nothing of qlint but its version.
"""

from __future__ import annotations

import qlint
from qlint.errors import QlintError
from qlint.version import __version__

_MEND = "pip uninstall qlint, then pip install --force-reinstall qlint-interview"


def other_distribution() -> str | None:
    """A warning where the other project is installed too, else None.

    Looks through the installed packages, which takes too long for every run.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        other = version("qlint")
    except PackageNotFoundError:
        return None
    return f"the distribution 'qlint' {other} is another project and shares this package's name ({_MEND})"


def stop_if_overwritten() -> None:
    """Raise where the other project's files lie over ours."""
    if getattr(qlint, "__version__", None) != __version__:
        raise QlintError("another project named 'qlint' has overwritten files of this one", hint=_MEND)
