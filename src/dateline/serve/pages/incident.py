"""Incident: who says what of one act, with the sentences side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import NotFoundError
from dateline.model import Change, Incident
from dateline.run.incidents import incident as of_store
from dateline.run.judging import Judge, merge, split
from dateline.run.publish import publish
from dateline.serve import telling
from dateline.serve.evidence import NAMES
from dateline.serve.reviewer import Name, author
from dateline.serve.state import State
from dateline.store import Hit, Store
from dateline.store.incidents import changes, current, judged, members
from dateline.store.reviews import Review, of_event, standing

Text = Annotated[str, Form()]
Ticked = Annotated[Sequence[str], Form()]
MOST = 400  # records of an incident that are looked up for its page; one with more is told by its first ones


class Page(NamedTuple):
    """What the template is given."""

    incident: Incident
    heading: list[tuple[str, str]]
    rows: list[telling.Row]
    panes: list[telling.Pane]
    origins: list[telling.Origin]
    records: list[telling.Record]
    why: list[telling.Why]
    changes: list[Change]
    reviews: list[Review]
    echoes: list[Hit]
    rejected: list[Hit]
    chosen: list[str]


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/incident/{id_}", response_class=HTMLResponse)
    def incident(id_: str, show: str = "", other: str = "") -> Response:
        with state.store() as store:
            now = current(store, id_)
            if now != id_:
                return RedirectResponse(f"/incident/{now}", 308)
            page = _page(store, of_store(store, id_), [one for one in (show, other) if one])
        about: dict[str, Any] = {"page": page, "names": NAMES, "definitions": state.definitions()}
        return state.page("incident.html", screen="incident", **about)

    @routes.post("/incident/{id_}/merge")
    def merged(id_: str, other: Text, reason: Text, name: Name = "") -> Response:
        who = _judge(state, name, reason)
        return _rule(state, id_, lambda store: merge(store, id_, other.strip(), who))

    @routes.post("/incident/{id_}/split")
    def parted(id_: str, reason: Text, event: Ticked = (), name: Name = "") -> Response:
        who = _judge(state, name, reason)
        return _rule(state, id_, lambda store: split(store, id_, event, who))

    return routes


def _judge(state: State, name: str, reason: str) -> Judge:
    who = author(state, name)
    return Judge(who.by, who.at, " ".join(reason.split()))


def _rule(state: State, id_: str, ruling: Callable[[Store], object]) -> Response:
    """Keep a person's judgement, fuse again, and go to what the incident has become."""
    with Store.open(state.folder, write=True) as store:
        ruling(store)
        publish(store)
        now = current(store, id_)
    return RedirectResponse(f"/incident/{now}", 303)


def _page(store: Store, incident: Incident, chosen: list[str]) -> Page:
    hits = dict(_hits(store, _named(incident)))
    picked = chosen or telling.opening(incident)
    judgements = [one for event in incident.events[:MOST] for one in judged(store, event) if one.left == event]
    return Page(
        incident=incident,
        heading=telling.heading(incident),
        rows=list(telling.rows(incident, picked)),
        panes=list(telling.panes(incident, picked, hits)),
        origins=telling.origins(incident),
        records=telling.records(incident, hits),
        why=telling.why(judgements, incident, hits),
        changes=list(changes(store, incident.id)),
        reviews=[row for event in incident.events[:MOST] for row in standing(store.connection, event=event)],
        echoes=[hits[echo.event] for echo in incident.echoes if echo.event in hits],
        rejected=_rejected(store, incident),
        chosen=picked,
    )


def _rejected(store: Store, incident: Incident) -> list[Hit]:
    """The records that somebody rejected: the facts leave them out, the page does not hide them."""
    told = {*incident.events, *(echo.event for echo in incident.echoes)}
    try:
        left_out = [id_ for id_ in members(store, incident.id) if id_ not in told]
    except NotFoundError:  # never fused: nothing is left out of it
        return []
    return [hit for _, hit in _hits(store, left_out)]


def _named(incident: Incident) -> Iterator[str]:
    """Every record that the page may quote, the incident's own first."""
    yield from incident.events
    yield from (t.event for fact in incident.facts for value in fact.values for t in value.testimonies)
    yield from (echo.event for echo in incident.echoes)


def _hits(store: Store, ids: Iterable[str]) -> Iterator[tuple[str, Hit]]:
    for id_ in list(dict.fromkeys(ids))[:MOST]:
        try:
            hit = store.hit(id_)
            yield id_, Hit(of_event(store.connection, hit.event).event, hit.document)
        except NotFoundError:  # coded anew since the incident was fused: the next build fuses again
            continue
