"""Facets: for each property, how many incidents have which value, as if that property were not asked about."""

from __future__ import annotations

import msgspec
import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import EXACT, Condition
from dateline.store.analytic.picked import Links, Numbers, Picked, fetched, listed, most, texts
from dateline.store.query import Query

FACETS = ("standing", "type", "actor", "recipient", "source", "country", "publisher", "placed", "category")
_TYPES = {"standing": "standing", "type": "kind", "country": "land", "placed": "placed"}
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


class Coded(msgspec.Struct, frozen=True, eq=False):
    """A property that an incident has at most one value of: its place in `values`, from 1, by incident."""

    codes: Numbers
    values: tuple[str, ...]


class Properties(msgspec.Struct, frozen=True, eq=False):
    """What facets count; `actors`, `outlets`, `categories` hold keys and names, numbered from 1 in order of keys."""

    coded: dict[str, Coded]
    roles: dict[str, Links]
    told: Links
    owns: Links
    articles: Links
    origins: Links
    actors: pa.Table
    outlets: pa.Table
    categories: pa.Table


def properties(memory: DuckDBPyConnection) -> Properties:
    """The columns of a generation."""
    actors = listed(memory, "SELECT key, name FROM actor ORDER BY actor")
    outlets = listed(memory, "SELECT publisher AS key, publisher AS name FROM outlet ORDER BY outlet")
    own = "SELECT name AS key, name, row_number() OVER (ORDER BY name) AS n FROM category GROUP BY name"
    categories = listed(memory, f"{own} ORDER BY n")
    (articles,) = memory.execute("SELECT count(*) FROM article").fetchall()[0]
    report = fetched(memory, "SELECT row, article, origin FROM report WHERE NOT echo")
    told = fetched(memory, "SELECT row, outlet FROM told")
    owns = fetched(memory, f"SELECT DISTINCT row, n FROM category JOIN ({own}) USING (name)")
    return Properties(
        coded={name: _coded(memory, name, type_) for name, type_ in _TYPES.items()},
        roles={role: _role(memory, role, len(actors)) for role in _ROLES},
        told=Links(told["row"], told["outlet"], len(outlets) + 1),
        owns=Links(owns["row"], owns["n"], len(categories) + 1),
        articles=Links(report["row"], report["article"], articles + 1),
        origins=Links(report["row"], report["origin"], articles + 1),
        actors=actors,
        outlets=outlets,
        categories=categories,
    )


def _coded(memory: DuckDBPyConnection, name: str, type_: str) -> Coded:
    """A column of incidents whose values are an enumeration."""
    codes = fetched(memory, f"SELECT coalesce(enum_code({name})::INTEGER + 1, 0) AS code FROM incident ORDER BY row")
    values = memory.execute(f"SELECT unnest(enum_range(NULL::{type_}))").fetchall()
    return Coded(np.concatenate([np.zeros(1, np.int32), codes["code"]]), tuple(value for (value,) in values))


def _role(memory: DuckDBPyConnection, role: str, actors: int) -> Links:
    asked = f"SELECT row, actor FROM party JOIN actor USING (actor) WHERE known AND role = '{role}' ORDER BY row, actor"
    found = fetched(memory, asked)
    return Links(found["row"], found["actor"], actors + 1)


def number(memory: DuckDBPyConnection, wanted: Condition) -> int:
    """How many incidents answer."""
    (incidents,) = memory.execute(f"SELECT count(*) FROM incident WHERE {wanted.sql}", wanted.values).fetchall()[0]
    return int(incidents)


def counts(held: Properties, picked: Picked) -> Counts:
    """How much answers."""
    return Counts(len(picked.rows), held.articles.reached(picked), held.origins.reached(picked))


def counted(held: Properties, picked: Picked, name: str, limit: int) -> Rows:
    """The values of a facet that most incidents have; actors only where they are known by name."""
    if name in held.coded:
        return _values(held.coded[name], picked)[:limit]
    lists = {"publisher": (held.told, held.outlets), "category": (held.owns, held.categories)}
    links, about = lists.get(name) or (held.roles[name], held.actors)
    numbers = links.counted(picked)
    best = most(numbers, limit)
    keys, names = (texts(about[column], best - 1) for column in ("key", "name"))
    exact = "" if name == "category" else EXACT  # by its name a category is found with all its modes
    return [(exact + key, label, int(n)) for key, label, n in zip(keys, names, numbers[best], strict=True)]


def busiest(held: Properties, picked: Picked) -> str:
    """The key of the actor known by name that most incidents name in some role, "" where there is none."""
    numbers = sum((links.counted(picked) for links in held.roles.values()), np.zeros(len(held.actors) + 1, np.int64))
    best = most(numbers, 1)
    return texts(held.actors["key"], best - 1)[0] if len(best) else ""


def _values(column: Coded, picked: Picked) -> Rows:
    numbers = np.bincount(column.codes[picked.rows], minlength=len(column.values) + 1)[1:].tolist()
    rows = [(value, value, n) for value, n in zip(column.values, numbers, strict=True) if n]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def told(query: Query, name: str, rows: Rows) -> tuple[FacetValue, ...]:
    """The values of one facet: those that the query has but the rows lack first, then the most frequent ones."""
    chosen = dict.fromkeys(getattr(query, name), "in") | {v: "out" for key, v in query.exclude if key == name}
    listed = [FacetValue(value, label, number, chosen.pop(value, "")) for value, label, number in rows]
    return (*(FacetValue(value, value.removeprefix(EXACT), 0, state) for value, state in chosen.items()), *listed)


def among(wanted: Condition) -> str:
    """The condition on a table whose rows belong to incidents."""
    return "" if wanted.sql == "true" else f" AND row IN (SELECT row FROM incident WHERE {wanted.sql})"
