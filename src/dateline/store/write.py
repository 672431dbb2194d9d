"""Records into the tables: one document with all its events in one transaction, or nothing of it.

A document is known by its id. The same content under the same coder is left alone. The same content under another
coder is coded anew: the new records replace the old ones, which that coder can make again. Other content under a known
id is a new revision: it replaces the earlier one, whose text and records are kept in the table `revision`. Records that
a person added stand beside the coder's as long as the text still has their words.
"""

from __future__ import annotations

import sqlite3
from typing import Literal

import msgspec

from dateline.model import Coded, Document, Issue, content_hash
from dateline.store.additions import follow
from dateline.store.insert import insert
from dateline.store.words import index

Outcome = Literal["added", "revised", "recoded", "same"]

_INSERT_DOCUMENT = """INSERT INTO document (id, revision, fingerprint, coder, run, publishers, title, text, record)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_KEEP = """INSERT INTO revision SELECT id, revision, fingerprint, coder, run, record, text,
coalesce((SELECT group_concat(record, char(10)) FROM (SELECT record FROM event WHERE event.document = document.id
ORDER BY start, id)), '') FROM document WHERE id = ?"""


def fingerprint(document: Document) -> str:
    """Content hash of everything that a document says, but not of where it was read."""
    told = msgspec.structs.replace(document, source="")
    return content_hash(msgspec.json.encode(told).decode())


def standing(connection: sqlite3.Connection, document: Document, coder: str) -> Outcome:
    """What writing this document would be."""
    row = connection.execute("SELECT fingerprint, coder FROM document WHERE id = ?", (document.id,)).fetchone()
    if row is None:
        return "added"
    if row[0] != fingerprint(document):
        return "revised"
    return "same" if row[1] == coder else "recoded"


def write(connection: sqlite3.Connection, coded: Coded, coder: str, run: int) -> Outcome:
    """Store a document with its events and issues; all or nothing."""
    document = coded.document
    outcome = standing(connection, document, coder)
    if outcome == "same":
        return outcome
    connection.execute("BEGIN IMMEDIATE")
    try:
        _replace(connection, coded, outcome, coder, run)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return outcome


def write_issue(connection: sqlite3.Connection, issue: Issue, run: int) -> None:
    """Store an issue; the same issue again only moves to the newer run."""
    key = content_hash(issue.stage, issue.where, issue.reason, issue.document)
    row = (key, issue.document, issue.stage, run, _json(issue))
    connection.execute("INSERT OR REPLACE INTO issue (id, document, stage, run, record) VALUES (?, ?, ?, ?, ?)", row)


def _replace(connection: sqlite3.Connection, coded: Coded, outcome: Outcome, coder: str, run: int) -> None:
    document = coded.document
    found = connection.execute("SELECT revision FROM document WHERE id = ?", (document.id,)).fetchone()
    revision = (found[0] if found else 1) + (outcome == "revised")
    if outcome == "revised":
        connection.execute(_KEEP, (document.id,))
    connection.execute("DELETE FROM document WHERE id = ?", (document.id,))
    connection.execute("DELETE FROM issue WHERE document = ? AND stage != 'read'", (document.id,))
    connection.execute(_INSERT_DOCUMENT, _document_row(document, revision, coder, run))
    for event in coded.events:
        insert(connection, event, document)
    follow(connection, document)
    for issue in coded.issues:
        write_issue(connection, issue, run)


def _document_row(document: Document, revision: int, coder: str, run: int) -> tuple[str | int, ...]:
    publishers = index((document.publisher, document.original_publisher))
    record = _json(msgspec.structs.replace(document, text=""))  # the text has its own column
    known = (document.id, revision, fingerprint(document), coder, run)
    return (*known, publishers, document.title, document.text, record)


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()
