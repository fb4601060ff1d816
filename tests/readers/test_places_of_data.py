"""Places of questions in data files, against loaders that know nothing of places.

The oracle: put a strange word where a place says some words stand, load the file with the format's usual loader, and
see that just those words were replaced.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qlint import readers
from qlint.source import Source, Span

STRANGE = "ZQX"
PIECES = ["Why does", "it", " ", "  ", "\n", "\n\n", ": ", " # ", '"', "'", "é", "😀", "\\", "\t", "a-b", "?", ".", ",", ";", "|",
          "\u00a0", "–", "{x}", "[0]", "%", "@", "!", "- ", "\\n", "1.", "x = 1", "&", "&amp;", "`c`", "*so*", "**it**"]  # fmt: skip


class Styled(str):
    """A string with the YAML style it shall be written in."""

    style: str | None = None


class Dumper(yaml.SafeDumper):
    """Writes each string in its own style."""


Dumper.add_representer(Styled, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, data.style))


def as_yaml(texts: list[str], dice: random.Random) -> str:
    styled = []
    for text in texts:
        word = Styled(text)
        word.style = dice.choice([None, "'", '"', "|", ">"])
        styled.append(word)
    return yaml.dump(
        {"questions": styled},
        Dumper=Dumper,
        width=dice.choice([8, 20, 80, 1000]),
        indent=dice.choice([2, 4]),
        allow_unicode=dice.random() < 0.7,
        line_break=dice.choice(["\n", "\r\n"]),
    )


def as_json(texts: list[str], dice: random.Random) -> str:
    def char(each: str) -> str:
        if dice.random() < 0.1 and ord(each) < 0x10000:
            return f"\\u{ord(each):04x}"
        return json.dumps(each, ensure_ascii=dice.random() < 0.3)[1:-1]

    strings = ['"' + "".join(map(char, text)) + '"' for text in texts]
    break_, blank = dice.choice(["\n", "\r\n", ""]), dice.choice(["", " ", "\t"])
    return f'{{"questions":{blank}[{break_}' + f",{break_}{blank}".join(strings) + f"{break_}]}}"


def as_csv(texts: list[str], dice: random.Random, delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=dice.choice(["\n", "\r\n"]),
        quoting=dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    writer.writerow(["no", "question", "answer"])
    writer.writerows([[str(number), text, "an, answer"] for number, text in enumerate(texts)])
    return out.getvalue()


def load_csv(text: str, delimiter: str = ",") -> list[str]:
    return [row[1] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)][1:]


FORMATS: dict[str, tuple[Callable[[list[str], random.Random], str], Callable[[str], list[str]]]] = {
    "b.yaml": (as_yaml, lambda text: yaml.load(text, Loader=yaml.BaseLoader)["questions"]),
    "b.json": (as_json, lambda text: json.loads(text)["questions"]),
    "b.csv": (as_csv, load_csv),
    "b.tsv": (lambda texts, dice: as_csv(texts, dice, "\t"), lambda text: load_csv(text, "\t")),
}


def bare(text: str) -> str:
    """Without what the readers take off: markup signs, entities, folds."""
    return " ".join(text.replace("&amp;", "&").replace("`", "").replace("*", "").split())


def check(name: str, texts: list[str], dice: random.Random) -> tuple[int, int]:
    """How many of the tried spans were exact, of how many; each exact one is proved."""
    write, load = FORMATS[name]
    text = write(texts, dice)
    values = load(text)
    assert values == texts or name == "b.yaml"
    result = readers.read(Source.from_text(name, text))
    assert not result.problems
    full = [index for index, value in enumerate(values) if value.strip(" \t\r\n\u00a0")]
    assert len(result.questions) == len(full)
    exact = tried = 0
    for index, question in zip(full, result.questions, strict=True):
        assert bare(question.text) == bare(values[index])
        for _ in range(3):
            start = dice.randrange(len(question.text))
            end = dice.randint(start + 1, len(question.text))
            place = question.source_map.locate(Span(start, end))
            tried += 1
            if not place.exact:
                continue
            exact += 1
            changed = load(text[: place.span.start] + STRANGE + text[place.span.end :])
            assert bare(changed[index]) == bare(question.text[:start] + STRANGE + question.text[end:])
            assert changed[:index] == values[:index]
            assert changed[index + 1 :] == values[index + 1 :]
    return exact, tried


@pytest.mark.parametrize("name", FORMATS)
def test_nearly_all_spans_are_exact(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(7)
    exact = tried = 0
    for _ in range(400):
        texts = ["".join(dice.choices(PIECES, k=dice.randint(1, 14))) for _ in range(4)]
        some = check(name, ["Why so?", *texts], dice)
        exact, tried = exact + some[0], tried + some[1]
    with capsys.disabled():
        print(f"\n{name}: {exact} of {tried} spans exact ({100 * exact / tried:.2f} %)")
    assert exact >= 0.99 * tried


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="*_`<$~[&\\\u2028\u2029\ufeff"),
    min_size=1,
)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(WORDS, min_size=1, max_size=5), seed=st.integers(0, 9999))
def test_exact_places_hold_for_any_words(name: str, texts: list[str], seed: int) -> None:
    check(name, texts, random.Random(seed))


@pytest.mark.parametrize("name", ["b.yaml", "b.json", "b.jsonl", "b.csv", "b.tsv", "b.txt"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.one_of(st.text(), st.text("qQaA:-[]{}\"'\\,;|\n\r\t #&*!?>%@`1.é😀\x00\x85")))
def test_no_text_breaks_a_reader(name: str, text: str) -> None:
    result = readers.read(Source.from_text(name, text))
    for index, question in enumerate(result.questions):
        assert question.index == index
        assert question.text.strip()
        assert question.span.end <= len(text)
        assert all(mark.start < mark.end <= len(question.text) for mark in question.marks)
    for problem in result.problems:
        assert problem.line
        assert problem.hint


def test_a_byte_order_mark_moves_nothing() -> None:
    for name, text in {
        "b.yaml": "- Why is it so?\n",
        "b.json": '["Why is it so?"]',
        "b.csv": "question\nWhy is it so?\n",
    }.items():
        source = Source.from_bytes(name, b"\xef\xbb\xbf" + text.encode())
        (question,) = readers.read(source).questions
        assert source.text[question.span.start : question.span.end] == "Why is it so?"
