"""Which records make an incident, as the store keeps it: membership, redirects, judgements, history, reprints."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from dateline.errors import NotFoundError
from dateline.model import MACHINE, Change, DocumentId, EventId, IncidentId, Judgement
from dateline.model.incident import Dependence
from dateline.store.store import Store

Pair = tuple[EventId, IncidentId]


class Reprint(msgspec.Struct, frozen=True, kw_only=True):
    """On which report a document depends, and how that is known; an original depends on itself and has no row."""

    document: DocumentId
    origin: DocumentId
    dependence: Dependence
    shared: float = 0.0
    why: str = ""


class Redirect(msgspec.Struct, frozen=True):
    """Where an incident went that was merged into another."""

    old: IncidentId
    new: IncidentId
    by: str
    at: str
    reason: str


class Member(msgspec.Struct, frozen=True):
    """A record's place in the current view; `part` names what that follows from."""

    event: EventId
    incident: IncidentId
    part: str


class Fusion(msgspec.Struct, frozen=True, kw_only=True):
    """All that a fusing changes: written at once, or not at all. `state` names what it was made from."""

    members: Iterable[Member]
    redirects: Iterable[Redirect]
    judgements: Iterable[Judgement]
    changes: Iterable[Change]
    reprints: Iterable[Reprint]
    state: str


# Reading


def current(store: Store, id: str) -> IncidentId:  # noqa: A002 - the record calls it so
    """The incident that an id means today: itself, or where it was merged into."""
    row = store.connection.execute("SELECT new FROM redirect WHERE old = ?", (id,)).fetchone()
    return IncidentId(row[0] if row else id)


def redirect(store: Store, id: str) -> Redirect | None:  # noqa: A002 - the record calls it so
    """Where an incident was merged into, by whom and why; None where it was not."""
    row = store.connection.execute("SELECT old, new, by, at, reason FROM redirect WHERE old = ?", (id,)).fetchone()
    return Redirect(*row) if row else None


def members(store: Store, id: str) -> tuple[EventId, ...]:  # noqa: A002 - the record calls it so
    """The records of an incident, redirected or not, by id; raises NotFoundError."""
    asked = "SELECT event FROM membership WHERE incident = ? ORDER BY event"
    found = tuple(EventId(row[0]) for row in store.connection.execute(asked, (current(store, id),)))
    if not found:
        raise NotFoundError(f"there is no incident '{id}'.", str(store.folder), "dateline incidents lists them.")
    return found


def ids(store: Store) -> Iterator[IncidentId]:
    """Every incident, by id."""
    rows = store.connection.execute("SELECT DISTINCT incident FROM membership ORDER BY incident")
    return (IncidentId(row[0]) for row in rows)


def incident_of(store: Store, event: str) -> IncidentId:
    """The incident of a record; raises NotFoundError where it has none yet."""
    row = store.connection.execute("SELECT incident FROM membership WHERE event = ?", (event,)).fetchone()
    if row is None:
        raise NotFoundError(f"the record '{event}' belongs to no incident.", str(store.folder), "Build, to fuse it.")
    return IncidentId(row[0])


def membership(store: Store) -> Iterator[Member]:
    """Every record that belongs to an incident, by id."""
    rows = store.connection.execute("SELECT event, incident, part FROM membership ORDER BY event")
    return (Member(*row) for row in rows)


def redirects(store: Store) -> Iterator[Redirect]:
    """Every id that leads on, by id."""
    rows = store.connection.execute("SELECT old, new, by, at, reason FROM redirect ORDER BY old")
    return (Redirect(*row) for row in rows)


def judgements(store: Store, *, machine: bool = False) -> Iterator[Judgement]:
    """People's judgements as they were made, or the machine's latest."""
    asked = f"SELECT record FROM judgement WHERE by {'=' if machine else '!='} ? ORDER BY key"  # noqa: S608 - two signs
    return (_judgement(row) for row in store.connection.execute(asked, (MACHINE,)))


def judged(store: Store, event: str) -> list[Judgement]:
    """Every judgement of a record, the machine's first."""
    asked = "SELECT record FROM judgement WHERE left = ? OR right = ? ORDER BY by != ?, key"
    return [_judgement(row) for row in store.connection.execute(asked, (event, event, MACHINE))]


def changes(store: Store, incident: str = "") -> Iterator[Change]:
    """What became of incidents, oldest first; of one of them, if named."""
    rows = store.connection.execute("SELECT record FROM change ORDER BY key")
    told = (msgspec.json.decode(row[0], type=Change) for row in rows)
    return (change for change in told if not incident or incident in (*change.old, *change.new))


def splits(store: Store) -> Iterator[Change]:
    """The changes by which one incident became several, oldest first."""
    rows = store.connection.execute("SELECT record FROM change WHERE what = 'split' ORDER BY key")
    return (msgspec.json.decode(row[0], type=Change) for row in rows)


def merged(store: Store) -> Iterator[tuple[IncidentId, tuple[EventId, ...]]]:
    """The incidents that went into another one, oldest first, with the records that they had."""
    rows = store.connection.execute("SELECT record FROM change WHERE what = 'merged' ORDER BY key")
    told = (msgspec.json.decode(row[0], type=Change) for row in rows)
    return ((change.old[0], change.events) for change in told if len(change.old) == 1)


def reprints(store: Store, documents: Iterable[str] | None = None) -> Iterator[Reprint]:
    """The documents that depend on another, by id; of those named, or all."""
    columns = "SELECT document, origin, dependence, shared, why FROM reprint"
    if documents is None:
        return (_reprint(row) for row in store.connection.execute(f"{columns} ORDER BY document"))
    rows = (store.connection.execute(f"{columns} WHERE document = ?", (id_,)).fetchone() for id_ in sorted(documents))
    return (_reprint(row) for row in rows if row)


def copies(store: Store, document: str) -> list[DocumentId]:
    """The documents that depend on one, by id."""
    rows = store.connection.execute("SELECT document FROM reprint WHERE origin = ? ORDER BY document", (document,))
    return [DocumentId(row[0]) for row in rows]


def fused_state(store: Store) -> str:
    """What the current view was made from; "" where nothing was fused yet."""
    row = store.connection.execute("SELECT state FROM fused").fetchone()
    return str(row[0]) if row else ""


# Writing


def judge(store: Store, made: Iterable[Judgement]) -> None:
    """Keep people's judgements; nothing is overwritten."""
    store.check_writable()
    store.connection.executemany(_JUDGE, [_judged(judgement) for judgement in made])


def keep(store: Store, fusion: Fusion) -> None:
    """Write a fusing whole: the view and the machine's judgements are replaced, people's and the history stay."""
    store.check_writable()
    connection = store.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        _keep(connection, fusion)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


_JUDGE = 'INSERT INTO judgement ("left", "right", by, verdict, at, record) VALUES (?, ?, ?, ?, ?, ?)'


def _keep(connection: sqlite3.Connection, fusion: Fusion) -> None:
    for table in ("membership", "reprint", "fused"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - named above
    connection.execute("DELETE FROM judgement WHERE by = ?", (MACHINE,))
    rows = ((m.event, m.incident, m.part) for m in fusion.members)
    connection.executemany("INSERT INTO membership (event, incident, part) VALUES (?, ?, ?)", rows)
    for one in fusion.redirects:  # what led to an id that leads on now goes all the way
        connection.execute("UPDATE redirect SET new = ? WHERE new = ?", (one.new, one.old))
        insert = "INSERT OR REPLACE INTO redirect (old, new, by, at, reason) VALUES (?, ?, ?, ?, ?)"
        connection.execute(insert, (one.old, one.new, one.by, one.at, one.reason))
    connection.execute("DELETE FROM redirect WHERE old IN (SELECT incident FROM membership)")  # what has its id back
    connection.executemany(_JUDGE, (_judged(judgement) for judgement in fusion.judgements))
    told = ((change.what, change.by, change.at, _json(change)) for change in fusion.changes)
    connection.executemany("INSERT INTO change (what, by, at, record) VALUES (?, ?, ?, ?)", told)
    copies = ((r.document, r.origin, r.dependence, r.shared, r.why) for r in fusion.reprints)
    insert = "INSERT INTO reprint (document, origin, dependence, shared, why) VALUES (?, ?, ?, ?, ?)"
    connection.executemany(insert, copies)
    connection.execute("INSERT INTO fused (key, state) VALUES (1, ?)", (fusion.state,))


def _judged(made: Judgement) -> tuple[str, ...]:
    return (made.left, made.right, made.by, made.verdict, made.at, _json(made))


def _judgement(row: tuple[str]) -> Judgement:
    return msgspec.json.decode(row[0], type=Judgement)


def _reprint(row: tuple[object, ...]) -> Reprint:
    return msgspec.convert(dict(zip(Reprint.__struct_fields__, row, strict=True)), Reprint)


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()


def spread(members: Iterable[Member]) -> Mapping[EventId, IncidentId]:
    """The membership as a mapping."""
    return {member.event: member.incident for member in members}
