"""People's judgements of incidents: two are one, one is two, these records are or are not of one act.

Every judgement is of two records and is kept for good; the view follows by fusing again, so nothing is ever undone by
a later build. To overrule a judgement, judge the same records again: the newest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from dateline.errors import UsageError, did_you_mean
from dateline.fuse.rulings import rulings
from dateline.model import EventId, Judgement
from dateline.model.incident import MACHINE
from dateline.run.fusing import FusingManifest, fuse_store
from dateline.store import Store
from dateline.store import incidents as kept

Word = Literal["same", "different", "unsure"]


class Judge(msgspec.Struct, frozen=True):
    """Who judges, when (ISO 8601 in UTC) and why."""

    by: str
    at: str
    reason: str = ""


def judge(store: Store, left: str, right: str, word: str, who: Judge) -> FusingManifest:
    """Say whether two records tell of one act; raises UsageError, NotFoundError."""
    if word not in get_args(Word):
        raise UsageError(f"there is no judgement '{word}'.", "judge", did_you_mean(word, get_args(Word)))
    events = [store.hit(event).event.id for event in (left, right)]
    if events[0] == events[1]:
        raise UsageError("both records are the same one.", left, "Name two.")
    return _keep(store, [_judgement(events[0], events[1], word, who)], who)  # type: ignore[arg-type]


def merge(store: Store, one: str, other: str, who: Judge) -> FusingManifest:
    """Say that two incidents are one; overrules what people said against it. Raises UsageError, NotFoundError."""
    left, right = kept.members(store, one), kept.members(store, other)
    if kept.current(store, one) == kept.current(store, other):
        raise UsageError("these are one incident already.", f"{one}, {other}", "Name two.")
    against = rulings(kept.judgements(store)).different
    overruled = [(a, b) for a in left for b in right if (min(a, b), max(a, b)) in against]
    chain = [(left[0], event) for event in (*left[1:], *right)]
    return _keep(store, [_judgement(a, b, "same", who) for a, b in dict.fromkeys((*chain, *overruled))], who)


def split(store: Store, incident: str, events: Sequence[str], who: Judge) -> FusingManifest:
    """Say that these records tell of another act than the incident's other ones; raises UsageError, NotFoundError."""
    members = kept.members(store, incident)
    if foreign := [event for event in events if event not in members]:
        raise UsageError(f"the record '{foreign[0]}' is not of this incident.", incident, "See: dateline show INCIDENT")
    out = [EventId(event) for event in dict.fromkeys(events)]
    rest = [event for event in members if event not in out]
    if not out or not rest:
        raise UsageError("nothing would be left on one side.", incident, "Name some of its records, not all.")
    apart = [_judgement(a, b, "different", who) for a in out for b in rest]
    return _keep(store, apart + [_judgement(out[0], b, "same", who) for b in out[1:]], who)


def _keep(store: Store, made: Iterable[Judgement], who: Judge) -> FusingManifest:
    if not who.by.strip() or who.by == MACHINE:
        raise UsageError(f"'{who.by}' is no name of a person.", "--by", "Give your name, so that others can ask.")
    kept.judge(store, made)
    return fuse_store(store, at=who.at, by=who.by, reason=who.reason)


def _judgement(a: EventId, b: EventId, word: Word, who: Judge) -> Judgement:
    left, right = sorted((a, b))
    return Judgement(left=left, right=right, verdict=word, by=who.by, at=who.at, reason=who.reason)
