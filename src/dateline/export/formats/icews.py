"""ICEWS coded events: 20 tab-separated columns with a header (doi:10.7910/DVN/28075)."""

from __future__ import annotations

from dateline.export.answers import altered, at, land_name, level, needs_day, number, where
from dateline.export.dialects import as_tsv
from dateline.export.layout import Column, Columns, Layout, Part

COLUMNS: Columns = (
    Column("Event ID", "a number made of Dateline's id", lambda e: number(e.id)),
    Column("Event Date", "first day of the act, else of its first report", lambda e: e.day),
    Column("Source Name", "the first actor", lambda e: at(e.actors).name),
    Column("Source Sectors", "its PLOVER sector", lambda e: at(e.actors).sector),
    Column("Source Country", "its country by name", lambda e: land_name(at(e.actors))),
    Column("Event Text", "PLOVER type and mode", lambda e: e.kind),
    Column("CAMEO Code", "nearest CAMEO code", lambda e: e.cameo),
    Column("Intensity", "PLOVER's score of type and mode, -10 to 10", lambda e: e.score),
    Column("Target Name", "the first recipient", lambda e: at(e.recipients).name),
    Column("Target Sectors", "its PLOVER sector", lambda e: at(e.recipients).sector),
    Column("Target Country", "its country by name", lambda e: land_name(at(e.recipients))),
    Column("Story ID", "a number made of the id of the first report", lambda e: number(e.lead.document)),
    Column("Sentence Number", "always empty: sentences are told by offsets"),
    Column("Publisher", "publisher of the first report", lambda e: e.lead.publisher),
    Column("City", "the place, if it is a town or a spot", lambda e: level(e, "city")),
    Column("District", "the place, if it is a district", lambda e: level(e, "district")),
    Column("Province", "the place, if it is a province", lambda e: level(e, "province")),
    Column("Country", "where the act took place", lambda e: where(e).name),
    Column("Latitude", "latitude", lambda e: e.latitude),
    Column("Longitude", "longitude", lambda e: e.longitude),
)


LAYOUT = Layout(
    name="icews",
    about="ICEWS coded events",
    parts=(Part(as_tsv, COLUMNS),),
    schemes=("cameo", "icews"),
    statusless=True,
    refuses=needs_day,
    notes=altered,
)
