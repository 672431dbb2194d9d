"""Which of the possible days is meant: choices by publication date, tense and the dates told before.

News speaks of the past unless a verb says otherwise, so "Monday" is the latest Monday not after publication
(`events.md`), and "in March" the latest March that had begun. Tomorrow's name is tomorrow, whatever the tense ("are to
meet Friday", or a report that went on after its stamp): nobody gives the day six days back by its bare name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateline.parse.times import days as d
from dateline.parse.times.days import Days
from dateline.parse.times.grammar import Match, Scene, Tense

ONE = timedelta(days=1)
BACK = ("last", "past", "previous", "latest")
AHEAD = ("next", "coming", "following")
PAIRS = (
    ("this", "past"),
    ("this", "last"),
    ("this", "coming"),
    ("this", "next"),
    ("that", "same"),
    ("that", "following"),
)
DEADLINE = frozenset({"by", "through", "until", "till", "effective", "payable"})
FAR, NEAR = 270 * ONE, 95 * ONE  # nobody gives a day without its year from so far away


def relatives(match: Match) -> str | None:
    """What "last" or "this coming" comes to; None where two do not go together ("said that last ...")."""
    found = [str(item.value) for item in match.all("R")]
    if len(found) < 2:
        return found[0] if found else ""
    return found[1] if tuple(found) in PAIRS else None


def weekday(match: Match, number: int, relative: str = "") -> Days | None:
    """The Monday (0) to Sunday (6) that is meant; None without a publication day."""
    today, focus = match.scene.published, match.focus
    if focus and (relative in ("same", "that", "following") or (relative == "previous" and focus.grain == "day")):
        return _weekday_near(focus, number, relative)
    if today is None:
        return None
    latest = today - ((today.weekday() - number) % 7) * ONE
    upcoming = today + ((number - today.weekday()) % 7) * ONE
    if relative in BACK:
        return d.day(latest if latest < today else latest - 7 * ONE)
    if relative == "next":
        return d.day(upcoming + 7 * ONE if upcoming == today or number > today.weekday() else upcoming)
    ahead = match.tense in ("future", "present") or (relative in ("this", "coming") and match.tense != "past")
    return d.day(upcoming if ahead or upcoming == today + ONE else latest)


def _weekday_near(focus: Days, number: int, relative: str) -> Days:
    if relative == "following":
        return d.day(focus.last + (((number - focus.last.weekday() - 1) % 7) + 1) * ONE)
    if relative == "previous":
        return d.day(focus.first - (((focus.first.weekday() - number - 1) % 7) + 1) * ONE)
    return d.day(focus.first + (number - focus.first.weekday()) * ONE)


def yearless(match: Match, make: Callable[[int], Days | None], relative: str = "") -> Days | None:
    """The one of the yearly recurring `make(year)` that is meant; None where the publication date is not known."""
    published = match.scene.published
    told = _told_year(match)
    if told is not None:
        return make(told)
    if published is None:
        return make(match.focus.first.year) if match.focus else None
    found = [days for year in range(published.year - 6, published.year + 7) if (days := make(year))]
    if relative == "last":
        found = [days for days in found if not _just_before(days, published)]
    if match.get("Ww"):  # the weekday told beside it leaves one year in five or six
        return min(found, key=lambda days: abs(days.first - published), default=None)
    return choose(found, published, match.tense, "next" if _is_deadline(match) else relative)


def _is_deadline(match: Match) -> bool:
    """Whether a time still to come is told: "by May", "until Nov. 20"."""
    before = match.before.text.lower() if match.before else ""
    return before in DEADLINE and match.tense != "past"


def _just_before(days: Days, today: date) -> bool:
    """Whether these days are last month's: "last February" in March means the one before."""
    return days.grain == "month" and days.last + ONE == today.replace(day=1)


def _told_year(match: Match) -> int | None:
    """The year told right after by a sister: "in April and May 2019", "Jan. 3 to Feb. 5, 2015"."""
    kinds = "".join(item.kind for item in match.rest)
    for pattern in ("uMy", "umy", "uMdy", "umdy", "uMdcy", "umdcy", "hMdcy", "hmdcy", "hMy"):
        if kinds.startswith(pattern):
            return int(match.rest[len(pattern) - 1].value)
    return None


def choose(found: list[Days], today: date, tense: Tense, relative: str = "") -> Days | None:
    """The latest interval that has begun, or by tense and "last", "next", "this" another one."""
    if relative in BACK:
        return next((days for days in reversed(found) if days.last < today), None)
    if relative in AHEAD:
        return next((days for days in found if days.first > today), None)
    begun = next((days for days in reversed(found) if days.first <= today), None)
    ahead = next((days for days in found if days.last >= today), None)
    if relative in ("this", "current"):
        return next((days for days in found if days.first.year == today.year), begun)
    if ahead is None or begun is None or begun == ahead:
        return ahead or begun
    return ahead if _lies_ahead(today - begun.first, ahead.first - today, begun.grain, tense) else begun


def _lies_ahead(since: timedelta, until: timedelta, grain: str, tense: Tense) -> bool:
    if grain == "day" and tense != "past" and (since > FAR) != (until > FAR):
        return since > FAR and (until < NEAR or tense == "future")
    return tense == "future" and (grain != "quarter" or until < since)


def around(scene: Scene, unit: str, count: float = 0) -> Days | None:
    """The unit that holds the publication day, or one `count` units away."""
    if scene.published is None:
        return None
    there = d.shift(scene.published, count, unit)
    return d.unit_around(there, unit) if there else None


def trailing(today: date, count: float, unit: str) -> tuple[date, date] | None:
    """The `count` units up to a day (after it, if negative); hours touch at least the day next to it."""
    if unit in d.PER_DAY:
        days = max(1, round(abs(count) / d.PER_DAY[unit]))
        count, unit = (days if count > 0 else -days), "day"
    far = d.shift(today, -count, unit)
    return None if far is None else (min(far, today), max(far, today))
