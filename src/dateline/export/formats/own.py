"""Dateline's own columns, as CSV, HXL, Parquet and JSON Lines: nothing but offsets is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from dateline.export.dialects import as_csv, as_hxl
from dateline.export.entry import Entry, Side
from dateline.export.layout import Column, Columns, Layout, Part, Piece
from dateline.export.lines import json_pieces, parquet_pieces

_TEXT, _WHOLE, _REAL, _LIST = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string())


def _same(name: str, told: str, tag: str) -> Column:
    return Column(name, told, lambda e: getattr(e, name) if getattr(e, name) != "" else None, tag)


def _each(role: str, part: str) -> Callable[[Entry], list[str]]:
    def get(entry: Entry) -> list[str]:
        sides: tuple[Side, ...] = getattr(entry, role)
        return [getattr(side, part) for side in sides]

    return get


def _sides(who: str) -> Iterator[Column]:
    role, tag = f"{who}s", "#actor" if who == "actor" else "#actor+recipient"
    yield Column(role, f"names of the {role}", _each(role, "name"), f"{tag}+name+list")
    yield Column(f"{who}_entities", "their ids, in the same order", _each(role, "entity"), f"{tag}+id+list")
    yield Column(f"{who}_countries", "their countries, likewise", _each(role, "country"), f"{tag}+country+code+list")
    yield Column(f"{who}_sectors", "their PLOVER sectors, likewise", _each(role, "sector"), f"{tag}+type+list")


def _reports(part: str) -> Callable[[Entry], list[str]]:
    return lambda entry: list(dict.fromkeys(told for report in entry.reports if (told := getattr(report, part))))


def _number(name: str, tag: str) -> Iterator[Column]:
    for part, told in (("low", "lowest"), ("best", "best"), ("high", "highest")):
        yield _same(f"{name}_{part}", f"{told} number {name}", f"#affected+{tag}+{part}")


COLUMNS: Columns = (
    _same("id", "id of the event or incident", "#event+id"),
    _same("incident", "id of its incident", "#event+incident+id"),
    _same("type", "PLOVER type", "#event+type"),
    _same("mode", "PLOVER mode", "#event+subtype"),
    _same("quad", "PLOVER quad class", "#event+class"),
    _same("score", "PLOVER's score of type and mode, -10 to 10", "#indicator+score+num"),
    _same("cameo", "nearest CAMEO code", "#event+code+v_cameo"),
    Column("contexts", "PLOVER contexts; none for incidents", lambda e: list(e.contexts), "#event+theme+list"),
    Column(
        "categories",
        "categories of your own codebooks; of an incident those of its records",
        lambda e: list(e.categories),
        "#event+category+list",
    ),
    _same("status", "actual, historical, future, hypothetical, negated", "#status"),
    _same("standing", "happened, claimed, disputed, denied, threatened, planned, unclear", "#status+standing"),
    _same("title", "the incident in one line; of an event the title of its report", "#event+name"),
    _same("first", "first day of the act", "#date+occurred+start"),
    _same("last", "last day of the act", "#date+occurred+end"),
    _same("reported", "day of the first report", "#date+reported"),
    *_sides("actor"),
    *_sides("recipient"),
    Column(
        "sources",
        "who says so: of an event nearest to the claim first, of an incident known ones first",
        lambda e: list(e.sources),
        "#meta+source+list",
    ),
    _same("country", "where, ISO 3166 alpha-3", "#country+code+v_iso3"),
    _same("place", "name of the place", "#loc+name"),
    _same("latitude", "latitude", "#geo+lat"),
    _same("longitude", "longitude", "#geo+lon"),
    _same("precision", "of the point: site, city, admin2, admin1, country, area", "#geo+precision"),
    _same("geoname", "GeoNames id; empty for incidents", "#loc+code+v_geonames"),
    *_number("killed", "killed"),
    *_number("injured", "injured"),
    _same("confidence", "of the coder, 0 to 1; empty for incidents", "#indicator+confidence+num"),
    Column(
        "disputed", "facts that reports dispute; none for events", lambda e: list(e.disputed), "#meta+disputed+list"
    ),
    Column("reports", "number of reports", lambda e: 0 if e.recalled else len(e.reports), "#meta+reports+num"),
    _same("independent", "number of independent reports", "#meta+reports+independent+num"),
    _same("events", "number of records", "#meta+records+num"),
    Column("publishers", "who published them", _reports("publisher"), "#meta+publisher+list"),
    Column("documents", "ids of the reports", _reports("document"), "#meta+document+id+list"),
    Column("urls", "their addresses", _reports("url"), "#meta+url+list"),
    _same("sentence", "the sentence that tells it", "#description"),
)

_REALS = ("score", "latitude", "longitude", "confidence")
_WHOLES = (
    "reports",
    "independent",
    "events",
    *(f"{n}_{p}" for n in ("killed", "injured") for p in ("low", "best", "high")),
)


def _type(column: Column) -> pa.DataType:
    if column.tag.endswith("+list"):
        return _LIST
    return _REAL if column.name in _REALS else _WHOLE if column.name in _WHOLES else _TEXT


SCHEMA = pa.schema({column.name: _type(column) for column in COLUMNS})


def row(entry: Entry) -> dict[str, Any]:
    """The entry in Dateline's own columns."""
    return {column.name: column.get(entry) for column in COLUMNS}


def _parquet(_: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    return parquet_pieces(SCHEMA, map(row, entries))


def _jsonl(_: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    return json_pieces(map(row, entries))


CSV = Layout(name="csv", about="CSV", parts=(Part(as_csv, COLUMNS),), schemes=("csv",))
HXL = Layout(name="hxl", about="CSV with a row of HXL tags", parts=(Part(as_hxl, COLUMNS),), schemes=("hxl", "csv"))
PARQUET = Layout(name="parquet", about="Parquet", parts=(Part(_parquet, COLUMNS),), schemes=("parquet",))
JSONL = Layout(name="jsonl", about="JSON Lines", parts=(Part(_jsonl, COLUMNS),), schemes=("jsonl",))
