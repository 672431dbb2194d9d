"""What SQLite and the disk say against a store, in one sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Raise StoreError for whatever befalls a store in the `with` block."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        raise store_error(fault, str(folder)) from fault
    except OSError as fault:
        if fault.errno not in _FULL:
            raise
        hint = "Make room and do the same again: what is stored is whole."
        raise StoreError("the disk is full.", str(folder), hint) from fault


def store_error(fault: sqlite3.DatabaseError, where: str) -> StoreError:
    """A fault of SQLite's as ours: the disk, or damage."""
    if isinstance(fault, sqlite3.OperationalError):
        hint = "Is the disk full? Make room and do the same again: what is stored is whole."
        return StoreError(f"the store cannot be read or written ({fault}).", where, hint)
    hint = "Restore a backup, or build a new store from the same inputs; dateline doctor --store tells more."
    return StoreError(f"the store is damaged ({fault}).", where, hint)
