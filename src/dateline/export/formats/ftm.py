"""FollowTheMoney entities as JSON Lines: an Event an entry, and a LegalEntity for everybody in it, told once.

Actors are an event's organizers, recipients those involved. Schema: followthemoney.tech/explorer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.export.answers import altered, last, needs_day, where
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part, Piece
from dateline.export.network import node
from dateline.export.tables import country
from dateline.model import content_hash

COLUMNS: Columns = (
    Column("id, schema", "Dateline's id; Event"),
    Column("name", "the incident in one line, else type and first actor"),
    Column("summary", "the sentence that tells it"),
    Column("startDate, endDate, date", "first and last day of the act; day it is filed under"),
    Column("country, location", "where"),
    Column("organizer, involved", "actors, recipients: ids of LegalEntity"),
    Column("keywords", "PLOVER type, mode, quad class; standing; contexts; own categories"),
    Column("recordId, sourceUrl, publisher", "the incident; addresses and publishers of the reports"),
)


def _id(side: Side) -> str:
    return "dl-" + content_hash(node(side).id)


def _properties(**told: Iterable[str]) -> dict[str, list[str]]:
    """The properties that have a value, each value once."""
    held = {name: list(dict.fromkeys(value for value in values if value)) for name, values in told.items()}
    return {name: values for name, values in held.items() if values}


def body(side: Side) -> dict[str, Any]:
    """A side as an entity."""
    told = _properties(
        name=[side.name], country=[country(side.country).alpha2.lower()], keywords=[side.sector, side.country],
        notes=[side.entity],
    )  # fmt: skip
    return {"id": _id(side), "schema": "LegalEntity", "properties": told}


def event(entry: Entry) -> dict[str, Any]:
    """An entry as an entity."""
    who = entry.actors[0].name if entry.actors else ""
    told = _properties(
        name=[entry.title or f"{entry.kind} {who}".strip()],
        summary=[entry.sentence],
        startDate=[entry.first or entry.last],
        endDate=[last(entry) if entry.dated else ""],
        date=[entry.day],
        country=[where(entry).alpha2.lower()],
        location=[entry.place],
        organizer=map(_id, entry.actors),
        involved=map(_id, entry.recipients),
        keywords=[entry.type, entry.mode, entry.quad, entry.standing, *entry.contexts, *entry.categories],
        recordId=[entry.incident],
        sourceUrl=[report.url for report in entry.reports],
        publisher=[report.publisher for report in entry.reports],
    )
    return {"id": f"dl-{entry.id}", "schema": "Event", "properties": told}


def _encode(_: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    encoder, told = msgspec.json.Encoder(), set[str]()
    for entry in entries:
        sides = {_id(side): side for side in (*entry.actors, *entry.recipients)}
        things = [body(side) for id_, side in sides.items() if id_ not in told]
        told.update(sides)
        yield encoder.encode_lines([*things, event(entry)]), 1


LAYOUT = Layout(
    name="ftm",
    about="FollowTheMoney entities as JSON Lines",
    parts=(Part(_encode, COLUMNS),),
    schemes=("ftm",),
    refuses=needs_day,
    notes=altered,
)
