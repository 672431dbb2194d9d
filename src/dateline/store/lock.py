"""One writer at a time, told apart from readers: a lock that the system drops when its holder dies."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from pathlib import Path

from dateline.errors import StoreBusyError

FILE = "writer.lock"
HOLDER = "writer.json"


class WriterLock:
    """Held from `take` to `drop`. An SQLite file kept in an exclusive transaction: no stale lock files, any system."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: sqlite3.Connection | None = None

    def take(self) -> None:
        """Become the one writer; raises StoreBusyError, saying who holds the store and what to do."""
        connection = sqlite3.connect(self._folder / FILE, isolation_level=None, timeout=0)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            raise self._busy() from None
        self._connection = connection
        holder = {"pid": os.getpid(), "host": platform.node()}
        (self._folder / HOLDER).write_text(json.dumps(holder), "utf-8")

    def drop(self) -> None:
        """Let others write; harmless where nothing is held."""
        if self._connection is not None:
            (self._folder / HOLDER).unlink(missing_ok=True)
            self._connection.close()
            self._connection = None

    def _busy(self) -> StoreBusyError:
        try:
            holder = json.loads((self._folder / HOLDER).read_text("utf-8"))
            who = f"process {holder['pid']} on {holder['host']}"
        except (OSError, ValueError, KeyError):
            who = "another process"
        hint = "Wait until it ends, or stop it; reading is possible meanwhile."
        return StoreBusyError(f"{who} is writing to this store.", str(self._folder), hint)
