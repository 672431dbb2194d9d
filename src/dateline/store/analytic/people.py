"""Who does what to whom: actors, pairs of them, and the surroundings of one."""

from __future__ import annotations

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.facets import among
from dateline.store.analytic.filters import Condition


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts, is acted upon or is quoted. `key` is the id of a known entity, or the name in plain words."""

    key: str
    name: str
    entity: str | None
    country: str | None
    sector: str | None
    does: int = 0
    receives: int = 0
    says: int = 0


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """What one did to another, in numbers of incidents by class of act."""

    by: str
    by_name: str
    to: str
    to_name: str
    incidents: int
    quads: dict[str, int]


_ROLES = """count(*) FILTER (role = 'actor') AS does, count(*) FILTER (role = 'recipient') AS receives,
  count(*) FILTER (role = 'source') AS says"""
_ABOUT = "actor.key, actor.name, actor.entity, actor.country, actor.sector"


def actors(memory: DuckDBPyConnection, wanted: Condition, named: str, limit: int) -> tuple[Actor, ...]:
    """The actors that most incidents name; with `named`, those whose names hold these words."""
    words = " AND contains(actor.words, ' ' || fold(?))" if named else " AND actor.known"
    asked = f"""SELECT {_ABOUT}, does, receives, says
      FROM (SELECT actor, {_ROLES} FROM party WHERE true{among(wanted)} GROUP BY actor) JOIN actor USING (actor)
      WHERE true{words} ORDER BY does + receives + says DESC, key LIMIT {limit}"""
    return _actors(memory, asked, (*wanted.values, *((named,) if named else ())))


def actor(memory: DuckDBPyConnection, key: str, wanted: Condition) -> Actor | None:
    """One actor by key, None where no incident names it."""
    asked = f"""SELECT {_ABOUT}, {_ROLES} FROM party JOIN actor USING (actor)
      WHERE actor.key = ?{among(wanted)} GROUP BY ALL"""
    return next(iter(_actors(memory, asked, (key, *wanted.values))), None)


def _actors(memory: DuckDBPyConnection, asked: str, values: tuple[object, ...]) -> tuple[Actor, ...]:
    fields = Actor.__struct_fields__
    return tuple(Actor(**dict(zip(fields, row, strict=True))) for row in memory.execute(asked, values).fetchall())


def dyads(memory: DuckDBPyConnection, wanted: Condition, limit: int) -> tuple[Dyad, ...]:
    """The pairs with most incidents, both of them known by name."""
    counted = f"""SELECT "by", "to", count(*) AS n FROM dyad JOIN actor AS a ON a.actor = "by"
      JOIN actor AS b ON b.actor = "to" WHERE a.known AND b.known{among(wanted)}
      GROUP BY "by", "to" ORDER BY n DESC, "by", "to" LIMIT {limit}"""
    return _dyads(memory, counted, wanted, wanted.values)


def surroundings(memory: DuckDBPyConnection, key: str, wanted: Condition, limit: int) -> tuple[Dyad, ...]:
    """The pairs of one actor with those it has most to do with, known by name, in both directions."""
    me = "(SELECT actor FROM actor WHERE key = ?)"
    counted = f"""SELECT "by", "to", count(*) AS n FROM dyad JOIN actor AS a ON a.actor = "by"
      JOIN actor AS b ON b.actor = "to" WHERE ("by" = {me} OR "to" = {me}) AND a.known AND b.known{among(wanted)}
      GROUP BY "by", "to" ORDER BY n DESC, "by", "to" LIMIT {limit}"""
    return _dyads(memory, counted, wanted, (key, key, *wanted.values))


def _dyads(memory: DuckDBPyConnection, counted: str, wanted: Condition, values: tuple[object, ...]) -> tuple[Dyad, ...]:
    asked = f"""WITH top AS MATERIALIZED ({counted})
      SELECT a.key, a.name, b.key, b.name, any_value(top.n), map(list(quad), list(m)) FROM
        (SELECT "by", "to", coalesce(quad::VARCHAR, '') AS quad, count(*) AS m FROM dyad
         WHERE ("by", "to") IN (SELECT "by", "to" FROM top){among(wanted)} GROUP BY ALL)
      JOIN top USING ("by", "to") JOIN actor AS a ON a.actor = "by" JOIN actor AS b ON b.actor = "to"
      GROUP BY a.key, a.name, b.key, b.name ORDER BY 5 DESC, 1, 3"""
    fields = Dyad.__struct_fields__
    rows = memory.execute(asked, (*values, *wanted.values)).fetchall()
    return tuple(Dyad(**dict(zip(fields, row, strict=True))) for row in rows)


def names(memory: DuckDBPyConnection, keys: tuple[str, ...]) -> dict[str, str]:
    """The names of actors by key."""
    held = ", ".join("?" for _ in keys)
    return dict(memory.execute(f"SELECT key, name FROM actor WHERE key IN ({held})", keys).fetchall()) if keys else {}


def spellings(memory: DuckDBPyConnection, key: str) -> tuple[str, ...]:
    """How reports write an actor's name, the first twenty in order."""
    row = memory.execute("SELECT texts FROM actor WHERE key = ?", (key,)).fetchone()
    return tuple(row[0]) if row else ()
