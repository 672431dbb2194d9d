"""Incidents over time, with the articles that were read beside them.

Of each step: `incidents`; `score`, the mean of PLOVER's scores; `rate` = 1,000 x incidents / articles of that step;
`share` = incidents / all incidents of that step in the store. A rise of `incidents` without one of `rate` and `share`
is a rise of what was read. Steps without an article have no rate, rather than one of nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from dateline.analyse.scale import following, starting
from dateline.analyse.scope import labels, narrowed, score, taken_place
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.measures import Frame, Inside, Split, Tally
from dateline.store.analytic.times import Dates, Grain, Step

LINES = 8  # keys that are told apart, where nothing else is said
FORMULA = "rate = 1,000 x incidents / articles of the step; share = incidents / all incidents of the step"


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One step of one line; `first` is its first day."""

    first: str
    incidents: int
    score: float | None
    articles: int
    rate: float | None
    share: float | None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The incidents of one key, step by step without a gap; `query` finds them."""

    key: tuple[str, ...]
    label: str
    query: str
    points: tuple[Point, ...]

    @property
    def incidents(self) -> int:
        """All of them."""
        return sum(point.incidents for point in self.points)


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """What answers a query, over time; `apart` counts what no step shows, and the lines are the most frequent keys."""

    query: str
    split: Split
    frame: Frame | None
    lines: tuple[Line, ...]
    coverage: tuple[Step, ...]
    apart: Inside
    formula: str = FORMULA

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a step and line, for a table or a data frame."""
        for line in self.lines:
            for point in line.points:
                yield {"first": point.first, "line": line.label, **msgspec.structs.asdict(point)}


def series(
    analytic: Analytic, query: Query, *, by: Grain | int = "month", split: Split = "quad", dates: Dates = "filed",
    lines: int = LINES,
) -> Series:  # fmt: skip
    """The incidents that answer, by steps of the calendar or of so many days counted back from the last article.

    From the query's `since` to its `until`; else from the first incident (but for a few far ones) to the last article.
    """
    asked = taken_place(query)
    frame = _frame(analytic, asked, by, dates)
    if frame is None:
        none = Inside(undated=analytic.counts(asked).incidents)
        return Series(query=str(asked), split=split, frame=None, lines=(), coverage=(), apart=none)
    return framed(analytic, asked, frame, split, lines)


def framed(analytic: Analytic, asked: Query, frame: Frame, split: Split, lines: int) -> Series:
    """The series of a query in a given frame of time."""
    grouped = _grouped(analytic.tally(asked, split, frame, lines))
    every = analytic.tally(_everything(asked), "all", frame)
    steps, coverage = _steps(frame), analytic.coverage(frame.first, frame.last, frame.grain)
    totals, articles = _totals(every), {step.first: step.articles for step in coverage}
    named = labels(analytic, split, grouped)
    found = [
        Line(
            key=key, label=named[key], query=str(narrowed(asked, split, key)),
            points=tuple(_point(at, held.get(at, []), articles.get(at, 0), totals.get(at, 0)) for at in steps),
        )
        for key, held in grouped.items()
    ]  # fmt: skip
    found.sort(key=lambda line: (-line.incidents, line.key))
    whole = tuple(_filled(steps, coverage))
    return Series(query=str(asked), split=split, frame=frame, lines=tuple(found), coverage=whole,
                  apart=analytic.inside(asked, frame))  # fmt: skip


def _everything(asked: Query) -> Query:
    """All incidents that stand as those asked for may."""
    kept = tuple(pair for pair in asked.exclude if pair[0] == "standing")
    return Query(standing=asked.standing, exclude=kept)


def _frame(analytic: Analytic, asked: Query, by: Grain | int, dates: Dates) -> Frame | None:
    told, read = analytic.span(asked, dates), analytic.read()
    if not ((told or asked.since) and (read or asked.until)):
        return None
    first = asked.since or (told[0] if told else "")
    last = asked.until or (read[1] if read else "")
    whole = _steps(Frame(first=min(first, last), last=last, grain=by))[0] if isinstance(by, int) else min(first, last)
    return Frame(first=whole, last=last, grain=by, dates=dates)


def _steps(frame: Frame) -> list[str]:
    """The first days of all steps."""
    first, last = date.fromisoformat(frame.first), date.fromisoformat(frame.last)
    if isinstance(frame.grain, int):
        number = (last - first).days // frame.grain
        return [
            date.fromordinal(last.toordinal() - (n + 1) * frame.grain + 1).isoformat() for n in range(number, -1, -1)
        ]
    found, step = [], starting(first, frame.grain)
    while step <= last:
        found.append(step.isoformat())
        step = following(step, frame.grain)
    return found


def _grouped(tallies: Iterable[Tally]) -> dict[tuple[str, ...], dict[str, list[Tally]]]:
    found: dict[tuple[str, ...], dict[str, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    for tally in tallies:
        found[tally.key][tally.first].append(tally)
    return found


def _totals(tallies: Iterable[Tally]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for tally in tallies:
        found[tally.first] += tally.incidents
    return found


def _point(step: str, tallies: Sequence[Tally], articles: int, every: int) -> Point:
    number = sum(tally.incidents for tally in tallies)
    return Point(
        first=step, incidents=number, score=score(tallies), articles=articles,
        rate=round(1000 * number / articles, 3) if articles else None,
        share=round(number / every, 4) if every else None,
    )  # fmt: skip


def _filled(steps: Iterable[str], coverage: Iterable[Step]) -> Iterator[Step]:
    told = {step.first: step for step in coverage}
    return (told.get(step, Step(step, 0, 0)) for step in steps)
