"""From the text of a question to the words handed to the parser, each with its place.

Code, math, URLs, quotes and keywords become one placeholder each; decoration becomes a mark. Words are normalised only for
the parser, one code point for one, so that places stay exact. Knows no tree and no ask.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from qlint.question import Mark

if TYPE_CHECKING:
    from spacy.tokens import Doc

MaskKind = Literal["code", "math", "url", "quote", "keyword"]
Kind = Literal["code", "math", "url", "quote", "keyword", "name", "current", "affixed", "word", "decoration"]
# A name that parsers know stands for what they do not; decoration becomes a mark.
PLACEHOLDERS: dict[Kind, str] = {
    **dict.fromkeys(("code", "math", "url", "quote", "keyword", "name"), "Python"),
    "current": "current",
    "decoration": ".",
}
MASKED: dict[Kind, MaskKind] = {"code": "code", "math": "math", "url": "url", "quote": "quote", "keyword": "keyword"}
# What chats write for common words.
SPELLED = {"u": "you", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks"}
YOU = re.compile(r" (?:u|you)\b")
BLANKS = "\u00a0\u1680\u202f\u205f\u3000\u2060\ufeff\u00ad\u2028\u2029" + "".join(map(chr, range(0x2000, 0x2010)))
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
CYRILLIC = dict(zip("АВЕКМНОРСТХасеорухіјѕ", "ABEKMHOPCTXaceopyxijs", strict=True))
NORMAL = str.maketrans(
    {
        **dict.fromkeys(BLANKS + CONTROLS, " "),
        **dict.fromkeys("’‘ʼ´＇", "'"),
        **dict.fromkeys("“”„«»＂", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        "？": "?", "！": "!", "，": ",", "：": ":", "（": "(", "）": ")", "…": ".",
        **{chr(code): "\ufffd" for code in range(0xD800, 0xE000)},
    }
)  # fmt: skip
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u25a0-\u25ff\ufe0f\u20e3\U000e0020-\U000e007f\u2022\u00b7\u2023\u25e6"
# One pattern, tried from left to right; its groups name the kind.
PATTERN = re.compile(
    rf"""
    (?P<code>(?P<ticks>`{{1,3}})(?!`)[^`]{{1,400}}(?P=ticks)
        |(?<![\w.])[A-Za-z_][\w.]{{0,60}}\(\)                               # call()
        |(?<!\w)(?:[A-Za-z_]\w{{0,60}}_\w{{1,60}}|_\w{{2,60}}|\w{{1,60}}::[\w:]{{1,60}})   # snake_case, std::vector
        |(?<!\S)--?[a-z][\w-]{{0,40}}(?=[\s?.,;:)]|$)                         # --flag
        |(?<![\w/.])(?:~|\.{{1,2}})?(?:/[\w.+-]{{1,60}}){{2,20}}/?             # /etc/passwd
        |(?<!\S)(?!C\+\+)(?:[\w.\[\]()]{{1,30}}\ ?)?                         # a == b, or the sign alone
            (?:===?|!==?|<=|>=|&&|\|\||=>|->|:=|\+\+|\+=|\?\?|<<|>>)
            (?:\ ?[\w.\[\]()]{{1,30}})?(?=[\s?.,;:)]|$)
    )
    |(?P<math>\$\$[^$]{{1,400}}\$\$|(?<![\w$])\$(?=[^\s$\d]|\d[^$]{{0,80}}[\\^_={{])[^$\n]{{0,200}}(?<=\S)\$(?![\w$])|\\\([^)]{{1,300}}\\\)|\\\[[^\]]{{1,300}}\\\]
        |\b[OΘΩo]\((?:[^()\n?]|\([^()\n]{{0,30}}\)){{1,60}}\))
    |(?P<url>(?:https?|ftp)://[^\s<>"]+|\bwww\.[^\s<>"]+)
    |(?P<quote>"[^"\n]{{1,300}}"|“[^“”\n]{{1,300}}”|«[^«»\n]{{1,300}}»|„[^“”„\n]{{1,300}}[“”]|(?<![\w'’‘])[‘'](?=\S)[^'’‘\n]{{1,120}}(?<=\S)['’](?![\w'’]))
    |(?P<name>(?<![\w.])(?:C\+\+(?:\d\d)?|[CFJ]\#|\.NET(?:\ Core)?)(?!\w)|\b[Bb]ig[ -]?O\b|(?<!\w)A\*(?!\w)
        |\b[A-Za-z]{{1,20}}\.(?:js|io|py|sh|NET|ts|rs)\b|\bA/B\b|\bCI/CD\b|\bx86-64\b)
    |(?P<current>\b[Uu]p-to-date\b)
    |(?P<affixed>(?<![\w-])(?:[Cc]o|[Rr]e|[Nn]on|[Pp]re|[Aa]nti|[Ss]emi|[Mm]ulti|[Ss]ub)-[a-z]{{2,20}}(?![\w-]))
    |(?P<word>(?<![\w-])[A-Za-z]-[A-Za-z]{{2,20}}(?![\w-]))
    |(?P<keyword>\b[A-Z_]{{2,20}}(?:\ [A-Z_]{{2,20}}){{0,6}}\b)
    |(?P<decoration>[\[(](?:[\w-]{{1,14}}|[*★☆+]{{1,6}})[\])]|:[a-z_]{{3,40}}:|(?<!\w)[*#★☆~_]{{1,6}}(?!\w)|[{EMOJI}]+)
    """,
    re.VERBOSE,
)  # fmt: skip
# Words that follow a verb or a question word at the front of a sentence.
FOLLOWERS = frozenset("a an the this these you your how what why is are do does would can me us".split())
OPENING = frozenset("([{")
CLOSING = frozenset(")]}")
ENDS = re.compile(r"[?!]+$|^\?")


@dataclass(slots=True)
class Handed:
    """The words handed to the parser in parallel lists: word, place in the text, mask, what is known of sentence starts."""

    words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    masks: list[MaskKind | None] = field(default_factory=list)
    decoration: list[bool] = field(default_factory=list)
    names: list[bool] = field(default_factory=list)

    def add(self, word: str, start: int, end: int, kind: Kind | None = None) -> None:
        """Put one word at the end."""
        self.words.append(word)
        self.spans.append((start, end))
        self.masks.append(MASKED.get(kind) if kind else None)
        self.decoration.append(kind == "decoration")
        self.names.append(kind in ("name", "current"))

    def spaces(self) -> list[bool]:
        """Whether a space follows each word."""
        starts = [start for start, _ in self.spans[1:]]
        return [end < start for (_, end), start in zip(self.spans, starts, strict=False)] + [False] * bool(self.words)


def hand(tokenize: Callable[[str], Doc], text: str, marks: Sequence[Mark] = ()) -> Handed:
    """The words of `text`, everything but white space covered in order."""
    normal = normalised(text)
    handed = Handed()
    at = 0
    for start, end, kind in masked_places(text, normal, marks):
        _tokens(tokenize, normal, at, start, handed)
        word = PLACEHOLDERS.get(kind) or normal[start:end]
        if kind == "affixed":
            word = word.replace("-", "")
        handed.add(word, start, end, kind)
        at = end
    _tokens(tokenize, normal, at, len(text), handed)
    _split_full_stop(handed)
    return handed


def _split_full_stop(handed: Handed) -> None:
    """Take the full stop off a last word that the tokenizer took for an abbreviation ("PhD.")."""
    word = handed.words[-1] if handed.words else ""
    if handed.masks[-1:] != [None] or len(word) < 3 or word[-1] != "." or word == "etc." or not word[:-1].isalpha():
        return
    start, end = handed.spans[-1]
    if end - start == len(word):
        handed.words[-1], handed.spans[-1] = word[:-1], (start, end - 1)
        handed.add(".", end - 1, end)


def normalised(text: str) -> str:
    """The text for the parser: same length, plain quotes, dashes and blanks, look-alike letters made Latin."""
    normal = text.translate(NORMAL)
    if not normal.isascii() and any("\u0400" <= char <= "\u04ff" for char in normal):
        normal = re.sub(r"\w+", _latin, normal)
    if normal.isupper() and normal.count(" ") > 1:
        return _lowered(normal, r"[A-Z]+")
    return _lowered(normal, r"\b[A-Z][a-z]+") if _is_title(normal) else normal


def _is_title(text: str) -> bool:
    """Whether every longer word has a capital: a heading, in which capitals say nothing."""
    long_words = re.findall(r"\b[A-Za-z]{4,}\b", text)
    return len(long_words) > 3 and all(word[0].isupper() for word in long_words)


def _lowered(text: str, words: str) -> str:
    """The words of a pattern in lower case, but for the first letter of the text."""
    return text[:1] + re.sub(words, lambda word: word.group().lower(), text[1:])


def _latin(word: re.Match[str]) -> str:
    found = word.group()
    foreign = [char for char in found if "\u0400" <= char <= "\u04ff"]
    if len(foreign) == len(found) > 1 or any(char not in CYRILLIC for char in foreign):
        return found
    return "".join(CYRILLIC.get(char, char) for char in found)


def _tokens(tokenize: Callable[[str], Doc], normal: str, start: int, end: int, handed: Handed) -> None:
    piece = normal[start:end]
    if not piece.strip():
        return
    for token in tokenize(piece):
        word = token.text
        if not word.isspace():
            place = start + token.idx
            spelled = "are" if word == "r" and YOU.match(normal, place + 1) else SPELLED.get(word, word)
            handed.add(spelled, place, place + len(word))


def masked_places(text: str, normal: str, marks: Iterable[Mark]) -> list[tuple[int, int, Kind]]:
    """Places that are masked, ascending, without overlaps; what a reader marked comes before what is guessed."""
    given = [
        (mark.start, mark.end, _trusted(mark))
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end))
        if mark.kind in ("code", "math") and text[mark.start : mark.end].strip()
    ]
    found: list[tuple[int, int, Kind]] = []
    at = 0
    for start, end, kind in given:
        if start < at:
            continue
        found.extend(_guessed(text, at, start))
        start, end = _stripped(text, start, end)
        found.append((start, end, kind))
        at = end
    found.extend(_guessed(text, at, len(text)))
    return found


def _trusted(mark: Mark) -> Kind:
    return "math" if mark.kind == "math" else "code"


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _guessed(text: str, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
    shouted = text[start:end].isupper()
    for match in PATTERN.finditer(text, start, end):
        kind: Kind = match.lastgroup if match.lastgroup != "ticks" else "code"  # type: ignore[assignment]
        found = match.group()
        if kind == "keyword":
            if not shouted:
                yield from _keywords(match)
        elif kind == "url":
            yield match.start(), match.start() + len(found.rstrip(".,;:!?)]'’”")), kind
        elif kind == "quote":
            if _quotes(text, match):
                yield match.start(), match.end(), kind
        elif kind != "decoration" or _decorates(found):
            yield match.start(), match.end(), kind


def _keywords(match: re.Match[str]) -> Iterator[tuple[int, int, Kind]]:
    """Runs of keywords that hold a strong one; a weak word alone ("NOT") is an ordinary word."""
    lists = keywords()
    run: list[re.Match[str]] = []
    for word in [*re.finditer(r"\S+", match.group()), None]:
        if word is not None and (word.group() in lists["strong"] or word.group() in lists["weak"]):
            run.append(word)
            continue
        if any(part.group() in lists["strong"] for part in run):
            yield match.start() + run[0].start(), match.start() + run[-1].end(), "keyword"
        run = []


def _quotes(text: str, match: re.Match[str]) -> bool:
    """A quote inside a question, not the whole question in quotes."""
    inside = match.group()[1:-1]
    return len(inside.strip()) > 0 and len(match.group()) < 0.8 * len(text.strip())


def _decorates(found: str) -> bool:
    inside = found.strip("[]()").lower()
    if found[0] in "[(":
        return inside in keywords()["difficulty"] or not any(char.isalnum() for char in inside)
    return True


@cache
def keywords() -> dict[str, frozenset[str]]:
    """The lists of `data/keywords.yaml`."""
    import yaml

    text = files("qlint.language").joinpath("data", "keywords.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: frozenset(values) for name, values in loaded.items()}


def sentence_starts(text: str, handed: Handed, openers: frozenset[str]) -> list[bool | None]:
    """What is plain about sentence starts: True, False, or None where the parser is to decide."""
    known: list[bool | None] = []
    depth = 0
    for number, word in enumerate(handed.words):
        if number == 0:
            known.append(True)
        else:
            known.append(_starts(text, handed, number, depth, openers))
        depth += 1 if word in OPENING else -1 if word in CLOSING and depth else 0
    return known


def _starts(text: str, handed: Handed, number: int, depth: int, openers: frozenset[str]) -> bool | None:
    word = handed.words[number]
    if depth or handed.decoration[number]:
        return False
    before = number - 1
    while before > 0 and (handed.decoration[before] or handed.words[before] in ('"', "'", ")", "]")):
        before -= 1
    last = handed.words[before]
    between = text[handed.spans[number - 1][1] : handed.spans[number][0]]
    if between.count("\n") > 1 or "\r\n\r\n" in between:
        return True
    is_word = word[:1].isalnum() or handed.masks[number] is not None or word[:1] in "\"'([" and before == number - 1
    if not is_word or not between:
        return False
    if last.endswith(("?", "!")):
        return True
    capital = word[:1].isupper() or handed.masks[number] is not None or not word[:1].isalpha()
    if last == ".":
        return True if capital and word[:1].isupper() else None
    if last in (":", ";", "-", "--", "—", "...", "..") or last.endswith(".") or "\n" in between:
        return None
    if not capital or word.lower() not in openers or handed.masks[number] is not None:
        return False
    following = handed.words[number + 1] if number + 1 < len(handed.words) else ""
    return True if following in FOLLOWERS and handed.words[0] != word else None
