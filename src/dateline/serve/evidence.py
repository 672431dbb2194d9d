"""What a reader needs to check a record: where its slots stand in the text, who says so, what was left out and why.

Python counts code points and a browser UTF-16 units, so every offset is turned once, here, and nowhere else. The text
of a document reaches the page character for character, or a highlight would slip; what could act instead of being read
is exchanged for one harmless character each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from dateline.fuse.title import wordings
from dateline.model import Attribution, Document, Event, Magnitude, Party, Place, When
from dateline.serve.words import day, days
from dateline.shown import line

# Control characters, and marks that override the direction of what follows (Unicode TR 9). Marks that only say where a
# neutral sign belongs (LRM, RLM) are part of Arabic and Hebrew text; every block is isolated, so they cannot leave it.
_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

STANCES = {
    "asserts": "says",
    "confirms": "confirms",
    "denies": "denies",
    "doubts": "doubts",
    "expects": "expects",
    "relays": "passes on",
}
_STATUS = {
    "historical": "long ago",
    "future": "planned or expected",
    "hypothetical": "possible or conditional",
    "negated": "said not to have happened",
}


class Units:
    """Turns offsets in code points of one text into offsets in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]

    def __call__(self, offset: int) -> int:
        """The same place, counted as JavaScript counts."""
        return offset + bisect_left(self._wide, offset)

    def back(self, units: int) -> int:
        """The offset in code points of a place counted as JavaScript counts."""
        return units - bisect_left([at + before for before, at in enumerate(self._wide)], units)


def readable(text: str) -> str:
    """The text with nothing in it that acts; every character stays in its place."""
    return _ACTING.sub("\ufffd", text.replace("\r", " "))


# Where the slots stand


class _Standing(Protocol):
    """What stands in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Mark(NamedTuple):
    """A slot in the text: its letter, its name, its characters in code points."""

    letter: str
    name: str
    start: int
    end: int


NAMES = {
    "T": "what was done",
    "A": "who",
    "R": "to whom",
    "S": "who says so",
    "P": "where",
    "D": "when",
    "C": "on what condition",
    "N": "number",
}


def marks(event: Event) -> list[Mark]:
    """The marks of every slot that stands in the text, in text order; days that no word tells have none."""
    found = (Mark(letter, NAMES[letter], part.start, part.end) for letter, part in _parts(event) if part)
    return sorted((mark for mark in found if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))


def _parts(event: Event) -> Iterator[tuple[str, _Standing | None]]:
    yield "T", event.trigger
    yield from (("A", party) for party in event.actors)
    yield from (("R", party) for party in event.recipients)
    yield from (("S", source) for source in event.attribution)
    yield from (("P", event.place), ("D", event.date), ("C", event.condition))
    yield from (("N", number) for number in (event.fatalities, event.injured, event.size))


# Who says so


class Link(NamedTuple):
    """One link of the chain from the publisher to the claim; `about` says what it is."""

    who: str
    about: str = ""
    verb: str = ""  # what this source does with the claim: says, denies


def chain(event: Event, document: Document) -> list[Link]:
    """Who says so, the publisher first, the one nearest to the claim last."""
    links = [Link(line(document.publisher) or "this document", "report")]
    if document.original_publisher and document.original_publisher != document.publisher:
        links.append(Link(line(document.original_publisher), "original report"))
    return links + [_link(source) for source in reversed(event.attribution)]


def _link(source: Attribution) -> Link:
    named = f" = {line(source.name)}" if source.name and source.name != source.text else ""
    kinds = ("unnamed source" if source.anonymous else "source", line(source.medium or ""))
    return Link(f"“{line(source.text)}”{named}", ", ".join(kind for kind in kinds if kind), STANCES[source.stance])


def claim(event: Event) -> str:
    """The record in words: RSF attacked civilians."""
    table = wordings()
    words = table.get((event.type, event.mode)) or table[event.type, None]
    who, whom = _names(event.actors) or "somebody not named", _names(event.recipients)
    done = f"{who} {words.did}" + (f" {words.toward}".rstrip() + f" {whom}" if whom else "")
    status = f" — {_STATUS[event.status]}" if event.status in _STATUS else ""
    return done[:1].upper() + done[1:] + status


def _names(parties: tuple[Party, ...]) -> str:
    return " and ".join(dict.fromkeys(line(party.name or party.text) for party in parties))


# The slots in words


class Told(NamedTuple):
    """One slot as a card shows it: as written, and as it was understood."""

    letter: str
    label: str
    text: str
    known: str = ""


def told(event: Event) -> Iterator[Told]:
    """The slots of a record that hold something."""
    yield from (Told("A", "who", line(party.text), _party(party)) for party in event.actors)
    yield from (Told("R", "to whom", line(party.text), _party(party)) for party in event.recipients)
    if event.place:
        yield Told("P", "where", line(event.place.text), _place(event.place))
    if event.date:
        yield Told("D", "when", line(event.date.text), _when(event.date))
    if event.condition:
        yield Told("C", "if", line(event.condition.text))
    numbers = (("killed", event.fatalities), ("injured", event.injured), ("size", event.size))
    yield from (Told("N", label, line(number.text), _number(number)) for label, number in numbers if number)


def _party(party: Party) -> str:
    parts = (party.name if party.name != party.text else "", party.country, party.sector)
    return line(" · ".join(part for part in parts if part))


def _place(place: Place) -> str:
    parts = (place.name if place.name != place.text else "", place.country, place.precision)
    return line(" · ".join(part for part in parts if part))


def _when(when: When) -> str:
    return days(when.first, when.last) or "not resolved"


def _number(number: Magnitude) -> str:
    if number.low == number.high:
        return f"{number.low:,}" if number.low is not None else ""
    low, high = (None if bound is None else f"{bound:,}" for bound in (number.low, number.high))
    return f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"


# One sentence, cut for quoting


class Excerpt(NamedTuple):
    """A sentence around the words that carry a value, as a quotation shows it."""

    before: str
    marked: str
    after: str


LONGEST = 600  # characters of a quotation: a page that was read as one sentence must not fill the screen


def excerpt(document: Document, event: Event, start: int, end: int) -> Excerpt:
    """The record's sentence with some characters of it apart; characters elsewhere are quoted on their own."""
    first, last = event.sentence.start, event.sentence.end
    if not first <= start <= end <= last:
        first, last = max(0, start - 80), min(len(document.text), end + 80)
    first, last = max(first, start - LONGEST), min(last, end + LONGEST)
    text = document.text
    return Excerpt(readable(text[first:start]), readable(text[start:end]), readable(text[end:last]))


def published(document: Document) -> str:
    """When a report was published, in words."""
    return day(document.published.value) if document.published else ""
