"""Everything a record says about one trigger, besides its type."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.coding.attribution import around, chain, find
from dateline.coding.background import Background
from dateline.coding.condition import condition
from dateline.coding.magnitude import fatalities, injured, size
from dateline.coding.parties import roles
from dateline.coding.spans import grow
from dateline.coding.status import status
from dateline.coding.when import by_rules as date_by_rules
from dateline.coding.when import date
from dateline.coding.where import by_rules as place_by_rules
from dateline.coding.where import place
from dateline.model import HAPPENED, Attribution, Magnitude, Parsed, Party, Place, Reason, Span, Status, When

VIOLENT = frozenset({"ASSAULT"})


class Slots(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it to whom, with what status, under what condition, who says so, how many.

    Parties, attributions, place and date carry text and offsets only: naming and resolving are later stages.
    """

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    status: Status = "actual"
    condition: Span | None = None
    attribution: tuple[Attribution, ...] = ()
    place: Place | None = None
    date: When | None = None
    fatalities: Magnitude | None = None
    injured: Magnitude | None = None
    size: Magnitude | None = None
    reasons: tuple[Reason, ...] = ()


class Filler:
    """Fills the slots of one document's triggers; what the document needs once is computed once."""

    def __init__(self, parsed: Parsed, *, learned: bool = True) -> None:
        self._parsed, self._learned = parsed, learned
        self._relations = find(parsed)
        self._background = Background(parsed)

    def fill(self, index: int, type_: str, mode: str | None) -> Slots:
        """The slots of the record whose trigger's head is token `index`, coded as `type_` and `mode`."""
        said = around(self._parsed, self._relations, index)
        speakers = [s.head for s in said[0].sources if s.head is not None] if said else []
        found = roles(self._parsed.parse, index, type_, mode, speakers)
        standing = status(self._parsed.parse, self._background, index, type_)
        when, where = self._scene(index, type_)
        harmful = type_ in VIOLENT and standing in HAPPENED
        return Slots(
            actors=self._parties(found.actors),
            recipients=self._parties(found.recipients),
            status=standing,
            condition=condition(self._parsed, index),
            place=where,
            date=when,
            fatalities=fatalities(self._parsed, index) if harmful else None,
            injured=injured(self._parsed, index) if harmful else None,
            size=size(self._parsed, index, (type_, mode), found.actors),
            attribution=chain(said[1:] if found.spoken else said),
            reasons=_reasons(actors=found.actors, recipients=found.recipients, place=where, date=when),
        )

    def _scene(self, index: int, type_: str) -> tuple[When | None, Place | None]:
        """Date and place: by learned choice, or by the rules alone, which is what the learned coder is advised by."""
        if self._learned:
            return date(self._parsed, index, type_), place(self._parsed, index, type_)
        return date_by_rules(self._parsed, index), place_by_rules(self._parsed, index, type_)

    def _parties(self, heads: Iterable[int]) -> tuple[Party, ...]:
        spans = (grow(self._parsed.parse, self._parsed.document.text, head) for head in heads)
        return tuple(Party(text=s.text, start=s.start, end=s.end) for s in spans)


def _reasons(**fields: object) -> tuple[Reason, ...]:
    """Why the fields that a reader would expect are empty: the text of the trigger's clause does not tell."""
    return tuple(Reason(name, "not stated") for name, value in fields.items() if not value)


def fill(parsed: Parsed, index: int, type_: str, mode: str | None) -> Slots:
    """The slots of one trigger; for many triggers of a document keep one `Filler`."""
    return Filler(parsed).fill(index, type_, mode)
