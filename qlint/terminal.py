"""Text on a terminal: made safe, measured in cells, wrapped, coloured.

Question text comes from strangers. `safe` is the one function between it and a terminal; every door that prints words
of a bank calls it. Knows nothing else of qlint.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MAX_WIDTH = 100
NO_BREAK = "\u00a0"

# What a terminal obeys or hides: controls (C0, DEL, C1), bidi marks, line separators, lone surrogates,
# annotations, tags ...
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# ... and what has no width at all: shown text must be as wide as it is counted, and nothing may hide in it.
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def safe(text: str) -> str:
    """`text` as one line that cannot steer a terminal.

    Breaks and tabs become spaces, controls and bidi marks visible escapes; what has no width is dropped.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_visible, _INVISIBLE.sub("", text))


def _visible(found: re.Match[str]) -> str:
    char = found[0]
    if char in "\t\n\r\v\f\u2028\u2029\x85":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes, as terminals count: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """`text` filled with spaces to `width` cells."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces (not at no-break spaces, which come out as plain ones).

    A word is broken only where it is wider than a line and has wide characters, as Chinese sentences do.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width):
        joined = f"{line} {word}" if line else word
        if line and cells(joined) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    return [text.replace(NO_BREAK, " ") for text in (*lines, line)]


def _pieces(text: str, width: int) -> Iterable[str]:
    for word in filter(None, text.split(" ")):
        if cells(word) <= width or word.isascii():
            yield word
            continue
        piece = ""
        for char in word:
            if piece and cells(piece + char) > width:
                yield piece
                piece = ""
            piece += char
        yield piece


def hang(label: str, text: str, *, width: int, indent: int) -> list[str]:
    """`label` and `text` with the text's further lines aligned under its first, all `indent` spaces in."""
    lead = " " * indent + label
    rest = " " * cells(lead)
    room = max(20, width - cells(lead))
    return [(lead if number == 0 else rest) + line for number, line in enumerate(wrap(text, room))]


# -- colour -------------------------------------------------------------------------------------------------------

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Puts styles (`bold red`) around text, or leaves it alone where colour is off."""

    on: bool = False

    def __call__(self, text: str, style: str) -> str:
        if not self.on or not text or not style:
            return text
        codes = ";".join(_CODES[name] for name in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m"


def wants_colour(choice: str, *, is_tty: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: `always` and `never` decide; `auto` asks NO_COLOR, FORCE_COLOR, the terminal, TERM in turn."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_tty and environ.get("TERM") != "dumb"
