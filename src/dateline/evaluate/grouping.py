"""Groups of strands whose kind of act is unknown: every pair is scored by wording, and clustered by average link."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dateline.fuse.cluster import agglomerate
from dateline.fuse.score import NEVER, Scorer, log_odds
from dateline.fuse.strands import Strand
from dateline.fuse.table import table


def grouped(strands: Iterable[Strand], threshold: float, by: Scorer | None = None) -> dict[str, int]:
    """The group of each strand, by its first record; groups stop growing together at `threshold` log-odds."""
    of = table(strands)
    i, j = np.triu_indices(len(of), 1)
    between = np.full((len(of), len(of)), float(NEVER))
    between[i, j] = between[j, i] = log_odds(of, i, j, by)
    groups = agglomerate(between, [[row] for row in range(len(of))], threshold)
    return {of.ids[row]: number for number, group in enumerate(groups) for row in group}
