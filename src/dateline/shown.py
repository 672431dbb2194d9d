"""Text of strangers made safe to show: no escape sequences, no reordered lines, no formulas in a spreadsheet."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Control characters but tab and line feed; marks that turn the direction of what follows (Unicode TR 9)
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text with every character that could act instead of being read replaced by U+FFFD."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(shown(text).split())


def cell(value: object) -> object:
    """A CSV cell that no spreadsheet takes for a formula: text that begins like one gets a quote (OWASP)."""
    if not isinstance(value, str):
        return value
    text = shown(value)
    runs = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)  # some programs trim a cell first
    return f"'{text}" if runs else text
