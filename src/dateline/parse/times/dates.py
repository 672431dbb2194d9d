"""Rules for dates of the calendar: days, months, years, weekdays, seasons, decades, holidays."""

from __future__ import annotations

from datetime import date

from dateline.parse.times import anchor
from dateline.parse.times import days as d
from dateline.parse.times.days import Days
from dateline.parse.times.grammar import DATED, Match, Meaning, Rule, dated, undated
from dateline.parse.times.holidays import holiday
from dateline.parse.times.words import YEARS, Item

NO_DAY = "the publication day is not known"
ATTACKS = frozenset({("attacks", 9, 11), ("attack", 9, 11), ("terrorist", 9, 11), ("terror", 9, 11)})  # of 2001
MONEY = frozenset("$£€¥#")
NOT_YEAR = frozenset(  # what is counted, where a figure that could be a year is none
    {"percent", "%", "people", "soldiers", "troops", "fighters", "deaths", "homes", "tons", "tonnes", "miles", "feet"}
    | {"meters", "metres", "kilometers", "kilometres", "km", "points", "barrels"}
)
YEAR_CUES = frozenset(
    {
        "in",
        "since",
        "of",
        "by",
        "until",
        "from",
        "during",
        "before",
        "after",
        "through",
        "for",
        "the",
        "and",
        "to",
        "late",
        "early",
    }
)


def full_date(match: Match) -> Meaning | None:
    """13 August 2024, Tuesday, Aug. 13, 2024."""
    days = _on(int(match.value("y")), match.get("Mm"), match.get("do"))
    return dated(days) if days else None


def month_day(match: Match) -> Meaning | None:
    """Aug. 13: the year is not told."""
    month, day = match.get("Mm"), match.get("do")
    weekday, after = match.get("Ww"), match.after
    if after and (after.text, *_numbers(month, day)) in ATTACKS:
        return dated(d.day(date(2001, 9, 11)))
    days = anchor.yearless(match, lambda year: _named(_on(year, month, day), weekday))
    if days is None and month and day and _on(2000, month, day):
        return undated(f"XXXX-{month.value:02}-{int(day.value):02}", NO_DAY)
    return dated(days) if days else None


def _numbers(month: Item | None, day: Item | None) -> tuple[int, int]:
    return (int(month.value), int(day.value)) if month and day else (0, 0)


def _named(days: Days | None, weekday: Item | None) -> Days | None:
    """The day, if it has the weekday that the text gives it."""
    return days if days is None or weekday is None or days.first.weekday() == weekday.value else None


def _on(year: int, month: Item | None, day: Item | None) -> Days | None:
    try:
        return d.day(date(year, int(month.value), int(day.value))) if month and day else None
    except ValueError:
        return None


def day_range(match: Match) -> Meaning | None:
    """August 9-11, 2024: one month, two days."""
    first, last = match.all("d")[:2]
    if match.value("u") not in ("", "to", "through"):
        return None
    year, month = match.get("y"), match.get("Mm")
    if int(first.value) >= int(last.value):
        return None

    def make(in_year: int) -> Days | None:
        return _between(_on(in_year, month, first), _on(in_year, month, last))

    days = make(int(year.value)) if year else anchor.yearless(match, make)
    return dated(days) if days else None


def _between(first: Days | None, last: Days | None) -> Days | None:
    if not first or not last:
        return None
    return Days(first.first, last.last, "day", f"{first.value}/{last.value}")


def month_year(match: Match) -> Meaning | None:
    """August 2024."""
    return dated(d.month(int(match.value("y")), int(match.value("Mm"))))


def month_alone(match: Match) -> Meaning | None:
    """August; last August."""
    found, relatives = match.get("M"), anchor.relatives(match)
    if found is None or relatives is None or match.is_verb(found) or (found.text == "May" and not _is_may(match)):
        return None
    number = int(found.value)
    days = anchor.yearless(match, lambda year: d.month(year, number), relatives)
    return dated(days) if days else undated(f"XXXX-{number:02}", NO_DAY)


def _is_may(match: Match) -> bool:
    """Whether "May" is the month: something before it asks for one."""
    before = match.before
    return bool(match.get("RPV") or (before and (before.kind in "RfPEuVi" or before.text.lower() in YEAR_CUES)))


def month_of_year(match: Match) -> Meaning | None:
    """October of that year; July last year."""
    year = anchor_year(match)
    return dated(d.month(year, int(match.value("M")))) if year else None


def anchor_year(match: Match) -> int | None:
    """The year that "this year", "last year", "that year" means."""
    relative = match.value("R")
    if relative in ("that", "same"):
        return match.focus.first.year if match.focus else None
    step = {"last": -1, "previous": -1, "next": 1, "this": 0, "current": 0}.get(relative)
    return match.scene.year + step if match.scene.year and step is not None else None


def figures(match: Match) -> Meaning | None:
    """2024-08-13, 13.8.2024, 8/13/24: with strokes the American order, where it is possible."""
    text = match.value("D")
    if "-" in text:
        parts = [int(part) for part in text.split("-")]
        return _figured(parts[0], parts[1], parts[2])
    if "." in text:
        parts = [int(part) for part in text.split(".")]
        return _figured(parts[2], parts[1], parts[0])
    first, second, year = (int(part) for part in text.split("/"))
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    return _figured(year, first, second) or _figured(year, second, first)


def _figured(year: int, month: int, day: int) -> Meaning | None:
    try:
        return dated(d.day(date(year, month, day)))
    except ValueError:
        return None


def year_alone(match: Match) -> Meaning | None:
    """2024, where it can be no other number."""
    item, unit = match.items[-1], match.get("U")
    if (unit and unit.text.lower() != "year") or item.value not in YEARS:
        return None
    before, after = match.before, match.after
    if before and (before.text in MONEY or _tied(match, before)):
        return None
    if after and (
        after.kind == "U" or after.text.lower() in NOT_YEAR or (after.kind == "s" and after.start == item.end)
    ):
        return None
    cued = len(match.items) > 1 or (before is not None and before.text.lower() in YEAR_CUES)
    return dated(d.year(int(item.value))) if cued or 1900 <= item.value <= 2050 else None


def _tied(match: Match, before: Item) -> bool:
    """Whether a hyphen or stroke ties the figure to what is before it, and that is no part of time ("mid-1996")."""
    more = match.back(2)
    return before.kind in "sh" and before.end == match.items[0].start and not (more and more.kind in "Pyu")


def year_range(match: Match) -> Meaning | None:
    """1980-88, 1990-1991."""
    first, last = match.items[0], match.items[-1]
    start = int(first.value)
    stop = int(last.value) if last.kind == "y" else start // 100 * 100 + int(last.value)
    if not start < stop <= start + 99 or len(last.text) not in (2, 4):
        return None
    return dated(Days(date(start, 1, 1), date(stop, 12, 31), "year", f"{start}/{stop}"))


def weekday(match: Match) -> Meaning | None:
    """Monday; last Monday; this coming Monday."""
    found = match.get("W")
    if found is None or found.plural:
        return None
    relatives = anchor.relatives(match)
    if relatives is None:
        return None
    days = anchor.weekday(match, int(found.value), relatives)
    return dated(days) if days else undated(f"XXXX-WXX-{int(found.value) + 1}", NO_DAY)


def season(match: Match) -> Meaning | None:
    """Last summer; the spring of 2011; this fall."""
    name, year, relative = match.value("S"), match.get("y"), anchor.relatives(match)
    if year:
        return dated(d.season(int(year.value), name))
    if relative is None or (not relative and name not in ("SU", "WI")):  # "the fall of Mosul", "the spring"
        return None
    days = anchor.yearless(match, lambda in_year: d.season(in_year, name), relative)
    return dated(days) if days else undated(f"XXXX-{name}", NO_DAY)


def decade(match: Match) -> Meaning | None:
    """The 1990s."""
    start = int(match.value("Z"))
    return dated(d.decade(start)) if start % 10 == 0 else None


def named_day(match: Match) -> Meaning | None:
    """Christmas, Ramadan 2024, last Easter, Easter week."""
    name, year, unit = match.value("H"), match.get("y"), match.value("U")

    def make(in_year: int) -> Days | None:
        days = holiday(name, in_year)
        return d.unit_around(days.first, unit) if days and unit else days

    days = make(int(year.value)) if year else anchor.yearless(match, make, match.value("R"))
    return dated(days) if days else undated("XXXX", NO_DAY)


RULES = (
    Rule(DATED, "[Mm] [do] c? f? y", full_date),
    Rule(DATED, "[Ww] c? [Mm] [do] c? f? y", full_date),
    Rule(DATED, "l? [do] f? [Mm] c? y", full_date),
    Rule(DATED, "[Ww] c? l? [do] f? [Mm] c? y", full_date),
    Rule(DATED, "[Mm] d s y", full_date),
    Rule(DATED, "[Mm] l? [do]", month_day),
    Rule(DATED, "R? R? [Ww] c? [Mm] l? [do]", month_day),
    Rule(DATED, "l? [do] f? [Mm]", month_day),
    Rule(DATED, "[Ww] c? l? [do] f? [Mm]", month_day),
    Rule(DATED, "[Mm] d [hu] d c? y?", day_range),
    Rule(DATED, "d [hu] d [Mm] c? y?", day_range),
    Rule(DATED, "[Mm] c? f? y", month_year),
    Rule(DATED, "M f? R [U]", month_of_year),
    Rule(DATED, "R? R? M", month_alone),
    Rule(DATED, "D", figures),
    Rule(DATED, "y h [yd]", year_range),
    Rule(DATED, "y", year_alone),
    Rule(DATED, "l U [yn]", year_alone),
    Rule(DATED, "W", weekday),
    Rule(DATED, "l? R R? W", weekday),
    Rule(DATED, "l? S f? y", season),
    Rule(DATED, "R R? S", season),
    Rule(DATED, "l S", season),
    Rule(DATED, "l? Z", decade),
    Rule(DATED, "R? H f? y?", named_day),
    Rule(DATED, "H U", named_day),
)
