"""Numbers in words and digits, as ranges: "more than two dozen" is 25 and up, "up to 30" is at most 30."""

from __future__ import annotations

import re

import msgspec

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: i for i, word in enumerate(ONES)} | {word: 10 * i for i, word in enumerate(TENS, 2)}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
VAGUE = {  # plural scales and words for "some": the least that they can mean, by events.md
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "tens": 20,
    "several": 3,
    "few": 3,
    "couple": 2,
}
NOTHING = frozenset({"no", "none", "zero", "nobody"})

ABOVE = re.compile(r"\b(more than|over|above|in excess of|upwards of|greater than|exceeding)\b")
LEAST = re.compile(r"\b(at least|no fewer than|no less than|not less than|a minimum of|minimum)\b")
BELOW = re.compile(r"\b(fewer than|less than|under|nearly|almost|close to|just short of)\b")
MOST = re.compile(r"\b(up to|as many as|at most|no more than|not more than|a maximum of|maximum|as much as)\b")
OR_MORE = re.compile(r"\bor more\b|\+|-plus\b")
RANGE = re.compile(r"^(?:between |from )?(?P<low>.+?)\s*(?:\bto\b|\band\b|\bor\b|-|–|—)\s*(?P<high>.+)$")
WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")


class Range(msgspec.Struct, frozen=True):
    """`low` to `high`, both included; None where the text leaves an end open."""

    low: int | None
    high: int | None


def read(phrase: str) -> Range | None:
    """The range that a phrase states ("at least seven", "12 to 15", "dozens"), None where it holds no number."""
    text = " ".join(phrase.lower().replace("’", "'").split())
    if any(word in NOTHING for word in WORD.findall(text)[:1]):
        return Range(0, 0)
    bare = text
    for bound in (LEAST, MOST, ABOVE, BELOW, OR_MORE):
        bare = bound.sub(" ", bare)
    found = _between(bare.strip()) or _single(bare)
    return None if found is None else _bounded(text, found)


def _bounded(text: str, found: Range) -> Range:
    n = found.low
    if n is None or found.high != n:
        return Range((n or 0) + 1, None) if ABOVE.search(text) and not LEAST.search(text) and n else found
    if LEAST.search(text) or OR_MORE.search(text):
        return Range(n, None)
    if MOST.search(text):
        return Range(None, n)
    if ABOVE.search(text):
        return Range(n + 1 if n < 1_000_000 else n, None)
    return Range(None, n - 1) if BELOW.search(text) else found


def _between(text: str) -> Range | None:
    """As in "12 to 15", "between eight and ten": two exact numbers, the first smaller."""
    match = RANGE.match(text)
    if match is None:
        return None
    low, high = _exact(match["low"]), _exact(match["high"])
    return Range(low, high) if low is not None and high is not None and low < high else None


def _exact(text: str) -> int | None:
    found = _single(text)
    return found.low if found is not None and found.low == found.high else None


def _single(text: str) -> Range | None:
    """One number: digits or words, times its scales; vague words leave the upper end open."""
    total, current, seen, vague = 0.0, 0.0, False, False
    for word in WORD.findall(text):
        if word == "half":
            current = 0.5
        elif word[0].isdigit():
            current, seen = float(word.replace(",", "")), True
        elif word in SMALL:
            current, seen = current + SMALL[word], True
        elif word in SCALES:
            current, seen = (current or 1.0) * SCALES[word], True
            if SCALES[word] >= 1_000:
                total, current = total + current, 0.0
        elif word in VAGUE:
            current, seen, vague = _vaguely(current, word, vague=vague), True, True
        elif seen and word not in ("and", "of", "a"):
            break
    return _whole(total + current, vague=vague) if seen else None


def _vaguely(current: float, word: str, *, vague: bool) -> float:
    """As in "tens of thousands": the second word counts what the first is a number of."""
    if vague and word in ("thousands", "millions"):
        return current * VAGUE[word] / 2
    return float(VAGUE[word])


def _whole(value: float, *, vague: bool) -> Range:
    return Range(round(value), None if vague else round(value))
