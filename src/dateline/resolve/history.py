"""An act whose resolved day lies more than a year before the report is history, whatever its verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from dateline.model import Event, Published, identified

YEAR = timedelta(days=365)


def settled(events: Iterable[Event], published: Published | None) -> tuple[Event, ...]:
    """The records, those told as `actual` that are dated more than a year back as `historical`."""
    if published is None or published.day is None:
        return tuple(events)
    day = date.fromisoformat(published.day)
    return tuple(identified(replace(event, status="historical")) if _is_old(event, day) else event for event in events)


def _is_old(event: Event, published: date) -> bool:
    if event.status != "actual" or event.date is None or event.date.last is None:
        return False
    return published - date.fromisoformat(event.date.last) > YEAR
