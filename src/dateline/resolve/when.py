"""When spans to calendar days: the interval of the time expression that overlaps the span."""

from __future__ import annotations

import msgspec

from dateline.model import Parse, Timex, When


class Dated(msgspec.Struct, frozen=True):
    """A When with its days, or without and with the reason."""

    when: When
    reason: str = ""


def date(when: When, parse: Parse) -> Dated:
    """The When with the days of the best overlapping time expression: one that has days, then the longest overlap."""
    over = [t for t in parse.times if t.start < when.end and when.start < t.end]
    if not over:
        return Dated(when, f"“{when.text}” is no time expression that is understood")
    best = max(over, key=lambda t: (t.type in ("DATE", "TIME"), bool(t.first or t.last), _shared(t, when), -t.start))
    if not (best.first or best.last):
        return Dated(when, best.reason or f"“{best.text}” denotes no days of the calendar")
    return Dated(msgspec.structs.replace(when, first=best.first, last=best.last))


def _shared(timex: Timex, when: When) -> int:
    return min(timex.end, when.end) - max(timex.start, when.start)
