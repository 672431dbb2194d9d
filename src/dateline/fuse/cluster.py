"""Groups within a component: average-link clustering, in which one "different" keeps two whole groups apart.

Average link asks whether all that two groups say is, on the whole, of one act; so a chain of look-alikes, each like
its neighbour, is not welded into one (Lance and Williams 1967 give the update).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.score import NEVER

Matrix = NDArray[np.float64]
APART = float(NEVER) / 2  # a mean below it contains a "different"
FORBIDDEN = 1000 * float(NEVER)  # a person's "different", which outweighs a person's "same" of others


def agglomerate(scores: Matrix, start: list[list[int]], threshold: float) -> list[list[int]]:
    """Groups of rows, each sorted, by first row. `scores` is symmetric; `start` are groups that are joined already."""
    groups = {n: list(group) for n, group in enumerate(start)}
    between = _between(scores, start)
    while len(groups) > 1:
        x, y = sorted(divmod(int(between.argmax()), len(start)))
        if not between[x, y] > threshold:
            break
        _join(between, x, y, len(groups[x]), len(groups[y]))
        groups[x] += groups.pop(y)
    return sorted(sorted(group) for group in groups.values())


def _between(scores: Matrix, start: list[list[int]]) -> Matrix:
    """Mean score of each pair of starting groups; NEVER on the diagonal."""
    if all(len(group) == 1 for group in start):
        picked = [group[0] for group in start]
        found: Matrix = scores[np.ix_(picked, picked)].copy()
    else:
        found = np.array([[_mean(scores[np.ix_(a, b)]) for b in start] for a in start])
    np.fill_diagonal(found, NEVER)
    return found


def _mean(scores: Matrix) -> float:
    """Of groups that a person has joined: what the machine finds contradictory in part of them does not count."""
    if scores.min() <= FORBIDDEN:
        return float(NEVER)
    possible = scores[scores > APART]
    return float(possible.mean()) if possible.size else float(NEVER)


def _join(between: Matrix, x: int, y: int, size_x: int, size_y: int) -> None:
    merged = (size_x * between[x] + size_y * between[y]) / (size_x + size_y)
    blocked = (between[x] <= APART) | (between[y] <= APART)
    merged[blocked] = NEVER
    between[x], between[:, x] = merged, merged
    between[y], between[:, y] = NEVER, NEVER
    between[x, x] = NEVER
