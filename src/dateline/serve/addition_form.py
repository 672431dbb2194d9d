"""The form by which a person adds a record that the machine missed, as far as it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from pydantic import BaseModel

from dateline.model import Document, Event, Status
from dateline.ontology import plover
from dateline.run.addition import Draft
from dateline.serve.evidence import Units, claim, readable
from dateline.serve.items import mentions
from dateline.store.slots import SLOTS, written

_TEXT = ("did", "who", "whom", "where", "when", "says")


class Given(BaseModel):
    """What the form brings. `at` counts UTF-16 units: the words are looked for from there on; None where it is shut."""

    at: int | None = None
    trigger: str = ""
    did: str = ""
    status: str = "actual"
    who: str = ""
    whom: str = ""
    where: str = ""
    when: str = ""
    says: str = ""
    same: str = ""
    reason: str = ""

    def draft(self, text: str) -> Draft:
        """The same, counted as records count."""
        slots = {slot.key: getattr(self, slot.key) for slot in SLOTS}
        at = min(max(Units(text).back(self.at or 0), 0), len(text))
        return Draft(trigger=self.trigger, at=at, slots=slots, same=self.same)


def given_by(event: Event, document: Document) -> Given:
    """The form filled in with what a second reader proposes, for a person to look at."""
    slots = {slot.key: written(event, slot) for slot in SLOTS}
    return Given(at=Units(document.text)(event.trigger.start), trigger=event.trigger.text, **slots)


class Field(NamedTuple):
    """One line of the form."""

    key: str
    label: str
    hint: str
    choices: list[str]


class Filled(NamedTuple):
    """What the template is given: `same` are the records that may tell of the same act, with what they say."""

    given: Given
    fault: str
    fields: list[Field]
    statuses: tuple[str, ...]
    same: list[tuple[str, str]]


_HINTS = {
    "did": "such as ASSAULT/aerial",
    "who": "several apart by ;",
    "whom": "several apart by ;",
    "where": "words of the text",
    "when": "2024-08-12, or 2024-08-12..2024-08-14",
    "says": "words of the text; empty: the report itself",
}


def filled(document: Document, records: Sequence[Event], given: Given, fault: str = "") -> Filled:
    """The form for a document."""
    choices = mentions(document, records) | {"did": [f"{t}/{m}" if m else t for t, m in plover().kinds]}
    labels = {slot.key: slot.label for slot in SLOTS}
    fields = [Field(key, labels[key], _HINTS[key], choices[key]) for key in _TEXT]
    numbered = enumerate(records, 1)
    same: list[tuple[str, str]] = [(event.id, f"{number}: {readable(claim(event))}") for number, event in numbered]
    return Filled(given, fault, fields, get_args(Status), same)
