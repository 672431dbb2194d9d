"""A Query as SQL over the tables of `schema`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.store.query import Query
from dateline.store.standing import COMPUTED
from dateline.store.words import phrase

Clause = tuple[str, Sequence[str]]

_FROM = "FROM event JOIN document ON document.id = event.document"

_COLUMNS = ("type", "mode", "status", "country", "document")
_ROLES = ("actor", "recipient", "place", "source", "category")
_SORT = {"date": "day, document, start, id", "-date": "back, document, start, id", "document": "document, start, id"}


LAST = "\U0010ffff"  # sorts after every other character
_LATITUDE = "json_extract(event.record, '$.place.latitude')"
_LONGITUDE = "json_extract(event.record, '$.place.longitude')"


class Statement(msgspec.Struct, frozen=True):
    """SQL with its parameters."""

    sql: str
    values: tuple[str | int, ...]


def select(query: Query, columns: str) -> Statement:
    """The statement that yields `columns` of the events asked for, in the query's order, which is total."""
    where, values = _where([*_filters(query), *_after(query)])
    order = _sort(query)
    limit = "" if query.limit is None else f" LIMIT {query.limit}"
    return Statement(f"SELECT {columns} {_FROM} {where} ORDER BY {order}{limit}", values)


def count(query: Query) -> Statement:
    """The statement that counts the events asked for, whatever limit and cursor say."""
    where, values = _where(list(_filters(query)))
    return Statement(f"SELECT count(*) {_FROM} {where}", values)


def _where(clauses: list[Clause]) -> tuple[str, tuple[str, ...]]:
    if not clauses:
        return "", ()
    values = tuple(value for _, held in clauses for value in held)
    return "WHERE " + " AND ".join(f"({sql})" for sql, _ in clauses), values


def _filters(query: Query) -> Iterator[Clause]:
    yield from ((f"event.{key} IN ({_marks(held)})", held) for key in _COLUMNS if (held := getattr(query, key)))
    yield from ((_mention(key, len(held)), _phrases(held)) for key in _ROLES if (held := getattr(query, key)))
    if query.incident:
        yield _incident(len(query.incident)), [end for id_ in query.incident for end in (id_, id_ + LAST)] * 3
    if query.publisher:
        yield _any("document.publishers", len(query.publisher)), _phrases(query.publisher)
    if query.text:
        yield "document.key IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)", [match(query.text)]
    if query.since:
        yield "event.last >= ?", [query.since]
    if query.until:
        yield "event.first <= ?", [query.until]
    yield from ((f"{sql} IN ({_marks(held)})", held) for key, sql in COMPUTED.items() if (held := getattr(query, key)))
    if query.corners:
        yield _box(*query.corners), ()
    for denied in query.denials:
        clauses = list(_filters(denied))
        told = " AND ".join(f"({clause})" for clause, _ in clauses)
        yield f"({told}) IS NOT TRUE", [value for _, values in clauses for value in values]


def _incident(number: int) -> str:
    """Whether a record is of one of so many incidents, by the beginnings of their ids.

    As fused, under an id of before a merge, or in its story.
    """
    own, old, local = (
        " OR ".join([f"{column} BETWEEN ? AND ?"] * number) for column in ("incident", "old", "event.incident")
    )
    led = f"{own} OR incident IN (SELECT new FROM redirect WHERE {old})"  # noqa: S608 - marks
    return f"event.id IN (SELECT event FROM membership WHERE {led}) OR {local}"  # noqa: S608 - marks


def _box(west: float, south: float, east: float, north: float) -> str:
    """Whether the place lies in a box, which may span the date line."""
    across = f"{_LONGITUDE} BETWEEN {west!r} AND {east!r}"
    if west > east:
        across = f"({_LONGITUDE} >= {west!r} OR {_LONGITUDE} <= {east!r})"
    return f"{_LATITUDE} BETWEEN {south!r} AND {north!r} AND {across}"


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" for _ in values)


def _phrases(values: Sequence[str]) -> list[str]:
    return [phrase(value) for value in values]


def _any(column: str, number: int) -> str:
    """Whether a `words.index` holds one of so many phrases."""
    return " OR ".join(f"instr({column}, ?) > 0" for _ in range(number))


def _mention(role: str, number: int) -> str:
    named = f"mention.event = event.key AND mention.role = '{role}' AND ({_any('mention.words', number)})"
    return f"EXISTS (SELECT 1 FROM mention WHERE {named})"  # noqa: S608 - roles are named in this file


def match(phrases: Sequence[str]) -> str:
    """An FTS5 expression in which everything is quoted, so that nothing in it is an operator."""
    return " AND ".join('"' + value.replace('"', '""').replace("\0", " ") + '"' for value in phrases)


def _after(query: Query) -> Iterator[Clause]:
    if query.cursor:
        seen = f"SELECT {_SORT[query.order]} FROM event WHERE id = ?"  # noqa: S608 - columns are named in this file
        yield f"({_sort(query)}) > ({seen})", [query.cursor]


def _sort(query: Query) -> str:
    return ", ".join(f"event.{column}" for column in _SORT[query.order].split(", "))
