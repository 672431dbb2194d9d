"""A reviewer's desk in the terminal: the record on it, the order of those that wait, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

import click

from dateline.cli import words
from dateline.cli.clean import line
from dateline.cli.evidence import quoted
from dateline.errors import UsageError
from dateline.store import Hit, Query, Store
from dateline.store.patterns import Like, like
from dateline.store.queue import Waiting, progress, waiting
from dateline.store.reviews import Author, Judged, Review, append, decision, fix, log, of_event, undo
from dateline.store.second_readings import opinions, standing
from dateline.store.slots import SLOTS, read, written

EMPTY = "Nothing waits any more in this queue. z undo · b same for the pattern of the last · q stop"
PREVIEW = 8  # sentences of a pattern that are shown before it is applied

Clock = Callable[[], datetime]


class Desk:
    """Open with `Desk.open`; use in a `with` statement."""

    def __init__(self, store: Store, asked: Query, by: str, clock: Clock, order: list[Waiting]) -> None:
        self._store = store
        self._asked = asked
        self._by = by
        self._clock = clock
        self._order = order
        self._last: Review | None = None
        self._done = 0

    @classmethod
    def open(cls, folder: Path, query: str, by: str, *, again: bool, clock: Clock) -> Desk:
        """The desk of a store; raises NotFoundError, StoreError, UsageError."""
        store, asked = Store.open(folder), Query.parse(query)
        return cls(store, asked, by, clock, waiting(store, asked, again=again))

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    @property
    def is_empty(self) -> bool:
        """Whether every record of the queue is decided."""
        return not self._order

    def show(self) -> bool:
        """Print the record on the desk; False where there was none to begin with."""
        if not self._order:
            self.say(EMPTY)
            return self._last is not None
        state, now, hit = progress(self._store, self._asked), self._now(), self._hit()
        head = f"\n{state.decided:,} of {words.many(state.total, 'record')} decided · {self._order[0].why}"
        click.echo(click.style(head, dim=True))
        click.echo(f"{click.style(words.kind(now.event), bold=True)}  {words.marked_status(now.event)}  {_where(hit)}")
        click.echo(f"  {quoted(Hit(now.event, hit.document))}")
        click.echo(f"  {line(words.chain(now.event, hit.document))}")
        for number, slot in enumerate(SLOTS, 1):
            click.echo(
                f"  {click.style(str(number), bold=True)} {slot.label:<7} {line(written(now.event, slot)) or '—'}"
            )
        for said in opinions(now, standing(self._store.connection, document=hit.document.id)):
            self.say(f"  2nd reader {said}")
        return True

    def say(self, sentence: str) -> None:
        """One line to the reviewer."""
        click.echo(click.style(sentence, dim=True))

    def decide(self, verdict: str) -> None:
        """Accept, reject or doubt the record, and go on."""
        self._write([decision(self._hit().event, verdict, self._author())])
        self._done += 1
        self.say(f"{verdict}: {line(self._hit().event.trigger.text)}")
        self._order.pop(0)

    def skip(self) -> None:
        """The record goes to the end of the line."""
        self._order.append(self._order.pop(0))

    def slot(self, number: int) -> tuple[str, str]:
        """The label of a slot, and what stands in it."""
        slot = SLOTS[number - 1]
        return slot.label, line(written(self._now().event, slot))

    def fix(self, number: int, told: str) -> None:
        """Put a slot right; "-" empties it."""
        slot, before, hit = SLOTS[number - 1], self._now().event, self._hit()
        try:
            after = read(before, hit.document.text, slot, "" if told.strip() == "-" else told)
        except UsageError as fault:
            self.say(str(fault))
            return
        if after != before:
            self._write([fix(before, after, slot.key, self._author())])

    def undo(self) -> None:
        """Take back the reviewer's last act; its record comes up again."""
        with log(self._store.folder) as connection:
            undone = undo(connection, self._author())
        if not undone:
            self.say("There is nothing of yours to undo.")
            return
        self._last = None
        self._done -= len({one.event for one in undone if one.verdict not in ("fix", "add")})
        if undone[0].verdict == "add":  # on the screen: there is no such record any more
            self.say("Taken back: a record that you had added.")
            return
        event = undone[0].event
        held = next((one for one in self._order if one.event == event), None)
        worth = self._store.hit(event).event.confidence
        again = held or Waiting(
            event=event, reports=1, disagree=False, denied=False, confidence=worth, worth=1 - worth
        )  # fmt: skip
        self._order = [again, *(one for one in self._order if one.event != event)]
        self.say("Taken back.")

    def like(self) -> list[Like]:
        """The records of the same pattern as the last one decided, told to the reviewer."""
        found = list(like(self._store, self._last, self._author())) if self._last else []
        for one in found[:PREVIEW]:
            click.echo(f"  {quoted(one.hit)}")
        more = len(found) - PREVIEW
        self.say(f"… and {more} more." if more > 0 else f"{words.many(len(found), 'record')} of the same pattern.")
        return found

    def apply(self, found: list[Like]) -> None:
        """Do to all of them what was done to one; one undo takes it back."""
        self._write([one.review for one in found])
        decided = {one.review.event for one in found if one.review.verdict != "fix"}
        self._done += len(decided)
        self._order = [one for one in self._order if one.event not in decided]

    def farewell(self) -> str:
        """What was done, and how it goes on."""
        return f"{words.many(self._done, 'record')} decided."

    def _hit(self) -> Hit:
        return self._store.hit(self._order[0].event)

    def _now(self) -> Judged:
        """The record on the desk, as it stands after what people found."""
        return of_event(self._store.connection, self._hit().event)

    def _author(self) -> Author:
        return Author(self._by, self._clock().isoformat(timespec="microseconds"))

    def _write(self, rows: list[Review]) -> None:
        with log(self._store.folder) as connection:
            self._last = append(connection, rows)[-1]


def _where(hit: Hit) -> str:
    return click.style(f"{line(hit.document.publisher)} {words.date(hit.event, hit.document)}", dim=True)
