"""Documents and events made by hand: a word of the text is the trigger."""

from __future__ import annotations

from typing import Any

from dateline.model import Coded, Document, DocumentId, Event, Extent, Parse, Party, Published, Span, event_id
from dateline.ontology import plover

NO_PARSE = Parse(tokens=(), sentences=())


def document(id_: str = "d1", text: str = "Government troops shelled the town.", **fields: Any) -> Document:
    published = fields.pop("published", "2024-08-13")
    when = Published(published, {4: "year", 7: "month"}.get(len(published), "day"), "given") if published else None
    return Document(id=DocumentId(id_), text=text, published=when, **fields)


def event(
    of: Document, trigger: str = "shelled", type_: str = "ASSAULT", mode: str | None = None, **fields: Any
) -> Event:
    start = of.text.index(trigger)
    span = Span.of(of.text, start, start + len(trigger))
    kind = plover().kind(type_, mode)
    status = fields.pop("status", "actual")
    return Event(
        id=event_id(of.id, type_, mode, status=status, trigger=span),
        document=of.id,
        sentence=Extent(0, len(of.text)),
        type=type_,
        mode=mode,
        quad=kind.quad,
        score=kind.score,
        cameo=kind.cameo,
        trigger=span,
        status=status,
        incident=fields.pop("incident", f"i-{of.id}"),
        **fields,
    )


def party(of: Document, text: str, **fields: Any) -> Party:
    start = of.text.index(text)
    return Party(text=text, start=start, end=start + len(text), **fields)


def coded(of: Document, *events: Event, **fields: Any) -> Coded:
    return Coded(document=of, parse=NO_PARSE, events=events, **fields)
