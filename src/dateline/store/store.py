"""A store: one folder that holds documents, their records, issues and runs. One writer, any number of readers."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import DataError, NotFoundError, StoreError
from dateline.model import Coded, Document, Event, Issue
from dateline.store import schema, sql
from dateline.store.lock import WriterLock
from dateline.store.query import Query
from dateline.store.write import Outcome, standing, write, write_issue

if TYPE_CHECKING:
    from dateline.store.results import Level, Results

_SOME = 10  # ids that an ambiguous prefix lists


class Hit(msgspec.Struct, frozen=True):
    """An event as a search finds it: with the document it stands in."""

    event: Event
    document: Document

    @property
    def sentence(self) -> str:
        """The sentence that carries the event, as written."""
        return self.document.text[self.event.sentence.start : self.event.sentence.end]


class RunRow(msgspec.Struct, frozen=True):
    """One build: `state` is "running", "complete" or "interrupted"; `manifest` is JSON."""

    id: int
    started: str
    finished: str | None
    state: str
    manifest: str


class _Defining(msgspec.Struct, frozen=True):
    """What a build's manifest says of categories."""

    definitions: dict[str, str] = {}


class Store:
    """Open with `Store.open`; use in a `with` statement, or close it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: WriterLock | None = None) -> None:
        self.folder = folder
        self.connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Store:
        """The store in a folder, made if `write` and absent; raises NotFoundError, StoreError, StoreBusyError."""
        folder = Path(path).absolute()
        if not write:
            return cls(folder, schema.attach(folder / schema.FILE))
        lock = _take(folder)
        try:
            return cls(folder, schema.create(folder / schema.FILE), lock)
        except BaseException:
            lock.drop()
            raise

    def close(self) -> None:
        """Let go of the file, and of the writer's lock."""
        self.connection.close()
        if self._lock:
            self._lock.drop()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def query(self, query: Query | str) -> Iterator[Event]:
        """The events asked for, in the query's order, one at a time; raises UsageError for a query that cannot be."""
        asked = self._asked(query)
        statement = sql.select(asked, "event.record")
        return (_event(row[0]) for row in self.connection.execute(statement.sql, statement.values))

    def hits(self, query: Query | str) -> Iterator[Hit]:
        """The events asked for, each with its document."""
        statement = sql.select(self._asked(query), "event.record, document.record, document.text")
        rows = self.connection.execute(statement.sql, statement.values)
        return (Hit(_event(event), _document(record, text)) for event, record, text in rows)

    def count(self, query: Query | str = "") -> int:
        """How many events are asked for, whatever the limit."""
        statement = sql.count(self._asked(query))
        (number,) = self.connection.execute(statement.sql, statement.values).fetchone()
        return int(number)

    def incidents(self, query: Query | str = "", **keys: str | Sequence[str]) -> Results:
        """The incidents asked for, of the newest generation, as a table: `.incidents("ceasefire", country="SDN")`."""
        return _results(self, "incidents", query, keys)

    def events(self, query: Query | str = "", **keys: str | Sequence[str]) -> Results:
        """The events asked for as a table."""
        return _results(self, "events", query, keys)

    def hit(self, id: str) -> Hit:  # noqa: A002 - the record calls it so
        """An event with its document; raises NotFoundError."""
        asked = "SELECT event.record, document.record, document.text FROM event JOIN document ON document.id = document"
        row = self.connection.execute(f"{asked} WHERE event.id = ?", (id,)).fetchone()
        if row is None:
            raise NotFoundError(f"there is no event '{id}'.", str(self.folder))
        return Hit(_event(row[0]), _document(row[1], row[2]))

    def event(self, id: str) -> Event:  # noqa: A002 - the record calls it so
        """An event alone; raises NotFoundError."""
        row = self.connection.execute("SELECT record FROM event WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotFoundError(f"there is no event '{id}'.", str(self.folder))
        return _event(row[0])

    def document(self, id: str) -> Document:  # noqa: A002 - the record calls it so
        """The current revision of a document; raises NotFoundError."""
        row = self.connection.execute("SELECT record, text FROM document WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotFoundError(f"there is no document '{id}'.", str(self.folder))
        return _document(*row)

    def documents(self) -> Iterator[Document]:
        """Every document, by id."""
        rows = self.connection.execute("SELECT record, text FROM document ORDER BY id")
        return (_document(*row) for row in rows)

    def events_by_document(self) -> Iterator[Event]:
        """Every event, by document and place in it."""
        rows = self.connection.execute("SELECT record FROM event ORDER BY document, start, id")
        return (_event(row[0]) for row in rows)

    def find(self, prefix: str) -> tuple[str, str]:
        """What an id or the beginning of one names: ("event" | "document" | "incident", id); raises NotFoundError."""
        tables = (("event", "id", "event"), ("document", "id", "document"), ("incident", "incident", "membership"))
        more = (("incident", "old", "redirect"), ("incident", "incident", "event"))
        named = ((kind, id_) for kind, column, table in (*tables, *more) for id_ in self._ids(table, column, prefix))
        found = list(dict.fromkeys(named))
        exact = [match for match in found if match[1] == prefix]
        if len(found) == 1 or exact:
            return (exact or found)[0]
        if not found or not prefix:
            raise NotFoundError(f"nothing here has the id '{prefix}'.", str(self.folder), "dateline query lists ids.")
        hint = f"Which of these: {', '.join(id_ for _, id_ in found)}?"
        raise NotFoundError(f"'{prefix}' begins several ids.", str(self.folder), hint)

    def issues(self, document: str = "") -> Iterator[Issue]:
        """What could not be done, of everything or of one document, in a fixed order."""
        where, values = ("WHERE document = ?", (document,)) if document else ("", ())
        asked = f"SELECT record FROM issue {where} ORDER BY document, stage, record"  # noqa: S608 - written above
        return (msgspec.json.decode(record, type=Issue) for (record,) in self.connection.execute(asked, values))

    def runs(self) -> list[RunRow]:
        """Every build, oldest first."""
        return [RunRow(*row) for row in self.connection.execute("SELECT * FROM run ORDER BY id")]

    def definitions(self) -> dict[str, str]:
        """What the codebooks of the last build say of their categories, by `codebook.NAME/mode`."""
        row = self.connection.execute("SELECT manifest FROM run ORDER BY id DESC LIMIT 1").fetchone()
        try:
            return msgspec.json.decode(row[0], type=_Defining).definitions if row else {}
        except msgspec.DecodeError:
            return {}

    def coders(self) -> tuple[str, ...]:
        """The versions of the coders that made the records, in order."""
        rows = self.connection.execute("SELECT DISTINCT coder FROM document ORDER BY coder")
        return tuple(row[0] for row in rows)

    def state(self) -> str:
        """A hash of what is stored: equal for equal documents coded by equal coders, however they got here."""
        return self._hash("SELECT id, fingerprint, coder FROM document ORDER BY id")

    def view(self) -> str:
        """A hash of which records make which incident, which reports depend on which, and what people corrected."""
        told = (
            "SELECT event, incident, '' FROM membership",
            "SELECT document, origin, why FROM reprint",
            "SELECT event, printf('%09d', id), verdict || new FROM review",
        )
        return self._hash(f"{' UNION ALL '.join(told)} ORDER BY 1, 2, 3")

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """All that is read within is of one moment: what is written meanwhile is not seen."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:  # a fault of the file may have ended it
                self.connection.rollback()

    # Writing

    def standing(self, document: Document, coder: str) -> Outcome:
        """What writing this document would be; "same" means that it is there already."""
        return standing(self.connection, document, coder)

    def write(self, coded: Coded, *, coder: str, run: int) -> Outcome:
        """Store a document with all its events and issues, or nothing of it; writing it again changes nothing."""
        self.check_writable()
        try:
            return write(self.connection, coded, coder, run)
        except sqlite3.IntegrityError as fault:
            what = f"two records of the document share an id ({fault}), so none was stored."
            raise DataError(what, coded.document.id, "Please report this as a fault of the coder.") from None
        except sqlite3.OperationalError as fault:
            raise StoreError(f"the store cannot be written ({fault}).", str(self.folder), "Is the disk full?") from None

    def write_issue(self, issue: Issue, *, run: int) -> None:
        """Store what could not be done."""
        self.check_writable()
        write_issue(self.connection, issue, run)

    def remove(self, id: str) -> None:  # noqa: A002 - the record calls it so
        """Take a document out with its records and issues, and nothing else; raises NotFoundError.

        Fuse afterwards, so that the incidents are those of what is left. What people said of its records is kept.
        """
        self.check_writable()
        self.document(id)
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("DELETE FROM document WHERE id = ?", (id,))
        self.connection.execute("DELETE FROM issue WHERE document = ?", (id,))
        self.connection.execute("DELETE FROM second_reading WHERE document = ?", (id,))
        self.connection.execute("COMMIT")

    def begin_run(self, started: str, manifest: str) -> int:
        """Note that a build has begun; the number names it."""
        self.check_writable()
        self.connection.execute("UPDATE run SET state = 'interrupted' WHERE state = 'running'")  # killed: we are alone
        insert = "INSERT INTO run (started, state, manifest) VALUES (?, 'running', ?)"
        run = self.connection.execute(insert, (started, manifest)).lastrowid
        assert run is not None
        return run

    def end_run(self, run: int, finished: str, state: str, manifest: str) -> None:
        """Note how a build ended."""
        row = (finished, state, manifest, run)
        self.connection.execute("UPDATE run SET finished = ?, state = ?, manifest = ? WHERE id = ?", row)

    def _hash(self, asked: str) -> str:
        digest = hashlib.blake2b(digest_size=16)
        for row in self.connection.execute(asked):
            digest.update("\x1f".join(row).encode() + b"\n")
        return digest.hexdigest()

    def _asked(self, query: Query | str) -> Query:
        asked = Query.parse(query) if isinstance(query, str) else query
        if asked.cursor and asked.cursor not in self._ids("event", "id", asked.cursor):
            raise NotFoundError(f"the cursor names no event: '{asked.cursor}'.", str(self.folder))
        return asked

    def _ids(self, table: str, column: str, prefix: str) -> list[str]:
        """The first ids of a table that begin so."""
        begins = f"{column} >= ? AND {column} < ? ORDER BY 1 LIMIT {_SOME}"
        asked = f"SELECT DISTINCT {column} FROM {table} WHERE {begins}"  # noqa: S608 - named by `find`
        return [row[0] for row in self.connection.execute(asked, (prefix, prefix + "\U0010ffff"))]

    def check_writable(self) -> None:
        """Raise StoreError where the store is open for reading only."""
        if self._lock is None:
            raise StoreError("this store is open for reading only.", str(self.folder), "Open it with write=True.")


def open_store(path: str | Path) -> Store:
    """The store in a folder, for reading; raises NotFoundError, StoreError."""
    return Store.open(path)


def _results(store: Store, level: Level, query: Query | str, keys: Mapping[str, str | Sequence[str]]) -> Results:
    from dateline.store.results import Results, with_keys  # noqa: PLC0415 - loads Arrow, which a store does without

    return Results(store=store, level=level, query=with_keys(query, keys))


def _take(folder: Path) -> WriterLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        what = f"the folder of the store cannot be made ({fault.strerror})."
        raise StoreError(what, str(folder), "Give another --store.") from None
    lock = WriterLock(folder)
    lock.take()
    return lock


def _event(record: str) -> Event:
    return msgspec.json.decode(record, type=Event)


def _document(record: str, text: str) -> Document:
    return msgspec.structs.replace(msgspec.json.decode(record, type=Document), text=text)
