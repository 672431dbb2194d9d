"""Codes by codebooks of the user's own: each category that a sentence bears is put on the record that tells of it.

Which one that is, the head's own sum says: the record whose trigger speaks for the category, and most of all. Where no
record's does, a category that names a kind of PLOVER gets a record of its own on the word that speaks loudest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec
import numpy as np

from dateline.coding.codebook_heads import Heads, Voices, score
from dateline.coding.codebook_reading import ACTS, Reading, Seen, seen
from dateline.coding.coder import Coder
from dateline.coding.contexts import ContextLexicon
from dateline.coding.neural_advice import words_in
from dateline.coding.neural_scores import Floats
from dateline.coding.slots import Filler
from dateline.coding.syntax_coder import numbered
from dateline.model import Category, Event, Extent, Parsed, Reason, Sentence, event_id
from dateline.ontology import plover
from dateline.ontology.codebook import Codebook, OwnCategory

Weights = dict[int, float]  # what each token adds to a score


class Own(msgspec.Struct, frozen=True):
    """A codebook ready to code by."""

    codebook: Codebook
    heads: Heads

    @property
    def voices(self) -> Voices:
        """How its heads read a text."""
        return Voices(np.array(self.heads.centre, dtype=np.float32), self.heads.rarity)


class Bearing(msgspec.Struct, frozen=True):
    """A category that a sentence bears, and what each token adds to it."""

    category: Category
    kind: tuple[str, str | None] | None
    weights: Weights


class Text(msgspec.Struct, frozen=True):
    """A parsed document with what is read off it once: vectors of its words, contexts of its sentences."""

    parsed: Parsed
    vectors: Floats
    filler: Filler
    contexts: tuple[tuple[str, ...], ...]


class CodebookCoder:
    """Adds categories to what another coder finds."""

    def __init__(self, coder: Coder, reading: Reading, owned: Sequence[Own]) -> None:
        self._coder, self._reading = coder, reading
        self._owned = [_Judge(own) for own in owned]
        self._instead = any(own.codebook.place == "instead" for own in owned)
        self._contexts = ContextLexicon.load()

    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        """The records of one document, in text order of their triggers."""
        self._reading.forget()
        events = self._coder.code(parsed)
        vectors = self._reading.vectors(parsed)
        text = Text(parsed, vectors, Filler(parsed), self._contexts.of(parsed.parse))
        sentences = (self._sentence(text, sentence, _of(events, sentence)) for sentence in parsed.parse.sentences)
        found = list(chain.from_iterable(sentences))
        kept = [event for event in found if event.categories or not self._instead]
        return tuple(numbered(sorted(kept, key=lambda event: event.trigger.start)))

    def _sentence(self, text: Text, sentence: Sentence, events: list[Event]) -> Iterator[Event]:
        parsed = text.parsed
        told = seen(parsed, text.vectors, range(sentence.first, sentence.last))
        borne = [bearing for judge in self._owned for bearing in judge.borne(told)]
        given: dict[int, list[Category]] = {}
        alone: dict[int, list[Bearing]] = {}
        for bearing in borne:
            number = _teller(parsed, events, bearing.weights)
            if number is not None:
                given.setdefault(number, []).append(bearing.category)
            elif bearing.kind and (word := _loudest(parsed, bearing.weights)) is not None:
                alone.setdefault(word, []).append(bearing)
        for number, event in enumerate(events):
            yield msgspec.structs.replace(event, categories=tuple(given.get(number, ())))
        for word, bearings in alone.items():
            yield self._made(text, sentence, word, bearings)

    def _made(self, text: Text, sentence: Sentence, word: int, bearings: Sequence[Bearing]) -> Event:
        """A record where the coder found none: kind as the codebook says, all else as the rules read the clause."""
        kind = plover().kind(*(bearings[0].kind or ("", None)))
        parsed, slots = text.parsed, text.filler.fill(word, kind.type, kind.mode)
        trigger = parsed.parse.span(parsed.document.text, word, word + 1)
        first = bearings[0].category
        why = Reason("type", f"the coder found no act here: PLOVER kind as {first.codebook}.{first.name} has it")
        return Event(
            id=event_id(parsed.document.id, kind.type, kind.mode, status=slots.status, trigger=trigger),
            document=parsed.document.id,
            sentence=Extent(sentence.start, sentence.end),
            **kind.fields,
            contexts=self._contexts.with_kind(text.contexts[sentence.index], kind.type, kind.mode),
            trigger=trigger,
            **{**msgspec.structs.asdict(slots), "reasons": (*slots.reasons, why)},
            confidence=max(bearing.category.confidence for bearing in bearings),
            categories=tuple(bearing.category for bearing in bearings),
        )


class _Judge:
    """Says which categories of one codebook a text bears."""

    def __init__(self, own: Own) -> None:
        self._book, self._voices, self._heads = own.codebook, own.voices, own.heads.by_label

    def borne(self, text: Seen) -> Iterator[Bearing]:
        for category in self._book.categories:
            head = self._heads[category.name]
            total, weights = score(head, text, self._voices)
            if total >= head.least:
                confidence = round(1 / (1 + math.exp(head.least - total)), 4)
                mode = self._mode(category, text)
                told = Category(codebook=self._book.name, name=category.name, mode=mode, confidence=confidence)
                yield Bearing(told, category.kind, weights)

    def _mode(self, category: OwnCategory, text: Seen) -> str | None:
        """The likeliest mode, if the text speaks for it rather than against."""
        heads = ((mode.name, self._heads[f"{category.name}/{mode.name}"]) for mode in category.modes)
        scores = [(score(head, text, self._voices)[0], name) for name, head in heads]
        best = max(scores, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] > 0 else None


def _of(events: Sequence[Event], sentence: Sentence) -> list[Event]:
    return [event for event in events if sentence.start <= event.trigger.start < sentence.end]


def _teller(parsed: Parsed, events: Sequence[Event], weights: Weights) -> int | None:
    """The number of the record whose trigger speaks for the category most; None where none does."""
    spoken = [
        sum(weights.get(i, 0.0) for i in words_in(parsed.parse, event.trigger.start, event.trigger.end))
        for event in events
    ]
    best = max(range(len(spoken)), key=lambda n: spoken[n], default=None)
    return best if best is not None and spoken[best] > 0 else None


def _loudest(parsed: Parsed, weights: Weights) -> int | None:
    """The verb or noun that speaks for the category most."""
    acts = [i for i in weights if parsed.parse.tokens[i].pos in ACTS]
    return max(acts, key=lambda i: (weights[i], -i), default=None)
