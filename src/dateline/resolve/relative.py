"""Days counted from another act of the story: "two days after the trip", "a day after the warnings".

The time expression says how far ("P2D") and which way; syntax says which acts stand on either side of it. Whichever of
the two has a day gives the other one its day; an act named again ("the warnings") takes that of its earlier mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dateline.model import Event, Parse, Reason, Timex, When

STEM = 4  # letters that "warned" and "warnings" share
DAYS = {"D": 1, "W": 7}
_LENGTH = re.compile(r"^P(\d+)([DW])$")
_WAY = {"after": 1, "before": -1}


class Step(msgspec.Struct, frozen=True):
    """A time expression that counts from an act: how many days on, and the token of its "after" or "before"."""

    time: Timex
    days: int
    week: bool
    word: int


def dated(parse: Parse, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, those that are dated by one another with their days and the reason."""
    found = list(events)
    for step in steps(parse):
        _apply(parse, found, step)
    return tuple(found)


def steps(parse: Parse) -> Iterator[Step]:
    """The time expressions that count from an act."""
    for time in parse.times:
        length, way = _LENGTH.match(time.value), _WAY.get(time.text.split()[-1].lower())
        word = parse.token_at(time.end - 1) if length and way and not time.first else None
        if length and way and word:
            yield Step(time, way * int(length[1]) * DAYS[length[2]], length[2] == "W", word.index)


def _apply(parse: Parse, events: list[Event], step: Step) -> None:
    """Give the day of one side to the other, in place."""
    inside = frozenset(_counted_from(parse, step.word))
    sentence = parse.sentences[parse.tokens[step.word].sentence]
    here = [i for i, e in enumerate(events) if sentence.start <= e.trigger.start < sentence.end]
    near = sorted(here, key=lambda i: abs(_token(parse, events[i]) - step.word))
    anchors = [i for i in near if _token(parse, events[i]) in inside]
    others = [i for i in near if i not in anchors]
    base = _day_of(events, anchors) or _told_before(parse, events, inside, step)
    if base:
        _give(events, [i for i in others if _asks(events[i], step)][:1], step, base, step.days)
    elif day := _day_of(events, [i for i in others if not _asks(events[i], step)]) or _only_day(parse, step, inside):
        _give(events, [i for i in anchors if events[i].date is None][:1], step, day, -step.days)


def _counted_from(parse: Parse, word: int) -> list[int]:
    """The tokens of the act that is counted from: the clause or the noun phrase after the word."""
    token = parse.tokens[word]
    top = token.head if token.dep == "mark" else word
    return [i for i in parse.subtree(top) if i > word]


def _token(parse: Parse, event: Event) -> int:
    token = parse.token_at(event.trigger.start)
    return token.index if token else -1


Day = tuple[date, str]  # a day, and what it is the day of


def _day_of(events: Sequence[Event], numbers: Sequence[int]) -> Day | None:
    """The day of the first act that has one."""
    told = ((events[i].date, events[i].trigger.text) for i in numbers)
    return next((day for when, name in told if (day := _single(when, name))), None)


def _single(when: When | None, name: str) -> Day | None:
    known = when is not None and when.first and when.first == when.last
    return (date.fromisoformat(when.first), name) if known and when and when.first else None


def _told_before(parse: Parse, events: Sequence[Event], inside: frozenset[int], step: Step) -> Day | None:
    """The day of the latest earlier act that a word of the phrase names again: "the warnings", "warned"."""
    named = {parse.tokens[i].text[:STEM].lower() for i in inside if parse.tokens[i].pos in ("NOUN", "VERB")}
    earlier = [e for e in events if e.trigger.start < step.time.start and e.trigger.text[:STEM].lower() in named]
    return next((day for e in reversed(earlier) if (day := _single(e.date, e.trigger.text))), None)


def _only_day(parse: Parse, step: Step, inside: frozenset[int]) -> Day | None:
    """The one day that the sentence tells outside the phrase."""
    sentence = parse.sentences[parse.tokens[step.word].sentence]
    here = (t for t in parse.times if sentence.start <= t.start < sentence.end and t.first and t.first == t.last)
    found = [t for t in here if (token := parse.token_at(t.start)) and token.index not in inside]
    return (date.fromisoformat(found[0].first or ""), found[0].text) if len(found) == 1 else None


def _asks(event: Event, step: Step) -> bool:
    """Whether an act has no day yet but through this expression."""
    when = event.date
    return when is None or (not when.first and when.start < step.time.end and step.time.start < when.end)


def _give(events: list[Event], numbers: Sequence[int], step: Step, base: Day, days: int) -> None:
    for i in numbers:
        day = base[0] + timedelta(days=days)
        first = day - timedelta(days=day.weekday()) if step.week else day
        last = first + timedelta(days=6 if step.week else 0)
        time = step.time
        ends = {"first": first.isoformat(), "last": last.isoformat()}
        when = When(text=time.text, start=time.start, end=time.end, **ends)
        kept = tuple(reason for reason in events[i].reasons if reason.field != "date")
        told = Reason("date", f"counted from “{base[1]}” ({base[0].isoformat()}) by “{time.text}”")
        events[i] = msgspec.structs.replace(events[i], date=when, reasons=(*kept, told))
