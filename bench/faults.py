"""What is lost when things break, counted: python bench/faults.py [--times 100] [--seed 1]

A line for each fault: how often it was tried, what was lost. Each trial strikes a build or a store, looks at what then
stands, does what the sentence that was told says, and compares the store with one that nothing befell.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.run import trials
from tests.run.trials import Outcome

Strike = Callable[[Path, int, int], Iterator[Outcome]]


def kills(home: Path, times: int, seed: int) -> Iterator[Outcome]:
    whole = trials.length(home / "whole")
    for number, moment in enumerate(trials.moments(times, whole, seed)):
        yield trials.killed(home / f"killed-{number}", moment)


def full_disks(home: Path, times: int, seed: int) -> Iterator[Outcome]:
    dice = random.Random(seed)
    for number in range(times):
        yield trials.disk_full(home / f"full-{number}", round(2 ** dice.uniform(14, 21)))[0]


def each(trial: Callable[[Path, random.Random], Outcome]) -> Strike:
    """So many trials of a kind, each with chance of its own."""

    def strike(home: Path, times: int, seed: int) -> Iterator[Outcome]:
        for number in range(times):
            yield trial(home / f"{trial.__name__}-{number}", random.Random(seed * 1000 + number))

    return strike


FAULTS: dict[str, tuple[str, Strike]] = {
    "kill": ("kill -9 at a random point of a build", kills),
    "disk": ("disk full at a random size", full_disks),
    "table": ("bytes of a Parquet table changed", each(trials.spoiled_table)),
    "page": ("a page of the database changed", each(trials.spoiled_page)),
    "writers": ("a second writer", each(trials.two_writers)),
    "reader": ("a reader during a write", each(trials.reader_beside_a_writer)),
    "clock": ("clocks that jump", each(trials.jumping_clock)),
    "worker": ("a worker killed at a document, as where memory runs out", each(trials.dying_worker)),
    "memory": ("no more memory in the middle of a document", each(trials.starving_worker)),
    "endless": ("a document that takes for ever", each(trials.endless_document)),
}


def line(name: str, outcomes: list[Outcome]) -> str:
    halves = sorted(outcome.half for outcome in outcomes)
    midway = sum(0 < half < trials.NUMBER for half in halves)
    struck = f"when struck, {halves[0]} to {halves[-1]} of {trials.NUMBER} documents stood, {midway} times some of them"
    lost, twice, strange = (sum(getattr(o, name) for o in outcomes) for name in ("lost", "twice", "strange"))
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    return f"{name}: {len(outcomes)} times ({struck}); lost {lost}, twice {twice}, strange {strange}, damaged {wrong}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=tuple(FAULTS), help="only this one")
    given = parser.parse_args()
    fine = True
    for key in [given.fault] if given.fault else FAULTS:
        name, strike = FAULTS[key]
        with tempfile.TemporaryDirectory() as home:
            outcomes = list(strike(Path(home), given.times, given.seed))
        print(line(name, outcomes), flush=True)
        for outcome in outcomes:
            for fault in outcome.wrong[:3]:
                print(f"  {fault}")
        fine = fine and all(outcome.fine for outcome in outcomes)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
