"""A record into the tables: a row of `event`, and what it can be searched by into `mention`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from dateline.model import Document, Event
from dateline.store.days import filed
from dateline.store.words import index

_INSERT = """INSERT INTO event
(id, document, start, type, mode, status, country, incident, day, back, first, last, record)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def insert(connection: sqlite3.Connection, event: Event, document: Document) -> None:
    """Write a record of a document that is stored."""
    key = connection.execute(_INSERT, _row(event, document)).lastrowid
    rows = [(key, role, index(names)) for role, names in _mentions(event)]
    connection.executemany("INSERT INTO mention (event, role, words) VALUES (?, ?, ?)", rows)


def _row(event: Event, document: Document) -> tuple[str | int | None, ...]:
    days = filed(event, document)
    country = event.place.country if event.place else None
    kind = (event.type, event.mode, event.status, country, event.incident)
    sort = (days.oldest_first, days.newest_first, days.first, days.last)
    return (event.id, document.id, event.trigger.start, *kind, *sort, msgspec.json.encode(event).decode())


def _mentions(event: Event) -> Iterator[tuple[str, Iterable[str | None]]]:
    """Every role with what it may be searched by."""
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        yield from ((role, (p.text, p.name, p.country, p.sector, p.entity)) for p in parties)
    yield from (("source", (a.text, a.name, a.entity)) for a in event.attribution)
    yield from (("category", (category.label,)) for category in event.categories)
    if place := event.place:
        yield "place", (place.text, place.name, place.country, place.geoname)
