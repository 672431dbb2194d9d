"""A noun phrase as the resolver reads it: its words, its head, and what stands before and after the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.model import Parse, Span, Token
from dateline.resolve.lists import QUANTITIES

_WORD = re.compile(r"\w[\w.’'-]*\w|\w")
_DETERMINERS = frozenset(
    (
        "the",
        "a",
        "an",
        "some",
        "several",
        "many",
        "other",
        "more",
        "its",
        "their",
        "his",
        "her",
        "our",
        "these",
        "those",
        "this",
        "that",
    )
)
_POSSESSIVES = ("'s", "’s", "'", "’")
LINKS = frozenset(
    ("of", "in", "from", "for", "at", "with", "who", "that", "which", "near", "under", "inside", "on", "against")
)
SINGLE = frozenset(("i", "me", "my", "mine", "myself"))
PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))


class Phrase(msgspec.Struct, frozen=True):
    """Words of a phrase by their offsets in the text, and the index of the head among them."""

    text: str
    words: tuple[tuple[int, int], ...]
    head: int

    def word(self, index: int) -> str:
        """One word as written."""
        return self.text[slice(*self.words[index])]

    def slice(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive), as written."""
        return self.text[self.words[first][0] : self.words[last - 1][1]] if first < last else ""

    def lower(self, first: int, last: int) -> list[str]:
        """Words in small letters, without the possessive ending."""
        return [self.word(i).lower() for i in range(max(0, first), last) if self.word(i) not in _POSSESSIVES]

    @property
    def bare(self) -> str:
        """The phrase without leading determiners and numbers."""
        first = 0
        while first < len(self.words) - 1 and _light(self.word(first)):
            first += 1
        return self.slice(first, len(self.words))


def _light(word: str) -> bool:
    return word.lower() in _DETERMINERS or word[:1].isdigit()


def of_span(text: str, parse: Parse, span: Span) -> Phrase:
    """The phrase of a span: by the syntax where the span was parsed, else by the words alone."""
    tokens = [t for t in _inside(parse, span) if not t.text.isspace()]
    words = [t for t in tokens if t.pos != "PUNCT" or t.text == "-"]
    if not words:
        return of_text(text, span)
    head = next((i for i, t in enumerate(words) if t.head == t.index or not _covers(span, parse.tokens[t.head])), 0)
    return _counted(Phrase(text, tuple((max(t.start, span.start), min(t.end, span.end)) for t in words), head))


def _counted(phrase: Phrase) -> Phrase:
    """The phrase with the head that is counted: "hundreds of thousands of Rwandans" are Rwandans."""
    head, last = phrase.head, len(phrase.words)
    while phrase.word(head).lower() in QUANTITIES and head + 2 < last and phrase.word(head + 1).lower() == "of":
        first = head + 2
        head = next((i for i in range(first, last) if phrase.word(i).lower() in LINKS), last) - 1
        if head < first:
            return phrase
    return Phrase(phrase.text, phrase.words, head)


def of_text(text: str, span: Span) -> Phrase:
    """The phrase of a span that was not parsed: the head is the last word before the first preposition."""
    words = tuple((span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.text))
    if not words:
        return Phrase(text, ((span.start, span.end),), 0)
    links = (i for i, (a, b) in enumerate(words) if i and text[a:b].lower() in LINKS)
    return Phrase(text, words, next(links, len(words)) - 1)


def _inside(parse: Parse, span: Span) -> Iterator[Token]:
    first = parse.token_at(span.start) or parse.token_at(span.start + 1)
    index = first.index if first else len(parse.tokens)
    while index < len(parse.tokens) and parse.tokens[index].start < span.end:
        yield parse.tokens[index]
        index += 1


def _covers(span: Span, token: Token) -> bool:
    return token.start < span.end and span.start < token.end


def conjuncts(parse: Parse, span: Span) -> tuple[Span, ...]:
    """The parties of a coordination ("Russia and Syria"), the span itself where it is none."""
    tokens = list(_inside(parse, span))
    head = next((t for t in tokens if t.head == t.index or not _covers(span, parse.tokens[t.head])), None)
    heads = [head] if head else []
    for token in tokens:
        if token.dep == "conj" and any(token.head == h.index for h in heads) and token.pos in ("NOUN", "PROPN"):
            heads.append(token)
    if len(heads) < 2:
        return (span,)
    starts = [span.start, *(_start(parse, t) for t in heads[1:])]
    ends = [*(parse.tokens[h.index].end for h in heads[:-1]), span.end]
    return tuple(
        Span(a, b, span.text[a - span.start : b - span.start]) for a, b in zip(starts, ends, strict=True) if a < b
    )


def _start(parse: Parse, token: Token) -> int:
    """Where the conjunct begins that a token heads."""
    return min(parse.tokens[i].start for i in parse.subtree(token.index))
