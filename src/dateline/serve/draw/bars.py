"""The histogram's bars, axis and coverage strip, in a drawing 1,000 wide."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from dateline.analyse.scale import following, nice, starting
from dateline.serve.words import MARKS, day, many
from dateline.store.analytic.times import Histogram, Step
from dateline.store.standing import STANDINGS

WIDTH = 1000.0
HEIGHT = 110.0
STRIP = 14.0
_GAP = 1.0
_TICKS = 9


class Part(msgspec.Struct, frozen=True):
    """One standing within a bar."""

    standing: str
    y: float
    height: float


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One bar: `first` and `last` are the days that it spans."""

    x: float
    width: float
    first: str
    last: str
    incidents: int
    label: str
    parts: tuple[Part, ...]


class Tick(msgspec.Struct, frozen=True):
    """A place on the axis, with the word that stands there."""

    x: float
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `top` is the number at the upper edge."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    strip: tuple[Column, ...]
    top: int
    first: str
    last: str
    brush: tuple[float, float] | None = None


def chart(told: Histogram, coverage: tuple[Step, ...], since: str, until: str) -> Chart:
    """The drawing of a histogram with the selected days marked."""
    if not told.first:
        return Chart(columns=(), ticks=(), strip=(), top=0, first="", last="")
    first = starting(date.fromisoformat(told.first), told.grain)
    end = following(starting(date.fromisoformat(told.last), told.grain), told.grain)
    axis = _Axis(first, (end - first).days)
    top = nice(max((sum(bar.incidents.values()) for bar in told.bars), default=1))
    return Chart(
        columns=tuple(_column(axis, told.grain, bar.first, bar.incidents, top) for bar in told.bars),
        ticks=tuple(axis.ticks(told.grain)),
        strip=_strip(axis, told.grain, coverage),
        top=top,
        first=first.isoformat(),
        last=(end - timedelta(days=1)).isoformat(),
        brush=_brush(axis, since, until),
    )


class _Axis(msgspec.Struct, frozen=True):
    first: date
    days: int

    def x(self, at: date) -> float:
        return round(WIDTH * (at - self.first).days / self.days, 2)

    def ticks(self, grain: str) -> list[Tick]:
        step = starting(self.first, grain)
        found = []
        while (step - self.first).days < self.days:
            found.append(step)
            step = following(step, grain)
        every = -(-len(found) // _TICKS)
        length = {"month": 7, "year": 4}.get(grain, 10)
        return [Tick(self.x(step), day(step.isoformat()[:length])) for step in found[::every] if step >= self.first]


def _column(axis: _Axis, grain: str, first: str, incidents: dict[str, int], top: int) -> Column:
    begin = date.fromisoformat(first)
    end = following(begin, grain)
    left, right = axis.x(begin), axis.x(end)
    total = sum(incidents.values())
    told = ", ".join(f"{incidents[s]:,} {MARKS[s].word}" for s in STANDINGS if s in incidents)
    return Column(
        x=left,
        width=max(round(right - left - min(_GAP, (right - left) / 4), 2), 0.5),
        first=first,
        last=(end - timedelta(days=1)).isoformat(),
        incidents=total,
        label=f"{many(total, 'incident')}: {told}",
        parts=tuple(_parts(incidents, top)),
    )


def _parts(incidents: dict[str, int], top: int) -> list[Part]:
    at, found = HEIGHT, []
    for standing in STANDINGS:
        height = HEIGHT * incidents.get(standing, 0) / top
        if height:
            at -= height
            found.append(Part(standing, round(at, 2), round(height, 2)))
    return found


def _strip(axis: _Axis, grain: str, coverage: tuple[Step, ...]) -> tuple[Column, ...]:
    most = max((step.articles for step in coverage), default=1)
    found = []
    for step in coverage:
        begin = date.fromisoformat(step.first)
        end = following(begin, grain)
        height = round(max(STRIP * step.articles / most, 1), 2)
        label = f"{many(step.articles, 'article')} from {many(step.publishers, 'publisher')}"
        found.append(
            Column(x=axis.x(begin), width=max(round(axis.x(end) - axis.x(begin) - 0.5, 2), 0.5), first=step.first,
                   last=(end - timedelta(days=1)).isoformat(), incidents=step.articles, label=label,
                   parts=(Part("", round(STRIP - height, 2), height),))
        )  # fmt: skip
    return tuple(column for column in found if 0 <= column.x < WIDTH)


def _brush(axis: _Axis, since: str, until: str) -> tuple[float, float] | None:
    if not (since or until):
        return None
    left = axis.x(date.fromisoformat(since)) if since else 0.0
    right = axis.x(date.fromisoformat(until) + timedelta(days=1)) if until else WIDTH
    left, right = min(max(left, 0.0), WIDTH), min(max(right, 0.0), WIDTH)
    return left, max(round(right - left, 2), 1.0)
