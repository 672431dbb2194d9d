"""Incidents and articles over time."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import Condition

Grain = Literal["day", "week", "month", "year"]
Dates = Literal["filed", "event", "report"]

_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
DAY_OF = {"filed": "day", "event": "coalesce(first_day, last_day)", "report": "reported_day"}
_BARS = 130  # that still can be told apart
_EDGE = 0.04  # share of incidents at either end that may be left outside, when they would stretch the axis


class Bar(msgspec.Struct, frozen=True):
    """One step of time: its first day, and how many incidents of each standing."""

    first: str
    incidents: dict[str, int]


class Histogram(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents by step of time from `first` to `last` (ISO days).

    Apart stand those before, those after, those without a day, and those (`wide`) dated no closer than several steps.
    """

    grain: Grain
    first: str
    last: str
    bars: tuple[Bar, ...]
    before: int = 0
    after: int = 0
    wide: int = 0
    undated: int = 0


class Step(msgspec.Struct, frozen=True):
    """Articles published in one step of time, and by how many publishers."""

    first: str
    articles: int
    publishers: int


def histogram(
    memory: DuckDBPyConnection, wanted: Condition, dates: Dates, span: tuple[str, str] | None = None
) -> Histogram:
    """Incidents over time, in a span or in what suits them.

    `dates` is the day that counts: of the act ("event"), of its first report ("report"), or of the act and, where it
    has none, of the report ("filed"), which is what a search by days compares.
    """
    day = DAY_OF[dates]
    held = span or span_of(memory, wanted, day)
    if held is None:
        undated = _one(memory, f"SELECT count(*) FROM incident WHERE {wanted.sql}", wanted.values)
        return Histogram(grain="day", first="", last="", bars=(), undated=undated)
    grain = grain_of(*held)
    wide = too_wide(grain, dates)
    where = f"""CASE WHEN {day} IS NULL THEN 'undated' WHEN {day} < $first::DATE THEN 'before'
      WHEN {day} > $last::DATE THEN 'after' WHEN {wide} THEN 'wide' ELSE 'in' END"""
    asked = f"""SELECT {_numbered(where)} AS part, CASE WHEN part = 'in' THEN date_trunc('{grain}', {day})::DATE END
      AS step, standing::VARCHAR, count(*) FROM incident WHERE {_numbered(wanted.sql)} GROUP BY ALL ORDER BY ALL"""
    values = {"first": held[0], "last": held[1]} | {f"p{i}": value for i, value in enumerate(wanted.values)}
    return _told(grain, held, memory.execute(asked, values).fetchall())


def _numbered(sql: str) -> str:
    """The condition with named parameters, for DuckDB takes no mixture."""
    first, *rest = sql.split("?")
    return first + "".join(f"$p{i}{part}" for i, part in enumerate(rest))


def _told(grain: Grain, span: tuple[str, str], rows: list[tuple[str, date | None, str, int]]) -> Histogram:
    bars: dict[str, dict[str, int]] = {}
    apart = dict.fromkeys(("before", "after", "wide", "undated"), 0)
    for part, step, standing, number in rows:
        if step is None:
            apart[part] += number
        else:
            bars.setdefault(step.isoformat(), {})[standing] = number
    listed = tuple(Bar(first, bars[first]) for first in sorted(bars))
    return Histogram(grain=grain, first=span[0], last=span[1], bars=listed, **apart)


def grain_of(first: str, last: str) -> Grain:
    """The finest step that keeps the bars of a span apart."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    grains: tuple[Grain, ...] = ("day", "week", "month")
    return next((grain for grain in grains if days / _DAYS[grain] <= _BARS), "year")


def span_of(memory: DuckDBPyConnection, wanted: Condition, day: str) -> tuple[str, str] | None:
    """The days that hold all but a few, where those few lie far away; None where no incident has a day."""
    asked = f"""SELECT min({day}), quantile_disc({day}, [{_EDGE}, {1 - _EDGE}]), max({day})
      FROM incident WHERE {wanted.sql}"""
    row = memory.execute(asked, wanted.values).fetchone()
    if row is None or row[0] is None:
        return None
    low, (near, late), high = row
    core = max((late - near).days, 30)
    first = low if (near - low).days <= core / 3 else near
    last = high if (high - late).days <= core / 3 else late
    return first.isoformat(), last.isoformat()


def coverage(memory: DuckDBPyConnection, first: str, last: str, grain: Grain | int) -> tuple[Step, ...]:
    """How much was read of each step of time: a rise of incidents may be a rise of articles."""
    asked = f"""SELECT {step_of("day", grain, last)} AS step, count(*), count(DISTINCT publisher) FROM article
      WHERE day BETWEEN ?::DATE AND ?::DATE GROUP BY step ORDER BY step"""
    return tuple(Step(step.isoformat(), *told) for step, *told in memory.execute(asked, (first, last)).fetchall())


def step_of(day: str, grain: Grain | int, last: str) -> str:
    """SQL for the first day of a day's step of time: of the calendar, or of so many days counted back from `last`."""
    if isinstance(grain, str):
        return f"date_trunc('{grain}', {day})::DATE"
    end = f"DATE '{date.fromisoformat(last)}'"
    return f"({end} - ((date_diff('day', {day}, {end}) // {grain} + 1) * {grain} - 1)::INTEGER)"


def too_wide(grain: Grain | int, dates: Dates) -> str:
    """SQL for whether an act is dated no closer than several steps of time."""
    days = grain if isinstance(grain, int) else _DAYS[grain]
    return f"coalesce(last_day - first_day, 0) > {2 * days}" if dates != "report" else "false"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one publisher: from when to when, and the longest silence between two days of it."""

    publisher: str
    articles: int
    undated: int
    first: str | None
    last: str | None
    gap: int
    gap_from: str | None
    incidents: int


def sources(memory: DuckDBPyConnection, quiet: int) -> tuple[Source, ...]:
    """Every publisher; `gap` counts the days of its longest silence, 0 where that is shorter than `quiet`."""
    asked = """WITH days AS (SELECT DISTINCT publisher, day FROM article WHERE day IS NOT NULL),
      gaps AS (SELECT publisher, day - lag(day) OVER (PARTITION BY publisher ORDER BY day) AS gap,
        lag(day) OVER (PARTITION BY publisher ORDER BY day) AS since FROM days),
      acts AS (SELECT publisher, count(*) AS n FROM told JOIN outlet USING (outlet) GROUP BY publisher)
      SELECT a.publisher, count(*), count(*) FILTER (a.day IS NULL), min(a.day)::VARCHAR, max(a.day)::VARCHAR,
        coalesce((SELECT max(gap) FROM gaps WHERE gaps.publisher = a.publisher AND gap >= ?), 0),
        (SELECT arg_max(since, gap) FROM gaps WHERE gaps.publisher = a.publisher AND gap >= ?)::VARCHAR,
        coalesce(any_value(acts.n), 0)
      FROM article AS a LEFT JOIN acts ON acts.publisher = a.publisher
      GROUP BY a.publisher ORDER BY 2 DESC, 1"""
    fields = Source.__struct_fields__
    rows = memory.execute(asked, (quiet, quiet)).fetchall()
    return tuple(Source(**dict(zip(fields, row, strict=True))) for row in rows)


def _one(memory: DuckDBPyConnection, sql: str, values: tuple[object, ...]) -> int:
    row = memory.execute(sql, values).fetchone()
    assert row is not None
    return int(row[0])
