"""A record that a person makes of words of a report, because the machine missed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline.errors import UsageError
from dateline.model import CODED, Block, Document, Event, Extent, Party, Place, Span, content_hash, event_id, identified
from dateline.ontology import plover
from dateline.read.sentences import sentences
from dateline.store.slots import read, slot

_BARE = "CONSULT"  # the kind that a record has for the moment before its own is read into it


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gives: `trigger` are the words that tell the act, looked for from `at` on, and then anywhere.

    `slots` are those of `dateline.store.slots`, written as a reviewer writes them; `same` is the id of a record of this
    document that tells of the same act, "" for an act of its own.
    """

    trigger: str
    at: int = 0
    slots: dict[str, str] = {}
    same: str = ""


def record(document: Document, records: Sequence[Event], draft: Draft, known: Iterable[Party | Place] = ()) -> Event:
    """The record of a draft; raises UsageError for words that are not there, or an act that has a record already."""
    trigger = _trigger(document, draft)
    phrases = tuple(known)
    made = _begun(document, trigger)
    for key, words in draft.slots.items():
        if words.strip():
            made = read(made, document.text, slot(key), words, phrases)
    made = identified(made)
    if any(other.id == made.id for other in records):
        hint = "Correct that one, or choose other words."
        raise UsageError(f"'{trigger.text}' has such a record already.", "addition", hint)
    return msgspec.structs.replace(made, incident=_incident(records, draft.same, made.id))


def _begun(document: Document, trigger: Span) -> Event:
    kind = plover().kind(_BARE, None)
    return Event(
        id=event_id(document.id, _BARE, None, status="actual", trigger=trigger), document=document.id,
        sentence=_sentence(document, trigger), trigger=trigger, confidence=1.0, **kind.fields,
    )  # fmt: skip


def _trigger(document: Document, draft: Draft) -> Span:
    """Where the words stand in running text."""
    words, text = draft.trigger.strip(), document.text
    if not words:
        raise UsageError("the words that tell the act are missing.", "addition", "Select them in the report.")
    for least in (draft.at, 0):
        for block in coded_blocks(document):
            at = text.find(words, max(block.start, least), block.end)
            if at >= 0:
                return Span.of(text, at, at + len(words))
    raise UsageError(f"'{words}' does not stand in the running text of the document.", "addition", "Select it there.")


def coded_blocks(document: Document) -> list[Block]:
    """The running text of a document: the whole of one that was read without blocks."""
    return [b for b in document.blocks or (Block("body", 0, len(document.text)),) if b.kind in CODED]


def _sentence(document: Document, trigger: Span) -> Extent:
    """The sentence of the trigger; from the first to the last one where its words span several."""
    block = next(b for b in coded_blocks(document) if b.start <= trigger.start and trigger.end <= b.end)
    spans = sentences(document.text, block.start, block.end)
    start = max((first for first, _ in spans if first <= trigger.start), default=block.start)
    end = min((last for _, last in spans if last >= trigger.end), default=block.end)
    inner = document.text[start:end]
    return Extent(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))


def _incident(records: Sequence[Event], same: str, id_: str) -> str:
    """The story's act that the record tells of: that of the record named, else one of its own."""
    if not same:
        return "i" + content_hash("added", id_)
    found = next((other for other in records if other.id == same), None)
    if found is None:
        raise UsageError(f"there is no record '{same}' in the document.", "addition", "Name one, or none.")
    return found.incident
