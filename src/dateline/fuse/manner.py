"""How an act was done, where only one of its mentions in a story tells: "the attack" of an airstrike is aerial."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dateline.model import Event, Reason, identified
from dateline.ontology import plover


def shared(events: Sequence[Event]) -> tuple[Event, ...]:
    """The linked records of a story, those without a mode with that of their incident's others, where it is but one."""
    modes: dict[tuple[str | None, str], set[str]] = {}
    for event in events:
        if event.mode is not None:
            modes.setdefault((event.incident, event.type), set()).add(event.mode)
    return tuple(_like(event, modes.get((event.incident, event.type), set())) for event in events)


def _like(event: Event, modes: set[str]) -> Event:
    return _done(event, next(iter(modes))) if event.mode is None and event.incident and len(modes) == 1 else event


def _done(event: Event, mode: str) -> Event:
    why = Reason("mode", f"{mode} by another mention of the same act in this story")
    kind = plover().kind(event.type, mode)
    return identified(replace(event, **kind.fields, reasons=(*event.reasons, why)))
