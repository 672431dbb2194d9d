"""How alike strands are: for each pair one named finding in each group of features, worked out over whole columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.table import NO_COUNT, STATUSES, Numbers, Table, hashed

Rows = NDArray[np.int64]  # positions of strands in a table
Codes = NDArray[np.int8]  # for each pair, the position of its finding in the group's names
Truths = NDArray[np.bool_]

EARTH_KM = 6371.0
_SHARES = (0.03, 0.08, 0.15, 0.25, 0.4, 0.6)  # of similarity: what parts "unlike" from "alike"
_KM = (5, 30, 100)  # a town and its edge, the next town, the same province

_PROVINCE = 300  # km: what holds a town, and yet tells where

_LATER = ("2 or 3 days apart", "within a week", "within a month", "later")
ALIKE = ("unlike", *(f"{share:.0%} alike" for share in _SHARES))
SIDE = ("unnamed", "open", "differ", "other country", "same country", "share a name", "same")
PLACE = (
    "unnamed", "open", "other country", "far", "apart", "near", "names differ", "same country",
    "one in the other", "same",
)  # fmt: skip
DATE = ("open", "one open", "more than 3 days apart", "2 or 3 days apart", "next day", "overlap", "same day")
LENT = "lent: "  # where the day, or the place, of one of the two is that of another act of its story
WORDING = ("untold", "other words", "same stem", "same words")
_WEAPONS = ("firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "primitive")
_KNOWN: dict[str, tuple[str, ...]] = {
    "kind": (
        "type differs", "modes differ", "weapons differ", "one weapon open", "one mode open", "same, no mode", "same",
    ),
    "wording": WORDING,
    "actors": SIDE,
    "recipients": SIDE,
    "place": (*PLACE, *(LENT + name for name in PLACE[2:])),
    "date": (*DATE, *(LENT + name for name in DATE[2:])),
    "undated": ("neither or both", "before", "same day", "next day", "2 or 3 days", "within a week", "later"),
    "published": ("open", "same day", "next day", *_LATER),
    "status": ("differs", "same"),
    "killed": ("open", "differ", "fell", "rose", "same"),
    "sentences": ALIKE,
    "stories": ALIKE,
    "acts": (
        "later, later", "later, first", "first, first", "only, later", "only, first", "only, only", "one story",
        "one story, both new",
    ),
    "both": ("no", "place and date agree", "place or date differs", "place and date differ"),
}  # fmt: skip
_UNKNOWN: dict[str, tuple[str, ...]] = {
    "wording alone": WORDING,
    "sentences alone": ALIKE,
    "stories alone": ALIKE,
    "document": ("two stories", "one story"),
}
# Of two strands whose kinds of act are known, the groups of _KNOWN say something, of others those of _UNKNOWN: the rest
# say "".
FINDINGS = {name: ("", *names) for name, names in (_KNOWN | _UNKNOWN).items()}


def findings(table: Table, i: Rows, j: Rows) -> Iterator[tuple[str, Codes]]:
    """Every group in order, with the finding of each pair of rows: its position in FINDINGS."""
    unknown = (table["type"][i] == 0) | (table["type"][j] == 0)
    wording, sentences, stories = _wording(table, i, j), _alike(table, "sentence", i, j), _alike(table, "story", i, j)
    one = one_story(table, i, j)
    place, date = _place(table, i, j), _date(table, i, j)
    known = (
        _kind(table, i, j), wording, _side(table, "actors", i, j), _side(table, "recipients", i, j), place, date,
        _undated(table, i, j), _published(table, i, j), _codes((table["status"][i] == table["status"][j], 1)),
        _killed(table, i, j), sentences, stories, _acts(table, i, j, one), _both(place, date),
    )  # fmt: skip
    for name, codes in zip(_KNOWN, known, strict=True):
        yield name, np.where(unknown, 0, codes + 1).astype(np.int8)
    for name, codes in zip(_UNKNOWN, (wording, sentences, stories, one.astype(np.int8)), strict=True):
        yield name, np.where(unknown, codes + 1, 0).astype(np.int8)


def shared(left: Numbers, right: Numbers) -> Rows:
    """How many of the numbers in each row of `left`, 0 apart, stand in the same row of `right`."""
    count = np.zeros(len(left), np.int64)
    for column in range(left.shape[1]):
        word = left[:, column]
        count += (word != 0) & (right == word[:, None]).any(axis=1)
    return count


def kilometres(table: Table, i: Rows, j: Rows) -> NDArray[np.float32]:
    """Great-circle distance of two strands' places (haversine); nan where a point is unknown."""
    la, lo, lb, mo = (np.radians(table[name][rows]) for rows in (i, j) for name in ("latitude", "longitude"))
    half = np.sin((lb - la) / 2) ** 2 + np.cos(la) * np.cos(lb) * np.sin((mo - lo) / 2) ** 2
    distance: NDArray[np.float32] = (2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))).astype(np.float32)
    return distance


def days_apart(table: Table, i: Rows, j: Rows) -> NDArray[np.int64]:
    """Days between two acts, 0 where their intervals meet; -1 where one is undated."""
    first = np.maximum(table["first"][i], table["first"][j]).astype(np.int64)
    last = np.minimum(table["last"][i], table["last"][j]).astype(np.int64)
    known = dated(table, i) & dated(table, j)
    return np.where(known, np.maximum(first - last, 0), -1)


def dated(table: Table, rows: Rows) -> Truths:
    """Whether both ends of the act's interval are known, if only from another act of its story."""
    known: Truths = (table["first"][rows] > 0) & (table["last"][rows] > 0)
    return known


def lent(table: Table, what: str, i: Rows, j: Rows) -> Truths:
    """Whether the "day" or "place" of one of the two is that of another act of its story."""
    told: Truths = (table[f"{what}_lent"][i] > 0) | (table[f"{what}_lent"][j] > 0)
    return told


def _codes(*rules: tuple[Truths, int]) -> Codes:
    """The code of the last rule that holds, 0 where none does."""
    found = np.zeros(len(rules[0][0]), np.int8)
    for holds, code in rules:
        found[holds] = code
    return found


def _kind(table: Table, i: Rows, j: Rows) -> Codes:
    mode, other = table["mode"][i], table["mode"][j]
    same_type = table["type"][i] == table["type"][j]
    weapons = [hashed(name) for name in _WEAPONS]
    armed, also = np.isin(mode, weapons), np.isin(other, weapons)
    none, one = (mode == 0) & (other == 0), (mode == 0) != (other == 0)
    return _codes(
        (same_type, 1),
        (same_type & armed & also, 2),
        (same_type & one, 4),
        (same_type & one & (armed | also), 3),
        (same_type & none, 5),
        (same_type & (mode == other) & ~none, 6),
    )


def _wording(table: Table, i: Rows, j: Rows) -> Codes:
    stem = shared(table["stems"][i], table["stems"][j]) > 0
    told = (table["trigger"][i] != 0) & (table["trigger"][j] != 0)
    return _codes((told, 1), (stem, 2), (told & (table["trigger"][i] == table["trigger"][j]), 3))


def _side(table: Table, side: str, i: Rows, j: Rows) -> Codes:
    def of(part: str, rows: Rows) -> Numbers:
        return table[f"{side}_{part}"][rows]

    named, other = of("named", i) > 0, of("named", j) > 0
    countries = shared(of("countries", i), of("countries", j)) > 0
    known = (of("countries", i) != 0).any(axis=1) & (of("countries", j) != 0).any(axis=1)
    words = shared(of("words", i), of("words", j))
    least = np.minimum((of("words", i) != 0).sum(axis=1), (of("words", j) != 0).sum(axis=1))
    same = (shared(of("entities", i), of("entities", j)) > 0) | ((words > 0) & (words >= 0.75 * least))
    return _codes(
        (named ^ other, 1),
        (named & other, 2),
        (named & other & known & ~countries, 3),
        (countries, 4),
        (words > 0, 5),
        (same, 6),
    )


def _place(table: Table, i: Rows, j: Rows) -> Codes:
    named, other = table["place"][i][:, 0] != 0, table["place"][j][:, 0] != 0
    country, second = table["country"][i], table["country"][j]
    known = (country != 0) & (second != 0)
    exact = (table["exact"][i] > 0) & (table["exact"][j] > 0)
    km = np.where(exact, kilometres(table, i, j), np.nan)
    word = shared(table["place"][i], table["place"][j]) > 0
    reach, within = table["reach"][i], table["reach"][j]
    nested = (np.minimum(reach, within) > 0) & (reach != within) & (country == second)
    nested &= kilometres(table, i, j) <= np.minimum(np.maximum(reach, within), _PROVINCE)
    found = _codes(
        (named ^ other, 1),
        (named & other, 6),
        (known & (country == second) & ~exact, 7),
        (km > _KM[2], 3),
        (km <= _KM[2], 4),
        (km <= _KM[1], 5),
        (known & (country != second) & (table["located"][i] > 0) & (table["located"][j] > 0), 2),
        (nested, 8),
        ((word & ~(km > _KM[2])) | (km <= _KM[0]), 9),
    )
    return _marked(found, PLACE, lent(table, "place", i, j), one_story(table, i, j))


def _marked(found: Codes, names: tuple[str, ...], lent: Truths, one: Truths) -> Codes:
    """The codes, those of what was lent after all others: but for "open" and the like, where nothing was compared.

    Within `one` story nothing was: that what one act was lent agrees with what another has is what lending does.
    """
    marked = np.where(lent & (found >= 2), found + len(names) - 2, found)
    return np.where(lent & one, 0, marked).astype(np.int8)


def one_story(table: Table, i: Rows, j: Rows) -> Truths:
    """Whether both strands are of one story."""
    same: Truths = table["document"][i] == table["document"][j]
    return same


def elsewhere(table: Table, i: Rows, j: Rows) -> Truths:
    """Whether both places are known, and not the same."""
    return _other(_place(table, i, j))


def _date(table: Table, i: Rows, j: Rows) -> Codes:
    gap = days_apart(table, i, j)
    equal = (table["first"][i] == table["first"][j]) & (table["last"][i] == table["last"][j]) & (gap == 0)
    one = dated(table, i) ^ dated(table, j)
    found = _codes((one, 1), (gap > 3, 2), ((gap > 1) & (gap <= 3), 3), (gap == 1, 4), (gap == 0, 5), (equal, 6))
    return _marked(found, DATE, lent(table, "day", i, j), one_story(table, i, j))


def _undated(table: Table, i: Rows, j: Rows) -> Codes:
    """Where one act alone is dated: how long after it the report of the other was published."""
    has, other = dated(table, i), dated(table, j)
    last = np.where(has, table["last"][i], table["last"][j]).astype(np.int64)
    told = np.where(has, table["published"][j], table["published"][i]).astype(np.int64)
    known, gap = (has ^ other) & (told > 0), told - last
    limits = (7, 3, 1, 0, -1)
    return _codes((known, 6), *((known & (gap <= limit), 5 - n) for n, limit in enumerate(limits)))


def _published(table: Table, i: Rows, j: Rows) -> Codes:
    day, other = table["published"][i].astype(np.int64), table["published"][j].astype(np.int64)
    gap = np.where((day > 0) & (other > 0), np.abs(day - other), -1)
    limits = (-1, 0, 1, 3, 7, 31, 2**31)
    return _codes(*(((gap > a) & (gap <= b), n + 1) for n, (a, b) in enumerate(pairwise(limits))))


def _killed(table: Table, i: Rows, j: Rows) -> Codes:
    """A count that rises from an earlier report to a later one, by no more than tolls do, is likely one act's."""
    count, other = table["killed"][i], table["killed"][j]
    known = (count != NO_COUNT) & (other != NO_COUNT)
    day, then = table["published"][i].astype(np.int64), table["published"][j].astype(np.int64)
    timed = known & (day > 0) & (then > 0) & (day != then)
    rose = timed & ((count > other) == (day > then))
    most = np.maximum(count, other) <= 3 * np.minimum(count, other).astype(np.int64) + 3
    return _codes((known, 1), (timed & ~rose, 2), (rose & most, 3), (known & (count == other), 4))


def _acts(table: Table, i: Rows, j: Rows, one: Truths) -> Codes:
    """Whether each is the first, or the only, act of its kind in its story."""
    first = (table["lead"][i] > 0).astype(np.int8) + (table["lead"][j] > 0)
    only = (table["alone"][i] > 0).astype(np.int8) + (table["alone"][j] > 0)
    new = (table["definite"][i] == 0) & (table["definite"][j] == 0)
    return np.where(one, 6 + new, first + only + (only > 0)).astype(np.int8)


def _alike(table: Table, name: str, i: Rows, j: Rows) -> Codes:
    return np.digitize(similar(table, name, i, j), _SHARES).astype(np.int8)


def similar(table: Table, name: str, i: Rows, j: Rows) -> NDArray[np.float32]:
    """Cosine of the rarest words, weighted by rarity."""
    words, others = table[name][i], table[name][j]
    weights, more = table[f"{name}_weights"][i], table[f"{name}_weights"][j]
    share = np.zeros(len(i), np.float32)
    for column in range(words.shape[1]):
        word = words[:, column]
        met = (others == word[:, None]) & (word != 0)[:, None]
        share += weights[:, column] * np.where(met, more, 0).sum(axis=1)
    return share


def _both(place: Codes, date: Codes) -> Codes:
    """Agreement on both is more than each alone; so is a look-alike in the next town or on the next day."""
    here, there = (place >= PLACE.index("one in the other")) & (place < len(PLACE)), _other(place)
    now = (date >= DATE.index("overlap")) & (date < len(DATE))
    then = (date >= DATE.index("more than 3 days apart")) & (date <= DATE.index("next day"))
    return _codes((here & now, 1), ((here & then) | (there & now), 2), (there & then, 3))


def _other(place: Codes) -> Truths:
    differ: Truths = (place >= PLACE.index("other country")) & (place <= PLACE.index("names differ"))
    return differ


def happened(table: Table, rows: Rows) -> Truths:
    """Whether the strand speaks of something past: not planned, threatened or supposed."""
    past = [n for n, status in enumerate(STATUSES) if status not in ("future", "hypothetical")]
    return np.isin(table["status"][rows], past)
