"""The rules the tables are held to: what a person who edits them may get wrong, told by file, row and name."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge import tables
from dateline.knowledge.actors import FILES, PEOPLE, entity_id
from dateline.knowledge.names import key

NON_STATE = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))


def faults(sectors: frozenset[str]) -> Iterator[str]:
    """One sentence for each fault in the packaged tables, given the ontology's sectors; none where all is well."""
    countries = NON_STATE | {row["code"] for row in tables.rows("states.csv")}
    sectors = sectors | {""}
    for file in FILES:
        yield from _actors(file, countries, sectors)
    yield from _people(countries, sectors)
    yield from _sites(countries)
    yield from _words(sectors | {"NGO"})
    yield from _unique()


def _actors(file: str, countries: frozenset[str], sectors: frozenset[str]) -> Iterator[str]:
    for number, row in enumerate(tables.rows(file), 2):
        where = f"{file} row {number}, {row['name']}"
        if row["country"] not in countries:
            yield f"{where}: no such country code: {row['country']}"
        if row["sector"] not in sectors:
            yield f"{where}: no such sector: {row['sector']}"
        if not row["kind"]:
            yield f"{where}: has no kind"
        names = [key(alias) for alias in (row["name"], *tables.listed(row["aliases"]))]
        if "" in names:
            yield f"{where}: an alias has no letters"


def _people(countries: frozenset[str], sectors: frozenset[str]) -> Iterator[str]:
    for number, row in enumerate((row for file in PEOPLE for row in tables.rows(file)), 2):
        where = f"people.csv or leaders.csv row {number}, {row['name']}"
        if row["country"] not in countries or row["sector"] not in sectors:
            yield f"{where}: no such country or sector: {row['country']} {row['sector']}"
        if not tables.is_date(row["from"]) or (row["to"] and not tables.is_date(row["to"])):
            yield f"{where}: a date is not ISO: {row['from']} {row['to']}"
        if row["to"] and row["to"] < row["from"]:
            yield f"{where}: ends before it begins"
        if not row["role"] or row["confidence"] not in ("high", "medium"):
            yield f"{where}: needs a role and a confidence"


def _sites(countries: frozenset[str]) -> Iterator[str]:
    for number, row in enumerate(tables.rows("sites.csv"), 2):
        where = f"sites.csv row {number}, {row['name']}"
        if row["country"] and row["country"] not in countries:
            yield f"{where}: no such country code: {row['country']}"
        if not (-90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180):
            yield f"{where}: is not on the earth"


def _words(sectors: frozenset[str]) -> Iterator[str]:
    for row in tables.rows("sectors.csv"):
        if row["sector"] not in sectors:
            yield f"sectors.csv, {row['word']}: no such sector: {row['sector']}"
        if row["word"] != row["word"].lower():
            yield f"sectors.csv, {row['word']}: is not in small letters"


def _unique() -> Iterator[str]:
    seen: dict[str, str] = {}
    for file in FILES:
        for row in tables.rows(file):
            identity = entity_id(row["name"])
            if identity in seen:
                yield f"{file}, {row['name']}: is in {seen[identity]} already"
            seen[identity] = file
