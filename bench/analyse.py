"""What each analysis takes over made-up incidents: wall and processor seconds of the first answer.

python bench/analyse.py [--incidents 1000000] [--store DIR]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "screens"))

from synthetic import make

from dateline.analyse import concentration, follow_through, indicators, reciprocity, series
from dateline.store import Query
from dateline.store.analytic import Analytic

ASKED: dict[str, Callable[[Analytic], object]] = {
    "series by week and class": lambda a: series(a, Query(), by="week"),
    "series by month and pair": lambda a: series(a, Query(), by="month", split="dyad"),
    "series by day, one country": lambda a: series(a, Query(country=("SDN",)), by="day", split="type"),
    "indicators by type": lambda a: indicators(a, Query()),
    "indicators by kind and pair": lambda a: indicators(a, Query(), split="act", lines=100),
    "follow-through": lambda a: follow_through(a, Query()),
    "reciprocity": lambda a: reciprocity(a, Query()),
    "concentration of actors": lambda a: concentration(a, Query(), "actor"),
}


def main() -> None:
    """Read the call, make the store, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="keep the made-up store here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        analytic = Analytic.open(make(given.store or Path(temporary) / "store", given.incidents))
        print(f"{given.incidents:,} incidents")
        for name, ask in ASKED.items():
            wall, processor = time.perf_counter(), time.process_time()
            ask(analytic)
            print(f"{name:<28}{time.perf_counter() - wall:8.2f} s{time.process_time() - processor:8.2f} s")


if __name__ == "__main__":
    main()
