"""A parsed question to look at: as a tree with its asks for people, as JSON (version 1) for programs.

Knows no command and writes nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from qlint.reporters.json import dumps
from qlint.tables import Look, drawn
from qlint.terminal import Paint, cells, hang, pad, safe

if TYPE_CHECKING:
    from qlint.language.parsed import ParsedQuestion
    from qlint.language.slots import Ask, Slot

_STEP = 4  # cells of a guide, as rich draws them
_AS_LEMMA = ("verb", "object", "predicate")
_AS_WORDS = ("topic", "core", "audience", "manner", "subject")
_PLAIN = ("wh", "clause", "modal", "tense")
_SHOWN = (
    "verb",
    "wh",
    "clause",
    "subject",
    "predicate",
    "modal",
    "tense",
    "object",
    "topic",
    "core",
    "audience",
    "manner",
)


def as_json(item: ParsedQuestion) -> str:
    """One line of JSON."""
    return dumps(shape(item))


def as_document(items: Iterable[ParsedQuestion]) -> str:
    """All items as one JSON document."""
    lines = ",\n".join(as_json(item) for item in items)
    return f'{{"version": 1, "items": [\n{lines}\n]}}\n'


def shape(item: ParsedQuestion) -> dict[str, Any]:
    """The contract: offsets in code points of `text`, `head` the number of the head's token (a root's own number)."""
    return {"text": item.question.text, "tokens": _tokens(item), "asks": [_ask(ask) for ask in item.asks]}


def _tokens(item: ParsedQuestion) -> list[dict[str, Any]]:
    return [
        {
            "text": item.word(token.i),
            "lemma": item.lemma(token.i),
            "pos": token.pos_,
            "morph": str(token.morph),
            "dep": _role(item, token.i),
            "head": token.head.i,
            "start": item.spans[token.i][0],
            "end": item.spans[token.i][1],
        }
        for token in item.doc
    ]


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "kind": ask.kind,
        **{name: _lemma(getattr(ask, name)) for name in _AS_LEMMA},
        **{name: _words(getattr(ask, name)) for name in _AS_WORDS},
        **{name: getattr(ask, name) for name in _PLAIN},
        "negated": ask.negated,
        "level": ask.level,
        "openness": ask.openness,
        "about": ask.about,
        "links": [{"kind": link.kind, "ask": link.ask} for link in ask.links],
        "adjuncts": [{"kind": one.kind, "text": one.slot.text} for one in ask.adjuncts],
        "start": ask.start,
        "end": ask.end,
    }


def _lemma(slot: Slot | None) -> str | None:
    return slot.lemma if slot else None


def _words(slot: Slot | None) -> str | None:
    return slot.text if slot else None


# -- for people ---------------------------------------------------------------------------------------------------


def as_text(item: ParsedQuestion, look: Look) -> Iterator[str]:
    """The question, its tree and its asks."""
    paint = look.paint
    yield from (paint(line, "bold") for line in hang("", safe(item.question.text), width=look.width, indent=0))
    yield ""
    yield from _drawn_trees(item, look) if look.terminal else _plain_trees(item, paint)
    if not item.asks:
        yield ""
        yield "asks nothing"
    for number, ask in enumerate(item.asks):
        yield ""
        yield from _ask_block(number, ask, paint, look.width)


def _roots(item: ParsedQuestion) -> list[int]:
    return [token.i for token in item.doc if token.head.i == token.i]


def _role(item: ParsedQuestion, token: int) -> str:
    """UD's name of the relation: spaCy writes a root in capitals, wherever it comes from."""
    role = item.doc[token].dep_
    return "root" if role == "ROOT" else role or "?"


def _word(item: ParsedQuestion, token: int) -> str:
    mask = item.masks[token]
    return safe(item.word(token)) + (f" ({mask})" if mask else "")


def _facts(item: ParsedQuestion, token: int) -> tuple[str, str]:
    """Word class and lemma, and the features."""
    parsed = item.doc[token]
    return f"{pad(parsed.pos_ or '?', 6)} {pad(safe(item.lemma(token)), 14)}", str(parsed.morph)


def _drawn_trees(item: ParsedQuestion, look: Look) -> Iterator[str]:
    """The trees as rich draws them; the facts stand aligned beside them."""
    from rich.text import Text
    from rich.tree import Tree

    depths = {token.i: sum(1 for _ in token.ancestors) for token in item.doc}
    labels = {token: cells(f"{_role(item, token)} {_word(item, token)}") for token in depths}
    size = max((_STEP * depth + labels[token] for token, depth in depths.items()), default=0)

    def label(token: int) -> Text:
        facts, morph = _facts(item, token)
        space = " " * (size - _STEP * depths[token] - labels[token] + 2)
        made = Text.assemble(
            (_role(item, token), "cyan"), " ", (_word(item, token), "bold"), space, facts, " ", (morph, "dim")
        )
        made.no_wrap, made.overflow = True, "ellipsis"
        made.rstrip()
        return made

    def grow(token: int, tree: Tree) -> None:
        for child in item.doc[token].children:
            grow(child.i, tree.add(label(child.i)))

    for root in _roots(item):
        tree = Tree(label(root), guide_style="dim")
        grow(root, tree)
        yield from drawn(tree, look)


def _plain_trees(item: ParsedQuestion, paint: Paint) -> Iterator[str]:
    """One branch a token, in the order of the words below each head; lemma, word class and features beside it."""
    rows = [row for root in _roots(item) for row in _branch(item, root, "", "", paint)]
    size = max((cells(plain) for plain, _, _ in rows), default=0)
    for plain, shown, facts in rows:
        yield "  " + shown + " " * (size - cells(plain)) + "  " + facts


def _branch(item: ParsedQuestion, token: int, lead: str, below: str, paint: Paint) -> Iterator[tuple[str, str, str]]:
    role, word = _role(item, token), _word(item, token)
    facts, morph = _facts(item, token)
    shown = f"{paint(lead, 'dim')}{paint(role, 'cyan')} {paint(word, 'bold')}"
    yield f"{lead}{role} {word}", shown, f"{facts} {paint(morph, 'dim')}".rstrip()
    children = [child.i for child in item.doc[token].children]
    for child in children:
        last = child == children[-1]
        yield from _branch(item, child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), paint)


def _ask_block(number: int, ask: Ask, paint: Paint, columns: int) -> Iterator[str]:
    facts = [
        ask.kind,
        f"about {ask.about}",
        ask.openness,
        *([ask.level] if ask.level else []),
        *(["negated"] if ask.negated else []),
    ]
    yield f"{paint(f'ask {number}', 'bold')}  {paint(', '.join(facts), 'green')}"
    rows = [(name, _shown(name, getattr(ask, name))) for name in _SHOWN]
    rows += [(one.kind, safe(one.slot.text)) for one in ask.adjuncts if one.slot not in (ask.audience, ask.manner)]
    rows += [("link", f"{link.kind.replace('_', ' ')} of ask {link.ask}") for link in ask.links]
    for name, value in rows:
        if value:
            yield from hang(pad(name, 10), value, width=columns, indent=2)


def _shown(name: str, value: Slot | str | None) -> str:
    """The words of a slot, with its lemma where rules read that."""
    if value is None or isinstance(value, str):
        return value or ""
    lemma = f"  ({safe(value.lemma)})" if name in _AS_LEMMA and value.lemma != value.text else ""
    return safe(value.text) + lemma
