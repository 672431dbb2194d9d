"""UCDP GED: 49 columns, comma-separated. Source: UCDP GED Codebook 23.1; the order is that of that release."""

from __future__ import annotations

from dateline.export.answers import altered, at, days, last, needs_day_and_country, number, where
from dateline.export.crosswalk import group, violence
from dateline.export.dialects import as_csv
from dateline.export.entry import Entry
from dateline.export.layout import Column, Columns, Layout, Part
from dateline.export.lines import APART
from dateline.export.tables import country

_PRECISION = {"site": 1, "city": 1, "admin2": 3, "admin1": 4, "area": 5, "country": 6}
_OWN = "always empty: UCDP's own number"
_CIVILIANS = "Civilians"


def _date_precision(entry: Entry) -> int:
    spans = ((1, 1), (6, 2), (7, 3), (31, 4))
    told = days(entry)
    return next((code for most, code in spans if told and told <= most), 5)


def _side_a(entry: Entry) -> str:
    return at(entry.actors).name


def _side_b(entry: Entry) -> str:
    return _CIVILIANS if violence(entry) == "3" else at(entry.recipients).name


def _civilians(entry: Entry) -> int:
    return _best(entry) if violence(entry) == "3" else 0


def _best(entry: Entry) -> int:
    return entry.killed_best or entry.killed_low or entry.killed_high or 0


def _bounds(entry: Entry) -> tuple[int, int]:
    told = [n for n in (entry.killed_low, entry.killed_best, entry.killed_high) if n is not None]
    return min(told, default=0), max(told, default=0)


def _gw(entry: Entry, second: bool) -> str:
    side = at(entry.recipients if second else entry.actors)
    return country(side.country).gw if group(side) == "state" else ""


def _where_precision(entry: Entry) -> int:
    return _PRECISION.get(entry.precision or "", 6)


def _source(entry: Entry) -> str:
    return entry.sources[0] if entry.sources else ""


def _wkt(entry: Entry) -> str:
    return "" if entry.latitude is None else f"POINT ({entry.longitude} {entry.latitude})"


def _grid(entry: Entry) -> int | None:
    """PRIO-GRID cell: half degrees, numbered from the south-west corner, 720 a row, from 1."""
    if entry.latitude is None or entry.longitude is None:
        return None
    row, column = int((entry.latitude + 90) * 2), int((entry.longitude + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


COLUMNS: Columns = (
    Column("id", "a number made of Dateline's id", lambda e: number(e.id)),
    Column("relid", "Dateline's id", lambda e: e.id),
    Column("year", "year of the first day", lambda e: e.day[:4]),
    Column("active_year", "always empty: a year of 25 deaths in a dyad is not counted"),
    Column("code_status", "Clear, or Check where reports dispute a fact", lambda e: "Check" if e.disputed else "Clear"),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided", violence),
    Column("conflict_dset_id", _OWN),
    Column("conflict_new_id", _OWN),
    Column("conflict_name", "always empty: conflicts are not coded"),
    Column("dyad_dset_id", _OWN),
    Column("dyad_new_id", _OWN),
    Column("dyad_name", "both sides", lambda e: f"{_side_a(e)} - {_side_b(e)}"),
    Column("side_a_dset_id", _OWN),
    Column("side_a_new_id", _OWN),
    Column("side_a", "the first actor", _side_a),
    Column("side_b_dset_id", _OWN),
    Column("side_b_new_id", _OWN),
    Column("side_b", "the first recipient; Civilians in one-sided violence", _side_b),
    Column("number_of_sources", "independent reports", lambda e: e.independent),
    Column("source_article", "reports: publisher, day, title", lambda e: APART.join(
        f"{r.publisher}, {r.published}, {r.title}" for r in e.reports)),
    Column("source_office", "publisher of the first report", lambda e: e.lead.publisher),
    Column("source_date", "day of the first report", lambda e: e.reported),
    Column("source_headline", "title of the first report", lambda e: e.lead.title),
    Column("source_original", "who says so; of an incident one who is known, if any", _source),
    Column("where_prec", "1 town, 3 district, 4 province, 5 area, 6 country", _where_precision),
    Column("where_coordinates", "name of the place", lambda e: e.place or where(e).name),
    Column("where_description", "as written", lambda e: e.place_text),
    Column("adm_1", "the place, if it is a province", lambda e: e.place if e.precision == "admin1" else ""),
    Column("adm_2", "the place, if it is a district", lambda e: e.place if e.precision == "admin2" else ""),
    Column("latitude", "latitude", lambda e: e.latitude),
    Column("longitude", "longitude", lambda e: e.longitude),
    Column("geom_wkt", "the point", _wkt),
    Column("priogrid_gid", "PRIO-GRID cell of the point", _grid),
    Column("country", "name", lambda e: where(e).name),
    Column("country_id", "Gleditsch and Ward's number", lambda e: where(e).gw),
    Column("region", "UCDP's region", lambda e: where(e).ucdp),
    Column("event_clarity", "1: told as one act", lambda _: 1),
    Column("date_prec", "1 one day, 2 two to six, 3 a week, 4 a month, 5 longer or undated", _date_precision),
    Column("date_start", "first day", lambda e: e.day),
    Column("date_end", "last day", last),
    Column("deaths_a", "always 0: deaths are not told apart by side", lambda _: 0),
    Column("deaths_b", "always 0, likewise", lambda _: 0),
    Column("deaths_civilians", "best number, in one-sided violence", _civilians),
    Column("deaths_unknown", "best number, in other violence", lambda e: _best(e) - _civilians(e)),
    Column("best", "best number told", _best),
    Column("high", "highest number told", lambda e: _bounds(e)[1]),
    Column("low", "lowest number told", lambda e: _bounds(e)[0]),
    Column("gwnoa", "Gleditsch and Ward's number of side A, if a state", lambda e: _gw(e, second=False)),
    Column("gwnob", "the same of side B", lambda e: _gw(e, second=True)),
)  # fmt: skip


def _refuses(entry: Entry) -> str:
    missing = needs_day_and_country(entry)
    if missing or not violence(entry):
        return missing or "no violence of an organised armed group against somebody known"
    return "" if _best(entry) else "no death is told"


LAYOUT = Layout(
    name="ucdp",
    about="UCDP Georeferenced Event Dataset",
    parts=(Part(as_csv, COLUMNS),),
    schemes=("ucdp",),
    statusless=True,
    refuses=_refuses,
    notes=altered,
)
