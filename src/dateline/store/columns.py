"""The analytic tables: what a row of each says, and the Arrow types of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from dateline.model import Document, Event, Magnitude, Party
from dateline.store.days import filed

Row = dict[str, Any]

_TEXT, _WHOLE, _REAL = pa.string(), pa.int64(), pa.float64()
_SPAN = {"text": _TEXT, "start": _WHOLE, "end": _WHOLE}
_COUNTS = {f"{name}_{part}": _WHOLE for name in ("fatalities", "injured", "size") for part in ("low", "high")}

SCHEMAS = {
    "documents": pa.schema(
        {
            **dict.fromkeys(("id", "title", "publisher", "original_publisher", "byline", "dateline"), _TEXT),
            **dict.fromkeys(("section", "language", "published", "published_precision", "published_how"), _TEXT),
            **dict.fromkeys(("url", "source", "content", "text"), _TEXT),
        }
    ),
    "events": pa.schema(
        {
            **dict.fromkeys(("id", "document", "type", "mode", "quad"), _TEXT),
            "score": _REAL,
            **dict.fromkeys(("cameo", "status"), _TEXT),
            "contexts": pa.list_(_TEXT),
            "trigger": _TEXT,
            **dict.fromkeys(("trigger_start", "trigger_end", "sentence_start", "sentence_end"), _WHOLE),
            **dict.fromkeys(("sentence", "place", "place_name", "country"), _TEXT),
            **dict.fromkeys(("latitude", "longitude"), _REAL),
            **dict.fromkeys(("place_precision", "date", "date_from", "date_to", "filed_day"), _TEXT),
            **_COUNTS,
            "condition": _TEXT,
            "confidence": _REAL,
            **dict.fromkeys(("incident", "strand"), _TEXT),
            "categories": pa.list_(_TEXT),
        }
    ),
    "parties": pa.schema(
        {
            **dict.fromkeys(("event", "role"), _TEXT),
            "position": _WHOLE,
            **_SPAN,
            **dict.fromkeys(("name", "entity", "country", "sector"), _TEXT),
        }
    ),
    "attributions": pa.schema(
        {
            "event": _TEXT,
            "position": _WHOLE,
            **_SPAN,
            **dict.fromkeys(("cue", "stance", "medium"), _TEXT),
            "anonymous": pa.bool_(),
            **dict.fromkeys(("name", "entity"), _TEXT),
        }
    ),
}

_LIST = pa.list_(_TEXT)
FUSED = {  # of what only fusing knows; whoever fuses hands the rows in
    "incidents": pa.schema(
        {
            **dict.fromkeys(("id", "type", "mode", "quad", "status", "title", "first", "last", "reported"), _TEXT),
            **dict.fromkeys(("actors", "recipients", "actor_entities", "recipient_entities"), _LIST),
            **dict.fromkeys(("country", "place_name"), _TEXT),
            **dict.fromkeys(("latitude", "longitude"), _REAL),
            "place_precision": _TEXT,
            **{f"{name}_{part}": _WHOLE for name in ("killed", "injured") for part in ("low", "best", "high")},
            **dict.fromkeys(("reports", "independent", "events", "echoes"), _WHOLE),
            "disputed": _LIST,
            **dict.fromkeys(("sentence", "document"), _TEXT),
            **dict.fromkeys(("publishers", "categories"), _LIST),
        }
    ),
    "reports": pa.schema(
        {
            **dict.fromkeys(("incident", "document", "publisher", "published", "origin", "dependence"), _TEXT),
            "shared": _REAL,
        }
    ),
}


def document_rows(document: Document) -> Iterable[Row]:
    """The one row of a document."""
    row: Row = {name: getattr(document, name) for name in SCHEMAS["documents"].names if hasattr(document, name)}
    published = document.published
    if published:
        row |= {"published_precision": published.precision, "published_how": published.how}
    yield row | {"published": published.value if published else None}


def event_rows(event: Event, document: Document, incident: str = "") -> Iterable[Row]:
    """The one row of an event; parties and attributions have rows of their own. `incident` is the fused one, if any."""
    place, date, condition = event.place, event.date, event.condition
    row: Row = {name: getattr(event, name) for name in ("id", "document", "type", "mode", "quad", "score", "cameo")}
    row |= {name: getattr(event, name) for name in ("status", "confidence")}
    row |= {"incident": incident or event.incident, "strand": event.incident}
    row |= {"categories": [category.label for category in event.categories]}
    row |= {"contexts": list(event.contexts), "trigger": event.trigger.text}
    row |= {"trigger_start": event.trigger.start, "trigger_end": event.trigger.end}
    row |= {"sentence_start": event.sentence.start, "sentence_end": event.sentence.end}
    row |= {"sentence": document.text[event.sentence.start : event.sentence.end]}
    if place:
        row |= {"place": place.text, "place_name": place.name, "place_precision": place.precision}
        row |= {name: getattr(place, name) for name in ("country", "latitude", "longitude")}
    if date:
        row |= {"date": date.text, "date_from": date.first, "date_to": date.last}
    row |= _count("fatalities", event.fatalities) | _count("injured", event.injured) | _count("size", event.size)
    yield row | {"condition": condition.text if condition else None, "filed_day": filed(event, document).day}


def party_rows(event: Event) -> Iterable[Row]:
    """A row for each actor and recipient, in the record's order."""
    yield from (_party(event, "actor", n, party) for n, party in enumerate(event.actors))
    yield from (_party(event, "recipient", n, party) for n, party in enumerate(event.recipients))


def attribution_rows(event: Event) -> Iterable[Row]:
    """A row for each source, nearest to the claim first."""
    for n, source in enumerate(event.attribution):
        yield {"event": event.id, "position": n, **msgspec.structs.asdict(source)}


def _party(event: Event, role: str, position: int, party: Party) -> Row:
    return {"event": event.id, "role": role, "position": position, **msgspec.structs.asdict(party)}


def _count(name: str, number: Magnitude | None) -> Row:
    return {f"{name}_low": number.low, f"{name}_high": number.high} if number else {}
