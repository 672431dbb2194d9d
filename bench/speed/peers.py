"""Figures that others publish of themselves, for a table beside ours."""

from __future__ import annotations

from typing import NamedTuple


class Peer(NamedTuple):
    """A coder, the seconds that it takes for a text, what that is, and who says so where."""

    name: str
    seconds: float
    text: str
    source: str


PEERS = (
    Peer("NGEC-2025, i9-12900K", 12.2, "story", "its RUNNING.md and model card"),
    Peer("NGEC-2025, RTX 4090", 1.0, "story", "the same"),
    Peer("PETRARCH2, a cloud machine", 3.6, "story", "its README: 1,000 stories an hour"),
    Peer("UniversalPetrarch, one processor of ours", 1 / 77, "sentence", "run by us, end to end, with its UD parser"),
)


def beside(ours: dict[str, float]) -> str:
    """A table of seconds a text; `ours` are stories a second by what they were measured on."""
    own = [Peer(f"Dateline, {where}", 1 / rate, "story", "measured now") for where, rate in ours.items()]
    rows = [f"{peer.name:<42} {peer.seconds:8.3f} s a {peer.text:<9} {peer.source}" for peer in (*own, *PEERS)]
    return "\n".join(["peers      each by its own figures, on machines of their own", *(f"  {row}" for row in rows)])
