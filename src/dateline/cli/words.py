"""Records in words: what a reader sees instead of codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model import Attribution, Document, Event, Magnitude, Party, Place, When

_NOT_ACTUAL = {"future": "◇", "hypothetical": "◇", "negated": "⊘"}


def kind(event: Event) -> str:
    """Type and mode: "ASSAULT/drone"."""
    return f"{event.type}/{event.mode}" if event.mode else event.type


def mark(event: Event) -> str:
    """One sign for how sure a reader may be: ● told as fact, ◐ claimed by a source, ≠ claimed and denied, ⊘, ▲, ◇."""
    stances = {source.stance for source in event.attribution}
    if "denies" in stances:
        return "≠" if stances - {"denies"} else "⊘"
    if event.status in _NOT_ACTUAL or event.condition:
        return _NOT_ACTUAL.get(event.status, "◇")
    if event.type == "THREATEN":
        return "▲"
    return "◐" if event.attribution else "●"


def marked_status(event: Event) -> str:
    """The status with its sign."""
    return f"{mark(event)} {event.status}"


def names(parties: Iterable[Party]) -> str:
    """Parties by their canonical names, as written where there is none."""
    return ", ".join(party.name or party.text for party in parties)


def place(where: Place | None) -> str:
    """A place by its canonical name, with its country."""
    if where is None:
        return ""
    return f"{where.name or where.text}{f' ({where.country})' if where.country else ''}"


def days(when: When | None) -> str:
    """An interval of days; "" where none is known."""
    if when is None or not (when.first or when.last):
        return ""
    first, last = when.first or "", when.last or ""
    if first == last:
        return first
    shared = 5 if first[:4] == last[:4] else 0  # 2024-08-05…08-11
    return f"{first}…{last[shared:]}"


def date(event: Event, document: Document) -> str:
    """When it took place, or that it was published at the latest."""
    published = document.published
    return days(event.date) or (f"≤ {published.value[:10]}" if published else "")


def sources(event: Event, document: Document) -> str:
    """Who says so, nearest to the claim first; the publisher where nobody else is named."""
    told = (f"denied by {s.text}" if s.stance == "denies" else s.name or s.text for s in event.attribution)
    return "; ".join(told) or document.publisher or document.original_publisher


def chain(event: Event, document: Document) -> str:
    """Who says so, from the publisher to the one nearest to the claim."""
    publishers = [name for name in (document.publisher, document.original_publisher) if name] or ["the document"]
    return " ← ".join(publishers + [source(s) for s in reversed(event.attribution)])


def source(told: Attribution) -> str:
    """One link of the chain: “a U.S. official” (unnamed) denies it (“denied”, told Axios)."""
    who = f"“{told.text}”" + (f" = {told.name}" if told.name and told.name != told.text else "")
    unnamed = " (unnamed)" if told.anonymous else ""
    how = ", ".join(part for part in (f"“{told.cue}”" if told.cue else "", told.medium or "") if part)
    return f"{who}{unnamed} {told.stance} it" + (f" ({how})" if how else "")


def party(one: Party) -> str:
    """A party as written, and who that is."""
    known = ", ".join(part for part in (one.name, one.country, one.sector) if part and part != one.text)
    return f"{one.text} = {known}" if known else one.text


def location(where: Place) -> str:
    """A place as written, and which one that is, with the precision of its point."""
    point = f"{where.latitude:.2f}, {where.longitude:.2f}" if None not in (where.latitude, where.longitude) else ""
    known = "; ".join(part for part in (place(where), point, where.precision or "") if part)
    return f"{where.text} = {known}" if known != where.text else where.text


def number(told: Magnitude) -> str:
    """A count as written, and its bounds."""
    low, high = ("?" if bound is None else str(bound) for bound in (told.low, told.high))
    return f"{told.text} = {low}" if low == high else f"{told.text} = {low} to {high}"


def many(count: int, what: str) -> str:
    """A number of things: 1 event, 1,204 events."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
