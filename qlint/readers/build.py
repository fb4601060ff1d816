"""One record becomes one `Question`: words without markup, attachments, options, metadata with origins.

Knows no file format, no spaCy, no rules, no click.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qlint.question import Attachment, MetaValue, Question
from qlint.readers.choices import choices, keyed
from qlint.readers.markup import Clean, clean
from qlint.readers.tree import Leaf, Listing, Node, Table, plain
from qlint.readers.values import value_of
from qlint.source import MappedText, Place, SourceMap


class Field(NamedTuple):
    """One field of a record: its canonical name (or the name that people wrote) and its value."""

    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record inherits from where it stands."""

    section: tuple[str, ...] = ()
    scenario: str = ""
    meta: Mapping[str, MetaValue] = field(default_factory=dict)


# Fields that become parts of the question itself and are no metadata.
_PARTS = frozenset({"id", "code", "attachment", "image", "language"})
_CLOSED = frozenset({"difficulty", "level", "stage", "type"})
# An answer that names an option is the key.
_KEY_FIELDS = ("key", "expected_answer", "accept")


def build_question(
    text: MappedText,
    fields: Sequence[Field],
    around: Surroundings,
    index: int,
    place: Place | None = None,
) -> Question | None:
    """The question of a record, or None where its text is blank."""
    words = clean(text)
    if not words.text.text:
        return None
    meta = {**around.meta, **metadata(fields, "question")}
    found = [choice for each in fields if each.name == "options" for choice in choices(each.node)]
    key = next((meta[name].value for name in _KEY_FIELDS if name in meta), None)
    identifier = _identifier(fields)
    options = keyed(found, key)
    if not found and identifier is None and "key" in meta:
        # A key without options is what a data base calls the record.
        identifier = str(meta.pop("key").value)
    if found:
        meta["options"] = MetaValue([option.text for option in options], "question")
    return Question(
        text=words.text.text,
        index=index,
        span=words.text.span,
        source_map=SourceMap(words.text.segments),
        place=place or Place(),
        id=identifier,
        section=around.section,
        scenario=around.scenario,
        marks=words.marks,
        attachments=_attachments(words, fields),
        options=options,
        meta=meta,
    )


def metadata(fields: Sequence[Field], origin: str) -> dict[str, MetaValue]:
    """The fields as metadata; empty ones say nothing."""
    return {
        each.name: MetaValue(_settled(each.name, value), origin)
        for each in fields
        if each.name not in _PARTS and (value := plain(each.node)) not in (None, "", [], {})
    }


def _settled(name: str, value: object) -> object:
    """Known values of closed fields by their one name (`Sr` is senior); all others as people wrote them."""
    if name not in _CLOSED:
        return value
    if isinstance(value, list):
        return [_settled(name, item) for item in value]
    found = value_of(value) if isinstance(value, str) else None
    return found[1] if found and found[0] == name else value


def words_of(leaf: Leaf) -> str:
    """The plain words of a scalar."""
    return clean(leaf.mapped()).text.text


def _identifier(fields: Sequence[Field]) -> str | None:
    for each in fields:
        if each.name == "id" and isinstance(each.node, Leaf) and each.node.text.strip():
            return each.node.text.strip()
    return None


def _attachments(words: Clean, fields: Sequence[Field]) -> tuple[Attachment, ...]:
    language = next(
        (each.node.text for each in fields if each.name == "language" and isinstance(each.node, Leaf)), None
    )
    found = list(words.attachments)
    for each in fields:
        if each.name in ("code", "attachment", "image"):
            found.extend(_attached(each.name, each.node, language))
    return tuple(found)


def _attached(name: str, node: Node, language: str | None) -> list[Attachment]:
    if isinstance(node, Listing):
        return [each for item in node.items for each in _attached(name, item, language)]
    if isinstance(node, Table):
        return _described(node, language)
    if not isinstance(node.value, str) or not node.text.strip():
        return []
    fenced = clean(node.mapped()).attachments if name != "image" and "\n" in node.text else ()
    if fenced:
        return list(fenced)
    kind = "image" if name == "image" or _is_image(node.text) else "code"
    return [
        Attachment("image", node.text, None, node.span)
        if kind == "image"
        else Attachment("code", node.text, language, node.span)
    ]


def _described(node: Table, language: str | None) -> list[Attachment]:
    """An attachment written as a mapping: {language, code} or {image}."""
    parts = {key.text.lower(): value for key, value in node.pairs}
    named = parts.get("language") or parts.get("lang")
    if isinstance(named, Leaf):
        language = named.text
    found: list[Attachment] = []
    for name in ("code", "text", "content", "body", "snippet"):
        value = parts.get(name)
        if isinstance(value, Leaf) and value.text.strip():
            found.append(Attachment("code", value.text, language, value.span))
    for name in ("image", "src", "url", "path", "file"):
        value = parts.get(name)
        if isinstance(value, Leaf) and value.text.strip():
            found.append(Attachment("image", value.text, None, value.span))
    return found


def _is_image(text: str) -> bool:
    return "\n" not in text and text.lower().rsplit(".", 1)[-1] in {"png", "jpg", "jpeg", "gif", "svg", "webp"}
