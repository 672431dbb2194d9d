"""A Query as a condition on the rows of `incident`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dateline.store.query import Query

EXACT = "="  # a value that begins so is a key as facets hand it out, not words to look for

Find = Callable[[Sequence[str]], list[str]]  # phrases to the ids of the documents whose full text has them all


class Condition(msgspec.Struct, frozen=True):
    """SQL over the columns of `incident`, with its parameters."""

    sql: str = "true"
    values: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        """Both."""
        if self.sql == "true":
            return other
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


_APART = "\x1f"  # ASCII unit separator: one parameter holds a list of any length, and a condition stays hashable
_COLUMNS = ("type", "mode", "status", "standing", "country", "placed", "dated")
_ROLES = ("actor", "recipient", "source")
_ARTICLES = "SELECT row FROM report WHERE article IN (SELECT article FROM article WHERE {})"


def condition(query: Query, find: Find) -> Condition:
    """What an incident must meet to answer the query; limit, order and cursor play no part."""
    found = Condition()
    for clause in _clauses(query, find):
        found = found & clause
    for denied in query.denials:
        inner = condition(denied, find)
        found = found & Condition(f"({inner.sql}) IS NOT TRUE", inner.values)
    return found


def _clauses(query: Query, find: Find) -> Iterator[Condition]:
    yield from (_one_of(key, held) for key in _COLUMNS if (held := getattr(query, key)))
    yield from (_role(key, held) for key in _ROLES if (held := getattr(query, key)))
    if query.incident:
        yield _any(Condition("starts_with(id, ?)", (begun,)) for begun in query.incident)
    if query.category:
        yield _inside("SELECT row FROM category WHERE {}", _named("label", query.category))
    if query.place:
        yield _place(query.place)
    if query.publisher:
        outlets = "SELECT row FROM told WHERE outlet IN (SELECT outlet FROM outlet WHERE {})"
        yield _inside(outlets, _named("publisher", query.publisher))
    if query.document:
        yield _inside(_ARTICLES, _one_of("id", query.document))
    if query.text:
        yield _inside(_ARTICLES, _one_of("id", find(query.text)))
    if query.since:
        yield Condition("to_day >= ?::DATE", (query.since,))
    if query.until:
        yield Condition("from_day <= ?::DATE", (query.until,))
    if query.corners:
        yield _box(*query.corners)


def _one_of(column: str, values: Iterable[str]) -> Condition:
    held = tuple(values)
    if not held:
        return Condition("false")
    if len(held) == 1:
        return Condition(f"{column}::VARCHAR = ?", held)
    return Condition(f"{column}::VARCHAR IN (SELECT unnest(string_split(?, '{_APART}')))", (_APART.join(held),))


def _inside(select: str, inner: Condition) -> Condition:
    return Condition(f"row IN ({select.format(inner.sql)})", inner.values)


def _role(role: str, values: Sequence[str]) -> Condition:
    """Whether anybody with one of those names has that role."""
    who = _any(_whole("key", v[1:]) if v.startswith(EXACT) else _words("words", v) for v in values)
    return _inside(
        f"SELECT row FROM party WHERE role = '{role}' AND actor IN (SELECT actor FROM actor WHERE {{}})", who
    )


def _place(values: Sequence[str]) -> Condition:
    return _inside("SELECT row FROM incident WHERE place IN (SELECT DISTINCT place FROM incident WHERE {})",
                   _named("place", values))  # fmt: skip


def _named(column: str, values: Sequence[str]) -> Condition:
    folded = f"' ' || fold({column}) || ' '"
    return _any(_whole(column, v[1:]) if v.startswith(EXACT) else _words(folded, v) for v in values)


def _whole(column: str, value: str) -> Condition:
    return Condition(f"{column} = ?", (value,))


def _words(column: str, value: str) -> Condition:
    return Condition(f"contains({column}, ' ' || fold(?) || ' ')", (value,))


def _any(conditions: Iterable[Condition]) -> Condition:
    held = list(conditions)
    return Condition(f"({' OR '.join(c.sql for c in held)})", tuple(value for c in held for value in c.values))


def _box(west: float, south: float, east: float, north: float) -> Condition:
    across = "longitude BETWEEN ? AND ?" if west <= east else "(longitude >= ? OR longitude <= ?)"
    return Condition(f"(latitude BETWEEN ? AND ? AND {across})", (south, north, west, east))
