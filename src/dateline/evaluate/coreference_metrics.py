"""Coreference metrics over two partitions of the same mentions: MUC, B-cubed, CEAF-e and their mean, CoNLL F1.

MUC: Vilain et al. 1995. B-cubed: Bagga and Baldwin 1998. CEAF with entity similarity (phi 4): Luo 2005. The mean of the
three is the measure of the CoNLL 2012 shared task (Pradhan et al.).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.evaluate.bcubed import Pair, items, mean
from dateline.evaluate.result import f1

Matrix = NDArray[np.float64]


def scores(pairs: Sequence[Pair]) -> dict[str, float]:
    """`muc`, `b3`, `ceafe` and `conll` F1; `pairs` are (gold cluster, given cluster) of each mention."""
    found = {"muc": muc(pairs), "b3": mean(items(pairs))["bcubed_f1"], "ceafe": ceafe(pairs)}
    return {"conll": round(sum(found.values()) / 3, 4), **{name: round(value, 4) for name, value in found.items()}}


def muc(pairs: Sequence[Pair]) -> float:
    """F1 of the links that would hold the clusters together."""
    counts = Counter(pairs)
    gold, given = Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    common = len(pairs) - len(counts)  # the links that both partitions have
    return f1(common, len(pairs) - len(given), len(pairs) - len(gold))[2]


def ceafe(pairs: Sequence[Pair]) -> float:
    """F1 of the similarity of clusters under the best one-to-one alignment."""
    gold, given = Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    both = Counter(pairs)
    total = sum(_best(part, both, gold, given) for part in _components(both))
    return f1(total, len(given), len(gold))[2]


def _best(
    part: tuple[list[Hashable], list[Hashable]],
    both: Counter[Pair],
    gold: Counter[Hashable],
    given: Counter[Hashable],
) -> float:
    """The greatest sum of similarities in one connected part: 2 |a and b| / (|a| + |b|) of each aligned pair."""
    left, right = part
    alike = np.array([[2 * both[a, b] / (gold[a] + given[b]) for b in right] for a in left])
    return assignment(alike)


def assignment(gain: Matrix) -> float:
    """The greatest sum of one entry a row and column, shape (n, m) (Kuhn 1955, Munkres 1957, by shortest paths)."""
    cost = -(gain if gain.shape[0] <= gain.shape[1] else gain.T)
    n, m = cost.shape
    u, v, row_of = np.zeros(n + 1), np.zeros(m + 1), np.zeros(m + 1, np.int64)
    for row in range(1, n + 1):
        _augment(cost, row, (u, v), row_of)
    return float(-sum(cost[row_of[j] - 1, j - 1] for j in range(1, m + 1) if row_of[j]))


def _augment(cost: Matrix, row: int, potentials: tuple[Matrix, Matrix], row_of: NDArray[np.int64]) -> None:
    """Give `row` a column, moving others where that gains more. Rows and columns count from 1; 0 is nobody."""
    u, v = potentials
    row_of[0], at = row, 0
    slack, way = np.full(len(v), np.inf), np.zeros(len(v), np.int64)
    used = np.zeros(len(v), bool)
    while row_of[at]:
        used[at] = True
        free = ~used
        free[0] = False
        reduced = np.concatenate([[np.inf], cost[row_of[at] - 1] - u[row_of[at]] - v[1:]])
        better = free & (reduced < slack)
        slack[better], way[better] = reduced[better], at
        nearest = int(np.where(free, slack, np.inf).argmin())
        delta = slack[nearest]
        u[row_of[used]] += delta
        v[used] -= delta
        slack[free] -= delta
        at = nearest
    while at:
        row_of[at], at = row_of[way[at]], int(way[at])


def _components(both: Iterable[Pair]) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Clusters of both partitions that hang together by shared mentions, in order of first sight."""
    parts: list[tuple[dict[Hashable, None], dict[Hashable, None]]] = []
    for a, b in both:
        near = [part for part in parts if a in part[0] or b in part[1]]
        joined: tuple[dict[Hashable, None], dict[Hashable, None]] = ({a: None}, {b: None})
        for part in near:
            joined[0].update(part[0])
            joined[1].update(part[1])
        parts = [part for part in parts if not any(part is other for other in near)] + [joined]
    return [(list(left), list(right)) for left, right in parts]
