"""An act whose resolved day lies more than a year before the report is history, whatever its verb."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dateline.model import Event, Published, identified


def settled(events: Iterable[Event], published: Published | None) -> tuple[Event, ...]:
    """The records, those told as `actual` that are dated more than a year back as `historical`."""
    if published is None:
        return tuple(events)
    return tuple(_settled(event, published) for event in events)


def _settled(event: Event, published: Published) -> Event:
    old = event.status == "actual" and event.date is not None and published.is_long_after(event.date.last)
    return identified(replace(event, status="historical")) if old else event
