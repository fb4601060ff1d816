"""What makes a text a question, and a file a bank of them.

Cheap signs only (marks, first words, shapes): the tree is the language room's work. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

EVIDENCE_THRESHOLD = 0.5
"""A directory walk takes a file from here on; a path that people name is always taken."""

MARKED = 0.9
"""`asking` from here on: the text has a question mark where one belongs."""
ASKS = 0.75
"""`asking` from here on: the text plainly asks."""
TASK = 0.55
"""`asking` from here on: a task or a noun phrase that asks among questions; alone it can be a step of a tutorial."""

_WH = frozenset(
    "what which who whom whose when where why how what's who's where's when's how's why's whats".split()
)  # fmt: skip
_BE = frozenset(
    """is are was were am do does did have has had can could will would should shall may might must isn't aren't
    don't doesn't didn't can't couldn't won't wouldn't haven't hasn't""".split()
)
_SUBJECTS = frozenset(
    """you your we our i my it its he his she her they their the a an this that these those there one any some all
    each every both anyone someone everyone candidates users developers people""".split()
)
_TELL = frozenset(
    """explain describe discuss define compare contrast tell name outline illustrate summarize summarise justify
    elaborate differentiate distinguish interpret critique imagine suppose talk walk share mention convince""".split()
)
_DO = frozenset(
    """give list write design implement create build find calculate compute derive prove solve draw sketch identify
    estimate predict evaluate analyze analyse assess review debug fix refactor optimize optimise choose propose
    recommend diagnose explore determine replace unpack remove convert reverse generate simulate construct
    demonstrate apply provide pitch prioritize prioritise suggest troubleshoot perform configure validate assume
    pretend argue decide defend defuse rewrite improve teach take""".split()
)
# Words that are a task before a determiner (`sort the list`) and a noun elsewhere (`sort order`).
_DO_OR_NOUN = frozenset(
    """plan search test get print count sort return check rank sell present order complete fill select model read
    parse set query extract merge split measure map trace code show state use make say handle consider pick detect
    connect move delete add access run""".split()
)
_DETERMINERS = frozenset(
    """a an the this that these those your my our his her their its all any some each every both one two three four five
    how what why which when where who whether if for to from me us into up""".split()
)
_PAIR = re.compile(
    r"\b(?:differences?|comparison|relationship|relation|similarit(?:y|ies))\b[^.]{0,120}?\b(?:between|of|and)\b", re.I
)
_VERSUS = re.compile(r"\S\s+(?:vs\.?|versus)\s+\S", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_END = re.compile(r"\?[\s?!.:*_~`'\"”’»)\]}]*\Z")
_MIDDLE = re.compile(r"\?[)*_]*\s")
_SENTENCE = re.compile(r"[.!?:][\"”’)]*\s+(?=[A-Z])")
_ABOUT = re.compile(
    r"\b(?:questions?|interviews?|interviewing|quiz(?:zes)?|q\s?&\s?a|exams?|riddles?|puzzles?|brain ?teasers?)\b", re.I
)


def asking(text: str) -> float:
    """How plainly `text` asks something, 0..1, from its marks and first words."""
    if _END.search(text[-12:]):
        return 1.0
    if _MIDDLE.search(text):
        return 0.92
    first = max(_opening(_words(text)), _noun_phrase(text))
    return first if first >= TASK else max(first, _closing(text))


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:80])]


def _closing(text: str) -> float:
    """A scene and then the task: `The disk is full. Explain what you look at.`"""
    sentences = _SENTENCE.split(text[-400:])
    return max(0.0, _opening(_words(sentences[-1])) - 0.02) if len(sentences) > 1 else 0.0


def _opening(words: Sequence[str]) -> float:
    if not words:
        return 0.0
    if words[0] == "please" and len(words) > 1:
        words = words[1:]
    if len(words) < 2:
        return 0.0
    first, second = words[0], words[1]
    if first in _WH:
        return _wh_opening(first, words)
    if first in _BE:
        return 0.78 if len(words) > 2 and second in _SUBJECTS else 0.3
    if first in _TELL:
        return 0.78
    return 0.6 if first in _DO or (first in _DO_OR_NOUN and second in _DETERMINERS) else 0.0


def _wh_opening(first: str, words: Sequence[str]) -> float:
    """Without its mark a wh-word opens a question where the verb comes early; else it may be a title or a clause."""
    if "'" in first or first == "whats" or words[1] in _BE or (words[2:3] and words[2] in _BE and first != "when"):
        return 0.8
    if first in ("when", "where", "whose", "whom"):
        return 0.3
    return 0.6


def _noun_phrase(text: str) -> float:
    if len(text) > 160:
        return 0.0
    return 0.6 if _PAIR.search(text) else 0.56 if _VERSUS.search(text) else 0.0


def asks(text: str) -> bool:
    """Whether a string reads like something put to a candidate: three words or more that ask or set a task."""
    return len(text.split()) >= 3 and asking(text) >= TASK


def share_of_asking(texts: Sequence[str]) -> float:
    """Which part of `texts` reads like questions; 0 for none."""
    return sum(map(asks, texts)) / len(texts) if texts else 0.0


def about_questions(title: str) -> bool:
    """Whether a title or an introduction says that questions follow."""
    return bool(_ABOUT.search(title))


_ORDINARY_NAME = re.compile(
    r"(?:^|/)\.github/|(?:^|/)(?:changelog|changes|history|contributing|code[-_ ]of[-_ ]conduct|security|licen[cs]e|"
    r"issue[-_ ]template|pull[-_ ]request[-_ ]template|bug[-_ ]report|feature[-_ ]request|support|governance|maintainers|"
    r"authors|roadmap|release[-_ ]notes|what'?s[-_ ]new|news|todo|install|upgrading|migration)(?:[-_.][^/ ]{0,16})?\.\w+$",
    re.IGNORECASE,
)
_ORDINARY_PART = re.compile(
    r"(?:install(?:ation|ing)?|usage|use|getting started|quick ?start|configur(?:ation|ing)|requirements|prerequisites|"
    r"building|build|deploy(?:ment|ing)|development|testing|running|docker|api|features|example|examples|roadmap|"
    r"troubleshooting|documentation|docs|support|faqs?|frequently asked questions|limitations|alternatives|"
    r"decision|context|goals|non-goals|background|motivation|agenda|actions?|added|fixed|changed|removed|deprecated|"
    r"supported versions|reporting\b.*|checklist|conclusion|summary|next steps|what'?s next|step \d+.*|how it works|"
    r"contributing|licen[cs]e)\W*$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\b(?:reproduce|bugs?|expected (?:behaviou?r|result)|actual (?:behaviou?r|result)|screenshots?|pull requests?|"
    r"feature requests?|checklist|what happened|did you expect|which version|additional context|this (?:pr|change))\b",
    re.IGNORECASE,
)


def ordinary_name(path: str) -> bool:
    """Whether a file's name is that of ordinary documentation (a changelog, a template, a licence)."""
    return bool(_ORDINARY_NAME.search(path.replace("\\", "/"))) and not about_questions(path.rsplit("/", 1)[-1])


def ordinary_parts(titles: Iterable[str]) -> int:
    """How many titles are those of ordinary documentation (`Installation`, `Usage`)."""
    return sum(bool(_ORDINARY_PART.match(title.strip())) for title in titles)


_FOLDER = re.compile(r"(?:^|[/_ -])(?:banks?|questions?|interviews?|screening)(?=[/_ -])", re.IGNORECASE)


def score(
    questions: Sequence[str], *, blocks: int, titled: bool, labelled: int = 0, ordinary: int = 0, path: str = ""
) -> float:
    """Evidence 0..1 that a file is a bank.

    `questions` are the texts found, `blocks` counts every block with words that could have been one (the questions
    too, answers not), `titled` says that the file's title or name speaks of questions, `labelled` counts questions
    that the file itself calls so (a `Question:` label, a column, a key), `ordinary` counts signs of documentation,
    `path` is the file's.
    """
    if not questions:
        return 0.0
    number = len(questions)
    plain = sum(asking(text) >= ASKS for text in questions) / number
    share = min(1.0, number / max(blocks, 1))
    folder = 0.6 * bool(_FOLDER.search(path.replace("\\", "/").rpartition("/")[0] + "/"))
    named = max(min(1.0, labelled / number), float(titled), folder)
    signs = 0.2 * plain + 0.1 * min(1.0, number / 6) + 0.25 * named
    value = 0.45 * share + signs * min(1.0, 0.5 + 2 * share)
    value *= 0.7 + 0.3 * min(1.0, number / 4)
    if not plain:
        value *= 0.6
    against = 0.15 * min(2.0, ordinary / 2) + 0.3 * (
        sum(bool(_TEMPLATE.search(text)) for text in questions) > number / 4
    )
    value -= against * max(0.0, 1 - number / 40)
    return round(min(1.0, max(0.0, value)), 3)
