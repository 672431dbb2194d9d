"""Words for states: "U.S.", "Iran", "Israeli". What else is a place cannot act as a modifier of an act."""

from __future__ import annotations

from functools import cache

from dateline.knowledge.names import key
from dateline.knowledge.tables import listed, rows


@cache
def _names() -> frozenset[str]:
    found = [
        name for row in rows("states.csv") for name in (row["name"], *listed(row["aliases"]), *listed(row["demonyms"]))
    ]
    return frozenset(key(name) for name in found)


def is_nation(word: str) -> bool:
    """Whether the word names a state or its people."""
    return key(word) in _names()
