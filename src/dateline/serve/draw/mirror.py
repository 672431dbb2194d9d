"""Two series of months, one upwards and one downwards from a common axis, with what was usual before.

The baseline of a month is the mean of the twelve months before it: shown only where there are that many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.analyse.scale import following, nice
from dateline.serve.draw.bars import Tick
from dateline.serve.words import day, many
from dateline.store.analytic.measures import Tally

WIDTH, HALF = 1000.0, 100.0
FAMILIES = ("hostile", "cooperative", "verbal")
_QUADS = {"material conflict": "hostile", "material cooperation": "cooperative"}
_BEFORE = 12
_LEAST = 24  # months that are shown at least
_MOST = 180  # months: an outlier of another century must not squeeze the rest
_TICKS = 10


class Piece(msgspec.Struct, frozen=True):
    """One family of acts in one month's bar."""

    family: str
    y: float
    height: float


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One month in one direction."""

    month: str
    x: float
    width: float
    incidents: int
    label: str
    pieces: tuple[Piece, ...]


class Mirror(msgspec.Struct, frozen=True, kw_only=True):
    """Both directions; `baselines` are points of polylines, `earlier` the incidents before the first month shown."""

    there: tuple[Bar, ...]
    back: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    top: int
    baselines: tuple[str, str]
    earlier: int


def mirrored(there: tuple[Tally, ...], back: tuple[Tally, ...]) -> Mirror | None:
    """The drawing, None where neither has a dated incident."""
    told = sorted({_month_of(tally) for tally in (*there, *back)})
    if not told:
        return None
    months = list(_months(min(told[0], _earlier(told[-1])), told[-1]))[-_MOST:]
    sums = [_summed(series, months) for series in (there, back)]
    top = nice(max(sum(held.values()) for series in sums for held in series.values()))
    earlier = sum(t.incidents for t in (*there, *back) if _month_of(t) < months[0])
    step = WIDTH / len(months)
    every = -(-len(months) // _TICKS)
    return Mirror(
        there=tuple(_bars(sums[0], months, top, upwards=True)),
        back=tuple(_bars(sums[1], months, top, upwards=False)),
        ticks=tuple(Tick(round(n * step, 1), day(months[n])) for n in range(0, len(months), every)),
        top=top,
        baselines=(_baseline(sums[0], months, top, -1), _baseline(sums[1], months, top, 1)),
        earlier=earlier,
    )


def _earlier(month: str) -> str:
    """The first of the `_LEAST` months that end with this one."""
    index = int(month[:4]) * 12 + int(month[5:]) - _LEAST
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _months(first: str, last: str) -> Iterable[str]:
    step = date.fromisoformat(f"{first}-01")
    while step.isoformat()[:7] <= last:
        yield step.isoformat()[:7]
        step = following(step, "month")


def _month_of(tally: Tally) -> str:
    return tally.first[:7]


def _summed(series: tuple[Tally, ...], months: list[str]) -> dict[str, dict[str, int]]:
    found = {month: dict.fromkeys(FAMILIES, 0) for month in months}
    for told in series:
        if _month_of(told) in found:
            found[_month_of(told)][_QUADS.get(told.key[0], "verbal")] += told.incidents
    return found


def _bars(series: dict[str, dict[str, int]], months: list[str], top: int, *, upwards: bool) -> Iterable[Bar]:
    step = WIDTH / len(months)
    for n, month in enumerate(months):
        held = {family: number for family, number in series[month].items() if number}
        if held:
            told = ", ".join(f"{number} {family}" for family, number in held.items())
            yield Bar(
                month=month, x=round(n * step, 2), width=round(max(step - min(1.5, step / 4), 0.8), 2),
                incidents=sum(held.values()), label=f"{day(month)}: {many(sum(held.values()), 'incident')} ({told})",
                pieces=tuple(_pieces(held, top, upwards=upwards)),
            )  # fmt: skip


def _pieces(held: dict[str, int], top: int, *, upwards: bool) -> Iterable[Piece]:
    at = HALF
    for family, number in held.items():
        height = round(HALF * number / top, 2)
        if upwards:
            at -= height
        yield Piece(family, round(at, 2), height)
        if not upwards:
            at += height


def _baseline(series: dict[str, dict[str, int]], months: list[str], top: int, side: int) -> str:
    totals = [sum(series[month].values()) for month in months]
    step = WIDTH / len(months)
    points = []
    for n in range(_BEFORE, len(months)):
        mean = sum(totals[n - _BEFORE : n]) / _BEFORE
        points.append(f"{(n + 0.5) * step:.1f},{HALF + side * HALF * mean / top:.1f}")
    return " ".join(points)
