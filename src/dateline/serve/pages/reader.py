"""Reader: a report beside the records that were made of it, each one tied to the characters that carry it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import NotFoundError, UsageError
from dateline.model import Document, Event, Issue
from dateline.run.addition import record
from dateline.serve import evidence
from dateline.serve.addition_form import Given, filled, given_by
from dateline.serve.items import known
from dateline.serve.layout import Part, parts
from dateline.serve.reviewer import Name, author
from dateline.serve.state import State
from dateline.serve.words import day
from dateline.store import Query, Store
from dateline.store import incidents as kept
from dateline.store.reviews import Judged, Review, addition, append, judged, log, standing, take_back, unanchored
from dateline.store.second_readings import Reading, opinions, proposals
from dateline.store.second_readings import standing as readings
from dateline.store.standing import standing as stands

Show = Literal["all", "incident", "unreviewed", "claims"]
SHOWS: dict[Show, str] = {
    "all": "all records",
    "incident": "this incident",
    "unreviewed": "not yet reviewed",
    "claims": "what others say",
}


class Card(NamedTuple):
    """One record as the reader shows it."""

    number: int  # from 1, in text order
    event: Event
    incident: str  # "" where it was never fused
    standing: str
    claim: str
    chain: list[evidence.Link]
    told: list[evidence.Told]
    reasons: list[tuple[str, str]]
    marks: str  # JSON: [[letter, start, end], …] in UTF-16 units
    sentence: int  # where the sentence begins, in UTF-16 units
    verdict: str
    reviews: tuple[Review, ...]
    added: int  # the review that added it, 0 where the machine made it
    shown: bool
    second: list[str]  # what second readers say of it


class Page(NamedTuple):
    """What the template is given."""

    document: Document
    facts: list[tuple[str, str]]
    parts: list[Part]
    cards: list[Card]
    active: str
    show: Show
    missed: int
    proposed: list[tuple[str, Event, str]]  # who misses a record, what it would be, the same in words
    issues: list[Issue]
    lost: list[Review]  # reviews that no record carries any more
    reprint: kept.Reprint | None  # on which text this one depends
    copies: Sequence[str]  # documents that depend on this one


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/doc/{document:path}", response_class=HTMLResponse)
    def reader(
        document: str, event: str = "", show: Show = "all", add: int | None = None, propose: str = ""
    ) -> HTMLResponse:
        with state.store() as store:
            page = page_of(store, document, event, show)
        proposed = next((one for _, one, _ in page.proposed if one.id == propose), None)
        return read(state, page, given_by(proposed, page.document) if proposed else Given(at=add))

    @routes.post("/doc/{document:path}", response_class=HTMLResponse)
    def adding(document: str, given: Annotated[Given, Form()], name: Name = "") -> Response:
        with state.store() as store:
            page = page_of(store, document, "", "all")
        events = [card.event for card in page.cards]
        try:
            made = record(page.document, events, given.draft(page.document.text), known(events))
        except UsageError as fault:
            return read(state, page, given, str(fault))
        with log(state.folder) as connection:
            append(connection, [addition(made, author(state, name), given.reason)])
        return _to(document, made.id)

    @routes.post("/review/back")
    def back(review: Annotated[int, Form()], document: Annotated[str, Form()], name: Name = "") -> Response:
        with log(state.folder) as connection:
            take_back(connection, review, author(state, name))
        return _to(document)

    return routes


def read(state: State, page: Page, given: Given, fault: str = "") -> HTMLResponse:
    """The page, with the form for a new record as far as it was filled in."""
    form = filled(page.document, [card.event for card in page.cards], given, fault)
    about = {"page": page, "form": form, "shows": SHOWS, "names": evidence.NAMES, "definitions": state.definitions()}
    return state.page("reader.html", screen="reader", status=400 if fault else 200, **about)


def _to(document: str, event: str = "") -> RedirectResponse:
    asked = f"?event={quote(event)}" if event else ""
    return RedirectResponse(f"/doc/{quote(document)}{asked}", 303)


def page_of(store: Store, id_: str, event: str, show: Show) -> Page:
    """What the template is given of a document; raises NotFoundError."""
    document = store.document(id_)
    log = standing(store.connection, document=id_)
    machine = list(store.query(Query(document=(id_,), order="document")))
    records = judged(machine, log)
    active = next((one for one in records if one.machine.id == event), None)
    homes: dict[str, str] = {one.event.id: _incident(store, one.event.id) for one in records}
    second = list(readings(store.connection, document=id_))
    cards = list(_cards(document, records, homes, second, _shown(records, homes, active, show)))
    laid = list(parts(document, [one.event for one in records]))
    return Page(
        document=document,
        facts=list(_facts(document)),
        parts=laid,
        cards=cards,
        active=active.event.id if active else "",
        show=show,
        missed=sum(piece.is_missed for part in laid for paragraph in part.paragraphs for piece in paragraph),
        proposed=[(who, one, evidence.claim(one)) for who, one in proposals((c.event for c in cards), second)],
        issues=list(store.issues(id_)),
        lost=unanchored(machine, log),
        reprint=next(iter(kept.reprints(store, [id_])), None),
        copies=kept.copies(store, id_),
    )


def _cards(
    document: Document,
    records: Sequence[Judged],
    homes: Mapping[str, str],
    second: Sequence[Reading],
    shown: Container[str],
) -> Iterator[Card]:
    units = evidence.Units(document.text)
    for number, one in enumerate(records, 1):
        event = one.event
        spans = [(mark.letter, units(mark.start), units(mark.end)) for mark in evidence.marks(event)]
        yield Card(
            number=number,
            event=event,
            incident=homes[event.id],
            standing=stands(event),
            claim=evidence.claim(event),
            chain=evidence.chain(event, document),
            told=list(evidence.told(event)),
            reasons=[(reason.field, reason.reason) for reason in event.reasons],
            marks=json.dumps(spans),
            sentence=units(event.sentence.start),
            verdict=one.verdict,
            reviews=one.reviews,
            added=next((review.id for review in one.reviews if review.verdict == "add"), 0),
            shown=event.id in shown,
            second=opinions(one, second),
        )


def _shown(records: Iterable[Judged], homes: Mapping[str, str], active: Judged | None, show: Show) -> set[str]:
    """The records that are shown. Records that were never fused are of the incident of their story."""

    def is_shown(one: Judged) -> bool:
        if show == "incident":
            return active is None or _home(one, homes) == _home(active, homes)
        return not (show == "unreviewed" and one.verdict) and not (show == "claims" and not one.event.attribution)

    return {one.event.id for one in records if is_shown(one)}


def _home(one: Judged, homes: Mapping[str, str]) -> str:
    return homes[one.event.id] or one.event.incident


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    when = document.published
    told = (
        ("Outlet", document.publisher),
        ("First published by", document.original_publisher),
        ("By", document.byline),
        ("Filed from", document.dateline),
        ("Published", f"{day(when.value)} (to the {when.precision}; found in: {when.how})" if when else "not stated"),
        ("Section", document.section),
        ("Language", document.language),
        ("Address", document.url),
        ("Read from", document.source),
        ("Content hash", document.content),
        ("Id", document.id),
    )
    yield from ((label, value) for label, value in told if value)


def _incident(store: Store, event: str) -> str:
    """The incident of a record, "" where it was never fused."""
    try:
        return kept.incident_of(store, event)
    except NotFoundError:
        return ""
