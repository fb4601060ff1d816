"""The words of a block that can be a question: labels, numbers and decoration taken off both ends.

Knows no layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qlint.readers._markdown.rich import Rich

_SYMBOL = (
    r"[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3\U0001f000-\U0001faff]"
)
_BLANK = r"[\s\u200b\u2060\ufeff]"
_SIGN = rf"(?:{_SYMBOL}|{_BLANK}|:[a-z][a-z0-9_+-]*:|\[[ xX]\](?=\s))"
_SEPARATOR = r"[:.)\]/|\u2013\u2014-]"
_LEAD = re.compile(rf"{_SIGN}+")
_LABEL = re.compile(
    rf"(?P<word>interview question|follow[- ]?up question|question|q)"
    rf"(?:{_BLANK}*(?:no\.?|nr\.?|\#)?{_BLANK}*(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*[a-z]?))?"
    rf"(?P<tail>{_SIGN}*(?:(?-i:[A-Z][a-z]+){_SIGN}+)?(?:{_SEPARATOR}{_SIGN}*)+)(?<=[\s:])",
    re.I,
)
# `1)text` and `1.text` are numbers too, `3-way` and `24-hour` are words.
_NUMBER = re.compile(
    rf"\(?\#?(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*)(?P<tail>\.?[:.)\u2013\u2014-]+(?:{_BLANK}+|(?<=[.)])(?=[^\W\d])))"
)
_ANSWER_LINE = re.compile(
    r"(?:a|ans|answer|solution|expected answer|model answer|sample answer|correct answer|hint|rubric)\s*\d*\s*[:.]",
    re.I,
)
_ANSWER_INLINE = re.compile(r"\?\s*[(\[]?\s*(?:expected |correct |model )?answer\s*:", re.I)
OPTION_LINE = re.compile(r"\(?[A-Ha-h][.)]\s+\S")
"""A line of a paragraph that is an option."""
_GRADE = re.compile(r"[(\[](?P<word>[A-Za-z][A-Za-z -]{2,14})[)\]]\Z")
_JOINTS = re.compile(r"[\s\u200b\u2060\ufeff]*[:;.,|>(\u2013\u2014-][\s\u200b\u2060\ufeff]*")
_SYMBOLS = re.compile(_SYMBOL)

GRADES = frozenset(
    "easy medium hard expert beginner basic intermediate advanced simple difficult tricky junior senior mid".split()
)
"""Words in brackets at the end of a stem that grade it."""


@dataclass(frozen=True, slots=True)
class Stem:
    """The part `start..end` of a block's words; `label` if the block calls itself a question, its `number`, the
    `signs` (emoji) that stood around it, and a `grade` in words.
    """

    start: int
    end: int
    label: bool = False
    number: str | None = None
    signs: tuple[str, ...] = ()
    grade: str | None = None


def stem_of(rich: Rich) -> Stem:
    """Find the stem of `rich`."""
    text = rich.text.text
    end = _cut(rich, len(text))
    start, label, number, signs = _head(text, end)
    if label or number:
        end = max(_cut(rich, end), start)
    floor = max([start, *(run.end for run in rich.runs if run.kind in ("code", "math"))])
    end, trailing, grade = _tail(text, min(floor, end), end)
    end = _without_link(rich, start, end, label=label)
    end, more, _ = _tail(text, min(floor, end), end)
    start, end = _unquoted(text, start, end)
    return Stem(start, end, label, number, (*signs, *trailing, *more), grade)


def _cut(rich: Rich, end: int) -> int:
    """The words before a line of the same paragraph that begins an answer or, with another, options."""
    text = rich.text.text
    inline = _ANSWER_INLINE.search(text, 0, end)
    if inline:
        end = inline.start() + 1
    lines = [offset for offset in rich.breaks if 0 < offset < end]
    options = [offset for offset in lines if OPTION_LINE.match(text, offset)]
    if len(options) >= 2:
        end = options[0]
    return next((offset for offset in lines if offset < end and _ANSWER_LINE.match(text, offset)), end)


def _head(text: str, end: int) -> tuple[int, bool, str | None, list[str]]:
    start, label, number = 0, False, None
    signs: list[str] = []
    for pattern in (_LEAD, _LABEL, _NUMBER, _LEAD):
        match = pattern.match(text, start, end)
        if not match:
            continue
        groups = match.groupdict()
        if pattern is _NUMBER and match.end() >= end:
            continue
        label = label or bool(groups.get("word"))
        number = number or groups.get("number")
        signs += _SYMBOLS.findall(groups.get("tail") or match[0])
        start = match.end()
    return start, label, number, signs


def _tail(text: str, start: int, end: int) -> tuple[int, list[str], str | None]:
    signs: list[str] = []
    grade = None
    for _ in range(2):
        match = _last(text, start, end)
        signs += _SYMBOLS.findall(text[match:end])
        end = match
        graded = _GRADE.search(text[max(start, end - 20) : end])
        if not graded or graded["word"].lower() not in GRADES:
            break
        grade = graded["word"].lower()
        end -= len(graded[0])
    return end, signs, grade


_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{0,60}:\Z")
_DECORATION = re.compile(rf"{_SYMBOL}|{_BLANK}|\*")


def _last(text: str, start: int, end: int) -> int:
    """Where the words end before trailing decoration."""
    while end > start:
        if _DECORATION.match(text[end - 1]):
            end -= 1
            continue
        code = _SHORTCODE.search(text[max(start, end - 62) : end]) if text[end - 1] == ":" else None
        if not code:
            return end
        end -= len(code[0])
    return end


def _without_link(rich: Rich, start: int, end: int, *, label: bool) -> int:
    """Cut what follows the question: `Question? - [Learn more](...)`, `**Question** - [Video](...) and words`."""
    text = rich.text.text
    links = [run for run in rich.runs if run.kind == "link" and start < run.start < end and run.end > run.start]
    strong = [run.end for run in rich.runs if run.kind == "strong" and run.start <= start < run.end < end]
    if strong and len(text[start : strong[-1]].split()) > 1:
        after = [link for link in links if link.start >= strong[-1]]
        loose = len(text[strong[-1] : after[0].start].split()) if after else 9
        if loose <= 2 or (_JOINTS.match(text, strong[-1], end) and (label or after)):
            return strong[-1]
    if not links:
        return end
    mark = text.rfind("?", start, links[0].start)
    few = len(text[mark + 1 : links[0].start].split()) <= 5
    return mark + 1 if mark >= 0 and few and links[-1].end >= end - 2 else end


_QUOTES = {'"': '"', "\u201c": "\u201d", "\u00ab": "\u00bb"}


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks around the whole stem."""
    close = _QUOTES.get(text[start : start + 1])
    whole = close is not None and end - start > 2 and text[end - 1] == close and text.find(close, start + 1) == end - 1
    return (start + 1, end - 1) if whole else (start, end)
