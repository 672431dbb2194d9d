"""The SQLite file of a store: its tables, its version, and how connections to it are opened.

    run       one row a build: when, in what state it ended, its manifest
    document  the current revision of every document, with its full text (indexed for full text with its title)
    event     the current records, whole as JSON, with the columns that queries filter and sort by
    mention   who and where a record names, as searchable words
    issue     what could not be done
    revision  earlier texts of a document that changed under its id, with the records they carried

`fingerprint` is the content hash of a document, `coder` that of everything that turned it into records.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dateline.errors import NotFoundError, StoreError

FILE = "store.sqlite"
VERSION = 1
APPLICATION = 0x444C4E45  # "DLNE", so that `file` and other tools know it
BUSY_MS = 10_000  # a reader's wait for a checkpoint; other writers are kept away by the lock, not by waiting

TABLES = """
CREATE TABLE run (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, state TEXT NOT NULL, manifest TEXT NOT NULL);
CREATE TABLE document (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, fingerprint TEXT NOT NULL,
  coder TEXT NOT NULL, run INTEGER NOT NULL, publishers TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  record TEXT NOT NULL);
CREATE TABLE event (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE, start INTEGER NOT NULL,
  type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, country TEXT, incident TEXT NOT NULL,
  day TEXT NOT NULL, back TEXT NOT NULL, first TEXT, last TEXT, record TEXT NOT NULL);
CREATE TABLE mention (
  event INTEGER NOT NULL REFERENCES event (key) ON DELETE CASCADE, role TEXT NOT NULL, words TEXT NOT NULL);
CREATE TABLE issue (id TEXT PRIMARY KEY, document TEXT NOT NULL, stage TEXT NOT NULL, run INTEGER NOT NULL,
  record TEXT NOT NULL);
CREATE TABLE revision (
  document TEXT NOT NULL, revision INTEGER NOT NULL, fingerprint TEXT NOT NULL, coder TEXT NOT NULL,
  run INTEGER NOT NULL, record TEXT NOT NULL, text TEXT NOT NULL, events TEXT NOT NULL,
  PRIMARY KEY (document, revision));
CREATE INDEX event_by_day ON event (day, document, start, id);
CREATE INDEX event_by_day_back ON event (back, document, start, id);
CREATE INDEX event_by_document ON event (document, start, id);
CREATE INDEX event_by_type ON event (type, mode, day);
CREATE INDEX event_by_incident ON event (incident);
CREATE INDEX mention_by_event ON mention (event, role);
CREATE INDEX issue_by_document ON issue (document);
CREATE VIRTUAL TABLE full_text USING fts5 (
  title, text, content='document', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
  INSERT INTO full_text (rowid, title, text) VALUES (new.key, new.title, new.text); END;
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
  INSERT INTO full_text (full_text, rowid, title, text) VALUES ('delete', old.key, old.title, old.text); END;
"""


def create(path: Path) -> sqlite3.Connection:
    """A connection for writing to the store's file, made with its tables where there is none; raises StoreError."""
    connection, version = _connect(path, path.as_uri())
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # survives kill -9; a power cut may cost the last documents
    if not version:
        connection.executescript(
            f"BEGIN;{TABLES}PRAGMA application_id = {APPLICATION};PRAGMA user_version = {VERSION};COMMIT;"
        )
    return connection


def attach(path: Path) -> sqlite3.Connection:
    """A read-only connection to an existing store, beside a writer or not; raises NotFoundError, StoreError."""
    if not path.is_file():
        raise NotFoundError("there is no store here.", str(path.parent), "Run: dateline build INPUT --store DIR")
    connection, version = _connect(path, path.as_uri() + "?mode=ro")
    if version:
        return connection
    connection.close()
    raise StoreError("this store was never finished being made.", str(path), "Build it again, or remove the file.")


def _connect(path: Path, uri: str) -> tuple[sqlite3.Connection, int]:
    """A connection, and the schema version of the file."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        return connection, _version(connection, path)
    except BaseException:
        connection.close()
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version found: VERSION, or 0 in an empty file; raises StoreError for anything else."""
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as fault:
        raise StoreError(f"the file is damaged ({fault}).", str(path), "Restore a copy, or build it again.") from None
    if not tables and not version:
        return 0
    if application != APPLICATION:
        raise StoreError("this is an SQLite file, but no Dateline store.", str(path), "Give another folder.")
    if version != VERSION:
        hint = "Use that version of Dateline, or build a new store from the same inputs."
        raise StoreError(f"the store has schema version {version}, and this Dateline reads {VERSION}.", str(path), hint)
    return VERSION
