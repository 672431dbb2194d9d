"""Typed ids. Every id is a content hash: the same on any machine, worker and hash seed."""

from __future__ import annotations

import hashlib
from typing import NewType

DocumentId = NewType("DocumentId", str)
EventId = NewType("EventId", str)
IncidentId = NewType("IncidentId", str)
EntityId = NewType("EntityId", str)

SEPARATOR = "\x1f"  # ASCII unit separator: cannot be typed into a title


def content_hash(*parts: str, size: int = 10) -> str:
    """Hex BLAKE2b digest of `parts`, `size` bytes long; parts are kept apart, so ("a", "b") is not ("ab",)."""
    data = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=size).hexdigest()


UNLISTED = "m:"  # opens the id of an actor that is named but in no table


def unlisted_id(name: str, country: str) -> EntityId:
    """The id of an actor whom no table knows, so that he can be counted and merged: by key of the name, and country."""
    return EntityId(UNLISTED + content_hash(name, country, size=6))


def is_listed(entity: str | None) -> bool:
    """Whether an id is of an actor of the tables: ids of unlisted ones differ where the spelling does."""
    return bool(entity) and not str(entity).startswith(UNLISTED)
