"""Whether a store is whole: the file, its index, and every record against the text it points at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.model import Event, Span
from dateline.store.query import Query
from dateline.store.store import Store
from dateline.store.write import fingerprint

MOST = 20  # faults told of one kind: enough to see what happened
REPAIR = "Restore a backup, or build a new store from the same inputs."


def faults(store: Store) -> Iterator[str]:
    """What is wrong, one sentence each; nothing for a whole store. All is one look, also while a build writes."""
    with store.one_look():
        damage = list(_damage(store.connection))
        yield from damage
        if not damage:
            yield from _changed(store)
            yield from _misplaced(store)


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        yield from (f"the file is damaged: {_line(told)}. {REPAIR}" for told in found if told != "ok")
        (documents, indexed) = connection.execute(
            "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM full_text_docsize)"
        ).fetchone()
    except sqlite3.DatabaseError as fault:
        yield f"the file is damaged: {fault}. {REPAIR}"
        return
    if documents != indexed:
        yield f"the full-text index covers {indexed} documents of {documents}: build into a new store."


def _line(told: str) -> str:
    """What SQLite tells over several lines, on one."""
    return "; ".join(line.strip() for line in told.splitlines() if line.strip())


def _changed(store: Store) -> Iterator[str]:
    known = dict(store.connection.execute("SELECT id, fingerprint FROM document"))
    for document in store.documents():
        if fingerprint(document) != known[document.id]:
            yield f"document {document.id} is not what was stored: its content hash differs."


def _misplaced(store: Store) -> Iterator[str]:
    told = 0
    for hit in store.hits(Query(order="document")):
        for span in _spans(hit.event):
            if told < MOST and hit.document.text[span.start : span.end] != span.text:
                told += 1
                yield f"event {hit.event.id} says '{span.text}' at {span.start}, and the document does not."


def _spans(event: Event) -> Iterator[Span]:
    parts = (*event.actors, *event.recipients, *event.attribution, event.place, event.date, event.condition)
    numbers = (event.fatalities, event.injured, event.size)
    yield event.trigger
    yield from (Span(part.start, part.end, part.text) for part in (*parts, *numbers) if part)
