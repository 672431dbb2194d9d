"""spaCy's English pipeline behind a small face: paragraphs in, plain records out.

The model reads the paragraphs of one document side by side, never two documents at once: floating-point sums then do
not depend on which documents stand in a batch, so neither do the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.model import Entity, Parse, Sentence, Span, Token
from dateline.parse import words
from dateline.parse.installed import model_path
from dateline.parse.lexemes import Lexemes

CHUNK = 2_000  # words that the model reads at once, unless one paragraph is longer
LONGEST = 2_000  # words of one paragraph that are read as one piece
SENTENCE = 250  # words of one sentence: rules look at all pairs of its words, so what is longer is cut

FORGET_AFTER = 200  # documents
REMEMBERED = frozenset({"attribute_ruler", "lemmatizer"})  # asked through Lexemes


class Piece(msgspec.Struct, frozen=True):
    """A paragraph's words (or a part of them, if it is very long), with the borders known before parsing."""

    paragraph: int
    tokens: list[Span]
    starts: list[bool | None]


class Syntax:
    """Tokenizer, tagger, parser, lemmatizer and entity recogniser of the installed model."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._pipes: tuple[Any, ...] = tuple(pipe for name, pipe in nlp.pipeline if name not in REMEMBERED)
        self._lexemes = Lexemes(nlp)
        self._zone = ExitStack()
        self._parsed = 0

    @classmethod
    def load(cls) -> Syntax:
        """The verified model; raises DataError where it is not the tested one."""
        return cls(spacy.load(model_path(), exclude=["senter"]))

    def parse(self, paragraphs: Iterable[Span]) -> Parse:
        """The syntax of a document's paragraphs; sentences never cross them."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        self._forget()
        for piece, doc in self._read(paragraphs):
            base = len(tokens)
            found = _sentences(doc, piece, base, len(sentences))
            tokens.extend(self._tokens(doc, piece, base, found))
            sentences.extend(found)
            entities.extend(Entity(base + e.start, base + e.end, e.label_) for e in doc.ents)
        return Parse(tokens=tuple(tokens), sentences=tuple(sentences), entities=tuple(entities))

    def _forget(self) -> None:
        """Drop the words that earlier documents brought into the vocabulary, so that memory stays bounded.

        No spaCy object outlives a call of `parse`, so none can be left without its words.
        """
        if self._parsed % FORGET_AFTER == 0:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
        self._parsed += 1

    def _read(self, paragraphs: Iterable[Span]) -> Iterator[tuple[Piece, Doc]]:
        for chunk in _chunks(self._pieces(paragraphs)):
            for piece, doc in zip(chunk, self._docs(chunk), strict=True):
                if all(len(sentence) <= SENTENCE for sentence in doc.sents):
                    yield piece, doc
                else:
                    yield piece, self._docs([_cut(piece, doc)])[0]

    def _docs(self, pieces: list[Piece]) -> list[Doc]:
        docs = [self._prepared(piece) for piece in pieces]
        for pipe in self._pipes:
            docs = list(pipe.pipe(docs, batch_size=len(docs)))
        return docs

    def _pieces(self, paragraphs: Iterable[Span]) -> Iterator[Piece]:
        for number, paragraph in enumerate(paragraphs):
            spans = words.words(paragraph, self._tokenize)
            for at in range(0, len(spans), LONGEST):
                part = spans[at : at + LONGEST]
                yield Piece(number, part, words.borders(part))

    def _tokenize(self, text: str) -> Iterator[tuple[int, str]]:
        return ((token.idx, token.text) for token in self._nlp.tokenizer(text))

    def _prepared(self, piece: Piece) -> Doc:
        spans = piece.tokens
        spaces = [a.end < b.start for a, b in pairwise(spans)] + [False]
        return Doc(self._nlp.vocab, words=[span.text for span in spans], spaces=spaces, sent_starts=list(piece.starts))

    def _tokens(self, doc: Doc, piece: Piece, base: int, sentences: list[Sentence]) -> Iterator[Token]:
        inside = (sentence.index for sentence in sentences for _ in range(sentence.first, sentence.last))
        heads = (token.head.i for token in doc)
        rows = zip(piece.tokens, self._lexemes.of(doc), heads, inside, strict=True)
        for index, (span, (pos, lemma, tag, dep), head, sentence) in enumerate(rows, base):
            yield Token(index, span.start, span.end, span.text, lemma, pos, tag, dep, base + head, sentence)


def _chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Whole pieces in groups of at most CHUNK words."""
    chunk: list[Piece] = []
    size = 0
    for piece in pieces:
        if chunk and size + len(piece.tokens) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(piece)
        size += len(piece.tokens)
    if chunk:
        yield chunk


def _cut(piece: Piece, doc: Doc) -> Piece:
    """The piece with the borders that the parser found, and more of them inside overlong sentences."""
    begins = {i for sentence in doc.sents for i in range(sentence.start, sentence.end, SENTENCE)}
    return msgspec.structs.replace(piece, starts=[i in begins for i in range(len(piece.tokens))])


def _sentences(doc: Doc, piece: Piece, base: int, number: int) -> list[Sentence]:
    return [
        Sentence(
            index=number + i,
            start=piece.tokens[sent.start].start,
            end=piece.tokens[sent.end - 1].end,
            first=base + sent.start,
            last=base + sent.end,
            paragraph=piece.paragraph,
        )
        for i, sent in enumerate(doc.sents)
    ]
