"""What a query finds, as a table in the library that one works with; nothing is read before it is asked for.

Arrow, polars and DuckDB share the table's memory, and so does pandas by its Arrow types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import pyarrow as pa

from dateline.errors import MissingExtraError, UsageError, did_you_mean
from dateline.shown import line
from dateline.store import generation, grammar
from dateline.store.analytic import Analytic
from dateline.store.columns import SCHEMAS, event_rows
from dateline.store.query import KEYS, Query

if TYPE_CHECKING:
    from dateline.store.store import Hit, Store

Level = Literal["events", "incidents"]
_AT_ONCE = 5_000
_SHOWN = 10
_COLUMNS = {
    "incidents": ("id", "title", "first", "place", "standing", "killed_best", "reports", "sentence"),
    "events": ("id", "type", "mode", "date_from", "place", "status", "sentence"),
}


class Results(msgspec.Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """The events or incidents that answer a query, read once, when first asked for."""

    store: Store
    level: Level
    query: Query

    def __len__(self) -> int:
        """How many there are, within the query's limit."""
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows as plain data."""
        return (row for batch in self._table.to_batches() for row in batch.to_pylist())

    def to_arrow(self) -> pa.Table:
        """An Arrow table."""
        return self._table

    @cached_property
    def _table(self) -> pa.Table:
        if self.level == "events":
            schema = SCHEMAS["events"]
            return pa.Table.from_batches(_batches(self.store.hits(self.query), self.store, schema), schema)
        analytic = Analytic.open(self.store.folder)
        try:
            return analytic.arrow(self.query)
        finally:
            analytic.close()

    def to_pandas(self) -> Any:
        """A pandas data frame with Arrow types; raises MissingExtraError."""
        return self._table.to_pandas(types_mapper=_library("pandas").ArrowDtype)

    def to_polars(self) -> Any:
        """A polars data frame; raises MissingExtraError."""
        return _library("polars").from_arrow(self._table)

    def to_duckdb(self, connection: Any = None) -> Any:
        """A DuckDB relation, of a connection or of DuckDB's default one."""
        duckdb = _library("duckdb")
        return duckdb.from_arrow(self._table, connection=connection) if connection else duckdb.arrow(self._table)

    def _repr_html_(self) -> str:
        """The first ten rows with their evidence, for a notebook."""
        columns = _COLUMNS[self.level]
        rows = self._table.slice(0, _SHOWN).select(columns).to_pylist()
        cells = "".join(_html("td", row.values()) for row in rows)
        title = f"{len(self):,} {self.level}" + (f" for {line(str(self.query))}" if self.query.pairs() else "")
        return f"<table><caption>{escape(title)}</caption>{_html('th', columns)}{cells}</table>"


def with_keys(query: Query | str, keys: Mapping[str, str | Sequence[str]]) -> Query:
    """A query with some of its keys set: `actor="RSF"`, `type=["ASSAULT", "COERCE"]`; raises UsageError."""
    asked = Query.parse(query) if isinstance(query, str) else query
    for key in keys:
        if key not in KEYS:
            raise UsageError(f"there is no query key '{key}'.", "query", did_you_mean(key, KEYS))
    pairs = [(key, one) for key, held in keys.items() for one in ((held,) if isinstance(held, str) else held)]
    named = Query.parse(grammar.join(pairs))
    return msgspec.structs.replace(asked, **{key: getattr(named, key) for key in keys})


def _batches(hits: Iterable[Hit], store: Store, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows = (
        row for hit in hits for row in event_rows(hit.event, hit.document, generation.incident_of(store, hit.event))
    )
    while some := list(islice(rows, _AT_ONCE)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(f"{name} is not installed.", "", f"Run: pip install {name}") from None


def _html(tag: str, values: Iterable[object]) -> str:
    inner = "".join(f"<{tag}>{escape('' if value is None else line(str(value)))}</{tag}>" for value in values)
    return f"<tr>{inner}</tr>"
