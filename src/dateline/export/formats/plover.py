"""PLOVER 2.0 as JSON Lines, a record a line, with the fields of the manual's JSON section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline._version import __version__
from dateline.export.answers import altered, last, level, needs_day, quad, where
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part, Piece
from dateline.export.lines import json_pieces

_AUXILIARY = {"historical": "historical", "future": "future", "hypothetical": "hypothetical", "negated": "negation"}
_RESOLUTION = {"site": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1, "area": 1}


def _party(side: Side) -> dict[str, Any]:
    return {
        "code": side.country, "sector": side.sector, "entity_text": side.text or side.name,
        "identifier_id": side.entity, "identifier_text": side.name,
    }  # fmt: skip


def _place(entry: Entry) -> dict[str, Any] | None:
    if not (entry.place or entry.country):
        return None
    return {
        "extracted_place": entry.place_text, "resolved_place": entry.place, "geonameid": entry.geoname,
        "lat": entry.latitude, "lon": entry.longitude,
        **{name: level(entry, name) for name in ("city", "district", "province")},
        "country": where(entry).name, "country_code": entry.country,
        "resolution": _RESOLUTION.get(entry.precision or "country"),
    }  # fmt: skip


def _citation(entry: Entry) -> dict[str, str]:
    lead = entry.lead
    return {
        "url": lead.url, "title": lead.title, "language": lead.language, "publication": lead.publisher,
        "codebook": "PLOVER 2.0", "version": __version__,
    }  # fmt: skip


def _ours(entry: Entry) -> dict[str, Any]:
    return {
        "incident": entry.incident, "status": entry.status, "standing": entry.standing, "sources": entry.sources,
        "confidence": entry.confidence, "documents": [report.document for report in entry.reports],
        "independent": entry.independent, "disputed": entry.disputed,
        "killed": [entry.killed_low, entry.killed_best, entry.killed_high],
        "injured": [entry.injured_low, entry.injured_best, entry.injured_high],
    }  # fmt: skip


COLUMNS: Columns = (
    Column("id", "Dateline's id", lambda e: e.id),
    Column("has_event", "always true", lambda _: True),
    Column("date", "first day of the act, else of its first report", lambda e: e.day),
    Column("enddate", "last day", last),
    Column("actor", "actors, as entities", lambda e: list(map(_party, e.actors))),
    Column("recipient", "recipients, as entities", lambda e: list(map(_party, e.recipients))),
    Column("event", "PLOVER type", lambda e: [e.type]),
    Column("mode", "PLOVER mode, and auxiliary mode",
           lambda e: [mode for mode in (e.mode, _AUXILIARY.get(e.status)) if mode]),
    Column("context", "PLOVER contexts", lambda e: e.contexts),
    Column("quad_code", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict", quad),
    Column("event_scale", "PLOVER's score of type and mode", lambda e: e.score),
    Column("event_loc", "where, with Mordecai's field names", _place),
    Column("event_text", "the sentence that tells it", lambda e: e.sentence),
    Column("size", "best numbers told", lambda e: {"dead": e.killed_best, "injured": e.injured_best}),
    Column("link", "address of the first report", lambda e: e.lead.url),
    Column("cite_info", "the first report", _citation),
    Column("coder", "who coded it", lambda _: f"Dateline {__version__}"),
    Column("dateline", "what PLOVER has no field for", _ours),
)  # fmt: skip


def _encode(columns: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    return json_pieces({column.name: column.get(entry) for column in columns} for entry in entries)


LAYOUT = Layout(
    name="plover",
    about="PLOVER 2.0 as JSON Lines",
    parts=(Part(_encode, COLUMNS),),
    schemes=("plover",),
    refuses=needs_day,
    notes=altered,
)
