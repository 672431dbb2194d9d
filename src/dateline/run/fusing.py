"""A store's records into incidents: read here, fused by `fuse`, written by `store` in one transaction.

The whole view is worked out from the records each time, which is cheap; what is dear, clustering, is done only for
components that changed. So the view never depends on how the store came to hold what it holds, ids apart: those stay
with as many of their records as they can.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

import msgspec

from dateline.fuse.partition import Fused, fuse
from dateline.fuse.reprints import reports
from dateline.fuse.rulings import rulings
from dateline.fuse.score import Scoring, log_odds, version
from dateline.fuse.settle import Settled, settle
from dateline.fuse.strands import Strand, strands
from dateline.model import MACHINE, Event, EventId, Judgement, Report
from dateline.run.recalling import recalled
from dateline.store import Store
from dateline.store import incidents as kept
from dateline.store.additions import added


class FusingManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a fusing found and changed; `changes` counts them by kind. `fresh` is False where nothing had to be done."""

    fresh: bool = True
    records: int = 0
    incidents: int = 0
    dependent: int = 0  # documents that are copies, agency copy, or cite another
    changes: dict[str, int] = {}


def fuse_store(
    store: Store, *, at: str = "", by: str = MACHINE, reason: str = "", scoring: Scoring = log_odds
) -> FusingManifest:
    """Bring the incidents of a store that is open for writing up to its records and judgements.

    `at` is now, ISO 8601; `by` and `reason` say who had it done and why, for the history. Done again, nothing changes.
    `scoring` is who compares pairs.
    """
    judged = list(kept.judgements(store))
    state = _state(store, judged)
    if kept.fused_state(store) == state:
        return FusingManifest(fresh=False)
    before = list(kept.membership(store))
    membership = kept.spread(before)
    fused = recalled(store, fuse(told(store), judged, _standing(before), scoring=scoring), rulings(judged))
    led = {redirect.old: redirect.new for redirect in kept.redirects(store)}
    former = {old: had for old, had in kept.merged(store) if old in led}
    settled = settle(fused.groups, membership, led, former, by=by, reason=reason, at=at)
    copies = [_copy(report) for report in reports(store.documents()) if report.origin != report.document]
    kept.keep(store, _fusion(fused, settled, copies, state, (by, at, reason)))
    return FusingManifest(
        records=sum(map(len, fused.groups)),
        incidents=len(fused.groups),
        dependent=len(copies),
        changes=dict(sorted(Counter(change.what for change in settled.changes).items())),
    )


def told(store: Store) -> Iterator[Strand]:
    """Every strand of the store, document by document."""
    events = groupby(store.events_by_document(), key=lambda event: event.document)
    held: tuple[str, list[Event]] | None = None
    for document in store.documents():
        if held is None or held[0] < document.id:
            held = next(((id_, list(own)) for id_, own in events), None)
        if held and held[0] == document.id:
            yield from strands(document, held[1])


def _state(store: Store, judged: list[Judgement]) -> str:
    """A hash of everything that the view follows from."""
    parts = (store.state(), version(), msgspec.json.encode(judged).decode(), *added(store.connection))
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _standing(before: list[kept.Member]) -> dict[str, list[tuple[EventId, ...]]]:
    """The groups of each part that was clustered before."""
    groups: defaultdict[tuple[str, str], list[EventId]] = defaultdict(list)
    for member in before:
        if member.part:
            groups[member.part, member.incident].append(member.event)
    found: defaultdict[str, list[tuple[EventId, ...]]] = defaultdict(list)
    for (part, _), events in groups.items():
        found[part].append(tuple(events))
    return dict(found)


def _copy(report: Report) -> kept.Reprint:
    return kept.Reprint(
        document=report.document, origin=report.origin, dependence=report.dependence, shared=report.shared,
        why=report.why,
    )  # fmt: skip


def _fusion(
    fused: Fused, settled: Settled, copies: list[kept.Reprint], state: str, made: tuple[str, str, str]
) -> kept.Fusion:
    placed = zip(fused.groups, fused.parts, settled.ids, strict=True)
    by, at, reason = made
    return kept.Fusion(
        members=(kept.Member(event, id_, part) for group, part, id_ in placed for event in group),
        redirects=[kept.Redirect(old, new, by, at, reason) for old, new in sorted(settled.redirects.items())],
        judgements=fused.judgements(),
        changes=settled.changes,
        reprints=copies,
        state=state,
    )
