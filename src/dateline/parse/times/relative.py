"""Rules for time counted from publication or from a date told before: today, last week, this year, that day."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from dateline.parse.times import anchor
from dateline.parse.times import days as d
from dateline.parse.times.dates import NO_DAY, anchor_year
from dateline.parse.times.days import Days
from dateline.parse.times.grammar import DATED, Match, Meaning, Rule, dated, undated
from dateline.parse.times.words import Item

VAGUE = "it names no certain span of time"
UNANCHORED = "it is counted from a date that the text does not tell before it"
FUNCTION = frozenset(
    {
        "that",
        "which",
        "who",
        "but",
        "when",
        "where",
        "while",
        "as",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
    }
)
SHORT = {"second": "S", "minute": "M", "hour": "H", "day": "D", "weekday": "D", "weekend": "WE", "week": "W"}
LETTERS = SHORT | {"fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}


def deictic(match: Match) -> Meaning | None:
    """today, yesterday, tomorrow, tonight."""
    step, today = match.value("K"), match.scene.published
    night = step == "NI"
    if today is None:
        return undated("XXXX-XX-XX", NO_DAY)
    on = d.day(today + timedelta(days=0 if night else int(step)))
    return dated(on, kind="TIME", value=f"{on.value}TNI") if night else dated(on)


def reference(match: Match) -> Meaning | None:
    """now, recently; but not "as soon as" or "shortly after"."""
    beside = (match.before.text.lower() if match.before else "", match.after.text.lower() if match.after else "")
    clause = beside[0] in ("as", "until") or beside[1] in ("after", "before", "afterward", "afterwards", "thereafter")
    return None if clause else undated(match.value("N"), VAGUE)


def the_future(match: Match) -> Meaning | None:
    """The future, the near term."""
    value = match.value("g")
    return undated(value, VAGUE) if value != "PRESENT_REF" else None


def unit(match: Match) -> Meaning | None:
    """Last week, this year, the coming months, that day."""
    found, relative = match.get("U"), anchor.relatives(match)
    if found is None or not relative:
        return None
    name = str(found.value)
    if found.plural:
        return _plural(relative, name)
    if relative in ("that", "same", "following", "previous") or (relative == "next" and match.get("l")):
        return _told(match, name, relative)
    if match.scene.published is None:
        return _by_year(match, name)
    return _counted(match, match.scene.published, name, relative)


def _plural(relative: str, name: str) -> Meaning | None:
    if relative in ("recent", "last", "past", "previous", "latest"):
        return undated(f"P{_letters('X', name)}" if relative == "recent" else "PAST_REF", VAGUE)
    if relative in ("coming", "next", "following"):
        return undated("FUTURE_REF", VAGUE)
    return undated("PRESENT_REF", VAGUE) if relative == "these" and name == "day" else None


def _letters(count: str, name: str) -> str:
    time = "T" if name in ("second", "minute", "hour") else ""
    return f"{time}{count}{LETTERS.get(name, 'X')}"


def _by_year(match: Match, name: str) -> Meaning | None:
    """Without a day of publication, a year may still be known."""
    year = anchor_year(match) if name == "year" else None
    return dated(d.year(year)) if year else undated("XXXX", NO_DAY)


def _counted(match: Match, today: date, name: str, relative: str) -> Meaning | None:
    if name == "weekend":
        return _weekend(match, today, relative)
    if relative in ("last", "past", "latest"):
        return _last(match, today, name, relative)
    if relative in ("next", "coming"):
        return _next(today, name, relative)
    if relative in ("this", "current"):
        return _this(match, today, name)
    return None


def _last(match: Match, today: date, name: str, relative: str) -> Meaning | None:
    """Last week is the calendar's, the last week and the past week the seven days up to publication."""
    trailing = anchor.trailing(today, 1, name) if match.get("l") or relative == "past" else None
    calendar = _calendar_last(today, name)
    if calendar is None:
        return None
    if len(match.all("R")) > 1 or trailing is None or name in ("day", "quarter"):
        return dated(calendar)
    return dated(Days(*trailing, calendar.grain, calendar.value))


def _calendar_last(today: date, name: str) -> Days | None:
    """The unit before this one; a Sunday's "last week" is the one that it ends."""
    if name == "week" and today.weekday() == 6:
        ending = d.week(today)
        return Days(ending.first, today - timedelta(days=1), "week", ending.value)
    there = d.shift(today, -1, name)
    return d.unit_around(there, name) if there else None


def _next(today: date, name: str, relative: str) -> Meaning | None:
    there = d.shift(today, 1, name)
    calendar = d.unit_around(there, name) if there else None
    if calendar is None or there is None:
        return None
    return dated(calendar if relative == "next" else Days(today, there, calendar.grain, calendar.value))


def _this(match: Match, today: date, name: str) -> Meaning | None:
    """What has gone by of the unit, unless the verb looks ahead."""
    whole = d.unit_around(today, name)
    if whole is None or match.tense == "future":
        return dated(whole) if whole else None
    return dated(Days(whole.first, today, whole.grain, whole.value))


def _weekend(match: Match, today: date, relative: str) -> Meaning | None:
    current, before = d.weekend(today), d.weekend(today - timedelta(days=7))
    if relative in ("next", "coming"):
        return dated(d.weekend(today + timedelta(days=7)) if relative == "next" else current)
    gone = relative in ("last", "past") or (match.tense == "past" and current.first > today)
    return dated(before if gone and not (relative == "past" and current.first <= today) else current)


def _told(match: Match, name: str, relative: str) -> Meaning | None:
    """That day, the following year: counted from the last date told."""
    focus = match.focus
    here = d.unit_around(focus.first, name) if focus else None
    step = {"that": 0, "same": 0, "following": 1, "next": 1, "previous": -1}[relative]
    there = d.shift(here.first, step, name) if here else None
    days = d.unit_around(there, name) if there else None
    if days is None or focus is None or (name == "day" and focus.grain != "day"):
        return undated("XXXX", UNANCHORED)
    return dated(days)


def quarter(match: Match) -> Meaning | None:
    """The third quarter; the second quarter of 2023; the first half of the year."""
    number = int(match.value("oq"))
    named = (str(item.value) for item in match.all("UB") if item.value in ("quarter", "half"))
    name = "quarter" if match.get("q") else next(named, "")
    if not name or not 1 <= number <= (4 if name == "quarter" else 2):
        return None
    if match.get("F"):
        return undated("XXXX-Q" + str(number), "fiscal years begin on different days for different bodies")
    if match.get("UB") == match.items[-1] and match.items[-1].plural:
        return None
    make = d.quarter if name == "quarter" else d.half
    year = match.get("y")
    told = int(year.value) if year else anchor_year(match)
    days = make(told, number) if told else anchor.yearless(match, lambda in_year: make(in_year, number))
    return dated(days) if days else None


def unit_alone(match: Match) -> Meaning | None:
    """The weekend; the quarter: the one just past, unless the verb looks ahead."""
    name, today = match.value("U"), match.scene.published
    if today is None or match.items[-1].plural:
        return None
    if name == "weekend":
        current = d.weekend(today)
        ahead = match.tense == "future" or current.first <= today
        return dated(current if ahead else d.weekend(today - timedelta(days=7)))
    return _the_quarter(match, today) if name == "quarter" else None


def _the_quarter(match: Match, today: date) -> Meaning | None:
    focus = match.focus
    if focus and focus.grain == "quarter":
        return dated(focus)
    before = d.shift(today, -1, "quarter")
    days = d.unit_around(before, "quarter") if before else None
    return dated(days) if days else None


def quarter_of_year(match: Match) -> Meaning | None:
    """The 1988 quarter: the quarter spoken of, in another year."""
    if match.value("U") != "quarter" or match.items[-1].plural:
        return None
    spoken, year = match.focus, int(match.value("y"))
    if spoken is None or spoken.grain != "quarter":
        return dated(d.year(year))
    return dated(d.quarter(year, (spoken.first.month + 2) // 3))


def year_before(match: Match) -> Meaning | None:
    """The year-earlier quarter, the year-ago third quarter."""
    number, spoken = match.get("o"), match.focus
    units = [str(item.value) for item in match.all("U")]
    if units != ["year", "quarter"] or match.value("E") not in ("", "earlier"):
        return None
    told = match.scene.published
    if number and told and 1 <= number.value <= 4:
        return dated(d.quarter(told.year - 1, int(number.value)))
    if spoken is None or spoken.grain != "quarter":
        return undated("XXXX", UNANCHORED)
    before = d.quarter(spoken.first.year - 1, (spoken.first.month + 2) // 3)
    return msgspec.structs.replace(dated(before), aside=True)


def century(match: Match) -> Meaning | None:
    """The 20th century."""
    number = int(match.value("o"))
    return dated(d.century(number)) if match.value("U") == "century" and 1 <= number <= 30 else None


def fiscal(match: Match) -> Meaning | None:
    """Fiscal 1989: a year whose days differ from body to body."""
    year, unit = match.get("y"), match.get("U")
    if unit and unit.value not in ("year", "quarter"):
        return None
    told = int(year.value) if year else anchor_year(match) or match.scene.year
    return undated(f"{told:04}" if told else "XXXX", "fiscal years begin on different days for different bodies")


def part_of_day(match: Match) -> Meaning | None:
    """Last night, that evening, the next morning, overnight."""
    part, relative, today = match.value("T"), match.value("R"), match.scene.published
    if relative in ("that", "same", "following") or (relative == "next" and match.get("l")):
        return _part_told(match, part, relative)
    step = {"this": 0, "last": -1, "": 0}.get(relative)
    if today is None or step is None:
        return undated(f"XXXX-XX-XXT{part}", NO_DAY, "TIME") if step is not None else None
    on = d.day(today + timedelta(days=step))
    return dated(overnight(on) if part == "ON" else on, kind="TIME", value=f"{on.value}T{part.replace('ON', 'NI')}")


def by_night(match: Match) -> Meaning | None:
    """Overnight: the night before publication."""
    today = match.scene.published
    if match.value("T") != "ON":
        return None
    if today is None:
        return undated("XXXX-XX-XXTNI", NO_DAY, "TIME")
    night = overnight(d.day(today - timedelta(days=1)))
    return dated(night, kind="TIME", value=f"{night.value}TNI")


def overnight(on: Days) -> Days:
    """A night belongs to two days: the one named and the one after it."""
    return Days(on.first, on.last + timedelta(days=1), "day", on.value)


def _part_told(match: Match, part: str, relative: str) -> Meaning | None:
    focus = match.focus
    if focus is None or focus.grain != "day":
        return undated(f"XXXX-XX-XXT{part}", UNANCHORED, "TIME")
    on = d.day(focus.last + timedelta(days=0 if relative in ("that", "same") else 1))
    return dated(on, kind="TIME", value=f"{on.value}T{part}")


def past_or_future(match: Match) -> Meaning | None:
    """The past: where it is no mere adjective."""
    after: Item | None = match.after
    adjective = (
        after is not None and after.kind not in "fiucpEK" and after.text[0].isalnum() and after.text not in FUNCTION
    )
    return None if adjective or match.value("R") != "past" else undated("PAST_REF", VAGUE)


RULES = (
    Rule(DATED, "K", deictic),
    Rule(DATED, "N", reference),
    Rule(DATED, "l g", the_future),
    Rule(DATED, "l? R R? U", unit),
    Rule(DATED, "l U", unit_alone),
    Rule(DATED, "q f? y?", quarter),
    Rule(DATED, "q f? R U", quarter),
    Rule(DATED, "l? F? o [UB]", quarter),
    Rule(DATED, "F? o h [UB]", quarter),
    Rule(DATED, "l? o h? [UB] f? y", quarter),
    Rule(DATED, "l? o h? [UB] f? R U", quarter),
    Rule(DATED, "R U p o [UB]", quarter),
    Rule(DATED, "l? y o h? [UB]", quarter),
    Rule(DATED, "l? y U", quarter_of_year),
    Rule(DATED, "l? U h? [GE] o? U", year_before),
    Rule(DATED, "l? o h? U", century),
    Rule(DATED, "l? R? F U? y", fiscal),
    Rule(DATED, "l? R? F U", fiscal),
    Rule(DATED, "l? R T", part_of_day),
    Rule(DATED, "l R", past_or_future),
)
