"""Facets: for each property, how many incidents have which value, as if that property were not asked about."""

from __future__ import annotations

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import EXACT, Condition
from dateline.store.query import Query

FACETS = ("standing", "type", "actor", "recipient", "source", "country", "publisher", "placed")
_COLUMNS = ("standing", "type", "country", "placed")
_ROLES = ("actor", "recipient", "source")

Rows = list[tuple[str, str, int]]  # value, what people read for it, incidents


class FacetValue(msgspec.Struct, frozen=True):
    """`value` is what a query takes, `name` what people read; `state` is "in" or "out" where the query has it."""

    value: str
    name: str
    incidents: int
    state: str = ""


class Counts(msgspec.Struct, frozen=True):
    """Three numbers that are never one another: acts, documents that tell of them, and documents that do so alone."""

    incidents: int
    reports: int
    independent: int


def counts(memory: DuckDBPyConnection, wanted: Condition) -> Counts:
    """How much answers; a bit for each article counts the different ones many times faster than a hash table."""
    (articles,) = memory.execute("SELECT greatest(count(*), 1) FROM article").fetchall()[0]
    told = ", ".join(f"coalesce(bit_count(bitstring_agg({name}, 1, {articles})), 0)" for name in ("article", "origin"))
    (incidents,) = memory.execute(f"SELECT count(*) FROM incident WHERE {wanted.sql}", wanted.values).fetchall()[0]
    asked = f"SELECT {told} FROM report WHERE NOT echo{among(wanted)}"
    return Counts(incidents, *memory.execute(asked, wanted.values).fetchall()[0])


def told(query: Query, name: str, rows: Rows) -> tuple[FacetValue, ...]:
    """The values of one facet: those that the query has but the rows lack first, then the most frequent ones."""
    chosen = dict.fromkeys(getattr(query, name), "in") | {v: "out" for key, v in query.exclude if key == name}
    listed = [FacetValue(value, label, number, chosen.pop(value, "")) for value, label, number in rows]
    return (*(FacetValue(value, value.removeprefix(EXACT), 0, state) for value, state in chosen.items()), *listed)


def of_columns(memory: DuckDBPyConnection, wanted: Condition, limit: int) -> dict[str, Rows]:
    """The values of all facets that are columns of an incident, in one pass."""
    sets = ", ".join(f"({name})" for name in _COLUMNS)
    # GROUPING is a number with a bit for each column that a row is not grouped by, the first column's highest
    asked = (
        f"SELECT GROUPING({', '.join(_COLUMNS)}), coalesce({', '.join(f'{n}::VARCHAR' for n in _COLUMNS)}) AS value,"
    )
    asked += f" count(*) AS n FROM incident WHERE {wanted.sql} GROUP BY GROUPING SETS ({sets})"
    found: dict[str, Rows] = {name: [] for name in _COLUMNS}
    bits = {(1 << len(_COLUMNS)) - 1 - (1 << (len(_COLUMNS) - 1 - n)): name for n, name in enumerate(_COLUMNS)}
    for bit, value, number in memory.execute(f"{asked} ORDER BY n DESC, value", wanted.values).fetchall():
        if value is not None and len(found[bits[bit]]) < limit:
            found[bits[bit]].append((value, value, number))
    return found


def of_roles(memory: DuckDBPyConnection, wanted: Condition, limit: int) -> dict[str, Rows]:
    """The actors of all roles, known by name, in one pass."""
    counted = f"SELECT role, actor, count(*) AS n FROM party WHERE true{among(wanted)} GROUP BY role, actor"
    asked = f"""SELECT role::VARCHAR, '{EXACT}' || key, name, n FROM ({counted}) JOIN actor USING (actor) WHERE known
      QUALIFY row_number() OVER (PARTITION BY role ORDER BY n DESC, key) <= {limit} ORDER BY n DESC, key"""
    found: dict[str, Rows] = {role: [] for role in _ROLES}
    for role, value, name, number in memory.execute(asked, wanted.values).fetchall():
        found[role].append((value, name, number))
    return found


def of_publishers(memory: DuckDBPyConnection, wanted: Condition, limit: int) -> dict[str, Rows]:
    """The publishers of reports."""
    counted = f"SELECT outlet, count(*) AS n FROM told WHERE true{among(wanted)} GROUP BY outlet"
    named = f"SELECT '{EXACT}' || publisher, publisher, n FROM ({counted}) JOIN outlet USING (outlet)"
    rows = memory.execute(f"{named} ORDER BY n DESC, publisher LIMIT {limit}", wanted.values).fetchall()
    return {"publisher": rows}


FAMILIES = {
    **dict.fromkeys(_COLUMNS, of_columns),
    **dict.fromkeys(_ROLES, of_roles),
    "publisher": of_publishers,
}


def among(wanted: Condition) -> str:
    """The condition on a table whose rows belong to incidents."""
    return "" if wanted.sql == "true" else f" AND row IN (SELECT row FROM incident WHERE {wanted.sql})"
