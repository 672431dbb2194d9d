"""Rules that narrow a date already found: late Friday, the end of March, Friday morning, 10 p.m. Wednesday."""

from __future__ import annotations

from datetime import date

from dateline.parse.times import days as d
from dateline.parse.times.dates import NO_DAY
from dateline.parse.times.days import Days, Part
from dateline.parse.times.grammar import CLOCK, DATED, LENGTH, Match, Meaning, Rule, dated, undated
from dateline.parse.times.relative import UNANCHORED, by_night, overnight

NOUNS = frozenset({"beginning", "start", "outset", "middle", "midst", "end"})
PARTS: tuple[Part, ...] = ("START", "MID", "END")


def narrowed(match: Match) -> Meaning | None:
    """Early 2016, mid-July, the end of March."""
    told: Meaning = match.items[-1].value
    which = next(part for part in PARTS if part == match.value("P"))
    if not _fits(match):
        return None
    if told.days is None:
        return told if told.type != "DURATION" else None
    bound = _whole(told.days)
    return dated(d.part(bound, which), kind=told.type, value=told.value)


def _fits(match: Match) -> bool:
    """Early March, but the end *of* March."""
    word, joint = match.get("P"), match.get("f")
    noun = word is not None and word.text.lower() in NOUNS
    return noun == (joint is not None and joint.text.lower() == "of")


def _whole(days: Days) -> Days:
    """The whole unit, where only what has gone by of it was meant ("early this week")."""
    whole = {"week": "week", "month": "month", "year": "year"}.get(days.grain)
    found = d.unit_around(days.first, whole) if whole else None
    return Days(found.first, found.last, days.grain, days.value) if found else days


def end_of_unit(match: Match) -> Meaning | None:
    """The end of the year, year-end, week's end."""
    unit, today = match.value("U"), match.scene.published
    if today is None:
        return undated("XXXX", NO_DAY)
    whole = d.unit_around(today, unit)
    which = next(part for part in PARTS if part == match.value("P"))
    if whole is None or whole.grain == "day":
        return None
    return dated(d.part(whole, which))


def earlier(match: Match) -> Meaning | None:
    """Earlier this week: its days up to publication; later this week: those after it."""
    told: Meaning = match.items[-1].value
    today, word = match.scene.published, match.value("E")
    if word not in ("earlier", "later") or told.type == "DURATION":
        return None
    if told.days is None or today is None or told.grain == "day":
        return told
    return dated(_cut(_whole(told.days), today, word), kind=told.type, value=told.value)


def _cut(whole: Days, today: date, word: str) -> Days:
    first, last = whole.first, whole.last
    if word == "earlier" and whole.first <= today <= whole.last:
        last = today
    if word == "later" and whole.first <= today <= whole.last:
        first = today
    return Days(first, last, whole.grain, whole.value)


def earlier_in_unit(match: Match) -> Meaning | None:
    """Earlier in the day, later in the week."""
    unit, today, word = match.value("U"), match.scene.published, match.value("E")
    whole = d.unit_around(today, unit) if today and word in ("earlier", "later") else None
    if whole is None or today is None or unit == "day":
        return None
    return dated(_cut(whole, today, word))


def part_of_day(match: Match) -> Meaning | None:
    """Friday morning; the morning of March 30; overnight Saturday."""
    told: Meaning | None = next((item.value for item in match.items if item.kind == DATED), None)
    part = match.value("T")
    if told is None or told.grain != "day" or told.type == "TIME":
        return None
    value = f"{told.value}T{part.replace('ON', 'NI')}"
    if part == "ON" and told.days:
        return dated(overnight(told.days), kind="TIME", value=value)
    return Meaning(type="TIME", value=value, grain="day", first=told.first, last=told.last, reason=told.reason)


def small_hours(match: Match) -> Meaning | None:
    """The early hours of Sunday."""
    told: Meaning = match.items[-1].value
    hours = next((item.value.unit == "hour" for item in match.items if item.kind == LENGTH), False)
    if not hours or told.grain != "day" or told.type == "TIME":
        return None
    part = "MO" if match.value("P") == "START" else "NI"
    value = f"{told.value}T{part}"
    return Meaning(type="TIME", value=value, grain="day", first=told.first, last=told.last, reason=told.reason)


def clock(match: Match) -> Meaning | None:
    """10:35 a.m.; 5 p.m. EST; noon: a time of a day that is not told here."""
    time = _time(match)
    return undated(f"XXXX-XX-XXT{time}", UNANCHORED, "TIME") if time else None


def _time(match: Match) -> str:
    if match.get("t"):
        return match.value("t")
    hour, _, minute = match.value("Cd").replace(".", ":").partition(":")
    if not hour.isdecimal() or int(hour) > 24:
        return ""
    number = int(hour) % 12 + 12 if match.value("a") == "pm" else int(hour) % 12 if match.get("a") else int(hour)
    return f"{number:02}:{minute or '00'}"


def clock_on(match: Match) -> Meaning | None:
    """10 p.m. Wednesday; Wednesday at 10 p.m."""
    told = next((item.value for item in match.items if item.kind == DATED), None)
    time = next((item.value for item in match.items if item.kind == CLOCK), None)
    if not isinstance(told, Meaning) or not isinstance(time, Meaning) or told.grain != "day" or "T" in told.value:
        return None
    value = told.value + time.value[time.value.index("T") :]
    return Meaning(type="TIME", value=value, grain="time", first=told.first, last=told.last, reason=told.reason)


def nth_of(match: Match) -> Meaning | None:
    """The first week of March."""
    told: Meaning = match.items[-1].value
    ordinal = match.get("oR")
    number = int(ordinal.value) if ordinal and ordinal.kind == "o" else -1 if match.value("R") == "last" else 0
    if told.days is None or number == 0:
        return None
    days = d.nth(told.days, number, match.value("U"))
    return dated(days) if days else None


def unit_of(match: Match) -> Meaning | None:
    """The week of March 6."""
    told: Meaning = match.items[-1].value
    days = d.unit_around(told.first, match.value("U")) if told.first and told.grain == "day" else None
    return dated(days) if days and days.grain != "day" else None


def around(match: Match) -> Meaning | None:
    """About 7:15 p.m.: as without "about"."""
    told = match.items[-1].value
    if not isinstance(told, Meaning):  # a bare clock, "around 5:00", is no date
        return None
    numbered = any(c.isdecimal() for c in match.items[-1].text)
    return (
        told if numbered and told.type != "DURATION" and match.items[0].text.lower() not in ("over", "some") else None
    )


CLOCKS = (
    Rule(CLOCK, "[Cd] a z?", clock),
    Rule(CLOCK, "C z", clock),
    Rule(CLOCK, "t z?", clock),
)
RULES = (
    Rule(DATED, "l? P h? X", narrowed),
    Rule(DATED, "l? P f X", narrowed),
    Rule(DATED, "l? P f l? U", end_of_unit),
    Rule(DATED, "U [hp]? P", end_of_unit),
    Rule(DATED, "E X", earlier),
    Rule(DATED, "E [fi] X", earlier),
    Rule(DATED, "E f l U", earlier_in_unit),
    Rule(DATED, "P? h? X P? T", part_of_day),
    Rule(DATED, "P? h? T X", part_of_day),
    Rule(DATED, "l? P? h? T f X", part_of_day),
    Rule(DATED, "T", by_night),
    Rule(DATED, "C c? i? X", clock_on),
    Rule(DATED, "X c? i? C", clock_on),
    Rule(DATED, "l? P L f X", small_hours),
    Rule(DATED, "l? [oR] U f X", nth_of),
    Rule(DATED, "l? U f X", unit_of),
    Rule(DATED, "x X", around),
    Rule(CLOCK, "x C", around),
)
