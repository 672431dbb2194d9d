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
