"""Scales: numbers to lengths."""

from __future__ import annotations

from datetime import date, timedelta

_NICE = (1, 1.5, 2, 3, 4, 5, 6, 8)


def nice(most: float) -> int:
    """The smallest round number from 2 up that is not less."""
    power = 1
    while True:
        for step in _NICE:
            if step * power >= max(most, 2) and step * power == int(step * power):
                return int(step * power)
        power *= 10


def following(step: date, grain: str) -> date:
    """The first day of the next step of time."""
    if grain == "day":
        return step + timedelta(days=1)
    if grain == "week":
        return step + timedelta(days=7)
    if grain == "month":
        return date(step.year + step.month // 12, step.month % 12 + 1, 1)
    return date(step.year + 1, 1, 1)


def starting(day: date, grain: str) -> date:
    """The first day of the step of time that holds a day; weeks begin on Monday."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if grain == "year" else day
