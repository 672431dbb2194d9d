"""IndiaPoliceEvents (Halterman et al. 2021): what a report says that the police did, in four of the set's five labels.

    KILLED      an ASSAULT by police with dead
    ARRESTED    COERCE/arrest by police, or by nobody named: who arrests is seldom said
    USED_FORCE  an ASSAULT by police
    ACTION      any of these, or any other act of police that is material or moves people (quad material, MOBILIZE)

Only what happened counts (actual, historical). The fifth label, that police failed to act, is no act and has no
counterpart here. The unit is the document: lower-cased newspaper text of March 2002 with broken quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.evaluate.predictor import Predictor, answered
from dateline.evaluate.result import Figures, Result, bootstrap, f1
from dateline.evaluate.rows import rows
from dateline.model import HAPPENED, Event

Labels = frozenset[str]
Pair = tuple[Labels, Labels]  # gold, predicted

GIVEN = ("KILLED", "ARRESTED", "ACTION", "FAILED", "USED_FORCE")  # the file's order
NAMES = tuple(name for name in GIVEN if name != "FAILED")
POLICE = "COP"
PUBLISHED = "Halterman et al. (2021) and ConfliBERT (Hu et al. 2022) train on sentences of the same set"


def run(path: Path, predict: Predictor) -> Result:
    """F1 of each label and their mean."""
    answers = answered(rows(path), predict, lambda coded: labels(coded.events), Labels())
    pairs = [(_gold(row["labels"]), found) for row, found in answers]
    return Result(
        benchmark="police",
        n=len(pairs),
        figures=dict(measure(pairs)),
        intervals=bootstrap(pairs, measure),
        published=PUBLISHED,
    )


def _gold(given: Sequence[int]) -> Labels:
    return frozenset(name for name, yes in zip(GIVEN, given, strict=True) if yes and name in NAMES)


def labels(events: Iterable[Event]) -> Labels:
    """What the records of one report say that the police did."""
    return frozenset(label for event in events if event.status in HAPPENED for label in _of(event))


def _of(event: Event) -> Labels:
    by_police = any(party.sector == POLICE for party in event.actors)
    if (event.type, event.mode) == ("COERCE", "arrest") and (by_police or not event.actors):
        return frozenset({"ARRESTED", "ACTION"})
    if not by_police:
        return frozenset()
    if event.type == "ASSAULT":
        killed = event.fatalities is not None and (event.fatalities.low or 0) > 0
        return frozenset({"USED_FORCE", "ACTION", *(["KILLED"] if killed else [])})
    acts = event.type == "MOBILIZE" or event.quad.startswith("material")
    return frozenset({"ACTION"}) if acts else frozenset()


def measure(pairs: Sequence[Pair]) -> Figures:
    """F1 of each label over many reports, and the mean of the four."""
    found = {name.lower(): _f1(pairs, name) for name in NAMES}
    return {"macro_f1": round(sum(found.values()) / len(found), 4), **found}


def _f1(pairs: Sequence[Pair], name: str) -> float:
    right = sum(name in gold and name in predicted for gold, predicted in pairs)
    return round(f1(right, sum(name in p for _, p in pairs), sum(name in g for g, _ in pairs))[2], 4)
