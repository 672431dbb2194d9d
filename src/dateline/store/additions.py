"""Records that people added because the machine missed them, and how records get into the tables at all.

An addition is a row of the append-only table `review` that holds the whole record. The tables `event` and `mention`
follow it, so that searches, exports and fusing meet an added record like any other: it is there while its row stands
and the document still has its words. Where the coder makes the same record itself, the coder's is kept.
"""

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
_STANDS = "id NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL)"
_ADDED = f"SELECT event, new, {_STANDS} FROM review WHERE document = ? AND verdict = 'add' ORDER BY id"  # noqa: S608


def insert(connection: sqlite3.Connection, event: Event, document: Document) -> None:
    """Write a record of a document that is stored."""
    key = connection.execute(_INSERT, _row(event, document)).lastrowid
    rows = [(key, role, index(names)) for role, names in _mentions(event)]
    connection.executemany("INSERT INTO mention (event, role, words) VALUES (?, ?, ?)", rows)


def follow(connection: sqlite3.Connection, document: Document) -> None:
    """Bring a document's records up to what people have added and taken back."""
    rows = connection.execute(_ADDED, (document.id,)).fetchall()
    wanted = {id_: record for id_, record, stands in rows if stands}
    here = dict(connection.execute("SELECT id, record FROM event WHERE document = ?", (document.id,)))
    for id_, record, _ in rows:
        if here.get(id_) == record and id_ not in wanted:
            connection.execute("DELETE FROM event WHERE id = ?", (id_,))
    for id_, record in wanted.items():
        event = msgspec.json.decode(record, type=Event)
        if id_ not in here and _fits(event, document.text):
            insert(connection, event, document)


def added(connection: sqlite3.Connection) -> list[str]:
    """The ids of the additions that stand, in order."""
    asked = f"SELECT DISTINCT event FROM review WHERE verdict = 'add' AND {_STANDS} ORDER BY event"  # noqa: S608
    return [id_ for (id_,) in connection.execute(asked)]


def _fits(event: Event, text: str) -> bool:
    """Whether everything that the record quotes still stands where it stood."""
    parts = (*event.actors, *event.recipients, *event.attribution, event.place, event.date)
    quotes = [event.trigger, *(part for part in parts if part)]
    return all(text[quote.start : quote.end] == quote.text for quote in quotes)


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
