"""F1 of labels: each item has one gold label and one predicted one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

from dateline.evaluate.result import f1

Labelled = tuple[str, str]  # gold, predicted
Label = TypeVar("Label", bound=Hashable)


def scores(pairs: Sequence[tuple[Label, Label]]) -> dict[Label, tuple[float, float, float]]:
    """Precision, recall and F1 of each gold label."""
    right = Counter(gold for gold, predicted in pairs if gold == predicted)
    gold, predicted = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    return {label: f1(right[label], predicted[label], gold[label]) for label in sorted(gold, key=str)}


def macro_f1(pairs: Sequence[tuple[Label, Label]]) -> float:
    """The mean F1 over the gold labels."""
    found = scores(pairs)
    return sum(s[2] for s in found.values()) / len(found) if found else 0.0


def weighted_f1(pairs: Sequence[Labelled]) -> float:
    """The mean F1 over the gold labels, each weighted by how often it is gold."""
    found, gold = scores(pairs), Counter(g for g, _ in pairs)
    return sum(found[label][2] * n for label, n in gold.items()) / len(pairs) if pairs else 0.0


def table(pairs: Sequence[Labelled]) -> str:
    """For people: each label's figures, and what it is taken for."""
    gold, taken = Counter(g for g, _ in pairs), Counter(pairs)
    lines = []
    for label, (p, r, score) in scores(pairs).items():
        wrong = [f"{to} {n}" for (g, to), n in taken.most_common() if g == label != to][:3]
        figures = f"n {gold[label]:4d}  p {p:.3f}  r {r:.3f}  f1 {score:.3f}"
        lines.append(f"{label:30s} {figures}  taken for: {', '.join(wrong)}")
    return "\n".join(lines)
