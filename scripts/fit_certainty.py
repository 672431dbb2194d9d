"""Learns when to refuse a place (`resolve/certainty.py`) on the development halves of the geoparsing sets.

    python scripts/fit_certainty.py DATELINE_DATA/geoparsing

Writes src/dateline/resolve/data/certainty.json. The measuring halves (documents of odd index) are left alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np

from dateline.evaluate.geo import outcome, states, stories
from dateline.knowledge.names import key
from dateline.resolve.certainty import FEATURES, Certainty
from dateline.resolve.places import Locator

OUT = Path("src/dateline/resolve/data/certainty.json")
LEAST = 0.2  # refuses ten wrong names of the development halves for one right one
RIDGE, STEPS = 1.0, 60


def main(data: Path) -> None:
    """Collect, fit (Newton's method), write."""
    locator = Locator.load()
    ids = states(locator.gazetteer)
    rows: list[tuple[tuple[float, ...], bool]] = []
    for story in stories(data):
        if story.measured:
            continue
        chosen = {name: (found, features) for name, found, features in locator.weighed(story.text, story.all_spans)}
        pairs = ((gold, chosen.get(key(gold.span.text))) for gold in story.golds)
        rows += [(pair[1], outcome(gold, pair[0], locator.gazetteer, ids).near) for gold, pair in pairs if pair]
    matrix = np.array([features for features, _ in rows], dtype=float)
    right = np.array([near for _, near in rows], dtype=float)
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-matrix @ weights))
        curve = (matrix * (share * (1 - share))[:, None]).T @ matrix + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, matrix.T @ (share - right) + RIDGE * weights)
    named = dict(zip(FEATURES, (round(float(w), 3) for w in weights), strict=True))
    command = "python scripts/fit_certainty.py DATA/geoparsing"
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(Certainty(command, LEAST, named)), indent=1))
    share = 1 / (1 + np.exp(-matrix @ weights))
    low = share < LEAST
    sys.stderr.write(f"{len(rows)} names, {int(low.sum())} refused, {int(right[low].sum())} of them right\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
