"""A question with its parse: tokens, tree, asks; and the words behind every token.

`ParsedQuestion` builds the `Doc` from words of its own making: code, math, URLs and quoted strings become one placeholder token each
and keep their words in a table token -> (start, end). Nothing outside this room and `masking.py` reads `token.text` or `token.idx`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qlint.language.asks import find_asks
from qlint.language.masking import Handed, MaskKind, hand, sentence_starts
from qlint.language.mending import mended
from qlint.language.slots import Ask
from qlint.language.tree import Tree, read_doc
from qlint.language.words import words
from qlint.question import Question
from qlint.source import MappedText, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["MaskKind", "ParsedQuestion", "Sentence", "from_doc", "parse", "parse_all", "text_question"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start..end` of one sentence; `ask` False: it sets the scene (a case, a "Suppose ...")."""

    start: int
    end: int
    ask: bool


@dataclass(frozen=True)
class ParsedQuestion:
    """One question, parsed.

    `spans[i]` is the place of token i in `question.text`; `masks[i]` says what a placeholder stands for, else None. `doc` is
    what the pipeline said; `tree` the same tree as plain lists, mended where it was plainly misread: the asks come from it.
    """

    question: Question
    doc: Doc
    spans: tuple[tuple[int, int], ...]
    masks: tuple[MaskKind | None, ...]
    sentences: tuple[Sentence, ...] = ()
    asks: tuple[Ask, ...] = field(default=())
    tree: Tree | None = field(default=None, repr=False, compare=False)

    def word(self, token: int) -> str:
        """The words that token stands for, as in the question."""
        start, end = self.spans[token]
        return self.question.text[start:end]

    def words(self, tokens: Sequence[int]) -> str:
        """The question's text from the first to the last of `tokens`."""
        span = self.span(tokens)
        return self.question.text[span.start : span.end]

    def span(self, tokens: Sequence[int]) -> Span:
        """Hull of `tokens` in the question's text."""
        return Span(self.spans[tokens[0]][0], self.spans[tokens[-1]][1])

    def lemma(self, token: int) -> str:
        """Lower-case lemma of a token; of a placeholder, the words it stands for."""
        if self.masks[token] is not None:
            return self.word(token).lower()
        return str(self.doc[token].lemma_).lower()


def parse(nlp: Language, question: Question) -> ParsedQuestion:
    """One question, parsed."""
    return next(parse_all(nlp, (question,)))


def parse_all(nlp: Language, questions: Iterable[Question], batch_size: int = 64) -> Iterator[ParsedQuestion]:
    """Many questions through the pipeline in batches, in their order."""
    waiting: deque[tuple[Question, Handed]] = deque()

    def docs() -> Iterator[Doc]:
        for question in questions:
            handed = hand(nlp.tokenizer, question.text, question.marks)
            waiting.append((question, handed))
            yield _unparsed(nlp, question.text, handed)

    for doc in nlp.pipe(docs(), batch_size=batch_size):
        question, handed = waiting.popleft()
        yield _parsed(question, doc, handed)


def text_question(text: str) -> Question:
    """Plain text as a question: every place is its own."""
    mapped = MappedText.verbatim(text, 0, len(text))
    return Question(text=text, index=0, span=Span(0, len(text)), source_map=mapped.source_map)


def from_doc(
    question: Question, doc: Doc, spans: Sequence[tuple[int, int]], masks: Sequence[MaskKind | None] = ()
) -> ParsedQuestion:
    """A question whose tree is known already (a gold tree)."""
    known = tuple(masks) or (None,) * len(doc)
    bounds = [(sentence.start, sentence.end) for sentence in doc.sents] if len(doc) else []
    tree = mended(read_doc(doc, question.text, spans, [mask is not None for mask in known]), bounds, words())
    asks = find_asks(tree, bounds)
    asking = {ask.sentence for ask in asks}
    sentences = tuple(Sentence(start, end, number in asking) for number, (start, end) in enumerate(bounds))
    return ParsedQuestion(question, doc, tuple(spans), known, sentences, asks, tree)


def _unparsed(nlp: Language, text: str, handed: Handed) -> Doc:
    from spacy.tokens import Doc

    lists = words().lists
    starts = sentence_starts(text, handed, lists["imperatives"] | lists["sentence_openers"])
    return Doc(nlp.vocab, words=handed.words, spaces=handed.spaces(), sent_starts=starts)  # type: ignore[arg-type]


def _parsed(question: Question, doc: Doc, handed: Handed) -> ParsedQuestion:
    for token, named in enumerate(handed.names):
        if named or handed.masks[token] is not None:
            start, end = handed.spans[token]
            doc[token].lemma_ = question.text[start:end].lower().encode("utf-8", "replace").decode("utf-8")
    return from_doc(question, doc, handed.spans, handed.masks)
