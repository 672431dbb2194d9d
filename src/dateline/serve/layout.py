"""A document laid out for reading: its blocks, their paragraphs, the sentences of those, and the records in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.model import CODED, Block, Document, Event
from dateline.read.sentences import sentences
from dateline.serve.evidence import Units, readable

_FOLDED = frozenset({"related", "boilerplate", "section"})
_PARAGRAPH = re.compile(r"\n\s*")

LABELS = {
    "title": "headline",
    "caption": "picture caption",
    "credit": "credit",
    "published": "date line",
    "disclaimer": "disclaimer",
    "related": "related stories",
    "boilerplate": "page furniture",
}


class Piece(NamedTuple):
    """A stretch of text that is shown in one go: `start` counts UTF-16 units of the document's text."""

    text: str
    start: int
    events: tuple[int, ...] = ()  # numbers of the records in it
    coded: bool = True  # whether it was looked at for acts at all

    @property
    def is_missed(self) -> bool:
        """A sentence that was looked at, and gave no record."""
        return self.coded and not self.events and any(character.isalpha() for character in self.text)


class Part(NamedTuple):
    """A block as shown: paragraphs of pieces."""

    kind: str
    label: str  # what it is, "" for running text
    note: str
    folded: bool
    paragraphs: tuple[tuple[Piece, ...], ...]


def parts(document: Document, events: Sequence[Event]) -> Iterator[Part]:
    """The document in text order; `events` are numbered from 0 in the order given."""
    units, inside = Units(document.text), _sentences(events)
    for block in document.blocks or (Block("body", 0, len(document.text)),):
        coded = block.kind in CODED
        spans = _cut(document.text, block, inside) if coded else [(block.start, block.end)]
        pieces = [_piece(document.text, span, inside, units, coded) for span in spans]
        paragraphs = tuple(_paragraphs(document.text, spans, pieces))
        yield Part(block.kind, LABELS.get(block.kind, ""), block.note, block.kind in _FOLDED, paragraphs)


def _sentences(events: Sequence[Event]) -> dict[tuple[int, int], tuple[int, ...]]:
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for number, event in enumerate(events):
        span = (event.sentence.start, event.sentence.end)
        found[span] = (*found.get(span, ()), number)
    return found


def _cut(text: str, block: Block, inside: dict[tuple[int, int], tuple[int, ...]]) -> list[tuple[int, int]]:
    """The block's sentences: those of the records as they are, the others roughly; they never overlap."""
    spans: list[tuple[int, int]] = []
    at = block.start
    for start, end in sorted(span for span in inside if block.start <= span[0] and span[1] <= block.end):
        if start < at:
            continue
        spans += _rough(text, at, start)
        spans.append((start, end))
        at = end
    return [*spans, *_rough(text, at, block.end)]


def _rough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in sentences(text, start, end):
        inner = text[first:last]
        left = first + len(inner) - len(inner.lstrip())
        right = first + len(inner.rstrip())
        if left < right:
            yield left, right


def _piece(
    text: str, span: tuple[int, int], inside: dict[tuple[int, int], tuple[int, ...]], units: Units, coded: bool
) -> Piece:
    return Piece(readable(text[slice(*span)]), units(span[0]), inside.get(span, ()), coded)


def _paragraphs(text: str, spans: Sequence[tuple[int, int]], pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces between which the text breaks its lines stand in different paragraphs."""
    held: list[Piece] = []
    before = 0
    for span, piece in zip(spans, pieces, strict=True):
        if held and _PARAGRAPH.search(text, before, span[0]):
            yield tuple(held)
            held = []
        held.append(piece)
        before = span[1]
    if held:
        yield tuple(held)
