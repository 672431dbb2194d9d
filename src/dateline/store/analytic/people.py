"""Who does what to whom: actors, pairs of them, and the surroundings of one."""

from __future__ import annotations

from bisect import bisect_left

import msgspec
import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from dateline.store.analytic.facets import among
from dateline.store.analytic.filters import Condition
from dateline.store.analytic.picked import Counted, Links, Numbers, Picked, fetched, most, texts


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


class Pairs(msgspec.Struct, frozen=True, eq=False):
    """Who did something to whom, both known by name: `acts` leads to pairs, `quad` is the class of each link.

    `by` and `to` are actors by pair; pairs and actors are numbered from 1 in the order of their keys.
    """

    acts: Links
    quad: Numbers
    quads: tuple[str, ...]
    by: Counted
    to: Counted
    actors: pa.Table


def pairs(memory: DuckDBPyConnection, actors: pa.Table) -> Pairs:
    """The columns of a generation; `actors` holds keys and names."""
    known = 'FROM dyad JOIN actor AS a ON a.actor = "by" JOIN actor AS b ON b.actor = "to" WHERE a.known AND b.known'
    ends = fetched(memory, f'SELECT DISTINCT "by", "to" {known} ORDER BY "by", "to"')
    asked = f"""SELECT row, dense_rank() OVER (ORDER BY "by", "to")::INTEGER AS pair,
      coalesce(enum_code(quad)::INTEGER + 1, 0) AS quad {known}"""
    acts = fetched(memory, asked)
    quads = memory.execute("SELECT unnest(enum_range(NULL::class))").fetchall()
    return Pairs(
        acts=Links(acts["row"], acts["pair"], len(ends["by"]) + 1),
        quad=acts["quad"],
        quads=("", *(quad for (quad,) in quads)),
        by=np.append(np.int64(0), ends["by"]),
        to=np.append(np.int64(0), ends["to"]),
        actors=actors,
    )


def dyads(held: Pairs, picked: Picked, limit: int) -> tuple[Dyad, ...]:
    """The pairs with most incidents, both of them known by name."""
    return _dyads(held, picked, held.acts.counted(picked), limit)


def surroundings(held: Pairs, picked: Picked, key: str, limit: int) -> tuple[Dyad, ...]:
    """The pairs of one actor with those it has most to do with, known by name, in both directions."""
    keys = held.actors["key"]
    place = bisect_left(range(len(keys)), key, key=lambda n: keys[n].as_py())
    me = place + 1 if place < len(keys) and keys[place].as_py() == key else 0
    return _dyads(held, picked, held.acts.counted(picked) * ((held.by == me) | (held.to == me)), limit)


def _dyads(held: Pairs, picked: Picked, numbers: Counted, limit: int) -> tuple[Dyad, ...]:
    best = most(numbers, limit)
    place = np.full(held.acts.size, -1)
    place[best] = np.arange(len(best))
    shown = np.flatnonzero(picked.among[held.acts.rows] & (place[held.acts.ends] >= 0))
    wide = len(held.quads)
    both = place[held.acts.ends[shown]] * wide + held.quad[shown]
    by_quad = np.bincount(both, minlength=len(best) * wide).reshape(len(best), wide).tolist()
    ends = [texts(held.actors[name], side[best] - 1) for side in (held.by, held.to) for name in ("key", "name")]
    return tuple(
        Dyad(by=by, by_name=by_name, to=to, to_name=to_name, incidents=sum(row),
             quads={quad: n for quad, n in zip(held.quads, row, strict=True) if n})
        for by, by_name, to, to_name, row in zip(*ends, by_quad, strict=True)
    )  # fmt: skip


def names(memory: DuckDBPyConnection, keys: tuple[str, ...]) -> dict[str, str]:
    """The names of actors by key."""
    held = ", ".join("?" for _ in keys)
    return dict(memory.execute(f"SELECT key, name FROM actor WHERE key IN ({held})", keys).fetchall()) if keys else {}


def spellings(memory: DuckDBPyConnection, key: str) -> tuple[str, ...]:
    """How reports write an actor's name, the first twenty in order."""
    row = memory.execute("SELECT texts FROM actor WHERE key = ?", (key,)).fetchone()
    return tuple(row[0]) if row else ()
