"""What makes an incident read the same or otherwise, in a few values each: to compare two generations of many."""

from __future__ import annotations

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import Condition
from dateline.store.analytic.rows import column

FACTS = (
    *("type", "mode", "status", "standing", "first", "last", "place", "country", "actors", "recipients"),
    *("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high", "disputed"),
)
REPORTED = ("reports", "independent")


class Fingerprint(NamedTuple):
    """`facts` and `reported` are hashes of the columns that FACTS and REPORTED name."""

    standing: str
    disputed: tuple[str, ...]
    facts: int
    reported: int


def fingerprints(memory: DuckDBPyConnection, wanted: Condition) -> dict[str, Fingerprint]:
    """The fingerprints of the incidents asked for, by id, newest first."""
    facts, reported = (", ".join(map(column, names)) for names in (FACTS, REPORTED))
    asked = f"""SELECT id, standing::VARCHAR, disputed, hash({facts}), hash({reported})
      FROM (SELECT * FROM incident WHERE {wanted.sql}) JOIN detail USING (row) ORDER BY row"""
    rows = memory.execute(asked, wanted.values).fetchall()
    return {id_: Fingerprint(standing, tuple(disputed or ()), *hashes) for id_, standing, disputed, *hashes in rows}
