"""Time expressions, and the day intervals they resolve to."""

from __future__ import annotations

from typing import Literal

import msgspec

Granularity = Literal[
    "time", "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century", "other"
]


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression in a text, TimeML's TIMEX3, resolved against the publication date where it can be.

    `value` is TIMEX3's value ("2024-08-10", "2024-W33", "P2W", "PAST_REF"); `first` and `last` are the ISO days of the
    interval it denotes (inclusive), None where it denotes none or only one end; `reason` says why.
    """

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str = ""
    granularity: Granularity = "other"
    first: str | None = None
    last: str | None = None
    reason: str = ""
