"""The view that its records give of one incident. Pure: it can be made again at any time, and edits nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from dateline.fuse.echoes import split
from dateline.fuse.facts import Texts, facts
from dateline.fuse.testimony import Telling, tellings
from dateline.fuse.title import title
from dateline.model import Document, DocumentId, Echo, Event, Fact, Incident, IncidentId, Report, Status
from dateline.model.incident import FactName
from dateline.ontology import plover


def view(
    id: IncidentId,  # noqa: A002 - the record calls it so
    events: Iterable[Event],
    documents: Mapping[DocumentId, Document],
    reports: Iterable[Report] = (),
    around: Iterable[Event] = (),
) -> Incident:
    """The incident that `events` tell of.

    `reports` say which documents are independent (one without a report is its own origin); `around` are other records
    of the same documents, among which claims of responsibility and denials are found. An incident that is only
    recalled has echoes and no reports. The order of the arguments' items does not matter. Raises ValueError where
    there is no record.
    """
    known = list(reports)
    everything = tellings(events, documents, known)
    if not everything:
        raise ValueError(f"incident {id} has no record.")
    told, recalled = split(everything, documents)
    heard = told or everything
    about = _facts(heard, everything, sorted(around, key=lambda event: event.id), documents)
    type_, mode = _kind(heard)
    kind = plover().kind(type_, mode)
    standing = _status(about)
    first, last = _days(about)
    named = _reports(told, documents, known)
    return Incident(
        id=id, type=type_, mode=mode, quad=kind.quad, status=standing, title=title(type_, mode, standing, about),
        first=first, last=last, reported=min((t.day for t in told if t.day), default=""),
        events=tuple(t.event.id for t in told), reports=named, independent=len({r.origin for r in named}),
        facts=about, echoes=tuple(Echo(event=t.event.id, document=t.document, reported=t.day) for t in recalled),
        categories=tuple(sorted({own.label for t in heard for own in t.event.categories})),
    )  # fmt: skip


def _facts(
    heard: Sequence[Telling], everything: Sequence[Telling], beside: Sequence[Event], documents: Texts
) -> tuple[Fact, ...]:
    """What the reports say; of what none of them speaks, what those say that recall the act."""
    about = {fact.name: fact for fact in facts(everything, beside, documents)} if len(heard) < len(everything) else {}
    about |= {fact.name: fact for fact in facts(heard, beside, documents)}
    return tuple(about[name] for name in get_args(FactName) if name in about)


def _kind(told: Sequence[Telling]) -> tuple[str, str | None]:
    """The type that most records have, and the mode that most of those with one give; of equals the first told."""
    type_ = Counter(t.event.type for t in told).most_common(1)[0][0]
    modes = Counter(t.event.mode for t in told if t.event.type == type_ and t.event.mode)
    return type_, modes.most_common(1)[0][0] if modes else None


def _status(about: Sequence[Fact]) -> Status:
    statuses: tuple[Status, ...] = ("actual", "historical", "future", "hypothetical", "negated")
    best = next(fact.best for fact in about if fact.name == "happened")
    return next(status for status in statuses if status == best)


def _days(about: Sequence[Fact]) -> tuple[str, str]:
    """The best date; where dates contradict each other, from the first to the last day of all of them."""
    dates = next((fact for fact in about if fact.name == "date"), None)
    if dates is None:
        return "", ""
    keys = [v.key for v in dates.values if dates.agreement == "disputed" or v.value == dates.best]
    spans = [key.partition("..") for key in keys]
    return min(first for first, _, _ in spans), max(last or first for first, _, last in spans)


def _reports(
    told: Sequence[Telling], documents: Mapping[DocumentId, Document], known: Sequence[Report]
) -> tuple[Report, ...]:
    """The reports that tell of it, earliest first."""
    given = {report.document: report for report in known}
    return tuple(
        given.get(id_) or _original(id_, documents.get(id_)) for id_ in dict.fromkeys(t.document for t in told)
    )


def _original(id_: DocumentId, document: Document | None) -> Report:
    if document is None:
        return Report(document=id_, origin=id_)
    published = document.published.value if document.published else ""
    return Report(
        document=id_, origin=id_, publisher=document.publisher, title=document.title, published=published
    )  # fmt: skip
