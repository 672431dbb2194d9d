"""Which records a person should look at first: those where a look is worth most.

A record is worth 1 - confidence, one more where the records of its incident disagree about status or the dead, half of
one more where a source denies it, and one more for each slot that a second reader objects to. Of equals the first in
the text comes first, so that the order is total. Where a query finds more than LOOKED records that nobody has decided,
the newest are looked at.
"""

from __future__ import annotations

import msgspec

from dateline.model import EventId
from dateline.store import sql
from dateline.store.query import Query
from dateline.store.reviews import DECISIONS
from dateline.store.second_readings import OBJECTIONS
from dateline.store.store import Store

LOOKED = 20_000  # records that are weighed: what takes less than half a second

_DECIDED = """SELECT event, max(id) FROM review WHERE verdict IN ({verdicts})
AND id NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL) GROUP BY event"""
_COLUMNS = """event.id AS id, event.document AS document, event.start AS start, event.status AS status,
coalesce((SELECT incident FROM membership WHERE membership.event = event.id), event.incident) AS incident,
json_extract(event.record, '$.confidence') AS confidence,
json_extract(event.record, '$.fatalities.low') AS killed,
event.record LIKE '%"stance":"denies"%' AS denied"""
_WORTH = """WITH asked AS MATERIALIZED ({asked}),
told AS (SELECT incident, count(DISTINCT document) AS reports,
  count(DISTINCT status) > 1 OR count(DISTINCT killed) > 1 AS disagree FROM asked
  WHERE incident != '' GROUP BY incident),
second AS MATERIALIZED ({second})
SELECT id, coalesce(reports, 1), coalesce(disagree, 0), denied, coalesce(objections, 0), confidence,
  1 - confidence + coalesce(disagree, 0) + denied * 0.5 + coalesce(objections, 0) AS worth
FROM asked LEFT JOIN told USING (incident) LEFT JOIN second USING (id)
WHERE id {which} (SELECT event FROM ({decided})) ORDER BY worth DESC, document, start, id LIMIT ?"""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be looked at, and why."""

    event: EventId
    reports: int  # documents that tell of its incident
    disagree: bool
    denied: bool
    objections: int = 0  # slots that a second reader objects to
    confidence: float
    worth: float

    @property
    def why(self) -> str:
        """In words: "conf .41 · 3 reports disagree"."""
        parts = [f"confidence {self.confidence:.2f}"]
        if self.disagree:
            parts.append(f"{self.reports} reports disagree" if self.reports > 1 else "its story disagrees with itself")
        if self.objections:
            parts.append("a second reader disagrees")
        return " · ".join([*parts, *(["denied"] if self.denied else [])])


class Progress(msgspec.Struct, frozen=True):
    """How far a queue has come, in records."""

    decided: int
    total: int


def waiting(store: Store, asked: Query, *, limit: int = 200, again: bool = False) -> list[Waiting]:
    """The records that nobody has decided, most worth a look first; `again`: those that somebody was unsure of."""
    decided = _DECIDED.format(verdicts="'unsure'" if again else _listed())
    (behind,) = store.connection.execute("SELECT count(DISTINCT event) FROM review").fetchone()
    newest = msgspec.structs.replace(_whole(asked), order="-date", limit=None if again else LOOKED + behind)
    statement = sql.select(newest, _COLUMNS)
    asks = _WORTH.format(asked=statement.sql, second=OBJECTIONS, decided=decided, which="IN" if again else "NOT IN")
    rows = store.connection.execute(asks, (*statement.values, limit))
    names = Waiting.__struct_fields__
    return [msgspec.convert(dict(zip(names, row, strict=True)), Waiting, strict=False) for row in rows]


def progress(store: Store, asked: Query) -> Progress:
    """How many records the query finds, and how many of them somebody has decided."""
    decided = _DECIDED.format(verdicts=_listed())
    asked_for = sql.select(_whole(asked), "event.id AS id")
    among = f"({asked_for.sql})" if asked_for.values else "event"
    counts = (
        f"SELECT count(*) FROM ({decided}) AS decided JOIN {among} AS one ON one.id = decided.event",  # noqa: S608
        f"SELECT count(*) FROM {among}",  # noqa: S608
    )
    return Progress(*(store.connection.execute(one, asked_for.values).fetchone()[0] for one in counts))


def _whole(asked: Query) -> Query:
    return msgspec.structs.replace(asked, limit=None, cursor="")


def _listed() -> str:
    return ", ".join(f"'{verdict}'" for verdict in (*DECISIONS, "add"))
