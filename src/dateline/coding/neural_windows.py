"""A document cut into windows of whole sentences, as the learned coder's encoder sees them.

Each window holds the title, some sentences to code (`first` to `last`), and a stretch of text before and after:
attributions and antecedents reach over sentences. Every sentence is coded in exactly one window.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
from tokenizers import Tokenizer

from dateline.coding.neural_features import Ints, word_features
from dateline.model import Parse

TITLE, TARGET, BEFORE, AFTER = 16, 200, 48, 12  # word pieces
CUT = 320  # pieces of a sentence that are coded at once
LONGEST = 6  # pieces of one word that are read
CLS, SEP = 101, 102


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Inputs of one encoder pass over tokens `start` to `stop` of a parse; `first` to `last` are to be coded.

    `pieces` are ids of word pieces (P); `head_piece` and `tail_piece` the places of each word's ends among them (W);
    `heads` is each word's syntactic head, `features` and `hints` its rows of those; words count from `start`.
    """

    start: int
    stop: int
    first: int
    last: int
    pieces: Ints
    head_piece: Ints
    tail_piece: Ints
    heads: Ints
    features: Ints
    hints: Ints


class Text(msgspec.Struct, frozen=True):
    """A parse as word pieces: the pieces of each word, their running count, features and hints, the title's pieces."""

    parse: Parse
    words: list[list[int]]
    ends: Ints
    features: Ints
    hints: Ints
    lead: list[int]

    def pieces(self, first: int, last: int) -> int:
        """How many pieces words `first` to `last` (exclusive) have."""
        return int(self.ends[last - 1]) - self.before(first)

    def before(self, word: int) -> int:
        """How many pieces stand before a word."""
        return int(self.ends[word - 1]) if word else 0


def windows(parse: Parse, title: str, tokenizer: Tokenizer, hints: Ints) -> Iterator[Window]:
    """The windows of one parse, in text order; `hints` (tokens x KINDS) is what the rules say about each word."""
    if not parse.tokens:
        return
    words = _pieces([token.text for token in parse.tokens], tokenizer)
    ends = np.cumsum([len(word) for word in words])
    lead = [CLS, *tokenizer.encode(title, add_special_tokens=False).ids[:TITLE], SEP]
    text = Text(parse, words, ends, word_features(parse), hints, lead)
    for first, last in _targets(text):
        yield _window(text, first, last)


def _pieces(words: list[str], tokenizer: Tokenizer) -> list[list[int]]:
    encoded = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None and len(found[word]) < LONGEST:
            found[word].append(piece)
    return found


def _targets(text: Text) -> Iterator[tuple[int, int]]:
    """Token ranges of about TARGET pieces: whole sentences, and only a sentence as long as two ranges is cut."""
    first = 0
    for start, stop in _units(text):
        if start > first and text.pieces(first, stop) > TARGET:
            yield first, start
            first = start
    yield first, len(text.parse.tokens)


def _units(text: Text) -> Iterator[tuple[int, int]]:
    for sentence in text.parse.sentences:
        start = sentence.first
        for stop in range(sentence.first + 1, sentence.last):
            if text.pieces(start, stop + 1) > CUT:
                yield start, stop
                start = stop
        yield start, sentence.last


def _window(text: Text, first: int, last: int) -> Window:
    start, stop = _reach(text, first, last)
    counts = np.array([len(word) for word in text.words[start:stop]], dtype=np.int64)
    tails = np.maximum(np.cumsum(counts) + len(text.lead) - 1, len(text.lead) - 1)
    inner = [piece for word in text.words[start:stop] for piece in word]
    heads = np.array([token.head for token in text.parse.tokens[start:stop]], dtype=np.int64) - start
    outside = (heads < 0) | (heads >= stop - start)
    return Window(
        start=start,
        stop=stop,
        first=first,
        last=last,
        pieces=np.array([*text.lead, *inner, SEP], dtype=np.int64),
        head_piece=np.minimum(np.maximum(tails - counts + 1, 0), tails),
        tail_piece=tails,
        heads=np.where(outside, np.arange(stop - start, dtype=np.int64), heads),
        features=text.features[start:stop],
        hints=text.hints[start:stop],
    )


def _reach(text: Text, first: int, last: int) -> tuple[int, int]:
    """The words seen: those to code, and around them as many as BEFORE and AFTER have room for."""
    before = text.before(first)
    start = int(np.searchsorted(text.ends, before - BEFORE, side="left")) + 1 if before > BEFORE else 0
    stop = int(np.searchsorted(text.ends, int(text.ends[last - 1]) + AFTER, side="right"))
    return min(start, first), max(last, stop)
