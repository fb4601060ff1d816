"""The tokenizer that is trained with and shipped: spaCy's English one, closer to EWT and to what interviewers write.

Registered as a callback for training (`--code training/scripts/tokens.py`); its rules are stored in the pipeline, so
that loading needs no code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.symbols import NORM, ORTH  # type: ignore[import-not-found]
from spacy.util import registry

SPECIAL: dict[str, list[dict[int, str]]] = {
    "C#": [{ORTH: "C#"}],
    "c#": [{ORTH: "c#"}],
    "F#": [{ORTH: "F#"}],
    "f#": [{ORTH: "f#"}],
    "wanna": [{ORTH: "wan", NORM: "want"}, {ORTH: "na", NORM: "to"}],
    "Wanna": [{ORTH: "Wan", NORM: "want"}, {ORTH: "na", NORM: "to"}],
    "and/or": [{ORTH: "and"}, {ORTH: "/"}, {ORTH: "or"}],
    "e-mail": [{ORTH: "e-mail"}],
    "E-mail": [{ORTH: "E-mail"}],
    "e-mails": [{ORTH: "e-mails"}],
}
RUNS = r"[!?]{2,}|\*{2,}|_{2,}|={2,}|-{2,}|~{2,}|#{2,}"
CALL = r"(?<=[a-zA-Z0-9_])\((?=[^\s])"


def shape(nlp: Language) -> Language:
    """Closer to EWT and to formulas.

    Names that end in a sharp stay whole, runs of one mark stay together, calls and formulas open at their bracket,
    and a variable at the end of a sentence ("solve for x.") gives back its full stop.
    """
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {text: pieces for text, pieces in tokenizer.rules.items() if not re.fullmatch(r"[a-z]\.", text)}
    for text, pieces in SPECIAL.items():
        tokenizer.add_special_case(text, pieces)
    defaults = nlp.Defaults
    tokenizer.prefix_search = spacy.util.compile_prefix_regex([RUNS, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = spacy.util.compile_suffix_regex([RUNS, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = spacy.util.compile_infix_regex([*(defaults.infixes or ()), CALL]).finditer
    return nlp


@registry.callbacks("qlint.shape_tokenizer.v1")  # type: ignore[untyped-decorator]
def shaper() -> Callable[[Language], Language]:
    """`shape`, for `[initialize.before_init]`."""
    return shape
