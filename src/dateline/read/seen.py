"""Which documents have been met already: on disk, so that a long run needs no memory for them."""

from __future__ import annotations

import sqlite3
from typing import Literal

Meeting = Literal["first", "again", "clash"]


class Seen:
    """Ids with the fingerprint of what they stood for, forgotten when closed."""

    def __init__(self) -> None:
        # "": a temporary file that SQLite removes; whoever reads on may do so in another thread than who began
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID")

    def meet(self, id_: str, fingerprint: str) -> Meeting:
        """Whether this id is new, is here again with the same content, or with another."""
        row = self._connection.execute("SELECT fingerprint FROM seen WHERE id = ?", (id_,)).fetchone()
        if row:
            return "again" if row[0] == fingerprint else "clash"
        self._connection.execute("INSERT INTO seen VALUES (?, ?)", (id_, fingerprint))
        return "first"

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()
