"""What a benchmark returns: figures with document-level bootstrap intervals, and the best published one beside them."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.errors import NotFoundError

Unit = TypeVar("Unit")
Figures = Mapping[str, float]

RESAMPLES = 1000
SEED = 20240813


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one benchmark run.

    `n` counts the resampled units (documents); `intervals` holds the 95 % percentile interval of each figure;
    `published` is one line naming the best published figure and its source; `table` is printed for people only.
    """

    benchmark: str
    n: int
    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]] = {}
    published: str = ""
    table: str = ""


def bootstrap(
    units: Sequence[Unit], measure: Callable[[Sequence[Unit]], Figures], resamples: int = RESAMPLES
) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of `measure` under resampling of whole documents (Efron 1979), with a fixed seed."""
    if len(units) < 2:
        return {}
    rng = random.Random(SEED)  # noqa: S311 - resampling, not secrecy
    drawn = [measure(rng.choices(units, k=len(units))) for _ in range(resamples)]
    low, high = int(0.025 * resamples), int(0.975 * resamples)
    return {name: _interval(sorted(d[name] for d in drawn), low, high) for name in drawn[0]}


def _interval(values: list[float], low: int, high: int) -> tuple[float, float]:
    return round(values[low], 4), round(values[min(high, len(values) - 1)], 4)


def f1(right: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where undefined."""
    p, r = (right / predicted if predicted else 0.0), (right / gold if gold else 0.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def data_home() -> Path:
    """The folder of the development data: `DATELINE_DATA`, or `../shared/data`. It is never part of the package."""
    return Path(os.environ.get("DATELINE_DATA", "../shared/data"))


def data_file(*parts: str) -> Path:
    """A file of the development data; raises NotFoundError with what to do where it is absent."""
    path = data_home().joinpath(*parts)
    if not path.exists():
        raise NotFoundError("the benchmark data is not here.", str(path), "Set DATELINE_DATA, or give --data FILE.")
    return path
