"""What people found of single records: an append-only log, and the records as they stand after it.

A review accepts, rejects, doubts or puts right one slot of a record, or adds one that the machine missed (see
`dateline.store.additions`); a further row takes one back. The machine's
records are never touched: the *effective* record is the machine's with every fix that still stands. Reviews outlive a
rebuild: one belongs to the record with its event id or, where the coder no longer makes that record, to the one on the
same trigger. A review that finds neither is told as `unanchored`, and never silently dropped.
"""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import NotFoundError, StoreBusyError, UsageError
from dateline.model import Document, DocumentId, Event, EventId
from dateline.store import schema
from dateline.store.additions import follow
from dateline.store.slots import put, slot, taken

Verdict = Literal["accept", "reject", "unsure", "fix", "add", "undo"]
DECISIONS: tuple[Verdict, ...] = ("accept", "reject", "unsure")

_COLUMNS = "id, event, document, start, quote, verdict, field, old, new, undoes, by, at, reason, coder"
_STANDING = "id NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL) AND verdict != 'undo'"


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the log. `old` and `new` are JSON: of a fix the slot's fields, of a decision type and mode.

    Of an addition `new` is the whole record, and "" the old one.

    `start` and `quote` are the record's trigger: what the review holds on to when the event id changes. `at` is ISO
    8601 in UTC; rows of one moment by one person were one act of theirs, and are undone together.
    """

    event: EventId
    document: DocumentId
    start: int
    quote: str
    verdict: Verdict
    field: str = ""
    old: str = ""
    new: str = ""
    undoes: int | None = None
    by: str
    at: str
    reason: str = ""
    coder: str = ""
    id: int = 0  # its number in the log, 0 before it is there


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A record with what people found of it: `verdict` is "" where nobody has decided."""

    machine: Event
    event: Event  # the effective record
    verdict: Literal["accept", "reject", "unsure", ""] = ""
    reviews: tuple[Review, ...] = ()


class Author(msgspec.Struct, frozen=True):
    """Who reviews, and when."""

    by: str
    at: str

    def __post_init__(self) -> None:
        """An audit log without names is none."""
        if not self.by.strip():
            raise UsageError("a review needs the name of who made it.", "review", "Give your name.")


def account() -> str:
    """The name of the account that runs this: who reviews where nobody says who."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        return "reviewer"


# What to append


def decision(event: Event, verdict: str, author: Author, reason: str = "") -> Review:
    """A record accepted, rejected or doubted as a whole; raises UsageError for another verdict."""
    if verdict not in DECISIONS:
        raise UsageError(f"'{verdict}' is no verdict on a record.", "review", f"Known are: {', '.join(DECISIONS)}.")
    kind = taken(event, slot("did"))
    return _of(event, author, verdict=verdict, old=kind, new=kind, reason=reason)


def fix(before: Event, after: Event, key: str, author: Author, reason: str = "") -> Review:
    """One slot put right."""
    of = slot(key)
    return _of(before, author, verdict="fix", field=key, old=taken(before, of), new=taken(after, of), reason=reason)


def addition(event: Event, author: Author, reason: str = "") -> Review:
    """A record that the machine missed."""
    return _of(event, author, verdict="add", new=msgspec.json.encode(event).decode(), reason=reason)


def _of(event: Event, author: Author, **told: str) -> Review:
    anchor = {"event": event.id, "document": event.document, "start": event.trigger.start, "quote": event.trigger.text}
    return msgspec.convert({"old": ""} | anchor | told | {"by": author.by.strip(), "at": author.at}, Review)


# The log


@contextmanager
def log(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection that may append to a store's log, also while a build is writing; one transaction.

    Raises NotFoundError, StoreError, and StoreBusyError where the file stays locked for longer than a person waits.
    """
    path = (folder / schema.FILE).absolute()
    schema.attach(path).close()  # is it a store of this version?
    connection = sqlite3.connect(path.as_uri() + "?mode=rw", uri=True, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.OperationalError as fault:
        raise StoreBusyError(f"the store could not be written ({fault}).", str(folder), "Try again.") from None
    finally:
        connection.close()  # rolls back what was not committed


def append(connection: sqlite3.Connection, reviews: Iterable[Review]) -> list[Review]:
    """Write rows, and return them with their numbers and the coder whose records they are of."""
    return [_append(connection, review) for review in reviews]


def _append(connection: sqlite3.Connection, review: Review) -> Review:
    row = connection.execute("SELECT coder, record, text FROM document WHERE id = ?", (review.document,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no document '{review.document}'.", "review")
    coder, record, text = row
    made = _written(connection, msgspec.structs.replace(review, coder=coder))
    if review.verdict in ("add", "undo"):
        follow(connection, msgspec.structs.replace(msgspec.json.decode(record, type=Document), text=text))
    return made


def _written(connection: sqlite3.Connection, made: Review) -> Review:
    held = msgspec.structs.asdict(made)
    names = _COLUMNS.partition(", ")[2]
    marks = ", ".join(f":{name}" for name in names.split(", "))
    number = connection.execute(f"INSERT INTO review ({names}) VALUES ({marks})", held).lastrowid  # noqa: S608
    return msgspec.structs.replace(made, id=number or 0)


def undo(connection: sqlite3.Connection, author: Author) -> list[Review]:
    """Take back the last act of this person that still stands; the rows taken back, none where there are none."""
    last = f"SELECT at FROM review WHERE by = ? AND {_STANDING} ORDER BY id DESC LIMIT 1"  # noqa: S608
    found = f"SELECT {_COLUMNS} FROM review WHERE by = ? AND {_STANDING} AND at = ({last}) ORDER BY id"  # noqa: S608
    return _taken_back(connection, [_review(row) for row in connection.execute(found, (author.by, author.by))], author)


def take_back(connection: sqlite3.Connection, number: int, author: Author) -> list[Review]:
    """Take back one row, whoever wrote it; raises NotFoundError where it does not stand."""
    return _taken_back(connection, [found(connection, number)], author)


def _taken_back(connection: sqlite3.Connection, rows: list[Review], author: Author) -> list[Review]:
    append(connection, (_undoing(review, author) for review in rows))
    return rows


def _undoing(review: Review, author: Author) -> Review:
    back: dict[str, object] = {"verdict": "undo", "undoes": review.id, "old": review.new, "new": review.old}
    return msgspec.structs.replace(review, **back, by=author.by, at=author.at, reason="", id=0)


def history(connection: sqlite3.Connection, *, document: str = "", event: str = "") -> list[Review]:
    """Every row, or those of a document or an event, oldest first: also what was taken back."""
    return _rows(connection, "1", document, event)


def latest(connection: sqlite3.Connection, number: int) -> list[Review]:
    """The last rows, newest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM review ORDER BY id DESC LIMIT ?", (number,))  # noqa: S608
    return [_review(row) for row in rows]


def found(connection: sqlite3.Connection, number: int) -> Review:
    """A row that still stands; raises NotFoundError."""
    asked = f"SELECT {_COLUMNS} FROM review WHERE id = ? AND {_STANDING}"  # noqa: S608
    row = connection.execute(asked, (number,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no review {number}, or it was taken back.", "review")
    return _review(row)


def standing(connection: sqlite3.Connection, *, document: str = "", event: str = "") -> list[Review]:
    """The rows that still stand, oldest first."""
    return _rows(connection, _STANDING, document, event)


def _rows(connection: sqlite3.Connection, which: str, document: str, event: str) -> list[Review]:
    asked = {name: value for name, value in (("document", document), ("event", event)) if value}
    where = " AND ".join([which, *(f"{name} = :{name}" for name in asked)])
    rows = connection.execute(f"SELECT {_COLUMNS} FROM review WHERE {where} ORDER BY id", asked)  # noqa: S608
    return [_review(row) for row in rows]


def _review(row: tuple[object, ...]) -> Review:
    return msgspec.convert(dict(zip(_COLUMNS.split(", "), row, strict=True)), Review)


# The records after it


def judged(events: Iterable[Event], reviews: Iterable[Review]) -> list[Judged]:
    """The records of one document, each with the reviews that are of it, in order."""
    records = list(events)
    held: dict[str, list[Review]] = {event.id: [] for event in records}
    for review in reviews:
        if (target := anchor(review, records)) is not None:
            held[target.id].append(review)
    return [_judged(event, held[event.id]) for event in records]


def unanchored(events: Iterable[Event], reviews: Iterable[Review]) -> list[Review]:
    """The reviews of a document that are of none of its records any more."""
    records = list(events)
    return [review for review in reviews if anchor(review, records) is None]


def anchor(review: Review, events: Iterable[Event]) -> Event | None:
    """The record that a review is of: by id, else on the same trigger; a decision only where the kind is the same."""
    records = list(events)
    by_id = next((event for event in records if event.id == review.event), None)
    if by_id or review.verdict == "undo":
        return by_id
    there = [e for e in records if (e.trigger.start, e.trigger.text) == (review.start, review.quote)]
    same = [event for event in there if taken(event, slot("did")) == review.old]
    loose = there if review.verdict == "fix" else []
    return next(iter([*same, *loose]), None)


def of_document(connection: sqlite3.Connection, document: str) -> list[Judged]:
    """The current records of a document, in text order, each with the reviews that are of it."""
    rows = connection.execute("SELECT record FROM event WHERE document = ? ORDER BY start, id", (document,))
    events = [msgspec.json.decode(record, type=Event) for (record,) in rows]
    return judged(events, standing(connection, document=document))


def of_event(connection: sqlite3.Connection, event: Event) -> Judged:
    """A current record with the reviews that are of it; raises NotFoundError."""
    for one in of_document(connection, event.document):
        if one.machine.id == event.id:
            return one
    raise NotFoundError(f"there is no event '{event.id}'.", "review")


def corrected(connection: sqlite3.Connection, events: Iterable[Event]) -> Iterator[Event]:
    """The effective records, without those that were rejected: what corrections leave of what the machine found.

    Costs one look into an index for each document that nobody has reviewed.
    """
    for event in events:
        touched = connection.execute("SELECT 1 FROM review WHERE document = ? LIMIT 1", (event.document,)).fetchone()
        one = of_event(connection, event) if touched else None
        if one is None or one.verdict != "reject":
            yield one.event if one else event


def _judged(event: Event, reviews: list[Review]) -> Judged:
    record = event
    verdict: Literal["accept", "reject", "unsure", ""] = ""
    for review in reviews:
        if review.verdict == "fix":
            record = put(record, slot(review.field), review.new)
        elif review.verdict != "undo":
            verdict = "accept" if review.verdict == "add" else review.verdict
    return Judged(machine=event, event=record, verdict=verdict, reviews=tuple(reviews))
