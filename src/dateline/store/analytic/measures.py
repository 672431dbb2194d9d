"""Incidents counted for analysis: by step of time and by what tells them apart, never by how many reports tell them."""

from __future__ import annotations

from typing import Literal

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import EXACT, Condition
from dateline.store.analytic.times import DAY_OF, Dates, Grain, step_of, too_wide

Split = Literal[
    "all", "type", "quad", "standing", "country", "place", "actor", "recipient", "source", "publisher", "category",
    "dyad", "act",
]  # fmt: skip

_ACTORS = "JOIN party ON party.row = incident.row AND party.role = '{}' JOIN actor AS a ON a.actor = party.actor"
_PAIRS = 'JOIN dyad ON dyad.row = incident.row JOIN actor AS a ON a.actor = "by" JOIN actor AS b ON b.actor = "to"'
_PAIR = (f"'{EXACT}' || a.key", f"'{EXACT}' || b.key")
_OWN = "JOIN (SELECT DISTINCT row, name FROM category) AS own ON own.row = incident.row"
_OUTLETS = "JOIN told ON told.row = incident.row JOIN outlet ON outlet.outlet = told.outlet"

# What a key is made of, as a query takes it; what has to be joined for it; which rows have one
_KEYS: dict[Split, tuple[tuple[str, ...], str, str]] = {
    "all": ((), "", "true"),
    **{name: ((f"incident.{name}::VARCHAR",), "", f"incident.{name} IS NOT NULL")
       for name in ("type", "quad", "standing", "country")},
    "place": ((f"'{EXACT}' || incident.place",), "", "incident.place IS NOT NULL"),
    **{name: (_PAIR[:1], _ACTORS.format(name), "a.known") for name in ("actor", "recipient", "source")},
    "publisher": ((f"'{EXACT}' || outlet.publisher",), _OUTLETS, "true"),
    "category": (("own.name",), _OWN, "true"),
    "dyad": (_PAIR, _PAIRS, "a.known AND b.known"),
    "act": (("incident.type::VARCHAR", *_PAIR), _PAIRS, "a.known AND b.known"),
}  # fmt: skip
SPLITS: tuple[Split, ...] = tuple(_KEYS)


class Tally(msgspec.Struct, frozen=True):
    """Incidents of one key, kind and step of time; `first` is the step's first day, "" where time was not asked for."""

    first: str
    key: tuple[str, ...]
    type: str
    mode: str
    incidents: int


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when incidents are counted, in which steps, and by which of their days."""

    first: str
    last: str
    grain: Grain | int
    dates: Dates = "filed"


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """Where the incidents asked for fall: in the frame; before or after it; dated too loosely for it; undated."""

    inside: int = 0
    outside: int = 0
    wide: int = 0
    undated: int = 0


def tally(
    memory: DuckDBPyConnection, wanted: Condition, split: Split, frame: Frame | None, most: int
) -> tuple[Tally, ...]:
    """Incidents by step of time, key and kind, of the `most` frequent keys; an incident may have several keys."""
    parts, joined, named = _KEYS[split]
    within = _within(frame)
    step = step_of(DAY_OF[frame.dates], frame.grain, frame.last) if frame else "NULL::DATE"
    asked = f"""WITH chosen AS (SELECT incident.*, {step} AS step FROM incident WHERE {wanted.sql} AND {within.sql}),
      told AS (SELECT step, [{", ".join(parts)}]::VARCHAR[] AS key, incident.type::VARCHAR AS type,
        coalesce(incident.mode, '') AS mode FROM chosen AS incident {joined} WHERE {named}),
      top AS (SELECT key FROM told GROUP BY key ORDER BY count(*) DESC, key LIMIT {most})
      SELECT coalesce(step::VARCHAR, ''), key, type, mode, count(*) FROM told WHERE key IN (SELECT key FROM top)
      GROUP BY ALL ORDER BY ALL"""
    rows = memory.execute(asked, (*wanted.values, *within.values)).fetchall()
    return tuple(Tally(first, tuple(key), *told) for first, key, *told in rows)


def _within(frame: Frame | None) -> Condition:
    """Whether an incident falls into the frame, and is dated closely enough for it."""
    if frame is None:
        return Condition()
    day = DAY_OF[frame.dates]
    sql = f"{day} BETWEEN ?::DATE AND ?::DATE AND NOT {too_wide(frame.grain, frame.dates)}"
    return Condition(sql, (frame.first, frame.last))


def inside(memory: DuckDBPyConnection, wanted: Condition, frame: Frame) -> Inside:
    """How many of the incidents asked for a frame shows, and why the others are not in it."""
    day = DAY_OF[frame.dates]
    part = f"""CASE WHEN {day} IS NULL THEN 'undated' WHEN {too_wide(frame.grain, frame.dates)} THEN 'wide'
      WHEN {day} BETWEEN ?::DATE AND ?::DATE THEN 'inside' ELSE 'outside' END"""
    asked = f"SELECT {part} AS part, count(*) FROM incident WHERE {wanted.sql} GROUP BY part"
    return Inside(**dict(memory.execute(asked, (frame.first, frame.last, *wanted.values)).fetchall()))


def read(memory: DuckDBPyConnection) -> tuple[str, str] | None:
    """The days of the first and of the last article, None where none has a day."""
    row = memory.execute("SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM article").fetchone()
    return (row[0], row[1]) if row and row[0] else None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with two of its parties: who did it, and to whom; an incident with several has several of these."""

    id: str
    type: str
    mode: str
    status: str
    day: str
    by: int
    to: int


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A party as records name it; `known` tells whether they give it a canonical name."""

    actor: int
    name: str
    entity: str | None
    country: str | None
    sector: str | None
    known: bool


def deeds(memory: DuckDBPyConnection, wanted: Condition) -> tuple[Deed, ...]:
    """The incidents asked for that have a day, by day, once for each pair of parties; those without a pair are none."""
    asked = f"""SELECT incident.id, incident.type::VARCHAR, coalesce(incident.mode, ''), incident.status,
        incident.day::VARCHAR, "by", "to"
      FROM (SELECT * FROM incident WHERE {wanted.sql} AND day IS NOT NULL) AS incident JOIN dyad USING (row)
      ORDER BY incident.day, incident.id, "by", "to" """
    fields = Deed.__struct_fields__
    rows = memory.execute(asked, wanted.values).fetchall()
    return tuple(Deed(**dict(zip(fields, row, strict=True))) for row in rows)


def parties(memory: DuckDBPyConnection) -> dict[int, Name]:
    """Everybody who acts or suffers, by number."""
    asked = """SELECT actor, name, entity, country, sector, known FROM actor
      WHERE actor IN (SELECT "by" FROM dyad UNION SELECT "to" FROM dyad)"""
    fields = Name.__struct_fields__
    rows = memory.execute(asked).fetchall()
    return {row[0]: Name(**dict(zip(fields, row, strict=True))) for row in rows}


def reported(memory: DuckDBPyConnection, wanted: Condition, since: str, until: str) -> tuple[str, ...]:
    """The ids of incidents of which an article of those days tells, those with most independent reports first."""
    asked = f"""SELECT id FROM (SELECT * FROM incident WHERE {wanted.sql}) AS incident JOIN detail USING (row)
      WHERE row IN (SELECT row FROM report JOIN article USING (article)
        WHERE NOT echo AND article.day BETWEEN ?::DATE AND ?::DATE)
      ORDER BY independent DESC, killed_best DESC NULLS LAST, reports DESC, id"""
    return tuple(id_ for (id_,) in memory.execute(asked, (*wanted.values, since, until)).fetchall())
