"""A sentence as a row of classified words: what the time grammar reads.

Every word is put into one class, written as one character (`M` month, `W` weekday, `U` unit, ...; `_` for any other),
so that a rule is a short pattern over classes. The words are data: `data/timewords.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

TOKEN = re.compile(
    r"""(?P<q>Q[1-4]\b)
      | (?P<word>[^\W\d_](?:\.[^\W\d_])+\.? | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
      | (?P<D>\d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d) | \d{1,2}\.\d{1,2}\.\d{4}(?!\d))
      | (?P<Z>(?:\b[12]\d\d|['’]\d)0['’]?s\b)                               # 1990s, '90s
      | (?P<C>\d{1,2}:\d{2}(?::\d{2})?(?!\d) | \d{1,2}\.\d{2}(?=\s?[ap]\.?m))  # 10:35
      | (?P<named>9/11(?![/\d]))
      | (?P<r>[1-9]/[2-9](?![\d/]))                                         # 1/2
      | (?P<o>\d{1,3}(?:st|nd|rd|th)\b)                                     # 3rd
      | (?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)? | \d+\.\d+)                      # 1,500
      | (?P<figures>\d+)
      | (?P<p>['’]s\b)
      | (?P<h>[-–—‑])
      | (?P<c>,)
      | (?P<s>/)
      | (?P<_>\S)
    """,
    re.VERBOSE,
)
CAPITAL = frozenset("MmWwH")  # classes whose words begin with a capital letter
OTHER = "_"
TELLING = frozenset("MmWwUSHTtKNgZGQB")
YEARS = range(1000, 2100)


class Item(msgspec.Struct, frozen=True):
    """A word or a group of words: its class, its meaning, and where it stands in the text."""

    kind: str
    value: Any
    start: int
    end: int
    text: str

    @property
    def plural(self) -> bool:
        """Whether a unit's word is a plural."""
        return self.text.lower().endswith(("s", "nia"))


Forms = Mapping[str, tuple[str, Any]]


@cache
def lexicon() -> Forms:
    """Form to (class, value), read once."""
    lines = files("dateline.parse").joinpath("data", "timewords.txt").read_text("utf-8").splitlines()
    found: dict[str, tuple[str, Any]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            head, forms = line.split(": ", 1)
            kind, value = head.split(" ", 1)
            found.update((form, (kind, _number(value))) for form in forms.split(", "))
    return found


@cache
def _openers() -> Mapping[str, int]:
    """First word of each form of several words, and the most words such a form has."""
    longest: dict[str, int] = {}
    for form in lexicon():
        parts = [match.group() for match in TOKEN.finditer(form)]
        longest[parts[0]] = max(longest.get(parts[0], 1), len(parts))
    return longest


@cache
def telling() -> frozenset[str]:
    """The words of which every expression without figures has one: of a form of several, the longest."""
    forms = (form for form, (kind, _) in lexicon().items() if kind in TELLING)
    rows = ([match.group().rstrip(".") for match in TOKEN.finditer(form)] for form in forms)
    return frozenset(max(row, key=len) for row in rows) | {"past", "nineteen"}


def may_tell(words: Iterable[str]) -> bool:
    """Whether there can be a time expression among some words: a cheap first look."""
    known = telling()
    return any(word.lower().rstrip(".") in known or any(c.isdigit() for c in word) for word in words)


def _number(value: str) -> Any:
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


def read(text: str, start: int, end: int) -> list[Item]:
    """The classified words of `text[start:end]`."""
    matches = list(TOKEN.finditer(text, start, end))
    items, i = [], 0
    while i < len(matches):
        item, used = _item(text, matches, i)
        items.append(item)
        i += used
    return items


def _item(text: str, matches: list[re.Match[str]], i: int) -> tuple[Item, int]:
    kind = matches[i].lastgroup or OTHER
    if kind in ("word", "named", "p", "D", OTHER):
        return _word(text, matches, i)
    start, end = matches[i].span()
    kind, value = _figures(matches[i].group()) if kind == "figures" else (kind, _value(kind, matches[i].group()))
    return Item(kind, value, start, end, text[start:end]), 1


def _word(text: str, matches: list[re.Match[str]], i: int) -> tuple[Item, int]:
    """The longest known form that begins here."""
    start = matches[i].start()
    most = _openers().get(matches[i].group().lower(), 0)
    for used in range(min(most, len(matches) - i), 0, -1):
        end = matches[i + used - 1].end()
        if found := _known(text, start, end):
            return found, used
    match = matches[i]
    group = match.lastgroup or OTHER
    kind, value = (group, match.group()) if group in ("D", "p") else _figures(match.group())
    return Item(kind, value, start, match.end(), match.group()), 1


def _known(text: str, start: int, end: int) -> Item | None:
    form = text[start:end]
    for stop in (end + 1, end):
        surface = text[start:stop]
        entry = lexicon().get(surface.lower()) if stop == end or surface.endswith(".") else None
        if entry and (entry[0] not in CAPITAL or form[0].isupper() or form[0].isdigit()):
            return Item(entry[0], entry[1], start, stop, surface)
    return None


def _figures(text: str) -> tuple[str, Any]:
    if not text.isdecimal():
        return OTHER, text
    value = int(text)
    if len(text) == 4 and value in YEARS:
        return "y", value
    return ("d" if len(text) <= 2 else "n"), value


def _value(kind: str, text: str) -> Any:
    if kind == "Z":
        digits = "".join(c for c in text if c.isdecimal())
        return int(digits) if len(digits) == 4 else 1900 + int(digits)
    if kind == "r":
        above, below = text.split("/")
        return int(above) / int(below)
    if kind in "oq":
        return int(text[:-2] if kind == "o" else text[1:])
    return float(text.replace(",", "")) if kind == "n" else text


def numbers(items: list[Item]) -> Iterator[Item]:
    """The items with number words added up: "twenty" "-" "four" is 24, "nineteen" "ninety" "six" the year 1996."""
    i = 0
    while i < len(items):
        run = _run(items, i)
        yield _number_of(run) if run else items[i]
        i += len(run) or 1


def _run(items: list[Item], i: int) -> list[Item]:
    """The number words from i on that make one number, with the hyphens and the "and" between them."""
    stop = i
    while stop < len(items) and _belongs(items, i, stop):
        stop += 1
    return items[i:stop]


def _belongs(items: list[Item], first: int, at: int) -> bool:
    kind, after = items[at].kind, items[at + 1].kind if at + 1 < len(items) else OTHER
    if at == first:
        return kind in "123r" or (kind in "dn" and after in "3r")
    before = items[at - 1]
    if kind in "3r":
        return True
    if kind == "2":
        return before.kind in "3u" or (before.kind == "1" and 13 <= before.value <= 20)
    if kind == "1":
        return before.kind in "23uh"
    return (kind == "h" and before.kind == "2" and after == "1") or (kind == "u" and _and_joins(before, items, at))


def _and_joins(before: Item, items: list[Item], at: int) -> bool:
    """Two hundred and six; two and a half."""
    if items[at].text.lower() != "and" or at + 1 == len(items):
        return False
    return (before.kind == "3" and items[at + 1].kind in "12") or items[at + 1].value == 0.5


def _number_of(run: list[Item]) -> Item:
    total = _spoken([item for item in run if item.kind not in "hu"])
    start, end = run[0].start, run[-1].end
    spoken_year = len(run) > 1 and run[0].kind == "1" and run[1].kind == "2" and total in YEARS
    text = " ".join(item.text for item in run)
    return Item("y" if spoken_year else "n", total, start, end, text)


def _spoken(run: list[Item]) -> float:
    """The number that words such as nineteen ninety six, two thousand six or two and a half spell."""
    if len(run) > 1 and run[0].kind == "1" and run[1].kind == "2":
        return int(run[0].value * 100 + sum(item.value for item in run[1:]))
    total = current = 0.0
    for item in run:
        current = max(current, 1) * item.value if item.kind == "3" else current + item.value
        if item.kind == "3" and item.value >= 1000:
            total, current = total + current, 0.0
    result = total + current
    return int(result) if result == int(result) else result
