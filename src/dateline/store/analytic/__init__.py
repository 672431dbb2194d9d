"""Questions about all incidents at once: DuckDB in memory over the current generation's Parquet tables.

DuckDB locks its own files against every other process, so there is none: the store stays SQLite, and this is a copy in
memory of an immutable generation. A build beside it publishes the next one, and `Analytic.stale` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
from duckdb import DuckDBPyConnection

from dateline.errors import NotFoundError
from dateline.store import generation, sql
from dateline.store.analytic import facets, people, rows, space, times
from dateline.store.analytic.filters import Condition, condition
from dateline.store.analytic.load import load
from dateline.store.query import Query
from dateline.store.store import Store

T = TypeVar("T")
_REMEMBERED = 256  # answers: the page without any filter is asked for again and again


class Analytic(msgspec.Struct, frozen=True, dict=True, eq=False):
    """One generation in memory; every answer is of the same state. Safe to ask from several threads."""

    folder: Path
    generation: generation.Generation
    memory: DuckDBPyConnection

    @classmethod
    def open(cls, folder: Path) -> Analytic:
        """The current generation of a store's folder; raises NotFoundError where none was written yet."""
        found = generation.current(folder)
        if found is None:
            what = "this store has no generation yet, so there is nothing to count and draw."
            raise NotFoundError(what, str(folder), f"Run: dateline build INPUT --store {folder}")
        return cls(folder, found, load(folder / generation.FOLDER / str(found.number)))

    @property
    def stale(self) -> bool:
        """Whether a newer generation has been published."""
        found = generation.current(self.folder)
        return found is not None and (found.number, found.state) != (self.generation.number, self.generation.state)

    def close(self) -> None:
        """Let go of the memory."""
        self.memory.close()

    @cached_property
    def _ask(self) -> Callable[..., Any]:
        def ask(function: Callable[..., Any], *asked: Any) -> Any:
            with self.memory.cursor() as cursor:
                return function(cursor, *asked)

        return lru_cache(_REMEMBERED)(ask)

    def counts(self, query: Query) -> facets.Counts:
        """How many incidents, reports and independent reports answer."""
        found: facets.Counts = self._ask(facets.counts, self._condition(query))
        return found

    def facet(self, query: Query, name: str, limit: int = 10) -> tuple[facets.FacetValue, ...]:
        """The values of one facet with their incidents, as if the query did not ask about it."""
        wanted = self._condition(query.without(name))
        found: dict[str, facets.Rows] = self._ask(facets.FAMILIES[name], wanted, limit)  # shared by related facets
        return facets.told(query, name, found[name])

    def histogram(
        self, query: Query, dates: times.Dates = "filed", span: tuple[str, str] | None = None
    ) -> times.Histogram:
        """Incidents over time, as if the query did not ask about days."""
        asked = self._condition(query.without("since", "until", "dated"))
        found: times.Histogram = self._ask(times.histogram, asked, dates, span)
        return found

    def coverage(self, first: str, last: str, grain: times.Grain) -> tuple[times.Step, ...]:
        """Articles over time, whatever they tell of."""
        found: tuple[times.Step, ...] = self._ask(times.coverage, first, last, grain)
        return found

    def map(self, query: Query, view: space.Box = space.WORLD) -> space.Map:
        """Incidents in space; a box of the query does not hide what lies beside it."""
        found: space.Map = self._ask(space.mapped, self._condition(query.without("box", "placed")), view)
        return found

    def page(self, query: Query) -> tuple[rows.Row, ...]:
        """The incidents asked for, in the query's order, after its cursor, up to its limit."""
        found: tuple[rows.Row, ...] = self._ask(
            rows.page, self._condition(query), query.order, query.cursor, query.limit
        )
        return found

    def every(self, query: Query) -> Iterator[rows.Row]:
        """The same, however many there are; nothing is remembered."""
        with self.memory.cursor() as cursor:
            yield from rows.every(cursor, self._condition(query), query)

    def table(self, query: Query) -> Iterator[pa.RecordBatch]:
        """The same as Arrow."""
        with self.memory.cursor() as cursor:
            yield from rows.batches(cursor, self._condition(query), query)

    def arrow(self, query: Query) -> pa.Table:
        """The same as one Arrow table."""
        with self.memory.cursor() as cursor:
            return rows.arrow(cursor, self._condition(query), query)

    def documents(self, query: Query) -> tuple[rows.Article, ...]:
        """The documents that tell of the incidents asked for (all of them, where nothing is asked), newest first."""
        found: tuple[rows.Article, ...] = self._ask(rows.articles, self._condition(query), query.cursor, query.limit)
        return found

    def dyads(self, query: Query, limit: int = 100) -> tuple[people.Dyad, ...]:
        """The pairs of actors with most incidents."""
        found: tuple[people.Dyad, ...] = self._ask(people.dyads, self._condition(query), limit)
        return found

    def surroundings(self, query: Query, key: str, limit: int = 60) -> tuple[people.Dyad, ...]:
        """Whom an actor has to do with."""
        found: tuple[people.Dyad, ...] = self._ask(people.surroundings, key, self._condition(query), limit)
        return found

    def series(self, query: Query, by: str, to: str) -> tuple[times.Month, ...]:
        """By month, what one actor did to another."""
        found: tuple[times.Month, ...] = self._ask(times.series, by, to, self._condition(query))
        return found

    def actors(self, query: Query, named: str = "", limit: int = 100) -> tuple[people.Actor, ...]:
        """The actors with most incidents."""
        found: tuple[people.Actor, ...] = self._ask(people.actors, self._condition(query), named, limit)
        return found

    def actor(self, query: Query, key: str) -> people.Actor:
        """One actor in numbers; raises NotFoundError."""
        found: people.Actor | None = self._ask(people.actor, key, self._condition(query))
        if found is None:
            raise NotFoundError(f"no incident here names the actor '{key}'.", "", "Look for it among the actors.")
        return found

    def spellings(self, key: str) -> tuple[str, ...]:
        """How reports write an actor's name."""
        found: tuple[str, ...] = self._ask(people.spellings, key)
        return found

    def sources(self, quiet: int) -> tuple[times.Source, ...]:
        """What was read of every publisher, with silences of so many days or more."""
        found: tuple[times.Source, ...] = self._ask(times.sources, quiet)
        return found

    def names(self, keys: Sequence[str]) -> dict[str, str]:
        """The names of actors by key; unknown keys have none."""
        found: dict[str, str] = self._ask(people.names, tuple(keys))
        return found

    def _condition(self, query: Query) -> Condition:
        return condition(query, self._find)

    @cached_property
    def _find(self) -> Callable[[Sequence[str]], list[str]]:
        def find(phrases: Sequence[str]) -> list[str]:
            with Store.open(self.folder) as store:
                asked = "SELECT document.id FROM full_text JOIN document ON document.key = full_text.rowid"
                rows_ = store.connection.execute(f"{asked} WHERE full_text MATCH ?", (sql.match(phrases),))
                return sorted(id_ for (id_,) in rows_)

        return find
