"""How far a second reader agrees with people: what of its objections was right, and what of people's it found.

Only records that people decided before the reader was asked are counted: who has seen its answer is no longer a judge
of it. A record that was rejected speaks about the act alone, for nobody has looked at its slots.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.analyse.statistics import Interval, wilson
from dateline.store import Store
from dateline.store.reviews import Judged, of_document
from dateline.store.second_readings import NO_ACT, Reading, standing
from dateline.store.slots import SLOTS

FIELDS = (NO_ACT, *(slot.key for slot in SLOTS))


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """One slot, or the act as such: `both` objected, only the `reader`, only `people`, or neither.

    `right` is the share of the reader's objections that people share, `found` that of people's which the reader has,
    each with its 95 % interval (Wilson); None where there is none to share.
    """

    field: str
    records: int
    both: int
    reader: int
    people: int
    right: Interval | None
    found: Interval | None


def agreement(store: Store, model: str, prompt: str) -> list[Agreement]:
    """A row for each slot; `prompt` is the hash of what the model was told."""
    pairs = list(_pairs(store, model, prompt))
    return [_row(field, pairs) for field in FIELDS]


def _pairs(store: Store, model: str, prompt: str) -> Iterator[tuple[Judged, Reading]]:
    documents = "SELECT DISTINCT document FROM second_reading WHERE kind = 'check' AND model = ? ORDER BY document"
    for (id_,) in store.connection.execute(documents, (model,)).fetchall():
        decided: dict[str, Judged] = {one.machine.id: one for one in of_document(store.connection, id_)}
        for reading in standing(store.connection, document=id_):
            one = decided.get(reading.event)
            asked = (reading.model, reading.prompt) == (model, prompt)
            if one and asked and reading.verdict in ("agree", "disagree") and _is_independent(one, reading):
                yield one, reading


def _is_independent(one: Judged, reading: Reading) -> bool:
    return one.verdict in ("accept", "reject") and all(review.at < reading.at for review in one.reviews)


def _row(field: str, pairs: list[tuple[Judged, Reading]]) -> Agreement:
    seen = [(_people(one), {said.field for said in reading.objections}) for one, reading in pairs
            if field == NO_ACT or one.verdict == "accept"]  # fmt: skip
    both = sum(field in people and field in reader for people, reader in seen)
    reader = sum(field in reader for _, reader in seen) - both
    people = sum(field in people for people, _ in seen) - both
    right = wilson(both, both + reader) if both + reader else None
    found = wilson(both, both + people) if both + people else None
    return Agreement(
        field=field, records=len(seen), both=both, reader=reader, people=people, right=right, found=found
    )  # fmt: skip


def _people(one: Judged) -> set[str]:
    """The slots that people found wrong."""
    rejected = {NO_ACT} if one.verdict == "reject" else set()
    return rejected | {review.field for review in one.reviews if review.verdict == "fix"}
