"""Where recall is lost on the stream: `python bench/fuse/losses.py` codes and fuses the cases with odd numbers.

The first table counts the pairs of marks that tell of one act and were not joined, by the first step that parted them.
The second says what fusing would reach if the coder and the resolvers made no mistake about one thing: B-cubed with the
kind of act, its days, its place, or the grouping within each story taken from the annotation. A place is that of the
record whose place is the annotated one; where there is none, it is left as it was found.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path

import msgspec
import numpy as np

from dateline.evaluate import bcubed
from dateline.evaluate.result import Figures
from dateline.evaluate.stream import document
from dateline.evaluate.stream_cases import Case, Truth, load
from dateline.evaluate.stream_match import alike
from dateline.evaluate.stream_score import Found, found
from dateline.fuse import partition, strands
from dateline.fuse.blocks import candidates
from dateline.fuse.contradiction import NAMES, contradictions
from dateline.fuse.score import log_odds, scorer
from dateline.fuse.table import table
from dateline.model import Coded, Event, EventId, Place, When
from dateline.run import Pipeline
from dateline.train.fusing import is_odd

Fix = Callable[[Event, Found, Truth, Place | None], Event]
replace = msgspec.structs.replace


def of_kind(event: Event, _: Found, truth: Truth, __: Place | None) -> Event:
    """The annotated type and mode."""
    return replace(event, type=truth.type, mode=truth.mode)


def of_day(event: Event, _: Found, truth: Truth, __: Place | None) -> Event:
    """The annotated days."""
    return replace(event, date=When(text="", start=0, end=0, first=truth.first, last=truth.last))


def of_place(event: Event, _: Found, __: Truth, place: Place | None) -> Event:
    """The annotated place."""
    return replace(event, place=place) if place else event


def of_story(event: Event, mark: Found, truth: Truth, _: Place | None) -> Event:
    """One strand for all that a story tells of the act."""
    return replace(event, incident=f"{mark.story.id} {truth.name}")


def of_all(event: Event, mark: Found, truth: Truth, place: Place | None) -> Event:
    """Everything as annotated."""
    for fix in (of_kind, of_day, of_place, of_story):
        event = fix(event, mark, truth, place)
    return event


ORACLES: dict[str, Fix | None] = {
    "as coded": None, "kind": of_kind, "day": of_day, "place": of_place, "within a story": of_story, "all four": of_all,
}  # fmt: skip


def marks(cases: Sequence[Case], coded: Sequence[Coded]) -> list[tuple[Case, list[Found]]]:
    """The marks of each case that are news and were found."""
    events = {str(one.document.id): one.events for one in coded}
    return [(case, [m for m in found(case, events) if m.event and not m.mark.echo]) for case in cases]


def corrected(cases: Sequence[Case], coded: Sequence[Coded], fix: Fix) -> list[Coded]:
    """The records with what `fix` takes from the annotation."""
    right: dict[EventId, Event] = {}
    for case, told in marks(cases, coded):
        truths = {truth.name: truth for truth in case.incidents}
        for one in told:
            truth = truths[one.mark.incident]
            right[one.event.id] = fix(one.event, one, truth, _place(truth, told))
    return [replace(one, events=tuple(right.get(event.id, event) for event in one.events)) for one in coded]


def _place(truth: Truth, told: Sequence[Found]) -> Place | None:
    best = truth.facts["place"].best if "place" in truth.facts else ""
    places = (one.event.place for one in told if one.mark.incident == truth.name)
    return next((p for p in places if p and p.latitude is not None and alike(best, p.name or p.text)), None)


def reached(cases: Sequence[Case], coded: Sequence[Coded]) -> Figures:
    """B-cubed of the marks."""
    groups = partition(chain.from_iterable(strands(one.document, one.events) for one in coded))
    home = {event: n for n, group in enumerate(groups) for event in group}
    told = [(f"{case.id} {m.mark.incident}", home[m.event.id]) for case, own in marks(cases, coded) for m in own]
    return bcubed.mean(bcubed.items(told))


def lost(cases: Sequence[Case], coded: Sequence[Coded]) -> Iterator[str]:
    """For every pair of marks of one act that was not joined, the step that parted it."""
    told = list(chain.from_iterable(strands(one.document, one.events) for one in coded))
    of, known = table(told), {strand.event: strand for strand in told}
    row = {event: n for n, first in enumerate(of.ids) for event in known[EventId(first)].events}
    compared = set(zip(*(side.tolist() for side in candidates(of)), strict=True))
    home = {event: n for n, group in enumerate(partition(told)) for event in group}
    for _, own in marks(cases, coded):
        for a, b in combinations(own, 2):
            if a.mark.incident == b.mark.incident and home[a.event.id] != home[b.event.id]:
                i, j = (np.array([n]) for n in sorted((row[a.event.id], row[b.event.id])))
                if reason := int(contradictions(of, i, j)[0]):
                    yield f"contradiction: {NAMES[reason]}"
                elif (int(i[0]), int(j[0])) not in compared:
                    yield "blocking"
                else:
                    yield "score" if log_odds(of, i, j)[0] <= scorer().threshold else "grouping"


def main(arguments: list[str]) -> None:
    """Print both tables."""
    cases = [case for case in load(Path(arguments[0] if arguments else "corpus/stream")) if is_odd(case)]
    stories = [document(story) for case in cases for story in case.stories]
    coded = [one for one in Pipeline.load().pipe(stories) if isinstance(one, Coded)]
    for reason, count in Counter(lost(cases, coded)).most_common():
        print(f"{count:6d} pairs parted by {reason}")
    print(f"\n{'right about':16s} precision  recall     f1")
    for name, fix in ORACLES.items():
        figures = reached(cases, corrected(cases, coded, fix) if fix else coded)
        f1, precision, recall = (figures[f"bcubed_{part}"] for part in ("f1", "precision", "recall"))
        print(f"{name:16s} {precision:9.3f} {recall:7.3f} {f1:6.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
