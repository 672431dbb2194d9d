"""What a second reader is told: instructions of ours from a data file and the ontology, and the story apart, as data.

The story is text of strangers. It is sent as a JSON string within the user's message, so that nothing in it can end the
data and begin an instruction; should a model obey it all the same, what it then answers is verified like any answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, get_args

import msgspec

from dateline.fuse.title import wordings
from dateline.model import Document, Event, Stance, Status, content_hash
from dateline.ontology import plover
from dateline.run.addition import coded_blocks
from dateline.store.second_readings import Kind
from dateline.store.slots import SLOTS, slot, written

AROUND = 3_000  # characters before and after a record that are sent with it
LONGEST = 12_000  # characters of a document that are looked through at once


class Part(NamedTuple):
    """A stretch of a document, in characters."""

    start: int
    end: int


@cache
def instructions(kind: Kind) -> str:
    """What the model is told to do."""
    text = files(__package__).joinpath("data", f"{kind}.txt").read_text("utf-8")
    filled = {"kinds": _kinds(), "statuses": ", ".join(get_args(Status)), "stances": ", ".join(get_args(Stance))}
    for name, value in filled.items():
        text = text.replace(f"{{{name}}}", value)
    return text.strip()


def fingerprint(kind: Kind, settings: dict[str, Any]) -> str:
    """A hash of all that is asked beside model and story: the same hash, the same question."""
    told = msgspec.json.encode(settings, order="sorted").decode()
    return content_hash(instructions(kind), told, f"{AROUND} {LONGEST}", size=6)


def about_record(document: Document, event: Event) -> str:
    """A record to check, with the text around it."""
    part = Part(max(event.sentence.start - AROUND, 0), min(event.sentence.end + AROUND, len(document.text)))
    slots = {of.key: written(event, of) for of in SLOTS}
    words = {"act": event.trigger.text, "sentence": document.text[event.sentence.start : event.sentence.end]}
    return _json({"report": _report(document, part), "record": words | slots})


def about_part(document: Document, part: Part, events: Iterable[Event]) -> str:
    """A part of a document to look through, with the records there."""
    there = (event for event in events if part.start <= event.trigger.start < part.end)
    recorded = [{"trigger": event.trigger.text, "did": written(event, slot("did"))} for event in there]
    return _json({"report": _report(document, part), "recorded": recorded})


def parts(document: Document) -> Iterator[Part]:
    """The running text in parts of at most LONGEST characters, cut between paragraphs or else words."""
    blocks = coded_blocks(document)
    start = blocks[0].start if blocks else 0
    end = blocks[-1].end if blocks else 0
    while start < end:
        stop = _cut(document.text, start, min(start + LONGEST, end)) if end - start > LONGEST else end
        if document.text[start:stop].strip():
            yield Part(start, stop)
        start = stop


def _cut(text: str, start: int, stop: int) -> int:
    """The last end of a paragraph in the second half of a stretch, else of a word, else its end."""
    middle = (start + stop) // 2
    found = (text.rfind(sign, middle, stop) for sign in ("\n", " "))
    return next((at + 1 for at in found if at >= 0), stop)


def _report(document: Document, part: Part) -> dict[str, str]:
    inside = ((max(b.start, part.start), min(b.end, part.end)) for b in coded_blocks(document))
    text = "\n\n".join(document.text[start:end] for start, end in inside if start < end)
    day = document.published.value[:10] if document.published else ""
    return {"title": document.title, "outlet": document.publisher, "published": day, "text": text}


@cache
def _kinds() -> str:
    """Each type with what it means, and its modes."""
    told = wordings()
    line = "- {type}: {did}{modes}"
    modes = {t: "".join(f"; {t}/{m}: {told[t, m].did}" for m in plover().modes(t)) for t in plover().types}
    return "\n".join(line.format(type=t, did=told[t, None].did, modes=modes[t]) for t in plover().types)


def _json(told: dict[str, Any]) -> str:
    return msgspec.json.encode(told).decode()
