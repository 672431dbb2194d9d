"""Records that people added because the machine missed them.

An addition is a row of the append-only table `review` that holds the whole record. The tables `event` and `mention`
follow it, so that searches, exports and fusing meet an added record like any other: it is there while its row stands
and the document still has its words. Where the coder makes the same record itself, the coder's is kept.
"""

from __future__ import annotations

import sqlite3

import msgspec

from dateline.model import Document, Event
from dateline.store.insert import insert

_STANDS = "id NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL)"
_ADDED = f"SELECT event, new, {_STANDS} FROM review WHERE document = ? AND verdict = 'add' ORDER BY id"  # noqa: S608


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
