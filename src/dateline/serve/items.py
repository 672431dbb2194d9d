"""One record as a reviewer sees it: its sentence in context, its seven slots to put right, why it is worth a look."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.model import Attribution, Document, Event, Party, Place
from dateline.read.sentences import sentences
from dateline.serve import evidence
from dateline.shown import line
from dateline.store import Hit, Store
from dateline.store.queue import Waiting
from dateline.store.reviews import Judged, of_document
from dateline.store.second_readings import opinions
from dateline.store.second_readings import standing as readings
from dateline.store.slots import SLOTS, Slot, taken, written
from dateline.store.standing import standing as stands

MENTIONS = 60  # names that a new record is offered for a slot
AROUND = 400  # characters looked through for the sentence before and after
_LETTERS = {"who": "A", "did": "T", "whom": "R", "where": "P", "when": "D", "says": "S", "status": ""}
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*|\b(?:of|the|al|el|de)\b)(?:\s+(?:[A-Z][\w’'.-]*|of|the|al|el|de))*")


class Field(NamedTuple):
    """A slot as it can be put right: its number is the key that jumps to it."""

    number: int
    slot: Slot
    letter: str
    words: str
    machine: str  # what the machine said, "" where that still stands
    choices: list[str]


class Line(NamedTuple):
    """A stretch of the report's text: `start` in UTF-16 units."""

    text: str
    start: int
    told: bool


class Item(NamedTuple):
    """What the template is given of one record."""

    event: Event
    document: Document
    why: str
    standing: str
    lines: list[Line]
    marks: str
    chain: list[evidence.Link]
    claim: str
    fields: list[Field]
    judged: Judged
    second: list[str]  # what second readers say of it


def items(store: Store, ids: Iterable[str], worth: Sequence[Waiting] = ()) -> Iterator[Item]:
    """The records of those ids, as they stand now; raises NotFoundError for one that is not there."""
    why = {one.event: one.why for one in worth}
    for id_ in ids:
        hit = store.hit(id_)
        records = of_document(store.connection, hit.document.id)
        one = next(record for record in records if record.machine.id == id_)
        phrases = list(known(record.event for record in records))
        second = opinions(one, readings(store.connection, document=hit.document.id))
        yield _item(one, hit.document, phrases, second, why.get(hit.event.id, f"confidence {hit.event.confidence:.2f}"))


def known(events: Iterable[Event]) -> Iterator[Party | Place]:
    """The parties and places of records: what a new value may take its codes from."""
    for event in events:
        yield from (*event.actors, *event.recipients)
        if event.place:
            yield event.place


def _item(one: Judged, document: Document, phrases: Sequence[Party | Place], second: list[str], why: str) -> Item:
    event = one.event
    lines = list(_lines(document, event))
    units = evidence.Units(document.text)
    spans = [(mark.letter, units(mark.start), units(mark.end)) for mark in evidence.marks(event)]
    return Item(
        event=event,
        document=document,
        why=why,
        standing=stands(event),
        lines=lines,
        marks=json.dumps(spans),
        chain=evidence.chain(event, document),
        claim=evidence.claim(event),
        fields=[_field(number, slot, one, document, phrases) for number, slot in enumerate(SLOTS, 1)],
        judged=one,
        second=second,
    )


def _lines(document: Document, event: Event) -> Iterator[Line]:
    """The sentence with the one before it and the one after it."""
    text, units = document.text, evidence.Units(document.text)
    first, last = event.sentence.start, event.sentence.end
    before = sentences(text, max(0, first - AROUND), first)[-2:]
    after = sentences(text, last, min(len(text), last + AROUND))[:2]
    previous = next((span for span in reversed(before) if text[slice(*span)].strip()), None)
    following = next((span for span in after if text[slice(*span)].strip()), None)
    for span, told in ((previous, False), ((first, last), True), (following, False)):
        if span:
            yield Line(evidence.readable(text[slice(*span)]), units(span[0]), told)


def _field(number: int, slot: Slot, one: Judged, document: Document, phrases: Sequence[Party | Place]) -> Field:
    changed = taken(one.event, slot) != taken(one.machine, slot)
    return Field(
        number=number,
        slot=slot,
        letter=_LETTERS[slot.key],
        words=line(written(one.event, slot)),
        machine=(line(written(one.machine, slot)) or "empty") if changed else "",
        choices=list(dict.fromkeys(_choices(slot, one.event, document, phrases))),
    )


def _choices(slot: Slot, event: Event, document: Document, phrases: Sequence[Party | Place]) -> Iterator[str]:
    """What may be typed ahead: what the report itself says. Kinds and statuses are listed once for the page."""
    kind = {"who": Party, "whom": Party, "where": Place}.get(slot.key)
    if slot.key in ("did", "status"):
        return
    if slot.key == "when":
        if document.published and document.published.day:
            yield document.published.day
        return
    if kind:
        yield from (_written(one) for one in phrases if isinstance(one, kind))
    first, last = max(0, event.sentence.start - AROUND), event.sentence.end + AROUND
    yield from (line(match[0]) for match in _NAME.finditer(document.text[first:last]) if len(match[0]) > 3)


def mentions(document: Document, records: Sequence[Event]) -> dict[str, list[str]]:
    """What may be typed ahead for a new record, by slot: whom and where the document names."""
    phrases = list(known(records))
    names = dict.fromkeys(line(match[0]) for match in _NAME.finditer(document.text) if len(match[0]) > 3)
    parties = [_written(one) for one in phrases if isinstance(one, Party)]
    sources = [_written(one) for event in records for one in event.attribution]
    held = {"who": parties, "whom": parties, "says": sources}
    held["where"] = [_written(one) for one in phrases if isinstance(one, Place)]
    told = {key: list(dict.fromkeys([*first, *names]))[:MENTIONS] for key, first in held.items()}
    return told | {"when": [document.published.day] if document.published and document.published.day else []}


def _written(one: Party | Place | Attribution) -> str:
    text = line(one.text)
    return f"{text} = {one.name}" if one.name and one.name != one.text else text


def sentence(hit: Hit) -> evidence.Excerpt:
    """The sentence of a record with its trigger apart."""
    return evidence.excerpt(hit.document, hit.event, hit.event.trigger.start, hit.event.trigger.end)
