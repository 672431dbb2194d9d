"""ACLED as its API has read it since March 2023: 31 columns, comma-separated."""

from __future__ import annotations

from dateline.export.answers import altered, at, days, land, needs_day_and_country, where
from dateline.export.crosswalk import acled, group
from dateline.export.dialects import as_csv
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part
from dateline.export.lines import APART
from dateline.export.tables import NOBODY, sectors

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_PRECISION = {"site": 1, "city": 1, "admin2": 2, "area": 2}
_UNKNOWN = "Unidentified Armed Group"
_CROWDS = {"Protests": "6", "Riots": "5"}
_ABROAD, _MILITIA, _CIVILIAN = "8", "3", "7"
_AFTER = {"Protests": "Protesters", "Riots": "Rioters"}


def _event_type(entry: Entry) -> str:
    return acled(entry)[0]


def _sub_event_type(entry: Entry) -> str:
    return acled(entry)[1]


def _first(entry: Entry) -> str:
    crowd = _AFTER.get(_event_type(entry), _UNKNOWN)
    return at(entry.actors).name or crowd


def _inter(entry: Entry, side: Side) -> str:
    """ACLED's number of the kind of actor, "" where that is not known; foreign forces have one of their own."""
    told = sectors().get(side.sector, NOBODY).acled or ("1" if group(side) == "state" else "")
    return _ABROAD if told == "1" and land(side).code not in ("", entry.country) else told


def _inter1(entry: Entry) -> str:
    if entry.type == "PROTEST":
        return _CROWDS.get(_event_type(entry), _CIVILIAN)
    return _inter(entry, at(entry.actors)) or _MILITIA


def _inter2(entry: Entry) -> str:
    return _inter(entry, at(entry.recipients)) or (_CIVILIAN if entry.recipients else "")


def _interaction(entry: Entry) -> str:
    """The two numbers, lowest first; 0 for none."""
    one, two = _inter1(entry), _inter2(entry)
    return "".join(sorted((one, two))) if two else f"{one}0"


def _targeting(entry: Entry) -> str:
    return "Civilian targeting" if entry.type == "ASSAULT" and group(at(entry.recipients)) == "civil" else ""


def _time_precision(entry: Entry) -> int:
    return 1 if days(entry) == 1 else 2 if 1 < days(entry) <= 7 else 3


def _geo_precision(entry: Entry) -> int:
    return _PRECISION.get(entry.precision or "", 3)


COLUMNS: Columns = (
    Column("event_id_cnty", "country and Dateline's id", lambda e: f"{e.country}-{e.id}"),
    Column("event_date", "first day of the act, else of its first report", lambda e: e.day),
    Column("year", "its year", lambda e: e.day[:4]),
    Column("time_precision", "1 one day, 2 up to a week, 3 longer or undated", _time_precision),
    Column("disorder_type", "follows from event_type", lambda e: _DISORDER[_event_type(e)]),
    Column("event_type", "by the crosswalk data/acled.csv", _event_type),
    Column("sub_event_type", "by the crosswalk data/acled.csv", _sub_event_type),
    Column("actor1", "the first actor; who demonstrates or attacks unnamed by what they are", _first),
    Column("assoc_actor_1", "further actors", lambda e: APART.join(side.name for side in e.actors[1:])),
    Column("inter1", "1 state, 2 rebels, 3 militia or unidentified, 5 rioters, 6 protesters, 7 civilians, 8 foreign",
           _inter1),
    Column("actor2", "the first recipient", lambda e: at(e.recipients).name),
    Column("assoc_actor_2", "further recipients", lambda e: APART.join(side.name for side in e.recipients[1:])),
    Column("inter2", "as inter1; empty where there is no recipient", _inter2),
    Column("interaction", "the two numbers, lowest first", _interaction),
    Column("civilian_targeting", "where civilians are assaulted", _targeting),
    Column("iso", "ISO 3166 number", lambda e: where(e).numeric),
    Column("region", "ACLED's region", lambda e: where(e).acled),
    Column("country", "name", lambda e: where(e).name),
    Column("admin1", "the place, if it is a province", lambda e: e.place if e.precision == "admin1" else ""),
    Column("admin2", "the place, if it is a district", lambda e: e.place if e.precision == "admin2" else ""),
    Column("admin3", "always empty: not coded"),
    Column("location", "name of the place, of the country where none is told", lambda e: e.place or where(e).name),
    Column("latitude", "latitude", lambda e: e.latitude),
    Column("longitude", "longitude", lambda e: e.longitude),
    Column("geo_precision", "1 town, 2 district or area, 3 province or country", _geo_precision),
    Column("source", "publishers of the reports", lambda e: APART.join(
        dict.fromkeys(r.publisher for r in e.reports if r.publisher))),
    Column("source_scale", "always empty: not coded"),
    Column("notes", "the sentence that tells it", lambda e: e.sentence),
    Column("fatalities", "best number told, 0 where none is", lambda e: e.killed_best or 0),
    Column("tags", "crowd size is not written; what reports dispute", lambda e: APART.join(
        f"disputed {name}" for name in e.disputed)),
    Column("timestamp", "always empty: the manifest tells the store's state"),
)  # fmt: skip


def _refuses(entry: Entry) -> str:
    return needs_day_and_country(entry) or ("" if acled(entry) else "of a kind that ACLED does not cover")


LAYOUT = Layout(
    name="acled",
    about="ACLED, as its API reads it",
    parts=(Part(as_csv, COLUMNS),),
    schemes=("acled",),
    statusless=True,
    refuses=_refuses,
    notes=altered,
)
