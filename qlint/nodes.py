"""A value from a file together with its place, so that every complaint about it can name line and column.

Knows no file format: `packs.py` makes nodes from YAML, conditions and rules read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qlint.errors import PackError, did_you_mean

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Node:
    """A scalar, a list of nodes or a mapping of nodes; `line` and `column` count from 1.

    `keys` holds, for a mapping, the place of each key: an unknown key is reported there and not at its value.
    """

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    path: str
    line: int
    column: int
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def error(self, message: str, hint: str | None = None) -> PackError:
        return PackError(message, path=self.path, line=self.line, column=self.column, hint=hint)

    def key_error(self, key: str, message: str, hint: str | None = None) -> PackError:
        line, column = self.keys.get(key, (self.line, self.column))
        return PackError(message, path=self.path, line=line, column=column, hint=hint)

    # -- shapes ------------------------------------------------------------------------------------------------

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, Mapping)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, Sequence) and not isinstance(self.value, str)

    def mapping(self, known: Iterable[str] | None = None, *, what: str = "this") -> Mapping[str, Node]:
        """The value as a mapping; with `known`, another key is an error with a hint."""
        if not isinstance(self.value, Mapping):
            raise self.error(f"{what} must be a mapping, not {self.kind}")
        if known is not None:
            names = list(known)
            for key in self.value:
                if key not in names:
                    raise self.key_error(
                        key, f"unknown key {key!r} in {what}", did_you_mean(key, names) or _one_of(names)
                    )
        return self.value

    def items(self, *, what: str = "this") -> Sequence[Node]:
        """The value as a list; a single value counts as a list of one."""
        if isinstance(self.value, Mapping) or not self.is_list:
            return [self]
        assert isinstance(self.value, Sequence)
        assert not isinstance(self.value, str)
        return self.value

    def text(self, *, what: str = "this") -> str:
        if not isinstance(self.value, str):
            raise self.error(f"{what} must be text, not {self.kind}", "quote it" if self._is_scalar else None)
        return self.value

    def texts(self, *, what: str = "this") -> tuple[str, ...]:
        return tuple(node.text(what=what) for node in self.items(what=what))

    def choice(self, options: Iterable[str], *, what: str = "this") -> str:
        names = list(options)
        word = self.text(what=what)
        if word not in names:
            raise self.error(f"{word!r} is not a known {what}", did_you_mean(word, names) or _one_of(names))
        return word

    def whole(self, *, what: str = "this") -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error(f"{what} must be a whole number, not {self.kind}")
        return self.value

    def flag(self, *, what: str = "this") -> bool:
        if isinstance(self.value, bool):
            return self.value
        raise self.error(f"{what} must be true or false, not {self.kind}")

    def plain(self) -> object:
        """The value as plain Python data."""
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        if self.is_list:
            return [node.plain() for node in self.items()]
        return self.value

    def walk(self) -> Iterator[Node]:
        yield self
        if isinstance(self.value, Mapping):
            for node in self.value.values():
                yield from node.walk()
        elif self.is_list:
            for node in self.items():
                yield from node.walk()

    @property
    def kind(self) -> str:
        """What the value is, in words for messages."""
        if isinstance(self.value, Mapping):
            return "a mapping"
        if self.is_list:
            return "a list"
        if isinstance(self.value, bool):
            return "true/false"
        if self.value is None:
            return "nothing"
        return "text" if isinstance(self.value, str) else "a number"

    @property
    def _is_scalar(self) -> bool:
        return not self.is_mapping and not self.is_list


def _one_of(names: Sequence[str]) -> str:
    shown = ", ".join(sorted(names)[:12])
    return f"one of: {shown}{' ...' if len(names) > 12 else ''}"
