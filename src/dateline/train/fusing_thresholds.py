"""Where groups stop growing together: found by clustering what is annotated, cases apart from those that taught."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import msgspec

from dateline.evaluate.bcubed import Pair, items, mean
from dateline.evaluate.grouping import grouped
from dateline.evaluate.result import Figures
from dateline.fuse.partition import partition
from dateline.fuse.score import Scorer
from dateline.train.fusing_sources import Told

PRECISION = 0.8  # B-cubed, where every act has two look-alikes; it is .95 on the same cases without them
FOLDS = 4
STEPS = tuple(n / 4 for n in range(-8, 7))  # log-odds
WIDE = tuple(n / 2 for n in range(-6, 3))

Learn = Callable[[Sequence[Told]], Scorer]


def of_records(feed: Sequence[Told], learn: Learn) -> float:
    """The lowest threshold with the precision asked for, cross-validated by case; the best there is where none has."""
    found = [(step, curve["bcubed_precision"]) for step, curve in cross_validated(feed, learn)]
    enough = [step for step, precision in found if precision >= PRECISION]
    return min(enough) if enough else max(found, key=lambda one: one[1])[0]


def cross_validated(feed: Sequence[Told], learn: Learn) -> list[tuple[float, Figures]]:
    """B-cubed over the annotated records at each step; every case is grouped by what the other cases taught."""
    cases = sorted({one.case for one in feed})
    pairs: defaultdict[float, list[Pair]] = defaultdict(list)
    for fold in range(FOLDS):
        out = set(cases[fold::FOLDS])
        scorer = learn([one for one in feed if one.case not in out])
        held = [one for one in feed if one.case in out]
        for step in STEPS:
            pairs[step] += _grouped(held, msgspec.structs.replace(scorer, threshold=step), fold)
    return [(step, mean(items(pairs[step]))) for step in STEPS]


def _grouped(held: Sequence[Told], scorer: Scorer, fold: int) -> list[Pair]:
    groups = partition((one.strand for one in held), by=scorer)
    home = {event: n for n, group in enumerate(groups) for event in group}
    return [(one.act, (fold, home[event])) for one in held if one.act for event in one.strand.events]


def of_wording(told: Sequence[Told], scorer: Scorer) -> float:
    """The threshold with the best F1 of B-cubed, of equals the lowest; every topic is grouped by itself."""
    by: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by[one.case].append(one)
    return max(WIDE, key=lambda step: (_f1(list(by.values()), scorer, step), -step))


def _f1(cases: Sequence[Sequence[Told]], scorer: Scorer, step: float) -> float:
    pairs: list[Pair] = []
    for number, case in enumerate(cases):
        home = grouped((one.strand for one in case), step, scorer)
        pairs += [(one.act, (number, home[one.strand.event])) for one in case]
    return mean(items(pairs))["bcubed_f1"]
