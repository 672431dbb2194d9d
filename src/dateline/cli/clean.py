"""Text of strangers fitted into a terminal; `dateline.shown` makes it safe."""

from __future__ import annotations

import unicodedata

from dateline.shown import cell, line, shown

__all__ = ["cell", "fit", "line", "shown"]


def fit(text: str, width: int) -> str:
    """The text on one line, cut or padded to so many columns of a terminal."""
    flat = line(text)
    if _columns(flat) > width:
        while _columns(flat) > width - 1:
            flat = flat[:-1]
        flat += "…"
    return flat + " " * (width - _columns(flat))


def _columns(text: str) -> int:
    return sum(_column(c) for c in text)


def _column(c: str) -> int:
    return 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
