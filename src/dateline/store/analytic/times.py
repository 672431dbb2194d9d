"""Incidents and articles over time."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

import msgspec
import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from dateline.store.analytic.facets import Coded
from dateline.store.analytic.picked import Counted, Numbers, Picked, fetched

Grain = Literal["day", "week", "month", "year"]
Dates = Literal["filed", "event", "report"]
Days = NDArray[np.datetime64]

_DAYS: dict[Grain, int] = {"day": 1, "week": 7, "month": 31, "year": 366}  # the finest first
_EPOCH, _NEVER = "DATE '1970-01-01'", np.iinfo(np.int32).max
DAY_OF: dict[Dates, str] = {"filed": "day", "event": "coalesce(first_day, last_day)", "report": "reported_day"}
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


class Calendar(msgspec.Struct, frozen=True, eq=False):
    """When incidents are, by one of their days: `days` are those that there are, `at` the place of an incident's in it.

    An incident without a day has the place after the last. `width` tells how many of the grains are too fine for it.
    """

    days: Days
    at: Counted
    width: Numbers
    standing: Coded


def calendar(memory: DuckDBPyConnection, dates: Dates, standing: Coded) -> Calendar:
    """The columns of a generation."""
    wide = " + ".join(f"({too_wide(grain, dates)})::INTEGER" for grain in _DAYS)
    day = f"coalesce({DAY_OF[dates]} - {_EPOCH}, {_NEVER})::INTEGER"
    asked = f"SELECT {day} AS day, {wide} AS width FROM incident ORDER BY row"
    found = fetched(memory, asked)
    days, at = np.unique(np.append(found["day"], _NEVER), return_inverse=True)  # _NEVER is there, and is the last one
    return Calendar(
        days[:-1].astype("datetime64[D]"), np.append(0, at.reshape(-1)[:-1]), np.append(0, found["width"]), standing
    )


def histogram(held: Calendar, picked: Picked, span: tuple[str, str] | None = None) -> Histogram:
    """Incidents over time, in a span or in what suits them.

    The calendar's day is that of the act ("event"), of its first report ("report"), or of the act and, where it
    has none, of the report ("filed"), which is what a search by days compares.
    """
    told = _told(held, picked)
    undated, told = int(told[-1].sum()), told[:-1]
    known = span or _fitting(held.days, told.sum(axis=(1, 2)))
    if known is None:
        return Histogram(grain="day", first="", last="", bars=(), undated=undated)
    grain, (first, last) = grain_of(*known), (np.datetime64(day) for day in known)
    inside = (held.days >= first) & (held.days <= last)
    fine = list(_DAYS).index(grain) + 1  # an incident that is too wide for no more grains than this one's finer ones
    narrow = told[inside, :fine].sum(axis=1)
    return Histogram(
        grain=grain, first=known[0], last=known[1], bars=_bars(held, grain, held.days[inside], narrow),
        before=int(told[held.days < first].sum()), after=int(told[held.days > last].sum()),
        wide=int(told[inside, fine:].sum()), undated=undated,
    )  # fmt: skip


def _told(held: Calendar, picked: Picked) -> Counted:
    """How many of the incidents by place of their day, by width and by standing."""
    shape = (len(held.days) + 1, len(_DAYS) + 1, len(held.standing.values))
    rows = picked.rows
    places = (held.at[rows] * shape[1] + held.width[rows]) * shape[2] + held.standing.codes[rows] - 1
    return np.bincount(places, minlength=shape[0] * shape[1] * shape[2]).reshape(shape)


def _bars(held: Calendar, grain: Grain, days: Days, numbers: Counted) -> tuple[Bar, ...]:
    steps, begin = np.unique(_steps(days, grain, ""), return_index=True)
    sums = np.add.reduceat(numbers, begin).tolist() if len(begin) else []
    told = ({word: n for word, n in zip(held.standing.values, row, strict=True) if n} for row in sums)
    return tuple(Bar(str(step), bar) for step, bar in zip(steps, told, strict=True) if bar)


def _steps(days: Days, grain: Grain | int, last: str) -> Days:
    """The first day of each day's step of time: of the calendar, or of so many days counted back from `last`."""
    if not isinstance(grain, str):
        end = np.datetime64(last)
        return end - ((end - days) // np.timedelta64(grain, "D") + 1) * grain + 1
    if grain == "week":
        monday = np.datetime64("1970-01-05")
        return days - (days - monday) % np.timedelta64(7, "D")
    return days.astype(f"datetime64[{grain[0].upper()}]").astype("datetime64[D]")


def grain_of(first: str, last: str) -> Grain:
    """The finest step that keeps the bars of a span apart."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    grains: tuple[Grain, ...] = ("day", "week", "month")
    return next((grain for grain in grains if days / _DAYS[grain] <= _BARS), "year")


def span_of(held: Calendar, picked: Picked) -> tuple[str, str] | None:
    """The days that hold all but a few, where those few lie far away; None where no incident has a day."""
    return _fitting(held.days, _told(held, picked)[:-1].sum(axis=(1, 2)))


def _fitting(days: Days, numbers: Counted) -> tuple[str, str] | None:
    total = int(numbers.sum())
    if not total:
        return None
    upto = np.cumsum(numbers)
    edges = (max(1, total - math.floor(total - share * total)) - 1 for share in (_EDGE, 1 - _EDGE))
    ranks = [0, *edges, total - 1]
    low, near, late, high = days[np.searchsorted(upto, ranks, side="right")].tolist()
    core = max((late - near).days, 30)
    first = low if (near - low).days <= core / 3 else near
    last = high if (high - late).days <= core / 3 else late
    return first.isoformat(), last.isoformat()


class Press(msgspec.Struct, frozen=True, eq=False):
    """What was published on which day: how much, and by which publishers (`outlets` of `size`, on days `of`)."""

    days: Days
    articles: Counted
    of: Counted
    outlets: Numbers
    size: int


def press(memory: DuckDBPyConnection) -> Press:
    """The columns of a generation."""
    asked = f"""SELECT (day - {_EPOCH})::INTEGER AS day, coalesce(outlet, 0) AS outlet, count(*) AS n FROM article
      WHERE day IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    found = fetched(memory, asked)
    days, of = np.unique(found["day"], return_inverse=True)
    articles = np.bincount(of.reshape(-1), found["n"], minlength=len(days)).astype(np.int64)
    size = int(found["outlet"].max(initial=0)) + 1
    return Press(days.astype("datetime64[D]"), articles, of.reshape(-1), found["outlet"], size)


def coverage(held: Press, first: str, last: str, grain: Grain | int) -> tuple[Step, ...]:
    """How much was read of each step of time: a rise of incidents may be a rise of articles."""
    inside = (held.days >= np.datetime64(first)) & (held.days <= np.datetime64(last))
    steps, step = np.unique(_steps(held.days[inside], grain, last), return_inverse=True)
    place = np.zeros(len(held.days), np.int64)
    place[inside] = step.reshape(-1)
    articles = np.bincount(place[inside], held.articles[inside], minlength=len(steps)).astype(np.int64)
    seen = np.zeros((len(steps), held.size), np.bool_)
    kept = inside[held.of]
    seen[place[held.of[kept]], held.outlets[kept]] = True
    told = zip(steps, articles.tolist(), seen.sum(axis=1).tolist(), strict=True)
    return tuple(Step(str(day), number, publishers) for day, number, publishers in told)


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
