"""Sentences that cannot be made without their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.errors import DataError
from dateline.model import EventId, Testimony
from dateline.shown import line
from dateline.store import Hit, Store


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of one report, and what it is evidence of.

    `start` and `end` are the characters of the document's text that `sentence` stands in; `source` is whom the report
    names for it, "" where it says so itself; `published` is an ISO day, "" where none is known.
    """

    incident: str
    event: str
    document: str
    start: int
    end: int
    sentence: str
    source: str
    publisher: str
    published: str
    title: str
    url: str


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its evidence; raises DataError where there is none, so that none can be written without.

    `query` finds all incidents that it counts, where it counts some; else `incident` is the one that it tells of.
    """

    text: str
    citations: tuple[Citation, ...]
    incident: str = ""
    query: str = ""

    def __post_init__(self) -> None:
        """Nothing is said that nothing shows."""
        if not self.citations:
            raise DataError(f"a sentence has no evidence: {self.text}", "brief", "Please report this.")


class Citer(msgspec.Struct, frozen=True):
    """Makes citations of records of one store."""

    store: Store

    def event(self, id_: str, incident: str) -> Citation:
        """The sentence of a record."""
        hit = self.store.hit(EventId(id_))
        source = next((line(one.name or one.text) for one in hit.event.attribution), "")
        return _citation(hit, incident, source)

    def testimonies(self, told: Iterable[Testimony], incident: str, most: int) -> tuple[Citation, ...]:
        """The sentences of some testimonies, earliest first, one a document as far as there are several."""
        ordered = sorted(told, key=lambda one: (one.reported or "~", one.document, one.start))
        chosen = [*_first_of_each(ordered), *ordered]
        kept = list({one.event: one for one in chosen}.values())[:most]
        return tuple(_citation(self.store.hit(one.event), incident, line(one.source)) for one in kept)


def _first_of_each(told: Sequence[Testimony]) -> Iterator[Testimony]:
    return iter({one.document: one for one in reversed(told)}.values())


def _citation(hit: Hit, incident: str, source: str) -> Citation:
    document, event = hit.document, hit.event
    return Citation(
        incident=incident, event=event.id, document=document.id, start=event.sentence.start, end=event.sentence.end,
        sentence=line(hit.sentence), source=source, publisher=_publisher(hit), published=_published(hit),
        title=line(document.title), url=line(document.url),
    )  # fmt: skip


def _publisher(hit: Hit) -> str:
    return line(hit.document.publisher or hit.document.original_publisher)


def _published(hit: Hit) -> str:
    return (hit.document.published.day or "") if hit.document.published else ""
