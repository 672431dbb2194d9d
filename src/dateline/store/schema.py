"""The SQLite file of a store: its tables, its version, and how connections to it are opened.

    run       one row a build: when, in what state it ended, its manifest
    document  the current revision of every document, with its full text (indexed for full text with its title)
    event     the current records, whole as JSON, with the columns that queries filter and sort by
    mention   who and where a record names, as searchable words
    issue     what could not be done
    revision  earlier texts of a document that changed under its id, with the records they carried
    membership  which incident a record belongs to, as last fused; `part` names the judgements that say so
    redirect    where an incident went that was merged into another
    judgement   whether two records tell of one act: the machine's as last made, people's all of them
    change      what became of incidents, oldest first
    reprint     which report a document depends on
    fused       what all of these were made from, so that nothing is done twice
    review      what people found of single records, and the records that they added
    saved       queries under a name, and up to which generation what is new in each has been read
    second_reading  what a language model, asked as a second reader, found of records; one row a question

`fingerprint` is the content hash of a document, `coder` that of everything that turned it into records.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dateline.errors import NotFoundError, StoreError

FILE = "store.sqlite"
VERSION = 4
APPLICATION = 0x444C4E45  # "DLNE", so that `file` and other tools know it
BUSY_MS = 10_000  # a reader's wait for a checkpoint; other writers are kept away by the lock, not by waiting

_FIRST = """
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

_INCIDENTS = """
CREATE TABLE membership (event TEXT PRIMARY KEY, incident TEXT NOT NULL, part TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE redirect (
  old TEXT PRIMARY KEY, new TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE judgement (
  key INTEGER PRIMARY KEY, left TEXT NOT NULL, right TEXT NOT NULL, by TEXT NOT NULL, verdict TEXT NOT NULL,
  at TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE change (
  key INTEGER PRIMARY KEY, what TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE reprint (
  document TEXT PRIMARY KEY, origin TEXT NOT NULL, dependence TEXT NOT NULL, shared REAL NOT NULL,
  why TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE review (
  id INTEGER PRIMARY KEY, event TEXT NOT NULL, document TEXT NOT NULL, start INTEGER NOT NULL, quote TEXT NOT NULL,
  verdict TEXT NOT NULL, field TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, undoes INTEGER,
  by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, coder TEXT NOT NULL);
CREATE TABLE fused (key INTEGER PRIMARY KEY CHECK (key = 1), state TEXT NOT NULL);
CREATE INDEX membership_by_incident ON membership (incident);
CREATE INDEX redirect_by_new ON redirect (new);
CREATE INDEX judgement_by_left ON judgement (left, right);
CREATE INDEX judgement_by_right ON judgement (right);
CREATE INDEX judgement_by_author ON judgement (by);
CREATE INDEX review_by_event ON review (event);
CREATE INDEX review_by_document ON review (document);
"""
_SAVED = """
CREATE TABLE saved (
  name TEXT PRIMARY KEY, query TEXT NOT NULL, seen INTEGER NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
"""
_SECOND = """
CREATE TABLE second_reading (
  kind TEXT NOT NULL, document TEXT NOT NULL, event TEXT NOT NULL, part INTEGER NOT NULL, about TEXT NOT NULL,
  model TEXT NOT NULL, prompt TEXT NOT NULL, verdict TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (document, event, part, kind, model, prompt));
CREATE INDEX second_reading_by_verdict ON second_reading (verdict, event);
"""
TABLES = _FIRST + _INCIDENTS + _SAVED + _SECOND
MIGRATIONS = {1: _INCIDENTS, 2: _SAVED, 3: _SECOND}  # what makes the next version of a file of this one


def create(path: Path) -> sqlite3.Connection:
    """A connection for writing to the store's file, made where there is none, migrated where old; raises StoreError."""
    connection, version = _connect(path, path.as_uri())
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # survives kill -9; a power cut may cost the last documents
    if version != VERSION:
        _bring_up(connection, version, path)
    return connection


def _bring_up(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Make the tables that a file of an earlier version lacks, all or none; raises StoreError."""
    script = "".join(MIGRATIONS[step] for step in range(version, VERSION)) if version else TABLES
    stamps = f"PRAGMA application_id = {APPLICATION};PRAGMA user_version = {VERSION};"
    try:
        connection.executescript(f"BEGIN;{script}{stamps}COMMIT;")
    except sqlite3.DatabaseError as fault:
        connection.close()
        what = f"the store cannot be brought from schema version {version} to {VERSION} ({fault})."
        full = "Is the disk full? " if isinstance(fault, sqlite3.OperationalError) else ""
        hint = f"{full}Nothing was changed; build a new store from the same inputs."
        raise StoreError(what, str(path), hint) from None


def attach(path: Path) -> sqlite3.Connection:
    """A read-only connection to an existing store, beside a writer or not; raises NotFoundError, StoreError."""
    if not path.is_file():
        raise NotFoundError("there is no store here.", str(path.parent), "Run: dateline build INPUT --store DIR")
    connection, version = _connect(path, path.as_uri() + "?mode=ro")
    if version == VERSION:
        return connection
    connection.close()
    if version:
        what = f"the store has schema version {version}, and this Dateline reads {VERSION}."
        raise StoreError(what, str(path), f"Bring it up to date: dateline doctor --migrate {path.parent}")
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
    """The schema version found: VERSION, one that can be migrated, or 0 in an empty file; else raises StoreError."""
    try:
        connection.execute("BEGIN")  # one look: another process may be making the tables
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as fault:
        raise StoreError(f"the file is damaged ({fault}).", str(path), "Restore a copy, or build it again.") from None
    if not tables and not version:
        return 0
    if application != APPLICATION:
        raise StoreError("this is an SQLite file, but no Dateline store.", str(path), "Give another folder.")
    if version != VERSION and version not in MIGRATIONS:
        hint = "Use that version of Dateline, or build a new store from the same inputs."
        raise StoreError(f"the store has schema version {version}, and this Dateline reads {VERSION}.", str(path), hint)
    return int(version)
