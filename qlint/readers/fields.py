"""Names of metadata as banks write them, and the one name that qlint knows each by.

A plain table for all readers. Knows no format.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "qid", "question id", "key id", "identifier", "uid", "slug", "no id"),
    "text": ("text", "question", "questions", "prompt", "item", "stem", "question text", "question stem",
             "interview question", "q", "ask", "problem", "question prompt", "question title"),
    "type": ("type", "kind", "question type", "category type", "qtype"),
    "role": ("role", "roles", "position", "positions", "job", "job title", "job role", "target role", "for role"),
    "level": ("level", "levels", "seniority", "seniority level", "grade", "experience level"),
    "stage": ("stage", "round", "interview round", "interview stage", "phase", "step"),
    "format": ("format", "mode", "setting", "medium"),
    "skills": ("skills", "skill", "topic", "topics", "competency", "competencies", "competence", "subject", "theme"),
    "difficulty": ("difficulty", "difficulty level", "hardness", "complexity"),
    "expected_answer": ("expected answer", "answer", "answers", "expected", "model answer", "sample answer", "solution",
                        "ideal answer", "correct answer", "reference answer", "a", "ans", "response"),
    "accept": ("accept", "accepted", "accepted answers", "also accept", "synonyms"),
    "rubric": ("rubric", "scoring", "scoring guide", "evaluation", "criteria", "scoring criteria", "what to look for",
               "look for", "listen for", "good to hear", "signals", "green flags"),
    "rubric_ref": ("rubric ref", "rubric id"),
    "followups": ("followups", "follow up", "follow ups", "follow up questions", "followup questions", "probes",
                  "probe"),
    "hints": ("hints", "hint"),
    "ladder": ("ladder", "hint ladder"),
    "minutes": ("minutes", "time", "duration", "time limit", "minutes allowed", "time minutes"),
    "hours": ("hours",),
    "paid": ("paid",),
    "options": ("options", "choices", "alternatives", "answer options", "answer choices"),
    "key": ("key", "answer key", "correct", "correct option", "correct choice", "right answer"),
    "select": ("select", "choose", "pick"),
    "common_errors": ("common errors", "common mistakes", "red flags", "pitfalls"),
    "attachment": ("attachment", "attachments", "code", "snippet", "code snippet"),
    "allowed_tools": ("allowed tools", "tools", "tools allowed"),
    "scored": ("scored", "graded"),
    "core": ("core",),
    "variant_of": ("variant of",),
    "source": ("source", "sources", "reference", "references", "origin"),
    "leaked": ("leaked",),
    "first_used": ("first used", "added", "since"),
    "times_asked": ("times asked", "asked", "usage", "uses"),
    "retired": ("retired", "deprecated", "inactive"),
    "jurisdiction": ("jurisdiction", "jurisdictions", "country", "countries", "region", "law", "location"),
    "bona_fide": ("bona fide", "bfoq"),
    "post_offer": ("post offer", "after offer"),
    "legal_check": ("legal check", "legal review"),
    "clearance": ("clearance", "security clearance"),
    "pay_range": ("pay range", "salary range", "compensation"),
    "essential_functions": ("essential functions", "essential function"),
    "schedule": ("schedule", "shift"),
    "glossary": ("glossary",),
    "tags": ("tags", "tag", "labels", "keywords"),
    "language": ("language", "lang", "locale"),
    "scenario": ("scenario", "context", "background", "situation", "passage"),
}  # fmt: skip

_STAGES: dict[str, tuple[str, ...]] = {
    "resume_screen": ("resume screen", "resume review", "cv screen", "cv review", "application review"),
    "phone_screen": ("phone screen", "phone interview", "phone round", "recruiter screen", "recruiter call",
                     "telephone interview", "screening call", "phone call", "phone screening"),
    "coding_challenge": ("coding challenge", "online assessment", "coding test", "online test", "coding round"),
    "take_home": ("take home", "take home assignment", "take home test", "homework", "home assignment"),
    "offsite_technical": ("offsite technical", "technical screen", "technical phone screen", "technical round"),
    "onsite": ("onsite", "onsite interview", "onsite round", "on site", "on site interview", "on site round"),
    "behavioural": ("behavioural round", "behavioral round"),
    "presentation": ("presentation round",),
    "final": ("final round", "final interview", "final stage"),
    "post_offer": ("post offer", "after the offer", "after offer"),
}  # fmt: skip

_BY_NAME = {alias: name for name, aliases in _NAMES.items() for alias in (*aliases, name.replace("_", " "))}
_BY_STAGE = {alias: name for name, aliases in _STAGES.items() for alias in aliases}
_WORDS = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _folded(name: str) -> str:
    return _WORDS.sub(" ", _HUMP.sub(" ", name).lower()).strip()


@lru_cache(maxsize=4096)
def canonical(name: str) -> str | None:
    """The canonical name of a header, key or label (`Expected Answer` is `expected_answer`), or None.

    The column or key of the question itself is `text`.
    """
    return _BY_NAME.get(_folded(name)) if len(name) <= 60 else None


@lru_cache(maxsize=1024)
def stage_of(title: str) -> str | None:
    """The interview stage that a section title plainly names (`Onsite round`), or None."""
    folded = _folded(title) if len(title) <= 60 else ""
    for tail in ("", " questions", " question"):
        found = _BY_STAGE.get(folded.removesuffix(tail))
        if found:
            return found
    return None
