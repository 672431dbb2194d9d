"""Facets: for each property, how many incidents have which value, as if that property were not asked about."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import EXACT, Condition
from dateline.store.query import Query

FACETS = ("standing", "type", "actor", "recipient", "source", "country", "publisher", "placed")
_COLUMNS = ("standing", "type", "country", "placed")
_ROLES = ("actor", "recipient", "source")

Rows = list[tuple[str, str, int]]  # value, what people read for it, incidents
Names = tuple[str, ...]
Counting = Callable[[DuckDBPyConnection, Condition, int, Names], dict[str, Rows]]


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


def number(memory: DuckDBPyConnection, wanted: Condition) -> int:
    """How many incidents answer."""
    (incidents,) = memory.execute(f"SELECT count(*) FROM incident WHERE {wanted.sql}", wanted.values).fetchall()[0]
    return int(incidents)


def counts(memory: DuckDBPyConnection, wanted: Condition) -> Counts:
    """How much answers; a bit for each article counts the different ones many times faster than a hash table."""
    (articles,) = memory.execute("SELECT greatest(count(*), 1) FROM article").fetchall()[0]
    told = ", ".join(f"coalesce(bit_count(bitstring_agg({name}, 1, {articles})), 0)" for name in ("article", "origin"))
    asked = f"SELECT {told} FROM report WHERE NOT echo{among(wanted)}"
    return Counts(number(memory, wanted), *memory.execute(asked, wanted.values).fetchall()[0])


def told(query: Query, name: str, rows: Rows) -> tuple[FacetValue, ...]:
    """The values of one facet: those that the query has but the rows lack first, then the most frequent ones."""
    chosen = dict.fromkeys(getattr(query, name), "in") | {v: "out" for key, v in query.exclude if key == name}
    listed = [FacetValue(value, label, number, chosen.pop(value, "")) for value, label, number in rows]
    return (*(FacetValue(value, value.removeprefix(EXACT), 0, state) for value, state in chosen.items()), *listed)


def of_columns(memory: DuckDBPyConnection, wanted: Condition, limit: int, names: Names) -> dict[str, Rows]:
    """The values of facets that are columns of an incident, in one pass: their combinations are few."""
    listed, sets = ", ".join(names), ", ".join(f"({name})" for name in names)
    together = f"SELECT {listed}, count(*) AS m FROM incident WHERE {wanted.sql} GROUP BY {listed}"
    # GROUPING is a number with a bit for each column that a row is not grouped by, the first column's highest
    value = f"coalesce({', '.join(f'{name}::VARCHAR' for name in names)})"
    asked = f"""SELECT GROUPING({listed}), {value} AS value, sum(m)::BIGINT AS n FROM ({together})
      GROUP BY GROUPING SETS ({sets}) ORDER BY n DESC, value"""
    found: dict[str, Rows] = {name: [] for name in names}
    bits = {(1 << len(names)) - 1 - (1 << (len(names) - 1 - n)): name for n, name in enumerate(names)}
    for bit, value, number in memory.execute(asked, wanted.values).fetchall():
        if value is not None and len(found[bits[bit]]) < limit:
            found[bits[bit]].append((value, value, number))
    return found


def of_roles(memory: DuckDBPyConnection, wanted: Condition, limit: int, names: Names) -> dict[str, Rows]:
    """The actors of roles, known by name, in one pass."""
    roles = ", ".join(f"'{name}'" for name in names)
    counted = f"""SELECT role, actor, count(*) AS n FROM party
      WHERE role IN ({roles}){among(wanted)} GROUP BY role, actor"""
    asked = f"""SELECT role::VARCHAR, '{EXACT}' || key, name, n FROM ({counted}) JOIN actor USING (actor) WHERE known
      QUALIFY row_number() OVER (PARTITION BY role ORDER BY n DESC, key) <= {limit} ORDER BY n DESC, key"""
    found: dict[str, Rows] = {role: [] for role in names}
    for role, value, name, number in memory.execute(asked, wanted.values).fetchall():
        found[role].append((value, name, number))
    return found


def of_publishers(memory: DuckDBPyConnection, wanted: Condition, limit: int, _: Names) -> dict[str, Rows]:
    """The publishers of reports."""
    counted = f"SELECT outlet, count(*) AS n FROM told WHERE true{among(wanted)} GROUP BY outlet"
    named = f"SELECT '{EXACT}' || publisher, publisher, n FROM ({counted}) JOIN outlet USING (outlet)"
    rows = memory.execute(f"{named} ORDER BY n DESC, publisher LIMIT {limit}", wanted.values).fetchall()
    return {"publisher": rows}


def family(query: Query, name: str) -> tuple[Counting, Names]:
    """How a facet is counted, and the facets that are counted with it: those of its kind that the query leaves open."""
    kind = next(names for names in _FAMILIES if name in names)
    asked = {key for key, _ in query.exclude} | {key for key in kind if getattr(query, key)}
    return _FAMILIES[kind], (name,) if name in asked else tuple(one for one in kind if one not in asked)


_FAMILIES: dict[Names, Counting] = {_COLUMNS: of_columns, _ROLES: of_roles, ("publisher",): of_publishers}


def among(wanted: Condition) -> str:
    """The condition on a table whose rows belong to incidents."""
    return "" if wanted.sql == "true" else f" AND row IN (SELECT row FROM incident WHERE {wanted.sql})"
