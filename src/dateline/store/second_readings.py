"""What a second reader found: a language model that the user named, asked about records, or for those that are missing.

A row of the table is one question that was answered: a record that was checked, or a part of a document that was looked
through. It is a judgement and no more. No record, id or export follows it, and what a person decided outranks it.
A reading is of a record as it stood, with the text around it: once either has changed, it is told no longer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from dateline.model import DocumentId, Event, Issue, Span
from dateline.shown import line
from dateline.store.reviews import Judged

Kind = Literal["check", "propose"]
Found = Literal["agree", "disagree", "proposed", "nothing", "refused"]

NO_ACT = "event"  # the field of an objection that the text tells no such act at all
_SLOTS = ("actors", "type", "mode", "recipients", "place", "date", "attribution", "status", "trigger")
_AS_CODED = ", ".join(f"'$.{name}'" for name in _SLOTS)
_ABOUT = f"document.fingerprint || json_extract(event.record, {_AS_CODED})"
_COLUMNS = "kind, document, event, part, about, model, prompt, verdict, at, record"
_KEY = ("kind", "document", "event", "part", "model", "prompt")

# How many slots of a record second readers object to that no person has put right since; ids with their number
OBJECTIONS = f"""SELECT second.event AS id,
  count(DISTINCT json_extract(objection.value, '$.field')) AS objections
FROM second_reading AS second JOIN event ON event.id = second.event JOIN document ON document.id = event.document,
  json_each(second.record, '$.objections') AS objection
WHERE second.verdict = 'disagree' AND second.about = {_ABOUT} AND NOT EXISTS (
  SELECT 1 FROM review WHERE review.event = second.event AND review.verdict = 'fix'
  AND review.field = json_extract(objection.value, '$.field')
  AND review.id NOT IN (SELECT undoes FROM review WHERE undoes IS NOT NULL))
GROUP BY second.event"""  # noqa: S608 - written above


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, of whom: `event` is "" for a part of a document, which begins at character `part`.

    `about` is what the record and its document were; `prompt` is a hash of the instructions and settings.
    """

    kind: Kind
    document: DocumentId
    event: str = ""
    part: int = 0
    about: str
    model: str
    prompt: str


class Objection(msgspec.Struct, frozen=True):
    """A slot that the reader would have otherwise, in the words of `dateline.store.slots`, and what carries it."""

    field: str
    value: str
    quote: Span

    def __str__(self) -> str:
        said = "finds no such act" if self.field == NO_ACT else f"disagrees on {self.field}: {self.value or 'empty'}"
        return f"{line(said)}, “{line(self.quote.text)}”"


class Reading(Asked, frozen=True, kw_only=True):
    """An answer, as far as its quotes are in the text. `at` is ISO 8601 in UTC.

    `served` is the model that the endpoint says has answered.
    `issues` say what was refused, and why; where nothing else is left, the verdict is "refused", which judges nothing.
    """

    verdict: Found
    at: str
    quote: Span | None = None  # what carries an agreement
    objections: tuple[Objection, ...] = ()
    proposed: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()
    served: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


def about(connection: sqlite3.Connection, *, document: str, event: str = "") -> str:
    """What a record, or a whole document, is now; "" where it is gone."""
    of_event = f"SELECT {_ABOUT} FROM event JOIN document ON document.id = event.document WHERE event.id = ?"  # noqa: S608
    asked = of_event if event else "SELECT fingerprint FROM document WHERE id = ?"
    row = connection.execute(asked, (event or document,)).fetchone()
    return str(row[0]) if row else ""


def held(connection: sqlite3.Connection, asked: Asked) -> Reading | None:
    """The answer that this question has already, None where it has none."""
    where = " AND ".join(f"{name} = :{name}" for name in (*_KEY, "about"))
    row = connection.execute(f"SELECT record FROM second_reading WHERE {where}", _values(asked)).fetchone()  # noqa: S608
    return _reading(row) if row else None


def keep(connection: sqlite3.Connection, reading: Reading) -> None:
    """Write an answer; it takes the place of an earlier one of the same reader about the same record."""
    marks = ", ".join(f":{name}" for name in _COLUMNS.split(", "))
    row = _values(reading) | {"record": msgspec.json.encode(reading).decode()}
    connection.execute(f"INSERT OR REPLACE INTO second_reading ({_COLUMNS}) VALUES ({marks})", row)  # noqa: S608


def standing(connection: sqlite3.Connection, *, document: str = "") -> Iterator[Reading]:
    """The answers, of everything or of one document, that are about what is there now; in the order of documents."""
    which = "second.document = ?" if document else "true"
    asked = f"""SELECT second.record FROM second_reading AS second JOIN document ON document.id = second.document
    LEFT JOIN event ON event.id = second.event WHERE {which} AND
    second.about = CASE second.kind WHEN 'check' THEN {_ABOUT} ELSE document.fingerprint END
    ORDER BY second.document, second.part, second.event, second.model, second.prompt"""  # noqa: S608
    return (_reading(row) for row in connection.execute(asked, (document,) if document else ()))


def opinions(one: Judged, readings: Iterable[Reading]) -> list[str]:
    """What second readers say of a record, in words; nothing of what a person has decided or put right."""
    if one.verdict in ("accept", "reject"):
        return []
    fixed = {review.field for review in one.reviews if review.verdict == "fix"}
    mine = [reading for reading in readings if reading.event == one.machine.id]
    return [f"{line(reading.model)}: {said}" for reading in mine for said in _said(reading, fixed)]


def proposals(events: Iterable[Event], readings: Iterable[Reading]) -> list[tuple[str, Event]]:
    """The events that second readers miss, each with who proposes it, but for those on whose words a record stands."""
    there = [event.trigger for event in events]
    found = ((line(reading.model), event) for reading in readings for event in reading.proposed)
    return [(who, event) for who, event in found if not any(event.trigger.overlaps(trigger) for trigger in there)]


def _said(reading: Reading, fixed: set[str]) -> Iterator[str]:
    if reading.verdict == "agree" and reading.quote and not fixed:
        yield f"agrees, “{line(reading.quote.text)}”"
    yield from (str(objection) for objection in reading.objections if objection.field not in fixed)


def _values(asked: Asked) -> dict[str, object]:
    return {name: getattr(asked, name, None) for name in _COLUMNS.split(", ")}


def _reading(row: tuple[str, ...]) -> Reading:
    return msgspec.json.decode(row[0], type=Reading)
