"""A store's incidents beside another data set's rows: counted together, and paired, in one DuckDB query."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb
import msgspec

from dateline.export.foreign import table
from dateline.store import Query
from dateline.store.analytic import Analytic

By = Literal["all", "year", "month", "country", "type"]
_GROUPS = {
    "all": "'all'", "year": "first[:4]", "month": "first[:7]", "country": "coalesce(country, '')", "type": "type",
}  # fmt: skip
_KM = """2 * 6371 * asin(sqrt(pow(sin(radians(a.latitude - b.latitude) / 2), 2)
  + cos(radians(a.latitude)) * cos(radians(b.latitude)) * pow(sin(radians(a.longitude - b.longitude) / 2), 2)))"""

_ASKED = """
WITH ours AS (
    SELECT id, type, country, latitude, longitude, killed_best,
      coalesce(first, last, reported)::DATE AS begins, coalesce(last, first, reported)::DATE AS ends,
      strftime(coalesce(first, last, reported)::DATE, '%Y-%m-%d') AS first
    FROM incidents WHERE coalesce(first, last, reported) IS NOT NULL
      AND standing NOT IN ('planned', 'denied')),
  theirs AS (
    SELECT id, type, country, latitude, longitude, killed_best, first::DATE AS begins, last::DATE AS ends, first
    FROM rows WHERE ($since = '' OR last >= $since) AND ($until = '' OR first <= $until)
      AND (len($types) = 0 OR list_contains($types, type))
      AND (len($countries) = 0 OR list_contains($countries, country))),
  pair AS (
    SELECT a.id AS our, b.id AS their FROM ours AS a JOIN theirs AS b
      ON a.type = b.type AND a.begins <= b.ends + $days::INTEGER AND b.begins <= a.ends + $days::INTEGER
    WHERE a.latitude IS NOT NULL AND b.latitude IS NOT NULL AND {km} <= $km),
  one AS (SELECT {group} AS grp, true AS own, id IN (SELECT our FROM pair) AS met, killed_best FROM ours
    UNION ALL SELECT {group}, false, id IN (SELECT their FROM pair), killed_best FROM theirs)
SELECT grp, count(*) FILTER (own), count(*) FILTER (own AND met), coalesce(sum(killed_best) FILTER (own), 0)::BIGINT,
  count(*) FILTER (NOT own), count(*) FILTER (NOT own AND met), coalesce(sum(killed_best) FILTER (NOT own), 0)::BIGINT
FROM one GROUP BY grp ORDER BY grp
"""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One group: how many incidents the store has, how many of them the other has too, the killed; and the reverse."""

    group: str
    ours: int
    ours_met: int
    ours_killed: int
    theirs: int
    theirs_met: int
    theirs_killed: int


def compare(
    folder: Path, name: str, query: Query, *, by: By = "all", days: int = 1, km: float = 50.0
) -> tuple[Compared, ...]:
    """The incidents that answer a query beside the rows of a data set, by group.

    Two meet where they are of one PLOVER type, at most `days` apart, and at most `km` kilometres apart; one may meet
    several. Of the query, `since`, `until`, `type` and `country` also choose among the rows. What is planned, denied
    or dated by nothing is not counted. Raises NotFoundError.
    """
    path = table(folder, name)
    analytic = Analytic.open(folder)
    ours = analytic.arrow(query)
    analytic.close()
    memory = duckdb.connect(":memory:")
    try:
        memory.register("incidents", ours)
        memory.register("rows", memory.read_parquet(str(path)))
        asked = _ASKED.format(km=_KM, group=_GROUPS[by])
        told = {"since": query.since, "until": query.until, "types": list(query.type), "days": days, "km": km}
        found = memory.execute(asked, told | {"countries": list(query.country)}).fetchall()
    finally:
        memory.close()
    fields = Compared.__struct_fields__
    return tuple(Compared(**dict(zip(fields, row, strict=True))) for row in found)
