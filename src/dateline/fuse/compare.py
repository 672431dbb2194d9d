"""How alike strands are: for each pair one named finding in each group of features, worked out over whole columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.table import NO_COUNT, STATUSES, Numbers, Table, hashed
from dateline.ontology import plover

Rows = NDArray[np.int64]  # positions of strands in a table
Codes = NDArray[np.int8]  # for each pair, the position of its finding in the group's names
Truths = NDArray[np.bool_]

EARTH_KM = 6371.0
_SHARES = (0.03, 0.08, 0.15, 0.25, 0.4, 0.6)  # of similarity: what parts "unlike" from "alike"
_KM = (5, 30, 100)  # a town and its edge, the next town, the same province

_LATER = ("2 or 3 days apart", "within a week", "within a month", "later")
ALIKE = ("unlike", *(f"{share:.0%} alike" for share in _SHARES))
SIDE = ("unnamed", "open", "differ", "other country", "same country", "share a name", "same")
FINDINGS: dict[str, tuple[str, ...]] = {
    "kind": ("type differs", "modes differ", "one mode open", "same, no mode", "same", "unknown"),
    "type": ("other", *plover().types),
    "wording": ("other words", "same stem", "same words"),
    "wording alone": ("", "other words", "same stem", "same words"),  # where the kind of act is unknown
    "actors": SIDE,
    "recipients": SIDE,
    "crossed": ("no", "actor is the other's recipient"),
    "place": ("unnamed", "open", "other country", "far", "apart", "near", "names differ", "same country", "same"),
    "date": ("open", "one open", "more than 3 days apart", "2 or 3 days apart", "next day", "overlap", "same day"),
    "published": ("kind unknown", "open", "same day", "next day", *_LATER),
    "status": ("differs", "same"),
    "killed": ("open", "differ", "same"),
    "sentences": ALIKE,
    "stories": ALIKE,
    "document": ("two stories", "one story", "two stories, kind unknown", "one story, kind unknown"),
    "both": ("no", "place and date agree", "place or date differs"),
}


def findings(table: Table, i: Rows, j: Rows) -> Iterator[tuple[str, Codes]]:
    """Every group in order, with the finding of each pair of rows."""
    place, date = _place(table, i, j), _date(table, i, j)
    yield "kind", _kind(table, i, j)
    yield "type", _type(table, i, j)
    unknown, wording = table["type"][i] == 0, _wording(table, i, j)
    yield "wording", np.where(unknown, 0, wording).astype(np.int8)
    yield "wording alone", np.where(unknown, wording + 1, 0).astype(np.int8)
    yield "actors", _side(table, "actors", i, j)
    yield "recipients", _side(table, "recipients", i, j)
    yield "crossed", _crossed(table, i, j)
    yield "place", place
    yield "date", date
    yield "published", _published(table, i, j)
    yield "status", _codes((table["status"][i] == table["status"][j], 1))
    yield "killed", _killed(table, i, j)
    yield "sentences", _similar(table, "sentence", i, j)
    yield "stories", _similar(table, "story", i, j)
    one = table["document"][i] == table["document"][j]
    yield "document", _codes((one, 1), (unknown & ~one, 2), (unknown & one, 3))
    yield "both", _both(place, date)


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
    """Whether both ends of the act's interval are known."""
    known: Truths = (table["first"][rows] > 0) & (table["last"][rows] > 0)
    return known


def _codes(*rules: tuple[Truths, int]) -> Codes:
    """The code of the last rule that holds, 0 where none does."""
    found = np.zeros(len(rules[0][0]), np.int8)
    for holds, code in rules:
        found[holds] = code
    return found


def _kind(table: Table, i: Rows, j: Rows) -> Codes:
    mode, other = table["mode"][i], table["mode"][j]
    same_type = table["type"][i] == table["type"][j]
    none, one = (mode == 0) & (other == 0), (mode == 0) != (other == 0)
    return _codes(
        (same_type, 1),
        (same_type & one, 2),
        (same_type & none, 3),
        (same_type & (mode == other) & ~none, 4),
        (same_type & (table["type"][i] == 0), 5),
    )


def _type(table: Table, i: Rows, j: Rows) -> Codes:
    kind, other = table["type"][i], table["type"][j]
    return _codes(*(((kind == hashed(name)) & (kind == other), n + 1) for n, name in enumerate(plover().types)))


def _wording(table: Table, i: Rows, j: Rows) -> Codes:
    stem = shared(table["stems"][i], table["stems"][j]) > 0
    return _codes((stem, 1), (table["trigger"][i] == table["trigger"][j], 2))


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


def _crossed(table: Table, i: Rows, j: Rows) -> Codes:
    """One's actor is the other's recipient, and not also its actor: a counter-attack, or sides that were mistaken."""
    there = shared(table["actors_words"][i], table["recipients_words"][j]) > 0
    back = shared(table["recipients_words"][i], table["actors_words"][j]) > 0
    straight = shared(table["actors_words"][i], table["actors_words"][j]) > 0
    return _codes(((there | back) & ~straight, 1))


def _place(table: Table, i: Rows, j: Rows) -> Codes:
    named, other = table["place"][i][:, 0] != 0, table["place"][j][:, 0] != 0
    country, second = table["country"][i], table["country"][j]
    known = (country != 0) & (second != 0)
    exact = (table["exact"][i] > 0) & (table["exact"][j] > 0)
    km = np.where(exact, kilometres(table, i, j), np.nan)
    word = shared(table["place"][i], table["place"][j]) > 0
    return _codes(
        (named ^ other, 1),
        (named & other, 6),
        (known & (country == second) & ~exact, 7),
        (km > _KM[2], 3),
        (km <= _KM[2], 4),
        (km <= _KM[1], 5),
        (known & (country != second), 2),
        ((word & ~(km > _KM[2])) | (km <= _KM[0]), 8),
    )


def _date(table: Table, i: Rows, j: Rows) -> Codes:
    gap = days_apart(table, i, j)
    equal = (table["first"][i] == table["first"][j]) & (table["last"][i] == table["last"][j]) & (gap == 0)
    one = dated(table, i) ^ dated(table, j)
    return _codes((one, 1), (gap > 3, 2), ((gap > 1) & (gap <= 3), 3), (gap == 1, 4), (gap == 0, 5), (equal, 6))


def _published(table: Table, i: Rows, j: Rows) -> Codes:
    day, other = table["published"][i].astype(np.int64), table["published"][j].astype(np.int64)
    gap = np.where((day > 0) & (other > 0), np.abs(day - other), -1)
    limits = (-1, 0, 1, 3, 7, 31, 2**31)
    told = _codes((gap == -1, 1), *(((gap > a) & (gap <= b), n + 2) for n, (a, b) in enumerate(pairwise(limits))))
    return np.where(table["type"][i] == 0, 0, told).astype(np.int8)  # strands without a kind are of undated stories


def _killed(table: Table, i: Rows, j: Rows) -> Codes:
    count, other = table["killed"][i], table["killed"][j]
    known = (count != NO_COUNT) & (other != NO_COUNT)
    return _codes((known, 1), (known & (count == other), 2))


def _similar(table: Table, name: str, i: Rows, j: Rows) -> Codes:
    """Cosine of the rarest words, weighted by rarity."""
    words, others = table[name][i], table[name][j]
    weights, more = table[f"{name}_weights"][i], table[f"{name}_weights"][j]
    share = np.zeros(len(i), np.float32)
    for column in range(words.shape[1]):
        word = words[:, column]
        met = (others == word[:, None]) & (word != 0)[:, None]
        share += weights[:, column] * np.where(met, more, 0).sum(axis=1)
    return np.digitize(share, _SHARES).astype(np.int8)


def _both(place: Codes, date: Codes) -> Codes:
    """Agreement on both is more than each alone; so is a look-alike in the next town or on the next day."""
    here, there = place == FINDINGS["place"].index("same"), (place >= 2) & (place <= 6)
    now, then = date >= FINDINGS["date"].index("overlap"), (date >= 2) & (date <= 4)
    return _codes((here & now, 1), ((here & then) | (there & now), 2))


def happened(table: Table, rows: Rows) -> Truths:
    """Whether the strand speaks of something past: not planned, threatened or supposed."""
    past = [n for n, status in enumerate(STATUSES) if status not in ("future", "hypothetical")]
    return np.isin(table["status"][rows], past)
