"""Incidents as rows of a list, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from dateline.errors import NotFoundError
from dateline.store.analytic.facets import among
from dateline.store.analytic.filters import Condition
from dateline.store.analytic.picked import Counted
from dateline.store.query import Order, Query

COLUMNS = (
    *("id", "type", "mode", "quad", "status", "standing", "title", "first", "last", "reported"),
    *("actors", "recipients", "actor_entities", "recipient_entities"),
    *("country", "place", "latitude", "longitude", "precision"),
    *("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"),
    *("reports", "independent", "events", "echoes", "disputed", "sentence", "document", "event", "publishers"),
    "categories",
)
_RENAMED = {"first": "first_day", "last": "last_day", "reported": "reported_day", "row": "incident.row"}
_TYPED = ("type", "quad", "country", "standing")


def column(name: str) -> str:
    """What a column of a row is in the tables; the numbers of an enumeration mean nothing in another generation."""
    return f"{name}::VARCHAR" if name in _TYPED else _RENAMED.get(name, name)


_SELECTED = ", ".join(f"{column(name)} AS {name}" for name in COLUMNS)
_AT_ONCE = 10_000
_ORDERS = {"-date": "row", "date": "day NULLS LAST, id", "document": "document, row"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as lists, tables and exports show it; days are ISO, empty lists and None mean not told."""

    id: str
    type: str
    mode: str | None
    quad: str | None
    status: str
    standing: str
    title: str
    first: str | None
    last: str | None
    reported: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_entities: tuple[str, ...]
    recipient_entities: tuple[str, ...]
    country: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    reports: int
    independent: int
    events: int
    echoes: int
    disputed: tuple[str, ...]
    sentence: str
    document: str
    event: str | None  # the first record of that document
    publishers: tuple[str, ...]
    categories: tuple[str, ...] = ()  # of own codebooks, that its records bear: `codebook.NAME/mode`


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One document; `incidents` counts those that it tells of."""

    id: str
    title: str
    publisher: str
    published: str | None
    language: str
    url: str
    incidents: int


def page(
    memory: DuckDBPyConnection, wanted: Condition, order: Order, cursor: str, limit: int | None
) -> tuple[Row, ...]:
    """The incidents after a cursor (an id), in an order that is total; raises NotFoundError for an unknown cursor."""
    asked = _select(memory, wanted, order, cursor, limit)
    return tuple(_row(row) for row in memory.execute(asked.sql, asked.values).fetchall())


def newest(memory: DuckDBPyConnection, picked: Counted, cursor: str, limit: int) -> tuple[Row, ...]:
    """The same from the newest to the oldest: the next few of the incidents that were picked."""
    after = int(_seen(memory, cursor)[0]) if cursor else 0
    begin = int(np.searchsorted(picked, after, "right"))
    numbers = picked[begin : begin + limit].tolist()
    if not numbers:
        return ()
    span = f"row BETWEEN {numbers[0]} AND {numbers[-1]}"  # blocks of rows beside it are not even read
    chosen = f"SELECT * FROM incident WHERE {span} AND row IN ({', '.join('?' for _ in numbers)})"
    asked = f"SELECT {_SELECTED} FROM ({chosen}) AS incident JOIN detail USING (row) ORDER BY row"
    return tuple(_row(row) for row in memory.execute(asked, numbers).fetchall())


def every(memory: DuckDBPyConnection, wanted: Condition, query: Query) -> Iterator[Row]:
    """The incidents one by one, some thousands held in memory."""
    asked = _select(memory, wanted, query.order, query.cursor, query.limit)
    memory.execute(asked.sql, asked.values)
    while some := memory.fetchmany(_AT_ONCE):
        yield from (_row(row) for row in some)


def batches(memory: DuckDBPyConnection, wanted: Condition, query: Query) -> Iterator[pa.RecordBatch]:
    """The incidents as Arrow; days are dates."""
    asked = _select(memory, wanted, query.order, query.cursor, query.limit)
    yield from memory.sql(asked.sql, params=list(asked.values)).to_arrow_reader(_AT_ONCE)


def arrow(memory: DuckDBPyConnection, wanted: Condition, query: Query) -> pa.Table:
    """The same as one Arrow table, which has its columns even where nothing answers."""
    asked = _select(memory, wanted, query.order, query.cursor, query.limit)
    return memory.sql(asked.sql, params=list(asked.values)).to_arrow_table()


def articles(memory: DuckDBPyConnection, wanted: Condition, cursor: str, limit: int | None) -> tuple[Article, ...]:
    """The documents that tell of incidents, newest first; all documents where nothing is asked."""
    joined = "LEFT JOIN" if wanted.sql == "true" else "JOIN"
    told = f"SELECT article, count(*) AS n FROM report WHERE true{among(wanted)} GROUP BY article"
    after = Condition("")
    if cursor:
        after = Condition(" WHERE article > (SELECT article FROM article WHERE id = ?)", (cursor,))
    upto = "" if limit is None else f" LIMIT {limit}"
    asked = f"""SELECT id, title, publisher, day, language, url, coalesce(n, 0) FROM article
      {joined} ({told}) AS told USING (article){after.sql} ORDER BY article{upto}"""
    found = memory.execute(asked, (*wanted.values, *after.values)).fetchall()
    fields = Article.__struct_fields__
    return tuple(
        Article(**{name: _plain(name, value) for name, value in zip(fields, row, strict=True)}) for row in found
    )


def _select(memory: DuckDBPyConnection, wanted: Condition, order: Order, cursor: str, limit: int | None) -> Condition:
    after = _after(memory, order, cursor)
    upto = "" if limit is None else f" LIMIT {limit}"
    chosen = f"SELECT * FROM incident WHERE {wanted.sql}{after.sql} ORDER BY {_ORDERS[order]}{upto}"
    asked = f"SELECT {_SELECTED} FROM ({chosen}) AS incident JOIN detail USING (row) ORDER BY {_ORDERS[order]}"
    return Condition(asked, (*wanted.values, *after.values))


def _after(memory: DuckDBPyConnection, order: Order, cursor: str) -> Condition:
    if not cursor:
        return Condition("")
    row, day, id_, document = _seen(memory, cursor)
    if order == "-date":
        return Condition(" AND row > ?", (row,))
    if order == "document":
        return Condition(" AND (document, row) > (?, ?)", (document, row))
    if day is None:
        return Condition(" AND day IS NULL AND id > ?", (id_,))
    return Condition(" AND (day > ? OR (day = ? AND id > ?) OR day IS NULL)", (day, day, id_))


def _seen(memory: DuckDBPyConnection, cursor: str) -> tuple[Any, ...]:
    """Where the incident that a cursor names stands in every order; raises NotFoundError."""
    asked = "SELECT row, day, id, document FROM incident WHERE id = ?"
    seen = memory.execute(asked, (cursor,)).fetchall()  # all of it: what is unfinished blocks the next question
    if not seen:
        raise NotFoundError(f"the cursor names no incident: '{cursor}'.", "query", "Begin again without a cursor.")
    found: tuple[Any, ...] = seen[0]
    return found


def _row(values: tuple[Any, ...]) -> Row:
    return Row(**{name: _plain(name, value) for name, value in zip(COLUMNS, values, strict=True)})


_LISTS = ("actors", "recipients", "actor_entities", "recipient_entities", "disputed", "publishers", "categories")


def _plain(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(value or ())
    return value.isoformat() if isinstance(value, date) else value
