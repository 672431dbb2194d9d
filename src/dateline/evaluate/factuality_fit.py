"""Fits the weights of the factuality benchmark: `python -m dateline.evaluate.factuality_fit DATA/factuality`.

Regression of the annotated value on the signature's features by least absolute error with a ridge penalty, one table
for each corpus, on its training part only; features seen fewer than `RARE` times are left out. The tables are written
to `data/factuality.json` beside this file.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from dateline.evaluate.factuality import CORPORA, signatures

RARE = 5
RIDGE = 3.0
ROUNDS = 6  # of reweighting, from least squares towards least absolute error
FLOOR = 0.1  # residuals below this weigh alike

Example = tuple[float, tuple[str, ...]]


def fit(examples: list[Example], ridge: float = RIDGE) -> dict[str, float]:
    """The weight of each frequent feature, by iteratively reweighted least squares (L1 loss, L2 penalty)."""
    counts = Counter(name for _, names in examples for name in names)
    columns = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= RARE))}
    x = np.zeros((len(examples), len(columns)))
    for row, (_, names) in enumerate(examples):
        x[row, [columns[name] for name in names if name in columns]] = 1.0
    y = np.array([value for value, _ in examples])
    weight, importance = np.zeros(len(columns)), np.ones(len(y))
    for _ in range(ROUNDS):
        scaled = x * importance[:, None]
        weight = np.linalg.solve(x.T @ scaled + ridge * np.eye(len(columns)), scaled.T @ y)
        importance = 1.0 / np.maximum(np.abs(y - x @ weight), FLOOR)
        importance /= importance.mean()
    return {name: round(float(weight[i]), 3) for name, i in columns.items() if abs(weight[i]) >= 0.01}


def main(folder: Path) -> None:
    """Fit every corpus of the folder and write the tables."""
    tables = {name: fit([e for s in signatures(_train(folder, name)) for e in s]) for name in CORPORA}
    target = Path(__file__).parent / "data" / "factuality.json"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(msgspec.json.format(msgspec.json.encode(tables), indent=0) + b"\n")


def _train(folder: Path, name: str) -> Path:
    return folder / f"{name}_train.jsonl.gz"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
