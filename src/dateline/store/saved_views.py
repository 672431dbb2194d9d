"""Saved views: queries under a name, each with the generation up to which somebody has read what is new in it."""

from __future__ import annotations

import sqlite3

import msgspec

from dateline.errors import NotFoundError, UsageError, did_you_mean
from dateline.shown import line
from dateline.store.query import Query
from dateline.store.reviews import Author

LONGEST = 80  # characters of a name
_COLUMNS = "name, query, seen, by, at"


class View(msgspec.Struct, frozen=True):
    """`query` is in its written form, without limit, order and cursor; `seen` is the number of a generation.

    `by` and `at` say who saved it, and when (ISO 8601).
    """

    name: str
    query: str
    seen: int
    by: str
    at: str

    @property
    def asked(self) -> Query:
        """The query; raises UsageError where a later codebook has lost a word of it."""
        return Query.parse(self.query)


def views(connection: sqlite3.Connection) -> list[View]:
    """All of them, by name."""
    return [View(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM saved ORDER BY name")]  # noqa: S608


def view(connection: sqlite3.Connection, name: str) -> View:
    """The one of that name; raises NotFoundError."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM saved WHERE name = ?", (name,)).fetchone()  # noqa: S608
    if row is None:
        known = [one.name for one in views(connection)]
        hint = did_you_mean(name, known) if known else "None is saved yet."
        raise NotFoundError(f"there is no saved view '{name}'.", "views", hint)
    return View(*row)


def save(connection: sqlite3.Connection, name: str, query: Query, *, seen: int, author: Author) -> View:
    """Keep a query under a name; raises UsageError for a name that is none, or that another query has."""
    called = line(name)
    if not 0 < len(called) <= LONGEST:
        raise UsageError("a view needs a name.", "views", f"Give one of up to {LONGEST} characters.")
    made = View(called, str(query.without("limit", "order", "cursor")), seen, author.by.strip(), author.at)
    taken = next((one for one in views(connection) if one.name == called), None)
    if taken and taken.query != made.query:
        hint = "Choose another name, or remove that view first."
        raise UsageError(f"there is a view '{called}' already, with another query.", "views", hint)
    if taken:
        return taken
    connection.execute(f"INSERT INTO saved ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(made))  # noqa: S608
    return made


def mark_read(connection: sqlite3.Connection, name: str, seen: int) -> None:
    """Note up to which generation a view has been read; raises NotFoundError."""
    view(connection, name)
    connection.execute("UPDATE saved SET seen = ? WHERE name = ?", (seen, name))


def remove(connection: sqlite3.Connection, name: str) -> View:
    """Forget a view, and return what it was; raises NotFoundError."""
    gone = view(connection, name)
    connection.execute("DELETE FROM saved WHERE name = ?", (name,))
    return gone
