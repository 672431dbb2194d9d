"""The engine of the time grammar: rules are patterns over word classes, applied in layers, longest match first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from dateline.model.time import Granularity
from dateline.parse.times.days import Days
from dateline.parse.times.words import Item

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Tense = Literal["past", "perfect", "present", "future", ""]

DATED, LENGTH, CLOCK, PERIODIC = "X", "L", "C", "R"  # classes of what rules build; CLOCK is shared with plain "10:35"


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression says: TIMEX3's type and value, the days it denotes, and why where it denotes none."""

    type: Type
    value: str
    grain: Granularity = "other"
    first: date | None = None
    last: date | None = None
    reason: str = ""
    count: float | None = None  # of a length: how many units, None if vague
    unit: str = ""
    aside: bool = False  # only compared with ("a year earlier"): the story does not move there

    @property
    def days(self) -> Days | None:
        """The interval, where both ends are known."""
        return Days(self.first, self.last, self.grain, self.value) if self.first and self.last else None


def dated(days: Days, *, kind: Type = "DATE", value: str | None = None, reason: str = "") -> Meaning:
    """The meaning of an interval of days."""
    shown = days.value if value is None else value
    return Meaning(type=kind, value=shown, grain=days.grain, first=days.first, last=days.last, reason=reason)


def undated(value: str, reason: str, kind: Type = "DATE") -> Meaning:
    """The meaning of an expression that names no days, with the reason."""
    return Meaning(type=kind, value=value, reason=reason)


def leads_to(meaning: Meaning) -> Days | None:
    """The days that later expressions ("that day", "the next week") are counted from, where it tells any."""
    return None if meaning.aside else meaning.days


class Scene(msgspec.Struct, frozen=True):
    """What a sentence's expressions are resolved against.

    `published` is the day of publication, None where it is not known to the day; `year` the year, where known;
    `tense` tells the tense of the verb that governs some characters, `tag` the part of speech at an offset (Penn
    Treebank); `focus` is the last date told before.
    """

    published: date | None
    year: int | None
    tense: Callable[[int, int], Tense]
    tag: Callable[[int], str]
    focus: Days | None = None


class Row(msgspec.Struct, frozen=True):
    """A sentence's items while a layer goes over them, with what it has built so far."""

    items: Sequence[Item]
    text: str
    scene: Scene
    done: list[Item]


class Match:
    """A stretch of a row that a pattern matched, with what stands around it."""

    def __init__(self, row: Row, at: int, stop: int) -> None:
        self.items = row.items[at:stop]
        self.scene = row.scene
        self._row, self._at, self._stop = row, at, stop

    def get(self, kinds: str) -> Item | None:
        """The first item of one of these classes."""
        return next((item for item in self.items if item.kind in kinds), None)

    def all(self, kinds: str) -> list[Item]:
        """The items of these classes, in order."""
        return [item for item in self.items if item.kind in kinds]

    def value(self, kinds: str) -> str:
        """The value of the first item of these classes, as text; "" where there is none."""
        found = self.get(kinds)
        return str(found.value) if found else ""

    def back(self, steps: int) -> Item | None:
        """The item so many steps before the match."""
        return self._row.items[self._at - steps] if self._at >= steps else None

    @property
    def before(self) -> Item | None:
        """The item before the match."""
        return self.back(1)

    @property
    def after(self) -> Item | None:
        """The item after the match."""
        return self._row.items[self._stop] if self._stop < len(self._row.items) else None

    @property
    def rest(self) -> Sequence[Item]:
        """A few items after the match."""
        return self._row.items[self._stop : self._stop + 5]

    @property
    def tense(self) -> Tense:
        """The tense of the verb that governs the expression; the perfect counts as a past."""
        return "past" if self._tense == "perfect" else self._tense

    @property
    def reaches_now(self) -> bool:
        """Whether the verb is a present perfect: what it tells lasts until publication."""
        return self._tense == "perfect"

    @cached_property
    def _tense(self) -> Tense:
        return self.scene.tense(self.items[0].start, self.items[-1].end)

    def is_verb(self, item: Item) -> bool:
        """Whether a word is a verb here ("They march", "it may")."""
        return self.scene.tag(item.start).startswith(("VB", "MD"))

    @property
    def focus(self) -> Days | None:
        """The last date told before the expression, in this sentence or an earlier one."""
        for item in reversed(self._row.done):
            if item.kind == DATED and (days := leads_to(item.value)):
                return days
        return self.scene.focus


Build = Callable[[Match], Meaning | None]


class Rule:
    """A pattern over word classes and what it builds.

    A pattern is a row of elements: one class ("M"), any of several ("[dny]"), each perhaps optional ("c?").
    """

    def __init__(self, kind: str, pattern: str, build: Build) -> None:
        elements = pattern.split()
        self.kind = kind
        self.build = build
        self.match = re.compile("".join(elements)).match
        self.openers = _openers(elements)


def _openers(elements: list[str]) -> str:
    """The classes that a match can begin with."""
    found = ""
    for element in elements:
        found += element.strip("[]?")
        if not element.endswith("?"):
            return found
    raise ValueError(f"a pattern must not match nothing: {elements}")


class Layer:
    """Rules that are tried side by side, indexed by the class of their first word."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_opener: dict[str, list[Rule]] = {}
        for rule in rules:
            for opener in dict.fromkeys(rule.openers):
                self._by_opener.setdefault(opener, []).append(rule)

    def reduce(self, items: Sequence[Item], text: str, scene: Scene) -> list[Item]:
        """The row with every match replaced by one item, from left to right."""
        kinds = "".join(item.kind for item in items)
        row = Row(items, text, scene, [])
        at = 0
        while at < len(items):
            item, at = self._step(row, kinds, at) if kinds[at] in self._by_opener else (items[at], at + 1)
            row.done.append(item)
        return row.done

    def _step(self, row: Row, kinds: str, at: int) -> tuple[Item, int]:
        for stop, rule in self._candidates(kinds, at):
            meaning = rule.build(Match(row, at, stop))
            if meaning is not None:
                start, end = row.items[at].start, row.items[stop - 1].end
                return Item(rule.kind, meaning, start, end, row.text[start:end]), stop
        return row.items[at], at + 1

    def _candidates(self, kinds: str, at: int) -> list[tuple[int, Rule]]:
        """The rules that match here with the ends of their matches, longest first, then in the order of the table."""
        rules = self._by_opener[kinds[at]]
        found = [(match.end(), rule) for rule in rules if (match := rule.match(kinds, at))]
        return sorted(found, key=lambda pair: -pair[0])
