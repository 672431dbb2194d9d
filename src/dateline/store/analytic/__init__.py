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
from dateline.store.analytic import facets, measures, people, rows, space, times
from dateline.store.analytic.filters import Condition, condition
from dateline.store.analytic.fingerprints import Fingerprint, fingerprints
from dateline.store.analytic.load import load
from dateline.store.analytic.picked import Picked, pick
from dateline.store.query import Query
from dateline.store.store import Store
from dateline.store.versions import numbered

T = TypeVar("T")
MOST = 1_000_000_000  # keys: all of them
_REMEMBERED = 256  # answers: the page without any filter is asked for again and again
_PICKED = 12  # questions whose incidents are at hand, 9 bytes each: the panels of a page ask about the same few


class Analytic(msgspec.Struct, frozen=True, dict=True, eq=False):
    """One generation in memory; every answer is of the same state. Safe to ask from several threads."""

    folder: Path
    generation: generation.Generation
    memory: DuckDBPyConnection

    @classmethod
    def open(cls, folder: Path, number: int | None = None) -> Analytic:
        """The current generation of a store's folder, or the one of that number; raises NotFoundError for none."""
        found = generation.current(folder) if number is None else numbered(folder, number)
        if found is None:
            what = "this store has no generation yet, so there is nothing to count and draw."
            raise NotFoundError(what, str(folder), f"Run: dateline build INPUT --store {folder}")
        return cls(folder, found, load(folder / generation.FOLDER / str(found.number)))

    @property
    def stale(self) -> bool:
        """Whether a newer generation has been published."""
        found = generation.current(self.folder)
        return found is not None and (found.number, found.state) != (self.generation.number, self.generation.state)

    def ready(self) -> Analytic:
        """The same, with all that panels add up in memory, so that nobody waits for it later."""
        _ = self._columns, self._press
        return self

    def close(self) -> None:
        """Let go of the memory."""
        self.memory.close()

    @cached_property
    def _ask(self) -> Callable[..., Any]:
        def ask(function: Callable[..., Any], *asked: Any) -> Any:
            with self.memory.cursor() as cursor:
                return function(cursor, *asked)

        return lru_cache(_REMEMBERED)(ask)

    @cached_property
    def _picked(self) -> Callable[[Condition], Picked]:
        def picked(wanted: Condition) -> Picked:
            with self.memory.cursor() as cursor:
                return pick(cursor, wanted)

        return lru_cache(_PICKED)(picked)

    @cached_property
    def _add(self) -> Callable[..., Any]:
        def add(function: Callable[..., Any], column: str, wanted: Condition, *asked: Any) -> Any:
            return function(self._columns[column], self._picked(wanted), *asked)

        return lru_cache(_REMEMBERED)(add)

    @cached_property
    def _columns(self) -> dict[str, Any]:
        """What panels add up, by panel."""
        with self.memory.cursor() as cursor:
            held = facets.properties(cursor)
            days: dict[str, Any] = {
                dates: times.calendar(cursor, dates, held.coded["standing"]) for dates in times.DAY_OF
            }
            pairs, places = people.pairs(cursor, held.actors), space.places(cursor, held.coded)
            return {"facets": held, "map": places, "pairs": pairs, **days}

    @cached_property
    def _press(self) -> times.Press:
        with self.memory.cursor() as cursor:
            return times.press(cursor)

    def counts(self, query: Query) -> facets.Counts:
        """How many incidents, reports and independent reports answer."""
        found: facets.Counts = self._add(facets.counts, "facets", self._condition(query))
        return found

    def number(self, query: Query) -> int:
        """How many incidents answer, without a look at their reports."""
        found: int = self._ask(facets.number, self._condition(query))
        return found

    def facet(self, query: Query, name: str, limit: int = 10) -> tuple[facets.FacetValue, ...]:
        """The values of one facet with their incidents, as if the query did not ask about it."""
        wanted = self._condition(query.without(name))
        return facets.told(query, name, self._add(facets.counted, "facets", wanted, name, limit))

    def histogram(
        self, query: Query, dates: times.Dates = "filed", span: tuple[str, str] | None = None
    ) -> times.Histogram:
        """Incidents over time, as if the query did not ask about days."""
        asked = self._condition(query.without("since", "until", "dated"))
        found: times.Histogram = self._add(times.histogram, dates, asked, span)
        return found

    def coverage(self, first: str, last: str, grain: times.Grain | int) -> tuple[times.Step, ...]:
        """Articles over time, whatever they tell of."""
        return times.coverage(self._press, first, last, grain)

    def map(self, query: Query, view: space.Box = space.WORLD) -> space.Map:
        """Incidents in space; a box of the query does not hide what lies beside it."""
        found: space.Map = self._add(space.mapped, "map", self._condition(query.without("box", "placed")), view)
        return found

    def page(self, query: Query) -> tuple[rows.Row, ...]:
        """The incidents asked for, in the query's order, after its cursor, up to its limit."""
        wanted, limit = self._condition(query), query.limit
        asked: tuple[Any, ...] = (rows.page, wanted, query.order, query.cursor, limit)
        if query.order == "-date" and limit is not None:
            asked = (self._newest, wanted, query.cursor, limit)
        found: tuple[rows.Row, ...] = self._ask(*asked)
        return found

    def _newest(self, cursor: DuckDBPyConnection, wanted: Condition, after: str, limit: int) -> tuple[rows.Row, ...]:
        return rows.newest(cursor, self._picked(wanted).rows, after, limit)

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

    def fingerprints(self, query: Query) -> dict[str, Fingerprint]:
        """The incidents asked for by id, each with what tells whether it reads as before; nothing is remembered."""
        with self.memory.cursor() as cursor:
            return fingerprints(cursor, self._condition(query))

    def documents(self, query: Query) -> tuple[rows.Article, ...]:
        """The documents that tell of the incidents asked for (all of them, where nothing is asked), newest first."""
        found: tuple[rows.Article, ...] = self._ask(rows.articles, self._condition(query), query.cursor, query.limit)
        return found

    def dyads(self, query: Query, limit: int = 100) -> tuple[people.Dyad, ...]:
        """The pairs of actors with most incidents."""
        found: tuple[people.Dyad, ...] = self._add(people.dyads, "pairs", self._condition(query), limit)
        return found

    def busiest(self, query: Query) -> str:
        """The key of the actor that most incidents name, "" where nobody is known by name."""
        found: str = self._add(facets.busiest, "facets", self._condition(query))
        return found

    def surroundings(self, query: Query, key: str, limit: int = 60) -> tuple[people.Dyad, ...]:
        """Whom an actor has to do with."""
        found: tuple[people.Dyad, ...] = self._add(people.surroundings, "pairs", self._condition(query), key, limit)
        return found

    def tally(
        self, query: Query, split: measures.Split = "all", frame: measures.Frame | None = None, most: int = MOST
    ) -> tuple[measures.Tally, ...]:
        """Incidents by step of time, by what tells them apart and by kind, of the most frequent of what does."""
        found: tuple[measures.Tally, ...] = self._ask(measures.tally, self._condition(query), split, frame, most)
        return found

    def inside(self, query: Query, frame: measures.Frame) -> measures.Inside:
        """How many incidents a frame of time shows, and why the others are not in it."""
        found: measures.Inside = self._ask(measures.inside, self._condition(query), frame)
        return found

    def span(self, query: Query, dates: times.Dates = "filed") -> tuple[str, str] | None:
        """The days that hold all but a few far ones of the incidents asked for, None where none has a day."""
        found: tuple[str, str] | None = self._add(times.span_of, dates, self._condition(query))
        return found

    def read(self) -> tuple[str, str] | None:
        """The days of the first and of the last article, None where none has a day."""
        found: tuple[str, str] | None = self._ask(measures.read)
        return found

    def deeds(self, query: Query) -> tuple[measures.Deed, ...]:
        """The incidents asked for that have a day, once for each pair of parties."""
        found: tuple[measures.Deed, ...] = self._ask(measures.deeds, self._condition(query))
        return found

    def parties(self) -> dict[int, measures.Name]:
        """Everybody who acts or suffers, by the number that deeds have."""
        found: dict[int, measures.Name] = self._ask(measures.parties)
        return found

    def reported(self, query: Query, since: str, until: str) -> tuple[str, ...]:
        """The incidents asked for of which an article of those days tells."""
        found: tuple[str, ...] = self._ask(measures.reported, self._condition(query), since, until)
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
