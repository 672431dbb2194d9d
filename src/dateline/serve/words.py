"""What a reader sees instead of codes: signs for how a report stands, numbers, days."""

from __future__ import annotations

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """How something stands: a sign, a word, and one sentence that says what it means. Never told by colour alone."""

    sign: str
    word: str
    meaning: str


MARKS = {
    "happened": Mark("●", "happened", "A report tells it as fact, in its own voice."),
    "claimed": Mark("◐", "claimed", "Somebody says so; no report tells it in its own voice."),
    "denied": Mark("⊘", "denied", "It is said not to have happened."),
    "disputed": Mark("≠", "disputed", "Somebody says that it happened, and somebody denies it."),
    "threatened": Mark("▲", "threatened", "Somebody threatens it; the threat itself was uttered."),
    "planned": Mark("◇", "planned", "Planned, expected, or dependent on a condition."),
    "unclear": Mark("?", "unclear", "The reports do not tell whether it happened."),
}


def number(value: float) -> str:
    """1,204."""
    return f"{value:,}"


def many(count: int, one: str, several: str = "") -> str:
    """A number of things: 1 report, 1,204 reports."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str | None) -> str:
    """An ISO day, month or year as people write it: 12 Mar 2026; "" for none."""
    parts = (iso or "")[:10].split("-")
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return iso or ""
    year, month, *rest = parts
    name = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month
    return " ".join([*(str(int(d)) for d in rest), name, year])


def days(first: str | None, last: str | None) -> str:
    """An interval of days: 12 Mar 2026, or 1–12 Mar 2026, or from 1 Mar 2026."""
    if first == last or not (first and last):
        return day(first or last)
    if first[:7] == last[:7]:
        return f"{int(first[8:10])}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def days_of(row: object) -> str:
    """The days of an incident, or that it was reported on one."""
    first, last, reported = (getattr(row, name) for name in ("first", "last", "reported"))
    return days(first, last) or (f"reported {day(reported)}" if reported else "no date")


PRECISIONS = {
    "site": "exact place",
    "city": "town",
    "admin2": "district",
    "admin1": "province",
    "country": "country",
    "area": "region",
}
FACETS = {
    "standing": "Standing",
    "type": "Type of act",
    "actor": "Who did it",
    "recipient": "To whom",
    "source": "Who says so",
    "country": "Country",
    "publisher": "Publisher",
    "placed": "Placed",
}
PLACED = {"point": "in a town", "area": "in a province or country", "none": "without a place"}
