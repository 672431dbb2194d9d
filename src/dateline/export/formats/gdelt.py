"""GDELT 2.0 Events (61 columns) and Mentions (16): tab-separated, no header.

Source: GDELT Event Codebook V2.0, 2015-02-19.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from dateline.export.answers import (
    altered,
    at,
    cameo_actor,
    compact,
    land,
    needs_day,
    number,
    quad,
    role,
    where,
)
from dateline.export.dialects import as_bare_tsv
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part

_TYPES = {"country": 1, "area": 1, "admin1": 5, "admin2": 5, "city": 4, "site": 4}
_AMERICAN = {5: 2, 4: 3}
_NOT_CODED = "always empty: not coded"


def _side(entry: Entry, nth: str) -> Side:
    return at(entry.actors if nth == "1" else entry.recipients)


def _of(nth: str, get: Callable[[Side], object]) -> Callable[[Entry], object]:
    return lambda entry: get(_side(entry, nth))


def _actor(nth: str) -> Iterator[Column]:
    who = "actor" if nth == "1" else "recipient"
    yield Column(f"Actor{nth}Code", f"CAMEO code of the first {who}: country or body, and role", _of(nth, cameo_actor))
    yield Column(f"Actor{nth}Name", f"name of the first {who}", _of(nth, lambda side: side.name.upper()))
    yield Column(f"Actor{nth}CountryCode", "its country, three letters", _of(nth, lambda side: land(side).code))
    yield Column(f"Actor{nth}KnownGroupCode", "international body (UNO, IGO, EUR …)", _of(nth, _body))
    for name in ("EthnicCode", "Religion1Code", "Religion2Code"):
        yield Column(f"Actor{nth}{name}", _NOT_CODED)
    yield Column(f"Actor{nth}Type1Code", "CAMEO role of its PLOVER sector", _of(nth, role))
    for name in ("Type2Code", "Type3Code"):
        yield Column(f"Actor{nth}{name}", _NOT_CODED)


def _body(side: Side) -> str:
    return "" if land(side).code else side.country


def _no_place(who: str) -> Iterator[Column]:
    yield Column(f"{who}_Type", "0: where a side stands is not coded", lambda _: 0)
    for name in ("FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"):
        yield Column(f"{who}_{name}", _NOT_CODED)


def _place() -> Iterator[Column]:
    yield Column("ActionGeo_Type", "1 country, 2 US state, 3 US city, 4 city, 5 state or province, 0 none", _type)
    yield Column("ActionGeo_FullName", "place and country", _full_name)
    yield Column("ActionGeo_CountryCode", "FIPS 10-4", lambda entry: where(entry).fips)
    yield Column("ActionGeo_ADM1Code", _NOT_CODED)
    yield Column("ActionGeo_ADM2Code", _NOT_CODED)
    yield Column("ActionGeo_Lat", "latitude", lambda entry: entry.latitude)
    yield Column("ActionGeo_Long", "longitude", lambda entry: entry.longitude)
    yield Column("ActionGeo_FeatureID", "GeoNames id, which GDELT takes where it has no GNIS id", lambda e: e.geoname)


def _type(entry: Entry) -> int:
    told = _TYPES.get(entry.precision or ("country" if entry.country else ""), 0)
    return _AMERICAN.get(told, told) if entry.country == "USA" else told


def _full_name(entry: Entry) -> str:
    names = (entry.place, where(entry).name)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _fraction(entry: Entry) -> float:
    year, month, day = map(int, entry.day.split("-"))
    return round(year + (month * 30 + day) / 365, 4)


def _stamp(entry: Entry) -> str:
    return f"{compact(entry.reported or entry.day)}000000"


def _address(entry: Entry) -> str:
    return entry.lead.url or entry.lead.document


def _trigger(entry: Entry) -> int:
    return entry.lead.start if entry.lead.end else -1


def _percent(entry: Entry) -> int | None:
    return None if entry.confidence is None else round(100 * entry.confidence)


EVENTS: Columns = (
    Column("GLOBALEVENTID", "a number made of Dateline's id", lambda e: number(e.id)),
    Column("Day", "YYYYMMDD: first day of the act, else of its first report", lambda e: compact(e.day)),
    Column("MonthYear", "YYYYMM", lambda e: compact(e.day)[:6]),
    Column("Year", "YYYY", lambda e: e.day[:4]),
    Column("FractionDate", "year + (month * 30 + day) / 365", _fraction),
    *_actor("1"),
    *_actor("2"),
    Column("IsRootEvent", "1: background is kept apart, as echoes of incidents", lambda _: 1),
    Column("EventCode", "nearest CAMEO code", lambda e: e.cameo),
    Column("EventBaseCode", "its first three digits", lambda e: e.cameo[:3]),
    Column("EventRootCode", "its first two digits", lambda e: e.cameo[:2]),
    Column("QuadClass", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
           quad),
    Column("GoldsteinScale", "PLOVER's score of type and mode, -10 to 10", lambda e: e.score),
    Column("NumMentions", "records", lambda e: e.events),
    Column("NumSources", "independent reports", lambda e: e.independent),
    Column("NumArticles", "reports", lambda e: len(e.reports)),
    Column("AvgTone", "always 0: not measured", lambda _: 0),
    *_no_place("Actor1Geo"),
    *_no_place("Actor2Geo"),
    *_place(),
    Column("DATEADDED", "day of the first report, as YYYYMMDDHHMMSS", _stamp),
    Column("SOURCEURL", "address of the first report, its id where it has none", _address),
)  # fmt: skip

MENTIONS: Columns = (
    Column("GLOBALEVENTID", "as in Events", lambda e: number(e.id)),
    Column("EventTimeDate", "as DATEADDED in Events", _stamp),
    Column("MentionTimeDate", "day the report was published", lambda e: f"{compact(e.lead.published or e.day)}000000"),
    Column("MentionType", "1, web, where the report has an address; else 2", lambda e: 1 if e.lead.url else 2),
    Column("MentionSourceName", "publisher", lambda e: e.lead.publisher),
    Column("MentionIdentifier", "address of the report, its id where it has none", _address),
    Column("SentenceID", "always 0: sentences are told by offsets", lambda _: 0),
    Column("Actor1CharOffset", "offset of the first actor, -1 where none or not one record's", lambda e: e.lead.actor),
    Column("Actor2CharOffset", "offset of the first recipient, likewise", lambda e: e.lead.recipient),
    Column("ActionCharOffset", "offset of the trigger, -1 where not one record's", _trigger),
    Column("InRawText", "1: offsets are those of the text as read", lambda _: 1),
    Column("Confidence", "percent; empty for incidents", _percent),
    Column("MentionDocLen", "characters of the report, 0 where not known", lambda e: e.lead.length),
    Column("MentionDocTone", "always 0: not measured", lambda _: 0),
    Column("MentionDocTranslationInfo", "always empty: English alone is coded"),
    Column("Extras", "Dateline's id", lambda e: e.id),
)  # fmt: skip


def _mentions(entry: Entry) -> list[Entry]:
    return [msgspec.structs.replace(entry, reports=(report,)) for report in entry.reports]


LAYOUT = Layout(
    name="gdelt",
    about="GDELT 2.0 Events, and Mentions beside them",
    parts=(Part(as_bare_tsv, EVENTS), Part(as_bare_tsv, MENTIONS, "mentions", _mentions)),
    schemes=("cameo", "gdelt"),
    statusless=True,
    refuses=needs_day,
    notes=altered,
)
