"""POLECAT weekly files: 40 tab-separated columns with a header (doi:10.7910/DVN/AJGVIT)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.export.answers import altered, land, land_name, level, names, needs_day, where
from dateline.export.dialects import as_tsv
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part
from dateline.export.lines import APART


def _each(role: str, get: Callable[[Side], str]) -> Callable[[Entry], object]:
    return lambda entry: APART.join(get(side) for side in getattr(entry, role))


def _cow(side: Side) -> str:
    return land(side).cow


def _sides(who: str, role: str) -> Iterator[Column]:
    yield Column(f"{who} Name", "names, parted by semicolons", lambda e: names(getattr(e, role)))
    yield Column(f"{who} Country", "countries by name, or one of PLOVER's seven codes", _each(role, land_name))
    yield Column(f"{who} COW", "their numbers in the Correlates of War", _each(role, _cow))
    yield Column(f"Primary {who} Sector", "PLOVER sectors", _each(role, lambda side: side.sector))
    yield Column(f"{who} Sectors", "the same: one sector is coded", _each(role, lambda side: side.sector))
    yield Column(f"{who} Title", "always empty: titles are part of the name as written")
    yield Column(f"{who} Name Raw", "as written", _each(role, lambda side: side.text))
    yield Column(f"Wikipedia {who} ID", "always empty: Dateline's ids are its own")


COLUMNS: Columns = (
    Column("Event ID", "Dateline's id", lambda e: e.id),
    Column("Event Date", "first day of the act, else of its first report", lambda e: e.day),
    Column("Event Type", "PLOVER type", lambda e: e.type),
    Column("Event Mode", "PLOVER mode", lambda e: e.mode),
    Column("Intensity", "PLOVER's score of type and mode", lambda e: e.score),
    Column("Quad Code", "PLOVER quad class", lambda e: e.quad.upper()),
    Column("Contexts", "PLOVER contexts, parted by semicolons", lambda e: APART.join(e.contexts)),
    *_sides("Actor", "actors"),
    *_sides("Recipient", "recipients"),
    Column("Placename", "name of the place", lambda e: e.place),
    Column("City", "the same, if it is a town or a spot", lambda e: level(e, "city")),
    Column("District", "the same, if it is a district", lambda e: level(e, "district")),
    Column("Province", "the same, if it is a province", lambda e: level(e, "province")),
    Column("Country", "where the act took place, by name", lambda e: where(e).name),
    Column("Latitude", "latitude", lambda e: e.latitude),
    Column("Longitude", "longitude", lambda e: e.longitude),
    Column("GeoNames ID", "GeoNames id; empty for incidents", lambda e: e.geoname),
    Column("Raw Placename", "as written", lambda e: e.place_text),
    Column("Feature Type", "precision of the point: site, city, admin2, admin1, country, area", lambda e: e.precision),
    Column("Source", "publisher of the first report", lambda e: e.lead.publisher),
    Column("Publication Date", "day of the first report", lambda e: e.reported),
    Column("Story People", "always empty: stories are not summed up"),
    Column("Story Organizations", "always empty: likewise"),
    Column("Story Locations", "always empty: likewise"),
    Column("Language", "language of the first report", lambda e: e.lead.language),
    Column("Version", "who coded it", lambda _: "Dateline"),
)

LAYOUT = Layout(
    name="polecat",
    about="POLECAT weekly files",
    parts=(Part(as_tsv, COLUMNS),),
    schemes=("polecat",),
    statusless=True,
    refuses=needs_day,
    notes=altered,
)
