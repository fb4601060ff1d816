"""YAML text becomes trees with places, and comments with places; nothing else.

Values are YAML 1.2 core (`no` and `on` are words). Aliases and depth are bounded, so that no file can hang the reader.
Knows no questions, no spaCy, no rules, no click.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

import yaml

from qlint.errors import FormatError
from qlint.readers.tree import MAX_DEPTH, Leaf, Listing, Node, Table, broken, doubled
from qlint.readers.yaml_scalars import map_scalar
from qlint.source import MappedText, Source, Span

MAX_EXPANSIONS = 10_000

_PROPERTY = re.compile(r"[&!]\S*\s*")
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\r\n]*")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def compose(source: Source, text: str) -> list[yaml.Node]:
    """The documents of `text`, which is `source.text` or the same with broken parts blanked out.

    Raises `FormatError`.
    """
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        return [node for node in yaml.compose_all(text, Loader=loader) if node is not None]
    except yaml.MarkedYAMLError as error:
        raise _marked(source, error) from error
    except yaml.reader.ReaderError as error:
        raise broken(
            source, _reader_offset(text, error), "a character stands here that YAML forbids", "remove it"
        ) from error
    except UnicodeEncodeError as error:
        raise broken(source, error.start, "a lone surrogate stands here", "save the file as UTF-8") from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise broken(source, 0, f"is not YAML: {error}", "check the file with a YAML validator") from error


def _marked(source: Source, error: yaml.MarkedYAMLError) -> FormatError:
    problem, context = error.problem or error.context or "is not YAML", error.context or ""
    # An unclosed quotation mark or bracket is noticed far below; its beginning is what people must see.
    opened = ("quoted scalar" in context and "escape" not in problem) or "flow" in context
    mark = error.context_mark if opened and error.context_mark else error.problem_mark or error.context_mark
    return broken(source, mark.index if mark else 0, problem, _mend(problem, context))


def _mend(problem: str, context: str) -> str:
    if "mapping values" in problem:
        return "quote the text: a colon and a space make a key of it"
    if "cannot start any token" in problem:
        return (
            "indent with spaces, not tabs" if "\\t" in problem else "quote the text: it begins with a special character"
        )
    if "tab character" in problem:
        return "indent with spaces, not tabs"
    if "flow" in context:
        return "close the bracket, or quote the text"
    if "quoted scalar" in context:
        return "close the quotation mark, and write \\\\ for a backslash"
    if "undefined alias" in problem or "alias" in context:
        return "quote the text: * at its beginning makes an alias"
    if "nesting" in problem:
        return "flatten the file"
    return "check quotes and indentation here; quote the text"


def _reader_offset(text: str, error: yaml.reader.ReaderError) -> int:
    if not yaml.__with_libyaml__:
        return int(error.position)
    return len(text.encode("utf-8")[: error.position].decode("utf-8", "ignore"))


class TreeBuilder:
    """Turns composed documents of one source into trees; `problems` collects doubled keys."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.problems: list[FormatError] = []
        self.scalars: list[Span] = []
        self._seen: set[int] = set()
        self._expansions = 0

    def build(self, node: yaml.Node, depth: int = 0) -> Node:
        """The tree of a document. Raises `FormatError` where aliases multiply or values nest too deep."""
        self._count(node, depth)
        if isinstance(node, yaml.ScalarNode):
            return self._leaf(node)
        start, end = self._start(node), node.end_mark.index
        if isinstance(node, yaml.SequenceNode):
            return Listing([self.build(item, depth + 1) for item in node.value], start, end)
        pairs = [(self._key(key, depth), self.build(value, depth + 1)) for key, value in node.value]
        self._check_doubled(node, pairs)
        return Table(_merged(pairs), start, end)

    def _count(self, node: yaml.Node, depth: int) -> None:
        """Every second visit to a node is an alias at work."""
        if depth > MAX_DEPTH:
            raise broken(
                self.source, node.start_mark.index, f"is nested more than {MAX_DEPTH} deep", "flatten the file"
            )
        if id(node) in self._seen:
            self._expansions += 1
            if self._expansions > MAX_EXPANSIONS:
                what = f"aliases expand to more than {MAX_EXPANSIONS} values"
                raise broken(self.source, node.start_mark.index, what, "write the values out")
        self._seen.add(id(node))

    def _key(self, node: yaml.Node, depth: int) -> Leaf:
        if isinstance(node, yaml.ScalarNode):
            self._count(node, depth)
            return self._leaf(node)
        start, end = node.start_mark.index, node.end_mark.index
        words = " ".join(self.text[start:end].split())
        return Leaf(words, words, start, end, "?", self._map)

    def _leaf(self, node: yaml.ScalarNode) -> Leaf:
        start, end = self._start(node), node.end_mark.index
        self.scalars.append(Span(min(start, end), end))
        style, text = node.style or "", node.value
        tagged = start != node.start_mark.index and "!" in self.text[node.start_mark.index : start]
        value = text if style or tagged else core_value(text)
        return Leaf(value, text, min(start, end), end, style, self._map)

    def _start(self, node: yaml.Node) -> int:
        """Where the value itself begins: anchors and tags belong to the node's marks."""
        at, end = node.start_mark.index, node.end_mark.index
        while at < end and self.text[at] in "&!":
            found = _PROPERTY.match(self.text, at, end)
            if found is None:
                break
            at = found.end()
        return int(at)

    def _map(self, leaf: Leaf) -> MappedText:
        return map_scalar(self.text, leaf)

    def _check_doubled(self, node: yaml.Node, pairs: list[tuple[Leaf, Node]]) -> None:
        if len({key.text for key, _ in pairs}) == len(pairs):
            return
        seen: set[str] = set()
        for key, _ in pairs:
            if key.text in seen and key.text != "<<":
                self.problems.append(doubled(self.source, key))
            seen.add(key.text)


def _merged(pairs: list[tuple[Leaf, Node]]) -> list[tuple[Leaf, Node]]:
    """Merge keys (`<<: *defaults`) resolved: what the mapping says itself wins."""
    if not any(key.text == "<<" and not key.style for key, _ in pairs):
        return pairs
    own = [(key, value) for key, value in pairs if key.text != "<<"]
    known = {key.text for key, _ in own}
    for key, value in pairs:
        if key.text != "<<":
            continue
        for table in value.items if isinstance(value, Listing) else [value]:
            extra = [pair for pair in table.pairs if pair[0].text not in known] if isinstance(table, Table) else []
            own.extend(extra)
            known.update(pair[0].text for pair in extra)
    return own


def core_value(text: str) -> object:
    """The value of a plain scalar in YAML 1.2's core schema."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] not in "+-.0123456789":
        return text
    try:
        if _INT.fullmatch(text):
            return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        if _FLOAT.fullmatch(text):
            return float(text)
    except ValueError:  # Python refuses integers of more than 4300 digits
        return text
    special = _SPECIAL.fullmatch(text)
    if special is None:
        return text
    return float("nan") if "n" in text.lower()[1:2] else float(f"{special[1]}inf")


def comments(text: str, scalars: list[Span]) -> Iterator[tuple[str, Span]]:
    """Text (without `#`) and place of each comment: a `#` after white space that stands in no scalar."""
    if "#" not in text:
        return
    taken = sorted(scalars)
    starts = [span.start for span in taken]
    for found in _COMMENT.finditer(text):
        index = bisect.bisect_right(starts, found.start()) - 1
        inside = index >= 0 and found.start() < taken[index].end
        if inside and not _in_header(text, taken[index], found.start()):
            continue
        yield found.group()[1:].strip(), Span(found.start(), found.end())


def _in_header(text: str, scalar: Span, at: int) -> bool:
    """Whether `at` stands behind the `|` or `>` that opens a block scalar."""
    return text[scalar.start] in "|>" and "\n" not in text[scalar.start : at]
