"""When a series changed its level, by a kept library: ruptures (Truong, Oudre and Vayatis 2020).

PELT (Killick, Fearnhead and Eckley 2012) finds the changes of level that lower the squared error by more than a
penalty. Counts are put on a scale where their variance is one first (Anscombe 1948), and divided by how much more than
Poisson's they vary from step to step, so that the penalty of Schwarz' criterion (Yao 1988) fits: 2 log(steps) a change.
A change of incidents that is one of articles is no change of the world: the level after is held against that before per
article. Needs `pip install dateline[analysis]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from math import log, sqrt
from statistics import median
from typing import Any

import msgspec

from dateline.analyse.series import Line, Point
from dateline.analyse.statistics import Interval, compare
from dateline.analyse.words import day, many, times
from dateline.errors import MissingExtraError

SHORTEST = 3  # steps of a level
FEWEST = 8  # steps of a series, below which nothing is looked for
FORMULA = (
    "PELT on 2 sqrt(incidents + 3/8) / s, s the spread of its steps (1 at least), penalty 2 log(steps) a change; ratio "
    "= incidents per article after / before, with its exact 95 % interval"
)
_NORMAL = 0.6745 * sqrt(2)  # median of the absolute difference of two standard normals, by the deviation of one


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change of level at the beginning of the step `first`; `before` and `after` are incidents a step.

    `covered` tells that the change per article may be none: what was read changed as much.
    """

    label: str
    first: str
    before: float
    after: float
    ratio: Interval
    covered: bool
    sentence: str
    formula: str = FORMULA


def changes(line: Line) -> tuple[Change, ...]:
    """The changes of level of a line, oldest first; raises MissingExtraError."""
    if len(line.points) < FEWEST:
        return ()
    ends = [0, *_ends([point.incidents for point in line.points])]
    levels = [line.points[a:b] for a, b in pairwise(ends)]
    return tuple(_change(line.label, past, now) for past, now in pairwise(levels))


def _ends(counts: Sequence[int]) -> list[int]:
    """Where levels end, in steps; the last is the end of the series."""
    scaled = [2 * sqrt(count + 3 / 8) for count in counts]
    spread = max(1.0, median(abs(b - a) for a, b in pairwise(scaled)) / _NORMAL)
    signal = _library("numpy").array([value / spread for value in scaled]).reshape(-1, 1)
    found = _library("ruptures").Pelt(model="l2", min_size=SHORTEST, jump=1).fit(signal)
    return [int(end) for end in found.predict(pen=2 * log(len(counts)))]


def _change(label: str, past: Sequence[Point], now: Sequence[Point]) -> Change:
    before, after = (sum(p.incidents for p in points) / len(points) for points in (past, now))
    read = tuple(sum(p.articles for p in points) for points in (now, past))
    over = (read[0], read[1]) if all(read) else (len(now), len(past))
    ratio = compare(sum(p.incidents for p in now), sum(p.incidents for p in past), over).ratio
    made = Change(
        label=label, first=now[0].first, before=round(before, 2), after=round(after, 2), ratio=ratio,
        covered=ratio.low <= 1 <= ratio.high, sentence="",
    )  # fmt: skip
    return msgspec.structs.replace(made, sentence=_sentence(made, len(past), len(now)))


def _sentence(told: Change, past: int, now: int) -> str:
    way = "rose" if told.after > told.before else "fell"
    low, high = times(told.ratio.low), times(told.ratio.high)
    covered = ": no more than what was read changed" if told.covered else ""
    return (
        f"{told.label} {way} on {day(told.first)}, from {told.before:.1f} a step over {many(past, 'step')} to "
        f"{told.after:.1f} over {now:,}; per article that is {times(told.ratio.value)} times as many (95 % interval "
        f"{low} to {high}){covered}."
    )


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        hint = "Run: pip install 'dateline[analysis]'"
        raise MissingExtraError(f"change points need {name}.", "", hint) from None
