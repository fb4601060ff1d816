"""The one place that loads a spaCy pipeline.

The embedded pipeline is trained for interview questions; any installed one that speaks Universal Dependencies can stand in for it. spaCy is
imported inside, so that importing this room costs nothing. Knows no question.
"""

from __future__ import annotations

import warnings
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from qlint.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

NEEDED_LABELS = frozenset({"nsubj", "obl"})
UNUSED = ("ner", "textcat", "textcat_multilabel", "spancat")


def load(name: str | None = None) -> Language:
    """The embedded pipeline, or the installed pipeline (or folder) called `name`; loaded once a process.

    Raises `PipelineError` when it cannot be loaded or does not speak Universal Dependencies.
    """
    return _checked(name)


@cache
def _checked(name: str | None) -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = _loaded(name)
    labels = set(nlp.get_pipe("parser").labels) if nlp.has_pipe("parser") else set()  # type: ignore[attr-defined]
    if not labels >= NEEDED_LABELS:
        raise PipelineError(
            f"pipeline {name or 'embedded'!r} does not give Universal Dependencies (no {', '.join(sorted(NEEDED_LABELS - labels))})",
            hint="name a pipeline trained on a UD treebank, or none",
        )
    return nlp


def _loaded(name: str | None) -> Language:
    try:
        import spacy
    except ImportError as error:
        raise PipelineError("spaCy is not installed", hint="pip install spacy") from error
    try:
        if name is None:
            return spacy.load(
                embedded_folder(), exclude=UNUSED, config={"nlp.tokenizer.@tokenizers": _empty_tokenizer()}
            )
        return spacy.load(name, exclude=UNUSED)
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        what = "the embedded pipeline" if name is None else f"pipeline {name!r}"
        mend = "install qlint again" if name is None else f"python -m pip install {name}, or leave `pipeline` out"
        raise PipelineError(f"{what} cannot be loaded: {reason}", hint=mend) from error


def _empty_tokenizer() -> str:
    """The registered name of a tokenizer without rules.

    spaCy builds the tokenizer of the language first and fills it from the folder afterwards; with all English rules in
    it, that doubles a third of the time that loading takes.
    """
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.util import registry

    name = "qlint.empty_tokenizer.v1"
    registry.tokenizers(name, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    return name


def embedded_folder() -> Path:
    """Where the embedded pipeline lies."""
    return Path(str(files("qlint.language").joinpath("model")))


@cache
def digest(name: str | None = None) -> str:
    """Identity of a pipeline for caches: a hash of its meta data and weights where it is a folder, else of name and version."""
    import hashlib

    folder = embedded_folder() if name is None else Path(name)
    found = hashlib.sha256()
    if folder.is_dir():
        for path in sorted(part for part in folder.rglob("*") if part.is_file()):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
        return found.hexdigest()
    from importlib.metadata import PackageNotFoundError, version

    try:
        found.update(f"{name} {version(str(name))}".encode())
    except PackageNotFoundError:
        found.update(str(name).encode())
    return found.hexdigest()
