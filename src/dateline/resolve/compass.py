"""Sides of the compass in place phrases: "northern Syria", "the country's east", "the mainly Kurdish southeast"."""

from __future__ import annotations

import re

from dateline.model import Place, Span
from dateline.resolve.toponym import DESIGNATED

AFTER = re.compile(r"\b(?:of|in|near|where|that|which|from|with|along)\b")
_SIDE = re.compile(r"\b(?:(?:north|south)-?(?:east|west)?|east|west) ?$")
_EDGE = re.compile(r"\b((?:north|south)(?:east|west)?|east|west)(?:ern)?\b", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?(?: \w+)* ?$")
_BEFORE = re.compile(
    r"((?:north|south)-?(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central)(?:most)? (?:parts? of |of )?(?:the )?$",
    re.IGNORECASE,
)


def direction(place: Place, span: Span) -> str:
    """The part of the compass that a phrase means of what it names: "northern Syria", "Turkey's Kurdish southeast".

    None of "Pakistan's southwestern Balochistan province", which is all of it.
    """
    at = span.start - place.start
    found = _BEFORE.search(place.text[:at])
    if not found:
        return part_of(side(place.text))
    owned = _OWNED.search(place.text[: found.start()]) and DESIGNATED.search(place.text[at:])
    return "" if owned else found[1].lower()


def side(text: str) -> str:
    """The side of a state that a phrase means ("the mainly Kurdish southeast"), or ""; "the Middle East" is a name."""
    found = _SIDE.search(AFTER.split(text, maxsplit=1)[0])
    return found.group().strip() if found else ""


def part_of(text: str) -> str:
    """The part of the compass that a phrase without a name asks for ("the country's east"), as an adjective."""
    found = _EDGE.search(text)
    return f"{found[1].lower()}ern" if found else ""
