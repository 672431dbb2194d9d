"""The stream test: invented incidents, each told by several outlets, coded and fused as one stream of news.

Every mark of a story ("killed", "the attack") is matched with the record whose trigger shares a character with it.
B-cubed is over the marks told and found: whether records of one incident, and no others, came together. An annotated
incident is then compared with the fused one that holds most of its marks: fact by fact, its agreement (agreed, updated,
disputed, open) and its values. A fact that the view lacks counts as wrong. The resampled unit is the case.

Cases with odd numbers were looked at while the rules were made, cases with even numbers were not: the table has both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from dateline.evaluate import bcubed
from dateline.evaluate.predictor import Predictor
from dateline.evaluate.result import Result, bootstrap
from dateline.evaluate.stream_cases import Case, Story, load
from dateline.evaluate.stream_score import Counts, Fused, count, found
from dateline.fuse import partition, strands
from dateline.fuse.echoes import only_recalls
from dateline.fuse.recall import recall
from dateline.fuse.reprints import reports
from dateline.fuse.view import view
from dateline.knowledge.actors import Actors
from dateline.model import Coded, Document, DocumentId, Event, EventId, Incident, IncidentId, Report
from dateline.read import from_text

Membership = dict[EventId, IncidentId]

PUBLISHED = "none: the stream is this project's own (corpus/stream)"


class Unit(msgspec.Struct, frozen=True):
    """One case: its counts, and B-cubed precision and recall of each of its marks."""

    id: str
    counts: dict[str, int]
    marks: tuple[bcubed.Scores, ...]
    right: dict[str, int] = {}  # the counts again, with the records grouped as they are annotated


def run(path: Path, predict: Predictor) -> Result:
    """All figures of `figures`, with intervals over cases; raises DataError where a case breaks the format."""
    cases = load(path)
    found = units(cases, fused(cases, predict))
    return Result(
        benchmark="stream",
        n=len(found),
        figures=figures(found),
        intervals=bootstrap(found, figures),
        published=PUBLISHED,
        table=_table(found),
    )


def fused(cases: Sequence[Case], predict: Predictor) -> Fused:
    """The stories of all cases, coded and fused in the order of publication; a story that failed has no record."""
    stories = sorted((story for case in cases for story in case.stories), key=lambda story: (story.published, story.id))
    coded = [one for one in predict(map(document, stories)) if isinstance(one, Coded)]
    documents = {one.document.id: one.document for one in coded}
    events = {str(one.document.id): one.events for one in coded}
    incident = membership(coded)
    return Fused(events, documents, incident, _views(coded, documents, incident))


def document(story: Story) -> Document:
    """The story as it is given to the coder."""
    return from_text(story.text, published=story.published, publisher=story.outlet, title=story.title, id=story.id)


def membership(coded: Sequence[Coded]) -> Membership:
    """The incident of each record: groups of strands, and background mentions tied to what they recall."""
    groups = partition(chain.from_iterable(strands(one.document, one.events) for one in coded))
    incident = {event: IncidentId(f"i{group[0]}") for group in groups for event in group}
    return incident | _recalled(coded, incident)


def _recalled(coded: Sequence[Coded], incident: Membership) -> Membership:
    """The records of groups that are background throughout, with the incident that each recalls."""
    documents = {one.document.id: one.document for one in coded}
    told = _members(chain.from_iterable(one.events for one in coded), incident)
    lone = [group for group in told.values() if only_recalls(group, documents)]
    return recall(chain.from_iterable(lone), told, documents)


def _views(
    coded: Sequence[Coded], documents: dict[DocumentId, Document], incident: Membership
) -> dict[IncidentId, Incident]:
    dependent = list(reports(documents.values()))
    beside = {one.document.id: one.events for one in coded}
    members = _members(chain.from_iterable(beside.values()), incident)
    return {id_: view(id_, own, documents, dependent, _around(own, beside)) for id_, own in members.items()}


def _members(events: Iterable[Event], incident: Membership) -> dict[IncidentId, list[Event]]:
    """The records of each incident."""
    members: dict[IncidentId, list[Event]] = {}
    for event in events:
        members.setdefault(incident[event.id], []).append(event)
    return members


def _around(own: Sequence[Event], beside: dict[DocumentId, tuple[Event, ...]]) -> Iterator[Event]:
    members = {event.id for event in own}
    told = dict.fromkeys(event.document for event in own)
    return (event for id_ in told for event in beside[id_] if event.id not in members)


def units(cases: Sequence[Case], system: Fused) -> list[Unit]:
    """Each case with what was counted in it."""
    counted = [count(case, system, entities) for case in cases]
    right = [count(case, as_annotated(case, system), entities)[0] for case in cases]
    pairs = [pair for _, own in counted for pair in own]
    scores = iter(bcubed.items(pairs))
    gold_of: dict[str, set[str]] = {}
    for gold, group in pairs:
        gold_of.setdefault(group, set()).add(gold)
    return [
        Unit(case.id, dict(_merged(counts, own, gold_of)), tuple(next(scores) for _ in own), dict(known))
        for case, (counts, own), known in zip(cases, counted, right, strict=True)
    ]


def as_annotated(case: Case, system: Fused) -> Fused:
    """The records of one case grouped by its marks: what the view says where fusing makes no mistake."""
    at = [(f"{case.id} {one.mark.incident}", one.event) for one in found(case, system.events) if one.event]
    incident = {event.id: IncidentId(name) for name, event in at}
    members = _members(dict.fromkeys(event for _, event in at), incident)
    own = [system.documents[DocumentId(story.id)] for story in case.stories if story.id in system.documents]
    dependent = [report_of(story) for story in case.stories]
    beside = {one.id: system.events[str(one.id)] for one in own}
    texts = {one.id: one for one in own}
    views = {id_: view(id_, told, texts, dependent, _around(told, beside)) for id_, told in members.items()}
    return Fused(system.events, texts, incident, views)


def report_of(story: Story) -> Report:
    """A story as the report that it is annotated to be."""
    return Report(
        document=DocumentId(story.id), publisher=story.outlet, title=story.title, published=story.published,
        origin=DocumentId(story.origin), dependence=story.dependence,
    )  # fmt: skip


def _merged(counts: Counts, own: Sequence[tuple[str, str]], gold_of: dict[str, set[str]]) -> Counts:
    groups = {group for _, group in own}
    return counts + Counter(groups=len(groups), mixed=sum(len(gold_of[group]) > 1 for group in groups))


@cache
def entities(name: str) -> frozenset[str]:
    """The ids of the actors that bear a name."""
    return frozenset(str(entity.id) for entity in _actors().named(name.removeprefix("the ").removeprefix("The ")))


@cache
def _actors() -> Actors:
    return Actors.load()


OF_THE_VIEW = {
    "agreement": ("agreement right", "facts"),
    "best_value": ("best right", "facts"),
    "value_precision": ("right values", "said values"),
    "value_recall": ("found values", "gold values"),
    "contradiction_recall": ("right disputed", "gold disputed"),
    "contradiction_precision": ("right disputed", "said disputed"),
    "update_recall": ("right updated", "gold updated"),
    "echo_recall": ("echoes known", "echoes"),
    "echo_recall_of_coded": ("echoes known", "echoes coded"),
    "echo_precision": ("echoes known", "echoes said"),
}
SHARES = {
    "marks_coded": ("coded", "marks"),
    "over_merged": ("mixed", "groups"),
    "split": ("split", "incidents"),
    **OF_THE_VIEW,
    "independent_reports": ("independent right", "counted"),
    "copies_known": ("copies known", "copies"),
    "dependence": ("dependence right", "stories"),
}


def figures(found: Sequence[Unit]) -> dict[str, float]:
    """Shares between 0 and 1, over all marks, incidents, facts, echoes and stories of the cases.

    Those that begin with `view_` are of the same records grouped as annotated: they measure the view, not fusing.
    """
    shares = {name: _share([unit.counts for unit in found], name) for name in SHARES}
    known = {f"view_{name}": _share([unit.right for unit in found], name) for name in OF_THE_VIEW}
    return {**bcubed.mean([score for unit in found for score in unit.marks]), **shares, **known}


def _share(counts: Sequence[dict[str, int]], name: str) -> float:
    part, whole = SHARES[name]
    return round(sum(one.get(part, 0) for one in counts) / max(1, sum(one.get(whole, 0) for one in counts)), 4)


def _table(found: Sequence[Unit]) -> str:
    """For people: the figures of the cases that were looked at, and of those that were not."""
    seen = figures([unit for unit in found if _number(unit) % 2])
    held = figures([unit for unit in found if not _number(unit) % 2])
    rows = [f"{'':24s} odd cases  even cases (held out)"]
    return "\n".join(rows + [f"{name:24s} {seen[name]:9.3f} {held[name]:11.3f}" for name in seen])


def _number(unit: Unit) -> int:
    digits = "".join(letter for letter in unit.id if letter.isdigit())
    return int(digits or "0")
