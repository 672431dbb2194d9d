"""What a watch has found and done, kept beside the store so that it can be stopped at any moment.

A feed's validators are written together with the stories that it named, or not at all: else a watch that died between
the two would be told "not modified" and never see them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import StoreError

FILE = "watch.sqlite"
VERSION = 1
FAR = 43_200.0  # seconds: nothing is put off for longer, so what is due later was put off by a clock that was wrong
Ended = Literal["done", "refused"]

_TABLES = f"""
BEGIN;
CREATE TABLE feed (
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, due REAL NOT NULL, failures INTEGER NOT NULL);
CREATE TABLE story (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, feed TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
  due REAL NOT NULL, content TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX story_by_state ON story (state, due);
CREATE INDEX story_by_content ON story (content);
PRAGMA user_version = {VERSION};
COMMIT;
"""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as it was last answered: its validators, when it may be asked again, how often in a row it failed."""

    url: str
    etag: str = ""
    modified: str = ""
    due: float = 0.0
    failures: int = 0


class Story(msgspec.Struct, frozen=True):
    """A story that is still to be fetched; `tries` counts those that failed."""

    key: str
    url: str
    tries: int


class Watched:
    """Open with `Watched.open`; the caller holds the store's lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> Watched:
        """What is known in a store's folder; raises StoreError where the file is damaged or of another version."""
        path = folder / FILE
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(connection, path)
        except sqlite3.DatabaseError as fault:
            connection.close()
            hint = "Remove it: every feed is then asked anew, and what the store has is not fetched again."
            raise StoreError(f"the file is damaged ({fault}).", str(path), hint) from None
        except StoreError:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def feed(self, url: str) -> Feed:
        """What is known of a feed."""
        row = self._connection.execute("SELECT * FROM feed WHERE url = ?", (url,)).fetchone()
        return Feed(url=url) if row is None else Feed(**dict(zip(Feed.__struct_fields__, row, strict=True)))

    def met(self, feed: Feed, stories: Iterable[tuple[str, str]] = ()) -> int:
        """Note how a feed was answered and what it named (key, address), all or nothing; how many of it are new."""
        row = (feed.url, feed.etag, feed.modified, feed.due, feed.failures)
        insert = "INSERT OR IGNORE INTO story VALUES (?, ?, ?, 'waiting', 0, 0, '', '')"
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?)", row)
            rows = ((key, url, feed.url) for key, url in stories)
            new = self._connection.executemany(insert, rows).rowcount
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
        return max(new, 0)

    def waiting(self, now: float, most: int) -> list[Story]:
        """Stories to be fetched now, as they were found."""
        asked = (
            "SELECT key, url, tries FROM story WHERE state = 'waiting' AND (due <= ? OR due > ?) ORDER BY rowid LIMIT ?"
        )
        return [Story(*row) for row in self._connection.execute(asked, (now, now + FAR, most))]

    def count(self, state: str = "waiting") -> int:
        """How many stories are in a state."""
        return int(self._connection.execute("SELECT count(*) FROM story WHERE state = ?", (state,)).fetchone()[0])

    def put_off(self, story: Story, due: float, reason: str) -> None:
        """It failed, and is tried again later."""
        update = "UPDATE story SET tries = tries + 1, due = ?, reason = ? WHERE key = ?"
        self._connection.execute(update, (due, reason, story.key))

    def end(self, key: str, state: Ended, reason: str = "") -> None:
        """Nothing is left to do for a story."""
        self._connection.execute("UPDATE story SET state = ?, reason = ? WHERE key = ?", (state, reason, key))

    def is_twin(self, key: str, content: str) -> bool:
        """Note what a story says; whether another one of its site says exactly that."""
        self._connection.execute("UPDATE story SET content = ? WHERE key = ?", (content, key))
        asked = "SELECT 1 FROM story WHERE content = ? AND key <> ? AND state <> 'refused' LIMIT 1"
        return self._connection.execute(asked, (content, key)).fetchone() is not None


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        raise StoreError(f"the watch has version {version}, and this Dateline reads {VERSION}.", str(path))
    connection.execute("PRAGMA journal_mode = WAL")
    if not version:
        connection.executescript(_TABLES)
