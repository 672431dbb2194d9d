"""Numbers and days as sentences and screens put them."""

from __future__ import annotations

from dateline.model import Value
from dateline.shown import line

_HAPPENED = {
    "actual": "yes",
    "historical": "yes, long ago",
    "negated": "no",
    "future": "it is expected",
    "hypothetical": "perhaps",
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


def value_words(fact: str, value: Value) -> str:
    """A value in words."""
    if fact == "happened":
        return _HAPPENED.get(value.key, value.value)
    if fact == "date":
        first, _, last = value.key.partition("..")
        return days(first, last or first) or line(value.value)
    return line(value.value)


def percent(share: float) -> str:
    """12 %, 0.4 %."""
    return f"{100 * share:.0f} %" if share >= 0.01 or share == 0 else f"{100 * share:.1f} %"


def times(ratio: float) -> str:
    """A ratio, or an end of its interval: 2.4, 0.08, without end."""
    if ratio == float("inf"):
        return "without end"
    return f"{ratio:.1f}" if ratio >= 0.95 or ratio == 0 else f"{ratio:.2f}"
