"""Figures of what was counted: over time, one beside another, and values with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, log10

import msgspec

from dateline.analyse.figure import COLOURS, GREY, INK, PALE, Box, Figure, Label, Shape, Stroke, fit
from dateline.analyse.scale import nice
from dateline.analyse.series import Line, Series
from dateline.analyse.statistics import Interval
from dateline.analyse.words import day, many

WIDTH = 900.0
_LEFT, _RIGHT, _TOP = 60.0, 20.0, 64.0
_PLOT, _STRIP, _GAP = 240.0, 40.0, 38.0
_TICKS = 9
_ROW = 24.0
_NAMES = 380.0  # width of the names beside rows
_SMALL = 10.0
_TOGETHER = ("all", "type", "quad", "standing", "country", "place")  # an incident has one of these: bars may be stacked


class Ranged(msgspec.Struct, frozen=True):
    """One row of a figure of intervals."""

    label: str
    value: Interval
    told: str = ""


# Over time


def timeline(series: Series) -> Figure:
    """Incidents by step of time, stacked where no incident is in two lines; the articles of each step beneath them."""
    title = f"Incidents by {_step_name(series)}" + (f": {series.query}" if series.query else "")
    stacked = series.split in _TOGETHER
    steps = [step.first for step in series.coverage]
    top = nice(max(_heights(series.lines, len(steps), stacked=stacked), default=1))
    shapes: list[Shape] = [Label(x=_LEFT, y=20, text=fit(title, WIDTH - _LEFT - _RIGHT, 14), size=14)]
    shapes += _legend(series.lines)
    shapes += _axis(top)
    shapes += _bars(series.lines, len(steps), top) if stacked else _curves(series.lines, len(steps), top)
    shapes += [*_strip(series), *_days(steps, _step_name(series))]
    height = _TOP + _PLOT + _GAP + _STRIP + _GAP
    return Figure(width=WIDTH, height=height, title=title, description=_described(series), shapes=tuple(shapes))


def _step_name(series: Series) -> str:
    grain = series.frame.grain if series.frame else "month"
    return grain if isinstance(grain, str) else f"{grain} days"


def _described(series: Series) -> str:
    lines = "; ".join(f"{line.label}: {many(line.incidents, 'incident')}" for line in series.lines)
    return f"{lines or 'no incidents'}. {many(sum(step.articles for step in series.coverage), 'article')} were read."


def _heights(lines: Sequence[Line], steps: int, *, stacked: bool) -> list[int]:
    columns = [[line.points[n].incidents for line in lines] for n in range(steps)]
    return [(sum if stacked else max)(column or [0]) for column in columns]


def _legend(lines: Sequence[Line]) -> Iterator[Shape]:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, min(4, len(lines)))
    for n, line in enumerate(lines):
        x, y = _LEFT + (n % 4) * room, 38 + (n // 4) * 15
        yield Box(x=x, y=y - 8, width=9, height=9, fill=_colour(n))
        yield Label(x=x + 13, y=y, text=fit(line.label, room - 20, _SMALL), size=_SMALL)


def _colour(n: int) -> str:
    return COLOURS[n % len(COLOURS)]


def _axis(top: int) -> Iterator[Shape]:
    for value in dict.fromkeys((0, top // 2, top)):
        y = _y(value, top)
        yield Stroke(points=((_LEFT, y), (WIDTH - _RIGHT, y)), colour=PALE)
        yield Label(x=_LEFT - 6, y=y + 4, text=f"{value:,}", anchor="end", size=_SMALL, colour=GREY)


def _y(value: float, top: int) -> float:
    return _TOP + _PLOT * (1 - value / top)


def _step(steps: int) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(1, steps)


def _bars(lines: Sequence[Line], steps: int, top: int) -> Iterator[Shape]:
    wide = _step(steps)
    for n in range(steps):
        at = 0
        for number, line in enumerate(lines):
            count, first = line.points[n].incidents, line.points[n].first
            if count:
                at += count
                told = f"{day(first)}: {many(count, 'incident')}, {line.label}"
                yield Box(x=_LEFT + n * wide, y=_y(at, top), width=max(wide - min(1.0, wide / 4), 0.5),
                          height=_PLOT * count / top, fill=_colour(number), title=told)  # fmt: skip


def _curves(lines: Sequence[Line], steps: int, top: int) -> Iterator[Shape]:
    wide = _step(steps)
    for number, line in enumerate(lines):
        points = tuple((_LEFT + (n + 0.5) * wide, _y(point.incidents, top)) for n, point in enumerate(line.points))
        yield Stroke(points=points, colour=_colour(number), width=1.6)


def _strip(series: Series) -> Iterator[Shape]:
    """The articles of each step, on a scale of their own."""
    base, wide = _TOP + _PLOT + _GAP + _STRIP, _step(len(series.coverage))
    most = max((step.articles for step in series.coverage), default=0)
    yield Label(x=_LEFT, y=base - _STRIP - 6, text=f"articles read, at most {most:,} a step", size=_SMALL, colour=GREY)
    for n, step in enumerate(series.coverage):
        if step.articles:
            height = _STRIP * step.articles / most
            told = f"{day(step.first)}: {many(step.articles, 'article')} of {many(step.publishers, 'publisher')}"
            yield Box(x=_LEFT + n * wide, y=base - height, width=max(wide - min(1.0, wide / 4), 0.5), height=height,
                      fill="#9a9a9a", title=told)  # fmt: skip


def _days(steps: Sequence[str], grain: str) -> Iterator[Shape]:
    """The first days of some steps; of a month or a year no day is told."""
    told = {"month": 7, "year": 4}.get(grain, 10)
    wide, every = _step(len(steps)), -(-len(steps) // _TICKS) or 1
    for n in range(0, len(steps), every):
        yield Label(x=_LEFT + n * wide, y=_TOP + _PLOT + 14, text=day(steps[n][:told]), size=_SMALL, colour=GREY)


# One beside another


def bars(title: str, rows: Sequence[tuple[str, float, str]], description: str) -> Figure:
    """A bar a row: its label, its length, and what is written behind it."""
    most = max((value for _, value, _ in rows), default=0) or 1
    shapes: list[Shape] = [_heading(title)]
    for n, (label, value, told) in enumerate(rows):
        y = _TOP + n * _ROW
        length = (WIDTH - _NAMES - 160) * value / most
        shapes += [_named(label, y), Box(x=_NAMES, y=y, width=length, height=_ROW - 8, fill=COLOURS[0], title=told),
                   Label(x=_NAMES + length + 6, y=y + 12, text=told, size=_SMALL)]  # fmt: skip
    return Figure(width=WIDTH, height=_TOP + len(rows) * _ROW + 16, title=title, description=description,
                  shapes=tuple(shapes))  # fmt: skip


def _heading(title: str) -> Label:
    return Label(x=20, y=24, text=fit(title, WIDTH - 40, 14), size=14)


def _named(label: str, y: float) -> Label:
    return Label(x=_NAMES - 10, y=y + 12, text=fit(label, _NAMES - 30), anchor="end")


# Values with their intervals


def intervals(title: str, rows: Sequence[Ranged], description: str, *, ratios: bool) -> Figure:
    """A value and its interval a row: shares from 0 to 1, or ratios from a hundredth to a hundredfold."""
    shapes: list[Shape] = [_heading(title), *_scale(len(rows), ratios=ratios)]
    for n, row in enumerate(rows):
        y = _TOP + n * _ROW
        low, at, high = (_x(value, ratios=ratios) for value in (row.value.low, row.value.value, row.value.high))
        dot = Box(x=at - 4, y=y + 4, width=8, height=8, fill=INK, title=row.told or f"{row.value.value:.2f}")
        shapes += [_named(row.label, y), Stroke(points=((low, y + 8), (high, y + 8)), colour=COLOURS[0], width=2), dot]
    return Figure(width=WIDTH, height=_TOP + len(rows) * _ROW + 30, title=title, description=description,
                  shapes=tuple(shapes))  # fmt: skip


def _scale(rows: int, *, ratios: bool) -> Iterator[Shape]:
    bottom = _TOP + rows * _ROW
    marks = (0.01, 0.1, 1.0, 10.0, 100.0) if ratios else (0.0, 0.25, 0.5, 0.75, 1.0)
    for mark in marks:
        x = _x(mark, ratios=ratios)
        middle = ratios and mark == 1
        yield Stroke(points=((x, _TOP - 8), (x, bottom)), colour=GREY if middle else PALE, dashed=middle)
        yield Label(x=x, y=bottom + 14, text=f"{mark:g}" if ratios else f"{mark:.0%}", anchor="middle", size=_SMALL,
                    colour=GREY)  # fmt: skip


def _x(value: float, *, ratios: bool) -> float:
    """Where a value stands; what lies beyond the scale stands at its end."""
    span = WIDTH - _NAMES - 40
    if not ratios:
        return _NAMES + 20 + span * value
    held = 2.0 if value == inf else max(-2.0, min(2.0, log10(value))) if value > 0 else -2.0
    return _NAMES + 20 + span * (held + 2) / 4
