"""Records like one that a person has just decided: the same finding may hold for all of them.

Of a decision (accept, reject) records are alike where the same words were taken for the same kind of act. Of a fix,
where in addition the slot said the same before, and the new value can be read into their own text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from dateline.errors import UsageError
from dateline.model import Event
from dateline.store.query import Query
from dateline.store.reviews import DECISIONS, Author, Review, decision, fix, of_event
from dateline.store.slots import put, read, slot, written
from dateline.store.store import Hit, Store

MOST = 200  # records that one stroke may change: more than anybody would look through


class Like(msgspec.Struct, frozen=True):
    """A record of the same pattern, and what it would become."""

    hit: Hit
    review: Review


def like(store: Store, review: Review, author: Author) -> Iterator[Like]:
    """The undecided records of the same pattern, at most MOST, with the review that each would get; by day."""
    if review.verdict != "fix" and review.verdict not in DECISIONS:
        return
    machine = store.hit(review.event).event
    asked = Query(type=(machine.type,), mode=(machine.mode,) if machine.mode else ())
    alike = (event for event in store.query(asked) if _is_like(event, machine))
    made = (_like(store.hit(event.id), store, review, machine, author) for event in alike)
    yield from islice((one for one in made if one), MOST)


def _is_like(event: Event, machine: Event) -> bool:
    return event.id != machine.id and _trigger(event) == _trigger(machine) and event.mode == machine.mode


def _like(hit: Hit, store: Store, review: Review, machine: Event, author: Author) -> Like | None:
    now = of_event(store.connection, hit.event)
    made = None if now.verdict else _review(now.event, hit.document.text, review, machine, author)
    return Like(hit, made) if made else None


def _review(event: Event, text: str, review: Review, machine: Event, author: Author) -> Review | None:
    reason = f"same pattern as {review.event}"
    if review.verdict != "fix":
        return decision(event, review.verdict, author, reason)
    of = slot(review.field)
    before, after = put(machine, of, review.old), put(machine, of, review.new)
    if written(event, of).casefold() != written(before, of).casefold():
        return None
    try:
        changed = read(event, text, of, written(after, of))
    except UsageError:  # the new words do not stand in that text
        return None
    return None if changed == event else fix(event, changed, of.key, author, reason)


def _trigger(event: Event) -> str:
    return " ".join(event.trigger.text.casefold().split())
