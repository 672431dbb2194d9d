"""A store's tables for analysis, those of its incidents among them."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

import msgspec

from dateline.model import Event, Fact, Incident, IncidentId, Place, Report
from dateline.model.incident import FactName
from dateline.run.incidents import plain as incident
from dateline.store import Store, generation
from dateline.store import incidents as kept
from dateline.store.columns import Row
from dateline.store.generation import Generation

_SAME = ("id", "type", "mode", "quad", "status", "title", "first", "last", "reported", "independent")
_ROLES: tuple[FactName, ...] = ("actor", "recipient")
_TOLD = msgspec.json.Decoder(tuple[IncidentId, Report])
_DEPENDS = ("document", "publisher", "published", "origin", "dependence", "shared")


def publish(store: Store) -> Generation:
    """Write the store's records and incidents as a new generation, unless the current one holds exactly them."""
    with TemporaryFile() as told:
        return generation.publish(store, {"incidents": _incidents(store, told), "reports": _reports(told)})


def _incidents(store: Store, told: IO[bytes]) -> Iterator[Row]:
    """A row an incident; its reports go to the file `told`, for the next table, so that each view is made once."""
    for id_ in kept.ids(store):
        one = incident(store, id_)
        told.writelines(msgspec.json.encode((id_, report)) + b"\n" for report in one.reports)
        yield incident_row(store, one)


def _reports(told: IO[bytes]) -> Iterator[Row]:
    """A row an incident and report; to be asked for after all incidents."""
    told.seek(0)
    for line in told:
        id_, report = _TOLD.decode(line)
        yield {"incident": id_, **{name: getattr(report, name) for name in _DEPENDS}}


def incident_row(store: Store, told: Incident) -> Row:
    """An incident as one row; its evidence is that of the first record, its place that of the best value."""
    events = told.events or tuple(echo.event for echo in told.echoes)
    lead = store.hit(events[0])
    row: Row = {name: getattr(told, name) for name in _SAME}
    row |= _parties(store, told) | _place(store, told, lead.event)
    row |= _number("killed", told.fact("killed")) | _number("injured", told.fact("injured"))
    row |= {"reports": len(told.reports), "events": len(told.events), "echoes": len(told.echoes)}
    row |= {"disputed": [fact.name for fact in told.facts if fact.agreement == "disputed"]}
    row |= {"categories": list(told.categories)}
    publishers = dict.fromkeys(report.publisher for report in told.reports if report.publisher)
    return row | {"sentence": lead.sentence, "document": lead.document.id, "publishers": list(publishers)}


def _parties(store: Store, told: Incident) -> Row:
    """The names that the facts give, and the entities behind them."""
    row: Row = {}
    for role in _ROLES:
        fact = told.fact(role)
        values = fact.values if fact else ()
        events = dict.fromkeys(one.event for value in values for one in value.testimonies)
        parties = [party for id_ in events for party in getattr(store.event(id_), f"{role}s")]
        row[f"{role}s"] = list(dict.fromkeys(value.value for value in values))
        row[f"{role}_entities"] = list(dict.fromkeys(party.entity for party in parties if party.entity))
    return row


def _place(store: Store, told: Incident, lead: Event) -> Row:
    fact = told.fact("place")
    best = [value for value in fact.values if value.value == fact.best] if fact else []
    events = [one.event for value in best for one in value.testimonies]
    places = [place for id_ in events if (place := store.event(id_).place)]
    place = max(places, key=lambda p: p.latitude is not None, default=lead.place)
    return _where(place) if place else {}


def _where(place: Place) -> Row:
    same = {name: getattr(place, name) for name in ("country", "latitude", "longitude")}
    return {**same, "place_name": place.name or place.text, "place_precision": place.precision}


def _number(name: str, fact: Fact | None) -> Row:
    if fact is None:
        return {}
    best = next((value.low for value in fact.values if value.value == fact.best), None)
    return {f"{name}_low": fact.low, f"{name}_best": best, f"{name}_high": fact.high}
