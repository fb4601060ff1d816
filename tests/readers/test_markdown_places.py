"""Every place of a Markdown question is exact: the oracle is the parser's own inline rendering, without places."""

from __future__ import annotations

import html
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qlint.errors import QlintError
from qlint.question import Question
from qlint.readers._markdown.builder import document
from qlint.readers._markdown.places import Lines, parser
from qlint.readers._markdown.rich import rich_inline
from qlint.readers.markdown import read
from qlint.source import Source, Span

ORACLE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def rendered(content: str) -> str:
    """The words of inline Markdown as the untouched parser gives them."""
    return words(ORACLE.parseInline(content)[0].children or [])


def words(tokens: list[Token]) -> str:
    out = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content.startswith("<br"):
            out.append(" ")
    return "".join(out)


def check(source: Source, question: Question) -> None:
    """The slice of the source at the question's span decodes to its text; each segment is what it says."""
    segments = question.source_map.segments
    assert [part.start for part in segments] == [0, *(part.end for part in segments[:-1])]
    for part in segments:
        here = source.text[part.source_start : part.source_end]
        if part.kind == "verbatim":
            assert here.replace("\0", "\ufffd") == question.text[part.start : part.end]
    for before, after in itertools.pairwise(segments):
        assert before.source_end <= after.source_start
    located = question.source_map.locate(Span(0, len(question.text)))
    assert question.span.covers(located.span)


INLINE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "plain",
                "*em*",
                "**strong words**",
                "_under_",
                "`code`",
                "`` a ` b ``",
                "&amp;",
                "&nbsp;",
                "&#65;",
                "&lt;b&gt;",
                "\\*",
                "\\_",
                "\\\\",
                "\\|",
                "[link](http://x.y)",
                "[ref *em*](<a b> 't')",
                "![alt](i.png)",
                "<http://a.b>",
                "<b>bold</b>",
                "<code>x</code>",
                "<br>",
                "~~gone~~",
                "***both***",
                "*open",
                "**",
                "_",
                "`",
                "a_b_c",
                "x*y*z",
                "\u00a0",
                "\U0001f680",
                "e\u0301",
                "->",
                "1 < 2",
                "a & b",
                "&unknown;",
                "'quoted'",
                "snake_case",
                "C++",
                "#",
            ]
        ),
        st.text(alphabet="abc ?!.,()[]<>&;*_`~\\|'\"-#", min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(INLINE, st.sampled_from(["\n", "\r\n", "\r"]), st.integers(0, 3))
def test_words_equal_the_parsers_own(content: str, newline: str, breaks: int) -> None:
    parts = content.split(" ")
    for index in range(breaks):
        if len(parts) > index + 2:
            parts[index + 1] = newline + "   " + parts[index + 1]
    source = Source.from_text("a.md", " ".join(parts))
    lines = Lines(source)
    for index, token in enumerate(tokens := parser().parse(source.text)):
        before = tokens[index - 1] if index else token
        if token.type != "inline" or before.type in ("th_open", "td_open"):
            continue
        raw = lines.content(token, heading=before.markup.startswith("#"))
        assert raw.text == token.content
        assert all(part.kind != "whole" for part in raw.segments)
        rich = rich_inline(token, raw)
        if "$" not in token.content:
            assert rich.text.text == rendered(token.content)
        for part in rich.text.segments:
            here = source.text[part.source_start : part.source_end]
            if part.kind == "verbatim":
                assert here == rich.text.text[part.start : part.end]
            elif here.startswith("&"):
                assert html.unescape(here) == rich.text.text[part.start : part.end]


WORDS = st.lists(
    st.sampled_from(["queue", "*fast*", "`int`", "a&amp;b", "2 \\* 3", "\u00a0", "\U0001f7e2x", "**now**", "cache's"]),
    min_size=1,
    max_size=5,
)


@st.composite
def banks(draw: st.DrawFn) -> str:
    """A document of nested, numbered and wrapped items, tabs, quotes and tables."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    out = ["# Questions", ""]
    for number in range(draw(st.integers(1, 5))):
        stem = " ".join(["What is", *draw(WORDS)])
        if draw(st.booleans()):
            stem = stem.replace(" ", "\n   ", 1) if number % 2 else stem
        marker = draw(st.sampled_from(["- ", "* ", f"{number + 1}. ", "-\t", "> - ", "### ", f"**Q{number}.** "]))
        lines = stem.split("\n")
        out.append(marker + lines[0])
        out.extend(
            ("> " if marker == "> - " else "") + line for line in lines[1:] if not marker.startswith(("#", "**"))
        )
        out[-1] += draw(st.sampled_from(["?", "??", "? \u2b50\ufe0f", "?  ", "? ***"]))
        if draw(st.booleans()) and marker in ("- ", "* "):
            out.append("  - Why " + " ".join(draw(WORDS)) + "?")
        if draw(st.booleans()):
            out += ["", "Some answer."] if marker.startswith(("#", "**")) else [""]
        out.append("")
    if draw(st.booleans()):
        out += ["| Question | Answer |", "|---|---|", "| Why `a\\|b` " + " ".join(draw(WORDS)) + "? | x |", ""]
    return newline.join(out)


@settings(max_examples=300, deadline=None)
@given(banks())
def test_places_of_generated_banks_are_exact(text: str) -> None:
    source = Source.from_text("a.md", text)
    result = read(source)
    assert result.questions
    for question in result.questions:
        check(source, question)
        assert question.source_map.locate(Span(0, len(question.text))).exact
        assert all(part.kind != "whole" for part in question.source_map.segments)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_text_never_raises(text: str) -> None:
    source = Source.from_text("a.md", text)
    try:
        result = read(source)
    except QlintError:
        return
    for question in result.questions:
        check(source, question)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="#-*>|`~<>!/[]()?.\n\r\t 1aQ:&;$\\\0\ufeff\u00a0{}=_", max_size=200))
def test_markup_like_text_never_raises(text: str) -> None:
    source = Source.from_text("a.md", text)
    for question in read(source).questions:
        check(source, question)


@pytest.mark.parametrize(
    ("text", "words", "slice_"),
    [
        ("- What is 1. 1?", "What is 1. 1?", "What is 1. 1?"),
        ("1. 1. What is `1.`?", "What is 1.?", "What is `1.`?"),
        ("# Questions\n\n- **Why &amp; how** *now*?\n", "Why & how now?", "**Why &amp; how** *now*?"),
        ("# Questions\n\n- [Why now?](http://a.b)\n", "Why now?", "Why now?"),
        ("- Why\r\n  two\r\n  lines?\r\n", "Why two lines?", "Why\r\n  two\r\n  lines?"),
        ("> - Why\n>   quoted?\n", "Why quoted?", "Why\n>   quoted?"),
        ("-\tWhy a\ttab?", "Why a\ttab?", "Why a\ttab?"),
        ("\ufeff- Why a mark?".lstrip("\ufeff"), "Why a mark?", "Why a mark?"),
        ("### 12) Why \\*stars\\*? \U0001f680\n", "Why *stars*?", "Why \\*stars\\*?"),
    ],
)
def test_single_places(text: str, words: str, slice_: str) -> None:
    source = Source.from_text("a.md", text)
    (question,) = read(source).questions
    assert question.text == words
    assert source.text[question.span.start : question.span.end] == slice_


def test_marks_are_in_offsets_of_the_question() -> None:
    source = Source.from_text("a.md", "1. How does `let x` differ from **const** in $a_1$, see [docs](u)?")
    (question,) = read(source).questions
    found = [(mark.kind, question.text[mark.start : mark.end]) for mark in question.marks]
    assert found == [("code", "let x"), ("emphasis", "const"), ("math", "a_1"), ("link", "docs")]


def test_table_cells_keep_their_places() -> None:
    source = Source.from_text("a.md", "| Level | Question |\n|---|---|\n| junior | What does `a \\| b` do? |\n")
    (question,) = read(source).questions
    assert question.text == "What does a | b do?"
    assert source.text[question.span.start : question.span.end] == "What does `a \\| b` do?"
    assert (question.place.kind, question.place.row, question.place.column) == ("cell", 1, "Question")
    assert question.meta_text("level") == "junior"


def test_ten_thousand_items_read_in_linear_time() -> None:
    import time

    text = "# Questions\n\n" + "".join(f"- What is thing number {n} in `code` and **bold**?\n" for n in range(10_000))
    began = time.process_time()
    assert len(read(Source.from_text("a.md", text)).questions) == 10_000
    assert time.process_time() - began < 8


@pytest.mark.parametrize("piece", ["<!--", "<details>", "[", "*a ", "`", "> ", "- ", "<a ", "&", "1. ", "|a", "$a"])
def test_repeated_openers_stay_fast(piece: str) -> None:
    import time

    began = time.process_time()
    read(Source.from_text("a.md", piece * 4000 + "\n" + (piece + "\n") * 2000))
    assert time.process_time() - began < 8


def test_blocks_of_a_document_nest() -> None:
    found = document(Source.from_text("a.md", "- a\n  - b\n- c\n"))
    assert [(block.text, block.level, block.parent, block.end) for block in found.blocks] == [
        ("a", 0, -1, 1),
        ("b", 1, 0, 1),
        ("c", 0, -1, 2),
    ]
