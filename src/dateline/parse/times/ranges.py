"""Rules for spans between dates, which TIMEX3 leaves apart: between June 3 and 5, since March, until Friday."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.parse.times.days import Days, day
from dateline.parse.times.grammar import DATED, Match, Meaning, Rule, dated

WEEK = timedelta(days=7)
OPEN_START = "when it began is not told"
OPEN_END = "its end is not told"


def between(match: Match) -> Meaning | None:
    """Between June 2014 and April 2016; from Monday to Friday; June 3 - June 5."""
    opener, joint = match.value("b"), match.get("uh")
    first, last = (item.value for item in match.items if item.kind == DATED)
    if _adjoin(opener, str(joint.value) if joint else "", first.days, last.days):
        return _span(first.days, last.days)
    if not _joins(opener, str(joint.value) if joint else ""):
        return None
    return _span(_in_order(first.days, last.days), last.days)


def _in_order(first: Days | None, last: Days | None) -> Days | None:
    """From Monday to Friday: the Monday before that Friday."""
    if not first or not last or first.first <= last.first or first.grain != "day" or first.first - last.first > WEEK:
        return first
    return day(first.first - WEEK)


def _adjoin(opener: str, joint: str, first: Days | None, last: Days | None) -> bool:
    """April and May: two units, one after the other."""
    if opener or joint != "and" or first is None or last is None:
        return False
    return first.grain == last.grain in ("month", "year", "decade") and last.first == first.last + timedelta(days=1)


def _joins(opener: str, joint: str) -> bool:
    if opener == "between":
        return joint == "and"
    return joint in ("to", "through", "-", "–", "—") if opener else joint in ("through", "-", "–", "—")


def _span(first: Days | None, last: Days | None) -> Meaning | None:
    if first is None or last is None or first.first > last.last:
        return None
    return dated(Days(first.first, last.last, first.grain, f"{first.first}/{last.last}"))


def day_to_day(match: Match) -> Meaning | None:
    """Between June 3 and 5."""
    first: Meaning = next(item.value for item in match.items if item.kind == DATED)
    number = int(match.value("d"))
    joint = match.get("uh")
    if first.days is None or first.grain != "day" or not _joins(match.value("b"), str(joint.value) if joint else ""):
        return None
    if not first.days.first.day < number <= 28 and not _exists(first.days.first, number):
        return None
    return _span(first.days, Days(first.days.first, first.days.first.replace(day=number), "day", ""))


def _exists(on: date, day: int) -> bool:
    try:
        return on.replace(day=day) > on
    except ValueError:
        return False


def since(match: Match) -> Meaning | None:
    """Since March: up to publication, for what still went on then."""
    told: Meaning = match.items[-1].value
    today = match.scene.published
    if match.value("i") != "since" or told.first is None or told.type == "DURATION":
        return None
    if today is None or told.first > today:
        return Meaning(type="DATE", value=told.value, grain=told.grain, first=told.first, reason=OPEN_END)
    return dated(Days(told.first, today, told.grain, f"{told.first}/{today}"))


def until(match: Match) -> Meaning | None:
    """Until Friday: from publication, for what went on then."""
    told: Meaning = match.items[-1].value
    today = match.scene.published
    if match.value("i") != "until" or told.last is None or told.type == "DURATION":
        return None
    if today is None or told.last < today:
        return Meaning(type="DATE", value=told.value, grain=told.grain, last=told.last, reason=OPEN_START)
    return dated(Days(today, told.last, told.grain, f"{today}/{told.last}"))


RULES = (
    Rule(DATED, "b? X [uh] X", between),
    Rule(DATED, "b? X [uh] d", day_to_day),
    Rule(DATED, "i X", since),
    Rule(DATED, "i X", until),
)
