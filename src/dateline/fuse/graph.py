"""Connected components of a graph of strands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dateline.fuse.compare import Rows


def components(size: int, i: Rows, j: Rows) -> Rows:
    """For each of `size` nodes the smallest node that edges i-j connect it with (label propagation, path halving)."""
    label = np.arange(size, dtype=np.int64)
    while len(i):
        least = np.minimum(label[i], label[j])
        np.minimum.at(label, label[i], least)
        np.minimum.at(label, label[j], least)
        while (label != (shorter := label[label])).any():
            label = shorter
        apart = label[i] != label[j]
        i, j = i[apart], j[apart]
    return label


def members(label: Rows) -> Iterator[Rows]:
    """The nodes of each component, ascending; the component of the smallest node first."""
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    yield from np.split(order, cuts)
