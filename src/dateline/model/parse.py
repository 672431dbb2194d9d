"""A document's syntax, as plain records: coders need no NLP library, and tests can write a parse by hand."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

from dateline.model.document import Document
from dateline.model.span import Span
from dateline.model.time import Timex


class Token(msgspec.Struct, frozen=True):
    """One token. `head` is the index of its syntactic head in the parse (itself for a root)."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str  # Universal POS: NOUN, PROPN, VERB, AUX, ...
    tag: str  # Penn Treebank tag: NN, VBD, ...
    dep: str  # ClearNLP label as spaCy's English models use them: nsubj, nsubjpass, dobj, agent, pobj, ...
    head: int
    sentence: int


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: characters `start` to `end`, tokens `first` to `last` (exclusive)."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int = 0


class Entity(msgspec.Struct, frozen=True):
    """A named entity: tokens `first` to `last` (exclusive), label of OntoNotes (PERSON, ORG, GPE, NORP, ...)."""

    first: int
    last: int
    label: str


class Quote(msgspec.Struct, frozen=True):
    """Quoted speech: its span inside the marks, and its speaker and cue where found."""

    span: Span
    speaker: Span | None = None
    cue: Span | None = None
    how: Literal["verb", "colon", "previous", "continued", ""] = ""  # how the speaker was found


class Reference(msgspec.Struct, frozen=True):
    """An anaphor ("the group", "he") and the mention that it takes its name from."""

    mention: Span
    antecedent: Span
    how: str


class Parse(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """What `parse` found in the coded blocks of a document."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    times: tuple[Timex, ...] = ()
    references: tuple[Reference, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its direct dependents in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        return tuple(tuple(indices) for indices in below)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The capitalised words of all names that are tagged as places somewhere in the document."""
        named = (e for e in self.entities if e.label in ("GPE", "LOC", "FAC"))
        words = (self.tokens[i].text for e in named for i in range(e.first, e.last))
        return frozenset(word for word in words if word[:1].isupper())

    def subtree(self, index: int) -> list[int]:
        """Indices of the token and everything below it, in text order."""
        found, todo = [], [index]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.children[i])
        return sorted(found)

    def span(self, text: str, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last` (exclusive)."""
        return Span.of(text, self.tokens[first].start, self.tokens[last - 1].end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character offset, or None between tokens."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        found = low < len(self.tokens) and self.tokens[low].start <= offset
        return self.tokens[low] if found else None


class Parsed(msgspec.Struct, frozen=True):
    """A document with its parse, as stages hand it on."""

    document: Document
    parse: Parse
