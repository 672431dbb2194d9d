"""Which strands are compared at all: those that share a block and lie near one another in time within it.

A block is a kind of act, alone or together with one thing that tellings of one act tend to share: a word of the place,
a name on either side, a country, one of the rarest words of the story. Kinds that one act often bears are one kind
here. Within a block strands are sorted by day (of the act where it is dated, else of publication; undated ones by
themselves), and each is compared with at most NEIGHBOURS that follow it within WINDOW days. The rule depends on the
strands alone, not on the order in which they came; the cost is that of sorting: n log n.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.compare import Rows
from dateline.fuse.table import Numbers, Table, hashed

NEIGHBOURS = 24
WINDOW = 10  # days between two tellings of one act
# What strands are looked up by, and how many of each: the rarest words of a story and of a sentence are mostly names.

_KINDS = (("CONCEDE", "RETREAT"), ("SANCTION", "COERCE"), ("AGREE", "AID"))
_KEYS = {"place": 4, "actors_words": 4, "recipients_words": 4, "country": 1, "story": 6, "sentence": 4, "stems": 1}

Pairs = tuple[Rows, Rows]
Keys = NDArray[np.int64]


def candidates(of: Table) -> Pairs:
    """Every pair of rows to compare, once, the smaller row first, in order."""
    days, kinds = _days(of), _kinds(of)
    found = np.zeros(0, np.int64)
    for keys, rows in _blocks(of, kinds):
        found = distinct([found, near(keys, rows, days)])
    return found // max(len(of), 1), found % max(len(of), 1)


def _blocks(of: Table, kinds: Numbers) -> Iterator[tuple[Keys, Rows]]:
    """The strands that have a key, with that key: one kind of key after another."""
    yield kinds.astype(np.int64), np.arange(len(of))
    for name, width in _KEYS.items():
        column = of[name].reshape(-1, of[name].shape[-1] if of[name].ndim > 1 else 1)[:, :width].astype(np.int64)
        known = column != 0
        if name == "stems":  # wording alone is a key only where the kind of act is unknown
            known &= (of["type"] == 0)[:, None]
        rows = np.broadcast_to(np.arange(len(of))[:, None], column.shape)[known]
        yield (column[known] << 31) | kinds[rows], rows


def near(keys: Keys, rows: Rows, days: Numbers) -> NDArray[np.int64]:
    """Pairs as numbers, row * n + other row, of those that follow one another closely within a block.

    `days` has one for each of all n rows, `rows` may be some of them.
    """
    order = np.lexsort((rows, days[rows], keys))
    keys, rows = keys[order], rows[order]
    when = days[rows]
    found = []
    for step in range(1, min(NEIGHBOURS, len(rows) - 1) + 1):
        close = (keys[step:] == keys[:-step]) & (when[step:] - when[:-step] <= WINDOW)
        close &= rows[step:] != rows[:-step]
        if not close.any():
            break
        pair = rows[:-step][close], rows[step:][close]
        found.append(np.minimum(*pair) * len(days) + np.maximum(*pair))
    return distinct(found)


def distinct(parts: list[Keys]) -> Keys:
    """All numbers once, ascending: sorted, since `numpy.unique` hashes, which takes ten times as long of millions."""
    if not parts:
        return np.zeros(0, np.int64)
    every = np.concatenate(parts)
    every.sort()
    return every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every


def _kinds(of: Table) -> Numbers:
    """The type's hash, that of the first of its kin where it has any."""
    kinds = of["type"].astype(np.int64)
    for first, *others in _KINDS:
        kinds[np.isin(kinds, [hashed(name) for name in others])] = hashed(first)
    return kinds


def _days(of: Table) -> Numbers:
    """The day that sorts a strand: the last of the act, else that of publication, else 0."""
    days: Numbers = np.where(of["last"] > 0, of["last"], of["published"]).astype(np.int64)
    return days
