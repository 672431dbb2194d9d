"""The incidents that answer a question, picked once; every panel then only adds up columns of numbers.

Columns are arrays by incident, whose place 0 stands for no incident, or links between incidents and something else.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from dateline.store.analytic.filters import Condition

Numbers = NDArray[np.int32]
Counted = NDArray[np.int64]


class Picked(msgspec.Struct, frozen=True, eq=False):
    """The numbers of the incidents from the newest day to the oldest, and for each number whether it is among them."""

    rows: Counted
    among: NDArray[np.bool_]


def pick(memory: DuckDBPyConnection, wanted: Condition) -> Picked:
    """The incidents that meet a condition."""
    (number,) = memory.execute("SELECT count(*) FROM incident").fetchall()[0]
    among = np.zeros(number + 1, np.bool_)
    among[fetched(memory, f"SELECT row FROM incident WHERE {wanted.sql}", wanted.values)["row"]] = True
    return Picked(np.flatnonzero(among), among)


class Links(msgspec.Struct, frozen=True, eq=False):
    """Which incidents (`rows`) lead to which of `size` - 1 things (`ends`, from 1): as many of one as of the other."""

    rows: Numbers
    ends: Numbers
    size: int

    def counted(self, picked: Picked) -> Counted:
        """By thing, how many links of these incidents lead to it."""
        return np.bincount(self.ends[picked.among[self.rows]], minlength=self.size)

    def reached(self, picked: Picked) -> int:
        """How many different things these incidents lead to."""
        seen = np.zeros(self.size, np.bool_)
        seen[self.ends[picked.among[self.rows]]] = True
        return int(np.count_nonzero(seen))


def most(counts: Counted, limit: int) -> Counted:
    """The places of the highest counts, the highest first; of equal ones the lower place. Zeros are left out."""
    places = np.flatnonzero(counts)
    if len(places) > limit:
        held = counts[places]
        places = places[held >= np.partition(held, -limit)[-limit]]
    return places[np.argsort(-counts[places], kind="stable")][:limit]


def fetched(memory: DuckDBPyConnection, sql: str, values: tuple[Any, ...] = ()) -> dict[str, Numbers]:
    """The columns of an answer in which nothing is NULL, as arrays."""
    return dict(memory.execute(sql, values).fetchnumpy())


def listed(memory: DuckDBPyConnection, sql: str) -> pa.Table:
    """The columns of an answer as Arrow, for texts of which only a few are ever looked at."""
    table: pa.Table = memory.sql(sql).to_arrow_table().combine_chunks()
    return table


def texts(column: pa.ChunkedArray, places: Counted) -> list[str]:
    """The texts at some places."""
    return [column[place].as_py() for place in places.tolist()]
