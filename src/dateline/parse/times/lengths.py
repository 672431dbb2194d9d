"""Rules for lengths of time and what is counted with them: two weeks, a year ago, days later, every month."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from dateline.model.time import Granularity
from dateline.parse.times import anchor
from dateline.parse.times import days as d
from dateline.parse.times.dates import NO_DAY
from dateline.parse.times.days import DAYS_IN, Days
from dateline.parse.times.grammar import DATED, LENGTH, PERIODIC, Match, Meaning, Rule, dated, undated
from dateline.parse.times.relative import LETTERS, UNANCHORED, VAGUE
from dateline.parse.times.words import OTHER, Item

LENGTH_ONLY = "a length of time, not a place in it"
PERIODIC_ONLY = "it recurs"
EVENT = "it is counted from an event, not from a date"
COMPOUND = re.compile(r"-[^\W\d]+$")  # "24-year" says what something is like, "twenty-four years" how long it lasts


def length(match: Match) -> Meaning | None:
    """Two weeks, a year and a half, several months."""
    unit, counts = match.get("U"), match.all("Andyv")
    if unit is None or not counts or _is_rate(match, unit):
        return None
    if counts[0].kind == "v" or any(isinstance(item.value, str) for item in counts):
        return _of(None, str(unit.value))
    if (unit.value == "second" and not unit.plural) or (unit.value == "quarter" and match.get("h")):
        return None
    return _of(sum(float(item.value) for item in counts), str(unit.value))


def _is_rate(match: Match, unit: Item) -> bool:
    """Four flights a week, $2 million a year: so much in each."""
    before = match.before
    if before is None or match.items[0].kind != "A" or unit.value not in ("day", "week", "month", "year"):
        return False
    many = before.kind == "U" or (
        before.kind == OTHER and before.text.endswith("s") and before.text not in ("is", "was", "has", "as")
    )
    return before.kind in "ndy" or (many and match.after is not None and match.after.kind not in "GE")


def span(match: Match) -> Meaning | None:
    """Two to three weeks."""
    unit, counts = match.get("U"), match.all("Andy")
    return _of(float(counts[0].value), str(unit.value)) if unit and match.value("u") in ("to", "or") else None


def plural(match: Match) -> Meaning | None:
    """Weeks."""
    unit = match.items[0]
    return _of(None, str(unit.value)) if unit.plural and unit.value not in ("second", "quarter", "weekday") else None


def lasting(match: Match) -> Meaning | None:
    """decades-long, day-long."""
    unit, word = match.get("U"), match.get("J")
    if unit is None or word is None or word.text.lower() != "long":
        return None
    return _of(None if unit.plural else 1, str(unit.value))


def age(match: Match) -> Meaning | None:
    """six-year-old, 37 years old: somebody's age, and no time."""
    word, unit = match.get("J"), match.get("U")
    old = word is not None and word.text.lower() == "old" and unit is not None and unit.value in ("year", "month")
    return undated("", LENGTH_ONLY, "DURATION") if old else None


def _of(count: float | None, unit: str) -> Meaning:
    if unit == "fortnight":
        count, unit = (count * 2 if count else None), "week"
    return Meaning(type="DURATION", value=_value(count, unit), reason=LENGTH_ONLY, count=count, unit=unit)


def _value(count: float | None, unit: str) -> str:
    if unit in ("decade", "century", "millennium") and count is not None:
        return f"P{_plain(count * {'decade': 10, 'century': 100}.get(unit, 1000))}Y"
    if unit == "weekend" and count:
        return f"P{_plain(count * 2)}D"
    time = "T" if unit in ("second", "minute", "hour") else ""
    whole, rest = (int(count), count % 1) if count is not None else (None, 0)
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H")}.get(unit)
    if whole is not None and rest and smaller:
        head = f"{whole}{LETTERS[unit]}" if whole else ""
        return f"P{time}{head}{round(rest * smaller[0])}{smaller[1]}"
    return f"P{time}{'X' if count is None else _plain(count)}{LETTERS.get(unit, 'X')}"


def _plain(count: float) -> str:
    return str(int(count)) if count == int(count) else str(count)


def ago(match: Match) -> Meaning | None:
    """Two weeks ago: that week; years ago: no certain time."""
    told, today = match.items[0].value, match.scene.published
    if told.count is None:
        return undated("PAST_REF", VAGUE)
    if today is None:
        return undated("XXXX", NO_DAY)
    unit = _spoken(match, told.unit)
    start = match.focus.first if unit != told.unit and match.focus else today
    days = _away(start, -told.count, told.unit, unit)
    return _aside(days) if days else undated("PAST_REF", VAGUE)


def _aside(days: Days) -> Meaning:
    return msgspec.structs.replace(dated(days), aside=True)


def _spoken(match: Match, unit: str) -> str:
    """The unit of the answer: "a year earlier", said of a quarter, is a quarter."""
    return "quarter" if unit == "year" and match.focus and match.focus.grain == "quarter" else unit


def _away(start: date, count: float, unit: str, shown: str) -> Days | None:
    """The unit that lies `count` units away; hours are days that hold them."""
    if unit in d.PER_DAY:
        there = d.shift(start, int(count / d.PER_DAY[unit]), "day")
        return d.day(there) if there else None
    there = d.shift(start, count, unit)
    return d.unit_around(there, shown) if there else None


def apart(match: Match) -> Meaning | None:
    """Two days later, a year earlier, the day before: counted from the last date told."""
    unit, word = match.get("U"), match.value("E")
    told = _of(1, str(unit.value)) if unit else match.items[-2].value
    if word == "from" or not isinstance(told, Meaning):
        return None
    if word in ("before", "after") and _goes_on(match):
        return undated(told.value, EVENT)
    if told.count is None:
        return undated("PAST_REF" if word in ("earlier", "before") else "FUTURE_REF", VAGUE)
    start = _start(match, word, told.unit)
    sign = -1 if word in ("earlier", "before") else 1
    days = _away(start, sign * told.count, told.unit, _spoken(match, told.unit)) if start else None
    return dated(days) if days else undated(told.value, UNANCHORED)


def earlier(match: Match) -> Meaning | None:
    """A year earlier."""
    found = apart(match) if match.value("E") == "earlier" else None
    return msgspec.structs.replace(found, aside=True) if found else None


def _start(match: Match, word: str, unit: str) -> date | None:
    """The day to count from: no day of a month that is told as a whole, if days or weeks are counted."""
    if match.focus and (match.focus.grain == "day" or unit not in DAYS_IN):
        return match.focus.first
    return match.scene.published if word == "earlier" else None


def _goes_on(match: Match) -> bool:
    """Whether what follows "before" or "after" says from which event is counted."""
    return (
        match.after is not None
        and match.after.kind not in "c"
        and match.after.text not in (".", ";", ":", '"', "”", ")")
    )


def from_now(match: Match) -> Meaning | None:
    """Two years from now."""
    told, today = match.items[0].value, match.scene.published
    if match.value("E") != "from" or told.count is None or today is None:
        return None
    days = _away(today, told.count, told.unit, told.unit)
    return dated(days) if days else None


def spent(match: Match) -> Meaning | None:
    """Has been held for a week, have died in a year: up to publication; will meet in two weeks: that week."""
    told, word, today = match.items[-1].value, match.items[0].text.lower(), match.scene.published
    if told.count is None or today is None or word not in ("in", "for", "within"):
        return None
    if COMPOUND.search(match.items[-1].text):
        return None
    if word == "in" and match.tense == "future":
        days = _away(today, told.count, told.unit, told.unit)
        return dated(days) if days else None
    if not (match.reaches_now if word != "within" else match.tense == "future"):
        return None
    ends = anchor.trailing(today, -told.count if word == "within" else told.count, told.unit)
    return dated(Days(*ends, _grain(told), f"{ends[0]}/{ends[1]}")) if ends else None


def recent(match: Match) -> Meaning | None:
    """The past two weeks: up to publication; the next few days: no certain time."""
    told, relative, today = match.items[-1].value, match.value("R"), match.scene.published
    if match.items[-1].text.lower().startswith(("over ", "more ", "about ", "nearly ", "at ", "up ")):
        return None
    back = relative in ("last", "past", "previous", "latest")
    if not back and relative not in ("next", "coming", "following"):
        return None
    if told.count is None or today is None:
        return undated(told.value, VAGUE if today else NO_DAY, "DURATION")
    ends = anchor.trailing(today, told.count if back else -told.count, told.unit)
    return (
        Meaning(
            type="DURATION",
            value=told.value,
            grain=_grain(told),
            first=ends and ends[0],
            last=ends and ends[1],
            count=told.count,
        )
        if ends
        else None
    )


def _grain(told: Meaning) -> Granularity:
    found = d.unit_around(date(2000, 1, 1), told.unit)
    return found.grain if found else "day"


def counted(match: Match) -> Meaning | None:
    """The first nine months: a length."""
    told = match.items[-1].value
    hyphened = "-" in match.items[-1].text
    return (
        None
        if hyphened
        else Meaning(type="DURATION", value=told.value, reason=LENGTH_ONLY, count=told.count, unit=told.unit)
    )


def every(match: Match) -> Meaning | None:
    """Every day, each Monday, every two weeks."""
    unit, weekday, month = match.get("U"), match.get("W"), match.get("M")
    if weekday:
        return undated(f"XXXX-WXX-{int(weekday.value) + 1}", PERIODIC_ONLY, "SET")
    if month:
        return undated(f"XXXX-{int(month.value):02}", PERIODIC_ONLY, "SET")
    if unit:
        return undated(_value(1, str(unit.value)), PERIODIC_ONLY, "SET")
    return undated(match.items[-1].value.value, PERIODIC_ONLY, "SET")


def every_few(match: Match) -> Meaning | None:
    """Every two weeks."""
    return undated(_value(float(match.value("n")), match.value("U")), PERIODIC_ONLY, "SET")


def weekdays(match: Match) -> Meaning | None:
    """Mondays; Monday nights."""
    found, part = match.get("W"), match.get("T")
    if found is None or not (found.plural or (part and part.plural)):
        return None
    tail = f"T{part.value}" if part else ""
    return undated(f"XXXX-WXX-{int(found.value) + 1}{tail}", PERIODIC_ONLY, "SET")


def often(match: Match) -> Meaning | None:
    """daily, weekly."""
    return undated(match.value("Q"), PERIODIC_ONLY, "SET")


def times_a(match: Match) -> Meaning | None:
    """Twice a day: how often, and no length."""
    unit = match.get("U")
    return undated(_value(1, str(unit.value)), PERIODIC_ONLY, "SET") if unit else None


def counted_from(match: Match) -> Meaning | None:
    """Two days before Christmas; the day after Nov. 8."""
    unit, word = match.get("U"), match.value("E")
    told: Meaning = match.items[-1].value
    count = 1.0 if unit else match.items[0].value.count
    name = str(unit.value) if unit else match.items[0].value.unit
    if told.first is None or count is None or word not in ("before", "after") or told.grain != "day":
        return None
    there = d.shift(told.first, -count if word == "before" else count, name)
    days = d.unit_around(there, name) if there else None
    return dated(days) if days else None


CORE = (
    Rule(LENGTH, "x? [Andyv] h? j? h? U", length),
    Rule(LENGTH, "x? [Andyv] h? j? j? U", length),
    Rule(LENGTH, "x? A U u n", length),
    Rule(LENGTH, "x? [ndy] u [ndy] h? j? U", span),
    Rule(LENGTH, "U", plural),
    Rule(LENGTH, "U h J", lasting),
    Rule(OTHER, "[Andy] h? U h J", age),
    Rule(OTHER, "[Andy] U J", age),
    Rule(PERIODIC, "V [UWM]", every),
    Rule(PERIODIC, "V n U", every_few),
    Rule(PERIODIC, "W T?", weekdays),
    Rule(PERIODIC, "Q", often),
    Rule(PERIODIC, "O A U", times_a),
)
COUNTED = (
    Rule(DATED, "L G", ago),
    Rule(DATED, "L h? E", earlier),
    Rule(DATED, "L E N", from_now),
    Rule(DATED, "l? R L", recent),
    Rule(LENGTH, "l? o L", counted),
    Rule(LENGTH, "l L", counted),
)
APART = (  # TIMEX3 leaves "later", "before" and "after" outside the expression
    Rule(DATED, "L E", apart),
    Rule(DATED, "l U E", apart),
    Rule(DATED, "[fi] L", spent),
    Rule(DATED, "l U E l? X", counted_from),
    Rule(DATED, "L E l? X", counted_from),
)
