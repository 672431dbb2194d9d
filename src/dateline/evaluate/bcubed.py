"""B-cubed (Bagga and Baldwin 1998): for each item, how pure and how whole its cluster is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from dateline.evaluate.result import Figures

Pair = tuple[Hashable, Hashable]  # an item's gold cluster, and the cluster that it was given
Scores = tuple[float, float]


def items(pairs: Sequence[Pair]) -> list[Scores]:
    """Precision and recall of each item, in order."""
    both, gold, given = Counter(pairs), Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    return [(both[pair] / given[pair[1]], both[pair] / gold[pair[0]]) for pair in pairs]


def mean(scores: Sequence[Scores]) -> Figures:
    """`bcubed_precision`, `bcubed_recall` and `bcubed_f1` over items; 0 where there is none."""
    precision = sum(p for p, _ in scores) / max(1, len(scores))
    recall = sum(r for _, r in scores) / max(1, len(scores))
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "bcubed_f1": round(both, 4), "bcubed_precision": round(precision, 4), "bcubed_recall": round(recall, 4)
    }  # fmt: skip
