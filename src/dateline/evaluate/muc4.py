"""MUC-4: does a report of Latin America around 1990 tell of a terrorist incident, of which kinds, by whom, to whom.

The texts are all lower case, as the lower-cased edition of the set has them, which costs a news coder its names. A
document's answer is the set of its violent records that happened:

    attack ASSAULT   bombing ASSAULT/explosives or suicide-attack   kidnapping ASSAULT/abduct   arson ASSAULT/destroy

(arson by fire only). `relevant_f1` asks whether there is any, `kinds_f1` counts kinds, `perpetrators_recall` and
`victims_recall` the annotated parties that one of our actors or recipients overlaps anywhere in the document. The set's
own score also punishes parties beyond those of the templates (acts of government forces are none); this one does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

import msgspec

from dateline.evaluate.predictor import Predictor, answered
from dateline.evaluate.result import Figures, Result, bootstrap, f1
from dateline.evaluate.rows import Row, rows
from dateline.model import HAPPENED, Event

Mentions = list[list[dict[str, int]]]

KNOWN = frozenset({"attack", "bombing", "kidnapping", "arson"})
KINDS = {"explosives": "bombing", "suicide-attack": "bombing", "abduct": "kidnapping"}
FIRE = ("burn", "fire", "torch", "ablaze", "arson")
PUBLISHED = "trained on the set: GTT incident type F1 .674 (Du et al. 2021, recomputed on the test documents)"


class Counts(msgspec.Struct, frozen=True):
    """One document: its kinds, gold and predicted, and how many parties are named and found."""

    gold: frozenset[str]
    predicted: frozenset[str]
    perpetrators: int = 0
    perpetrators_found: int = 0
    victims: int = 0
    victims_found: int = 0


def run(path: Path, predict: Predictor) -> Result:
    """The figures on one file of the lower-cased edition."""
    answers = answered(rows(path), predict, attrgetter("events"), ())
    counts = [count(row, events) for row, events in answers]
    return Result(
        benchmark="muc4",
        n=len(counts),
        figures=dict(measure(counts)),
        intervals=bootstrap(counts, measure),
        published=PUBLISHED,
    )


def count(row: Row, events: Sequence[Event]) -> Counts:
    """One document's counts."""
    violent = [e for e in events if e.type == "ASSAULT" and e.status in HAPPENED]
    doers = [(p.start, p.end) for e in violent for p in e.actors]
    hurt = [(p.start, p.end) for e in violent for p in e.recipients]
    perpetrators = _entities(row, "PerpInd", "PerpOrg")
    victims = _entities(row, "Victim", "Target")
    kinds = {kind for t in row["templates"] for kind in t["incident_type"].split(" / ")}
    return Counts(
        gold=frozenset(kinds & KNOWN),
        predicted=frozenset(kind(e) for e in violent),
        perpetrators=len(perpetrators),
        perpetrators_found=sum(_touched(mentions, doers) for mentions in perpetrators),
        victims=len(victims),
        victims_found=sum(_touched(mentions, hurt) for mentions in victims),
    )


def kind(event: Event) -> str:
    """The kind of incident of a violent record."""
    if event.mode == "destroy" and any(word in event.trigger.text.lower() for word in FIRE):
        return "arson"
    return KINDS.get(event.mode or "", "attack")


def _entities(row: Row, *roles: str) -> Mentions:
    return [mentions for t in row["templates"] for role in roles for mentions in t.get(role, ())]


def _touched(mentions: Sequence[dict[str, int]], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < m["end"] and m["start"] < end for m in mentions for start, end in spans)


def measure(counts: Sequence[Counts]) -> Figures:
    """The figures of many documents."""
    both = sum(bool(c.gold) and bool(c.predicted) for c in counts)
    relevant = f1(both, sum(bool(c.predicted) for c in counts), sum(bool(c.gold) for c in counts))[2]
    right = sum(len(c.gold & c.predicted) for c in counts)
    kinds = f1(right, sum(len(c.predicted) for c in counts), sum(len(c.gold) for c in counts))[2]
    named = sum(c.perpetrators for c in counts) or 1, sum(c.victims for c in counts) or 1
    return {
        "relevant_f1": round(relevant, 4),
        "kinds_f1": round(kinds, 4),
        "perpetrators_recall": round(sum(c.perpetrators_found for c in counts) / named[0], 4),
        "victims_recall": round(sum(c.victims_found for c in counts) / named[1], 4),
    }
