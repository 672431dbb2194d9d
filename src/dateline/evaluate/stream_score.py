"""What the view of a system says of each annotated incident, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.evaluate.stream_cases import Case, Mark, Story, Truth
from dateline.evaluate.stream_match import Entities, Named, right
from dateline.model import Document, DocumentId, Event, EventId, Fact, Incident, IncidentId

Group = Mapping[EventId, IncidentId]
Counts = Counter[str]


class Fused(msgspec.Struct, frozen=True):
    """What a system made of the stream: the records of each story, their incidents, and the incidents' views."""

    events: Mapping[str, tuple[Event, ...]]
    documents: Mapping[DocumentId, Document]
    incident: Group
    views: Mapping[IncidentId, Incident]


class Found(msgspec.Struct, frozen=True):
    """A mark and the record that the coder found there, None where it found none."""

    story: Story
    mark: Mark
    event: Event | None


def found(case: Case, events: Mapping[str, tuple[Event, ...]]) -> list[Found]:
    """Every mark of a case with the record whose trigger shares a character with it."""
    return [Found(story, mark, _at(mark, events.get(story.id, ()))) for story in case.stories for mark in story.marks]


def _at(mark: Mark, events: Sequence[Event]) -> Event | None:
    inside = (e for e in events if e.trigger.start < mark.end and mark.start < e.trigger.end)
    return next(inside, None)


def count(case: Case, system: Fused, entities: Entities) -> tuple[Counts, list[tuple[str, str]]]:
    """The counts of one case, and (annotated incident, system's incident) of each mark told and found."""
    marks = found(case, system.events)
    told = [one for one in marks if not one.mark.echo]
    counts: Counts = Counter(marks=len(told), coded=sum(one.event is not None for one in told))
    pairs = [(f"{case.id} {o.mark.incident}", str(system.incident[o.event.id])) for o in told if o.event is not None]
    _merges(counts, pairs, case)
    recalled = {echo.event for view in system.views.values() if view.reports for echo in view.echoes}
    counts["echoes said"] = sum(one.event is not None and one.event.id in recalled for one in marks)
    for truth in case.incidents:
        view = _aligned(truth, told, system)
        _facts(counts, truth, view, system, entities)
        _echoes(counts, [o for o in marks if o.mark.echo and o.mark.incident == truth.name], view)
        _independence(counts, truth, case, view)
    _dependence(counts, case, system)
    return counts, pairs


def _merges(counts: Counts, pairs: Sequence[tuple[str, str]], case: Case) -> None:
    for truth in case.incidents:
        groups = {group for gold, group in pairs if gold == f"{case.id} {truth.name}"}
        counts["incidents"] += bool(groups)
        counts["split"] += len(groups) > 1


def _aligned(truth: Truth, told: Sequence[Found], system: Fused) -> Incident | None:
    """The system's incident that holds most of the annotated one's marks."""
    own = (o.event for o in told if o.mark.incident == truth.name and o.event is not None)
    groups = Counter(system.incident[event.id] for event in own)
    if not groups:
        return None
    return system.views[min(groups, key=lambda id_: (-groups[id_], id_))]


def _facts(counts: Counts, truth: Truth, view: Incident | None, system: Fused, entities: Entities) -> None:
    for name, told in truth.facts.items():
        fact = view.fact(name) if view else None
        said = list(_named(fact, system)) if fact else []
        agreement = fact.agreement if fact else ""
        counts["facts"] += 1
        counts["agreement right"] += agreement == told.agreement
        counts[f"gold {told.agreement}"] += 1
        counts[f"said {agreement}"] += fact is not None
        counts[f"right {told.agreement}"] += agreement == told.agreement
        matches = [[right(name, gold, one, entities) for gold in told.values] for one in said]
        counts["gold values"] += len(told.values)
        counts["found values"] += sum(map(any, zip(*matches, strict=True)))
        counts["said values"] += len(said)
        counts["right values"] += sum(map(any, matches))
        chosen = [one for one in said if fact and one.value.value == fact.best]
        counts["best right"] += any(right(name, told.best, one, entities) for one in chosen)


def _named(fact: Fact, system: Fused) -> Iterator[Named]:
    for value in fact.values:
        texts = [system.documents[t.document].text[t.start : t.end] for t in value.testimonies]
        yield Named(value, tuple(dict.fromkeys(texts)))


def _echoes(counts: Counts, echoes: Sequence[Found], view: Incident | None) -> None:
    known = {echo.event for echo in view.echoes} if view else set()
    coded = [one.event for one in echoes if one.event is not None]
    counts["echoes"] += len(echoes)
    counts["echoes coded"] += len(coded)
    counts["echoes known"] += sum(event.id in known for event in coded)


def _independence(counts: Counts, truth: Truth, case: Case, view: Incident | None) -> None:
    telling = [s for s in case.stories if any(m.incident == truth.name and not m.echo for m in s.marks)]
    counts["counted"] += view is not None
    counts["independent right"] += view is not None and view.independent == len({s.origin for s in telling})


def _dependence(counts: Counts, case: Case, system: Fused) -> None:
    """Whether each story was known for a copy, or for its own."""
    known = {report.document: report for view in system.views.values() for report in view.reports}
    for story in case.stories:
        report = known.get(DocumentId(story.id))
        if report is not None:
            counts["stories"] += 1
            copy = story.dependence != "original"
            counts["copies"] += copy
            counts["copies known"] += copy and str(report.origin) == story.origin
            counts["dependence right"] += (report.origin != report.document) == copy
