"""dateline show: one event, document or incident, with the sentences that carry it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options, words
from dateline.cli.clean import line, shown
from dateline.cli.evidence import LEGEND, quoted
from dateline.cli.incident import pages

if TYPE_CHECKING:
    from dateline.model import Document, Event
    from dateline.store import Hit, Store

READER = "2nd reader"
_LABEL = 11


@click.command(short_help="Show an event, document or incident with its evidence.")
@click.argument("id_", metavar="ID")
@options.store
def show(id_: str, store: Path) -> None:
    """Show an event, a document or an incident: each record with its sentence, who says so, and what is empty and why.

    ID is an id, or the beginning of one.
    """
    from dateline.store import Query, Store

    with Store.open(store) as opened:
        kind, found = opened.find(id_)
        if kind == "event":
            hits = [opened.hit(found)]
        else:
            among = {"document": Query(document=(found,), order="document"), "incident": Query(incident=(found,))}
            hits = list(opened.hits(among[kind]))
        for text in _pages(kind, found, hits, opened):
            click.echo(text)


def _pages(kind: str, found: str, hits: list[Hit], store: Store) -> Iterator[str]:
    if kind == "document":
        yield _document(store.document(found), len(hits))
    if kind == "incident":
        documents = len({hit.document.id for hit in hits})
        yield f"incident {found}: {words.many(len(hits), 'record')} in {words.many(documents, 'document')}"
        yield from pages(store, found)
    for hit in hits:
        told = _event(hit, _second(store, hit))
        yield told if kind == "event" else f"\n{told}"
    if kind == "document":
        yield from _proposed(store, found, hits)
    if hits:
        yield "\n" + click.style(f"«trigger», {LEGEND}", dim=True)


def _document(document: Document, records: int) -> str:
    told = [click.style(line(document.title) or document.id, bold=True)]
    published = document.published
    facts = (
        ("id", document.id),
        ("publisher", document.publisher),
        ("original", document.original_publisher),
        ("by", document.byline),
        ("published", f"{published.value} (found: {published.how})" if published else "not stated"),
        ("address", document.url),
        ("read from", document.source),
        ("records", str(records)),
    )
    return "\n".join(told + [_fact(label, value) for label, value in facts if value])


def _second(store: Store, hit: Hit) -> list[str]:
    """What second readers say of a record."""
    from dateline.store.reviews import of_event
    from dateline.store.second_readings import opinions, standing

    readings = list(standing(store.connection, document=hit.document.id))
    return opinions(of_event(store.connection, hit.event), readings) if readings else []


def _proposed(store: Store, document: str, hits: list[Hit]) -> Iterator[str]:
    """What second readers miss in a document."""
    from dateline.store.second_readings import proposals, standing

    for who, event in proposals((hit.event for hit in hits), standing(store.connection, document=document)):
        yield "\n" + _fact(READER, f"{who}: misses {words.kind(event)} “{event.trigger.text}”")


def _event(hit: Hit, second: list[str]) -> str:
    event = hit.event
    head = (
        f"{click.style(words.kind(event), bold=True)}  {words.marked_status(event)}  {words.date(event, hit.document)}"
    )
    told = [_fact(label, value) for label, value in _facts(hit.event, hit.document)]
    told += [_fact(READER, said) for said in second]
    return "\n".join([head.rstrip(), f"  {quoted(hit)}", *told])


def _facts(event: Event, document: Document) -> Iterator[tuple[str, str]]:
    reasons = {reason.field: reason.reason for reason in event.reasons}
    yield "who says", words.chain(event, document)
    yield from (("actor", words.party(party)) for party in event.actors)
    yield from (("recipient", words.party(party)) for party in event.recipients)
    if event.place:
        yield "place", words.location(event.place)
    if event.date:
        yield "date", f"{event.date.text} = {words.days(event.date) or 'not resolved'}"
    if event.condition:
        yield "if", event.condition.text
    numbers = (("killed", event.fatalities), ("injured", event.injured), ("size", event.size))
    yield from ((label, words.number(number)) for label, number in numbers if number)
    yield from ((field, f"— {reason}") for field, reason in reasons.items())
    if event.categories:
        yield "own", ", ".join(f"{own.label} ({own.confidence:.2f})" for own in event.categories)
    yield "codes", _codes(event)
    yield (
        "ids",
        f"event {event.id}, document {event.document}" + (f", incident {event.incident}" if event.incident else ""),
    )


def _codes(event: Event) -> str:
    contexts = f", contexts {', '.join(event.contexts)}" if event.contexts else ""
    return f"{event.quad}, score {event.score:g}, CAMEO {event.cameo}, confidence {event.confidence:.2f}{contexts}"


def _fact(label: str, value: str) -> str:
    return f"  {label:<{_LABEL}} {shown(' '.join(value.split()))}"
