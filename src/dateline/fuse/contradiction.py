"""What no two tellings of one act can have: then two strands are different, whatever else they share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.compare import Rows, Truths, days_apart, elsewhere, happened, kilometres, lent, shared
from dateline.fuse.table import Table, hashed

FAR_KM = 200.0  # beyond any quarrel about where: other provinces
LONG_DAYS = 7  # beyond any quarrel about when
SHORT = 4  # days of an interval that dates an act well enough to contradict
AHEAD = 2  # days by which a report may precede the act it tells as past: time zones, and dates misread by one
LASTING = ("PROTEST", "COERCE", "CONSULT", "SANCTION", "MOBILIZE")  # told of on each of its days

NAMES = (
    "",
    "the places are in other provinces",
    "the days cannot meet",
    "told before it took place",
    "one story tells them apart",
)


def contradictions(table: Table, i: Rows, j: Rows) -> NDArray[np.int8]:
    """For each pair the position in NAMES of what speaks against it; 0 where nothing does."""
    found = np.zeros(len(i), np.int8)
    found[_too_early(table, i, j) | _too_early(table, j, i)] = 3
    found[(days_apart(table, i, j) > LONG_DAYS) & _sharp(table, i) & _sharp(table, j)] = 2
    found[_contrasted(table, i, j)] = 4
    found[_far(table, i, j)] = 1
    return found


def _far(table: Table, i: Rows, j: Rows) -> Truths:
    """Towns far apart, without a word of their names in common."""
    exact = (table["exact"][i] > 0) & (table["exact"][j] > 0)
    apart = exact & ~lent(table, "place", i, j) & (kilometres(table, i, j) > FAR_KM)
    told: Truths = apart & (shared(table["place"][i], table["place"][j]) == 0)
    return told


def _contrasted(table: Table, i: Rows, j: Rows) -> Truths:
    """Two acts of one story: both new in it and of other places or other days, or of other places and other days."""
    told: Truths = table["document"][i] == table["document"][j]
    one = np.flatnonzero(told)
    i, j = i[one], j[one]
    new = (table["definite"][i] == 0) & (table["definite"][j] == 0)
    there, then = elsewhere(table, i, j), (days_apart(table, i, j) > 0) & ~lent(table, "day", i, j)
    told[one] = (new & (there | then)) | (there & then)
    return told


def _sharp(table: Table, rows: Rows) -> Truths:
    sharp: Truths = (table["first"][rows] > 0) & (table["last"][rows] - table["first"][rows] <= SHORT)
    sharp &= table["day_lent"][rows] == 0
    return sharp


def _too_early(table: Table, i: Rows, j: Rows) -> Truths:
    """`i` was published before the act that `j` dates; both tell of something past."""
    published, first = table["published"][i].astype(np.int64), table["first"][j].astype(np.int64)
    known = (published > 0) & (first > 0) & _sharp(table, j)
    known &= ~np.isin(table["type"][j], [hashed(name) for name in LASTING])
    early: Truths = known & (published + AHEAD <= first) & happened(table, i) & happened(table, j)
    return early
