"""The events and the incidents of a store that answer a query, as entries: one at a time, in the query's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from dateline.export.entry import Entry, Side, Told
from dateline.model import Magnitude, Party
from dateline.ontology import plover
from dateline.store import Hit, Query, Store
from dateline.store.analytic import Analytic
from dateline.store.analytic.rows import Row
from dateline.store.days import filed
from dateline.store.generation import incident_of
from dateline.store.reviews import corrected
from dateline.store.standing import standing

AT_ONCE = 2_000  # incidents whose parties and reports are looked up together

# Events


def events(store: Store, query: Query) -> Iterator[Entry | None]:
    """The records as people have corrected them; None for one that somebody rejected."""
    for hit in store.hits(query):
        effective = next(corrected(store.connection, [hit.event]), None)
        yield _event(Hit(effective, hit.document), incident_of(store, hit.event)) if effective else None


def _event(hit: Hit, incident: str) -> Entry:
    event, place, date = hit.event, hit.event.place, hit.event.date
    told: dict[str, Any] = {name: getattr(event, name) for name in ("id", "type", "quad", "score", "cameo", "contexts")}
    told["categories"] = tuple(category.label for category in event.categories)
    if place:
        told |= {"place": place.name or place.text, "place_text": place.text, "country": place.country or ""}
        told |= {"latitude": place.latitude, "longitude": place.longitude, "precision": place.precision}
        told |= {"geoname": place.geoname or ""}
    if date:
        told |= {"first": date.first or "", "last": date.last or ""}
    told |= _number("killed", event.fatalities) | _number("injured", event.injured)
    return Entry(
        **told,
        mode=event.mode or "",
        incident=incident,
        level="events",
        status=event.status,
        standing=standing(event),
        title=hit.document.title,
        sentence=hit.sentence,
        reported=_published(hit),
        actors=tuple(map(_side, event.actors)),
        recipients=tuple(map(_side, event.recipients)),
        sources=tuple(source.name or source.text for source in event.attribution),
        confidence=event.confidence,
        reports=(_report(hit),),
    )


def _side(party: Party) -> Side:
    return Side(
        name=party.name or party.text, text=party.text, entity=party.entity or "", country=party.country or "",
        sector=party.sector or "",
    )  # fmt: skip


def _number(name: str, told: Magnitude | None) -> dict[str, int | None]:
    """The bounds; the best number is the one named: its lower bound, else its upper one."""
    if told is None:
        return {}
    best = told.low if told.low is not None else told.high
    return {f"{name}_low": told.low, f"{name}_best": best, f"{name}_high": told.high}


def _published(hit: Hit) -> str:
    document = hit.document
    undated = hit.event.date is None or not (hit.event.date.first or hit.event.date.last)
    if undated:
        return filed(hit.event, document).day or ""
    return (document.published.day or "") if document.published else ""


def _report(hit: Hit) -> Told:
    document, event = hit.document, hit.event
    return Told(
        document=document.id,
        url=document.url,
        title=document.title,
        publisher=document.publisher or document.original_publisher,
        published=(document.published.day or "") if document.published else "",
        language=document.language,
        length=len(document.text),
        start=event.trigger.start,
        end=event.trigger.end,
        actor=event.actors[0].start if event.actors else -1,
        recipient=event.recipients[0].start if event.recipients else -1,
    )


# Incidents


def incidents(analytic: Analytic, query: Query) -> Iterator[Entry]:
    """The incidents of the generation, with who is in them and who reports them."""
    rows = analytic.every(query)
    while some := list(islice(rows, AT_ONCE)):
        ids = [row.id for row in some]
        parties, reports = _parties(analytic, ids), _reports(analytic, ids)
        yield from (_incident(row, parties[row.id], reports[row.id]) for row in some)


_PARTIES = """SELECT incident.id, party.role::VARCHAR, actor.name, texts, entity, actor.country, sector
  FROM incident JOIN party USING (row) JOIN actor USING (actor)
  WHERE incident.id IN (SELECT unnest(?)) ORDER BY incident.id, party.role, known DESC, actor.key"""
_REPORTS = """SELECT incident.id, article.id, url, article.title, publisher, article.day, language, report.echo
  FROM incident JOIN report USING (row) JOIN article USING (article)
  WHERE incident.id IN (SELECT unnest(?))
  ORDER BY incident.id, article.day NULLS LAST, article.id"""


def _parties(analytic: Analytic, ids: Sequence[str]) -> defaultdict[str, list[tuple[Any, ...]]]:
    return _grouped(analytic, _PARTIES, ids)


def _reports(analytic: Analytic, ids: Sequence[str]) -> defaultdict[str, list[tuple[Any, ...]]]:
    return _grouped(analytic, _REPORTS, ids)


def _grouped(analytic: Analytic, asked: str, ids: Sequence[str]) -> defaultdict[str, list[tuple[Any, ...]]]:
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    with analytic.memory.cursor() as cursor:
        for id_, *rest in cursor.execute(asked, (list(ids),)).fetchall():
            found[id_].append(tuple(rest))
    return found


_SAME = ("id", "type", "standing", "title", "sentence", "independent", "events", "disputed", "latitude", "longitude")
_NUMBERS = tuple(f"{name}_{part}" for name in ("killed", "injured") for part in ("low", "best", "high"))


def _incident(row: Row, parties: Sequence[tuple[Any, ...]], reports: Sequence[tuple[Any, ...]]) -> Entry:
    kind = plover().kind(row.type, row.mode)
    news = [report for *report, echo in reports if not echo]
    told: dict[str, Any] = {name: getattr(row, name) for name in (*_SAME, *_NUMBERS, "status", "precision")}
    told["categories"] = row.categories
    told |= {name: getattr(row, name) or "" for name in ("mode", "first", "last", "reported", "country", "place")}
    return Entry(
        **told,
        incident=row.id,
        level="incidents",
        quad=kind.quad,
        score=kind.score,
        cameo=kind.cameo,
        place_text=row.place or "",
        actors=_sides("actor", row.actors, parties),
        recipients=_sides("recipient", row.recipients, parties),
        sources=tuple(name for role, name, *_ in parties if role == "source"),
        reports=tuple(map(_article, news or [report for *report, _ in reports])),
        recalled=not news,
    )


def _article(row: Sequence[Any]) -> Told:
    document, url, title, publisher, day, language = row
    published = day.isoformat() if day else ""
    return Told(
        document=document, url=url or "", title=title or "", publisher=publisher, published=published,
        language=language or "",
    )  # fmt: skip


def _sides(role: str, names: Sequence[str], parties: Sequence[tuple[Any, ...]]) -> tuple[Side, ...]:
    """The sides in the order of the facts, which puts first whom most independent reports name."""
    known = {name: (entity, country, sector) for r, name, _, entity, country, sector in parties if r == role}
    for r, _, texts, *codes in parties:
        if r == role:
            known |= {text: tuple(codes) for text in texts if text not in known}
    return tuple(_known(name, *known.get(name, (None, None, None))) for name in names)


def _known(name: str, entity: str | None, country: str | None, sector: str | None) -> Side:
    return Side(name=name, text=name, entity=entity or "", country=country or "", sector=sector or "")
