"""What fusing costs: `python bench/fuse/scale.py 10000 100000 1000000` fuses so many invented records, and prints time
(of the clock, and of one core, in which other work on the machine does not count), peak memory, and how well the
incidents came out (B-cubed against the invented truth).

Every incident has a kind, a town, a day, two parties and a count, and one to nine reports that each forget some of it,
round some of it, and share the words of a story. One in four is a look-alike of the one before: the same kind and
parties, the next day in the next town, or a week later in the same one. Of the rare words of their stories two reports
of one act share four, of look-alikes one and a third, of strangers a third of one, as in the cases of corpus/stream
(there 3.9, 1.3 and .29).

With `--ray` pairs are compared on all processors of this machine, or of the cluster that RAY_ADDRESS names, as in
`dateline build --engine ray`; the time of one core is then that of this process alone.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.fuse import Strand
from dateline.fuse.partition import fuse
from dateline.fuse.score import log_odds
from dateline.fuse.strands import Side
from dateline.model import DocumentId, EventId
from dateline.ontology import plover
from dateline.run.ray_runner import RayRunner

SEED = 7
REPORTS = (1, 1, 1, 2, 2, 3, 4, 6, 9)  # of an incident
VOCABULARY = 40_000
COMMON = 80  # words that are too common to be among the rarest of a story
THEME, KEPT, CHANCE = 12, 7, 12  # words of an act, those of them that a report uses, and its words of other things
ALIKE, SHARED = 0.25, 4  # share of acts that are look-alikes, and the words of the theme that they keep
TOWNS = 8000
TOWN_0 = 10  # the largest of 8,000 towns has one and a half in a hundred of all incidents
DAY_0 = date(2015, 1, 1).toordinal()


class Act(NamedTuple):
    """What truly happened; `day` counts from 2015."""

    kind: tuple[str, str | None]
    town: int
    point: tuple[float, float]
    day: int
    sides: tuple[int, int]
    theme: list[str]


def told(number: int, truth: list[int]) -> Iterator[Strand]:
    """So many records; `truth` is filled with the act of each."""
    chance = np.random.default_rng(SEED)
    days = max(60, number // 300)  # ten years for a million
    points = chance.uniform((-30, -15), (50, 100), (max(50, min(TOWNS, number // 100)), 2))
    acts, act = 0, _act(chance, points, days)
    while len(truth) < number:
        act = _look_alike(chance, act) if chance.random() < ALIKE else _act(chance, points, days)
        for _ in range(min(int(chance.choice(REPORTS)), number - len(truth))):
            yield _report(chance, len(truth), act)
            truth.append(acts)
        acts += 1


def _act(chance: np.random.Generator, points: NDArray[np.float64], days: int) -> Act:
    town = int(TOWN_0 * ((len(points) + TOWN_0) / TOWN_0) ** chance.random()) - TOWN_0  # as 1 / (rank + 10)
    day, kinds = int(chance.integers(days)), sorted(plover().kinds, key=str)
    kind = kinds[int(chance.integers(len(kinds)))]
    latitude, longitude = points[town].tolist()
    one, other = chance.integers(0, 3000, 2).tolist()
    return Act(kind, town, (latitude, longitude), day, (one, other), _words(chance, THEME))


def _look_alike(chance: np.random.Generator, act: Act) -> Act:
    """The next day in a town 40 km to the north, or a week later in the same one."""
    theme = [*act.theme[:SHARED], *_words(chance, THEME - SHARED)]
    if chance.random() < 0.5:
        return act._replace(day=act.day + 7, theme=theme)
    return act._replace(day=act.day + 1, town=act.town + TOWNS, point=(act.point[0] + 0.36, act.point[1]), theme=theme)


def _report(chance: np.random.Generator, nth: int, act: Act) -> Strand:
    placed, dated = chance.random() < 0.7, chance.random() < 0.5
    misread = int(chance.random() < 0.1)  # by a day
    trigger = f"{act.kind}{int(chance.integers(3))}"
    when = date.fromordinal(DAY_0 + act.day + misread).isoformat() if dated else ""
    words = _rarest_first([*chance.permutation(act.theme).tolist()[:KEPT], *_words(chance, CHANCE)])
    return Strand(
        events=(EventId(f"e{nth:08x}"),), document=DocumentId(f"d{nth:08x}"),
        published=date.fromordinal(DAY_0 + act.day + int(chance.integers(1, 4))).isoformat(),
        type=act.kind[0], mode=act.kind[1] if chance.random() < 0.8 else None, first=when, last=when,
        trigger=trigger, stems=(trigger,),
        country=f"C{act.town % TOWNS % 90:02}" if placed else "", place=(f"town{act.town}",) if placed else (),
        latitude=act.point[0] if placed else None, longitude=act.point[1] if placed else None, exact=placed,
        actors=_side(chance, act.sides[0]), recipients=_side(chance, act.sides[1]),
        killed=act.day % 30 if chance.random() < 0.4 else None, sentence=words[:12], story=words,
        located=placed, lead=True, alone=True,
    )  # fmt: skip


def _side(chance: np.random.Generator, party: int) -> Side:
    if chance.random() < 0.3:
        return Side()
    return Side(words=(f"party{party}",), countries=(f"C{party % 90:02}",), named=True)


def _words(chance: np.random.Generator, number: int) -> list[str]:
    drawn = (word % VOCABULARY for word in chance.zipf(1.2, 12 * number).tolist())  # two in five are rare enough
    return [f"w{word}" for word in drawn if word > COMMON][:number]


def _rarest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=lambda word: -int(word[1:])))


def b_cubed(groups: list[tuple[EventId, ...]], truth: list[int]) -> tuple[float, float]:
    """Precision and recall."""
    sizes = np.bincount(truth)
    precision = recall = 0.0
    for group in groups:
        acts, counts = np.unique([truth[int(event[1:], 16)] for event in group], return_counts=True)
        precision += float((counts**2).sum()) / len(group)
        recall += float((counts**2 / sizes[acts]).sum())
    return precision / len(truth), recall / len(truth)


def main() -> None:
    """Print a line for each number of records."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("numbers", type=int, nargs="*", default=[10_000, 100_000])
    asking.add_argument("--ray", action="store_true")
    asked = asking.parse_args()
    scoring = RayRunner().score if asked.ray else log_odds
    print("  records incidents  seconds of which CPU  a record  peak MB precision  recall")
    for number in asked.numbers:
        truth: list[int] = []
        started, used = time.perf_counter(), time.process_time()
        groups = fuse(told(number, truth), scoring=scoring).groups
        seconds, cpu = time.perf_counter() - started, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        precision, recall = b_cubed(groups, truth)
        each = f"{cpu / number * 1e6:.0f} µs"
        cost = f"{seconds:8.1f} {cpu:12.1f} {each:>9} {peak:8,.0f}"
        print(f"{number:9,} {len(groups):9,} {cost} {precision:9.3f} {recall:7.3f}", flush=True)


if __name__ == "__main__":
    main()
