"""Strands as columns of numbers, so that a million of them can be compared without a Python object each.

Words, names and codes become 31-bit hashes (CRC-32); 0 stands for none. Two different words share a hash once in two
thousand million, and then count as one: a price that no benchmark notices.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.fuse.rarity import weight
from dateline.fuse.strands import PARTIES, STORY_WORDS, WORDS, Side, Strand
from dateline.model.event import Status

Numbers = NDArray[Any]

STATUSES: tuple[Status, ...] = ("actual", "historical", "future", "hypothetical", "negated")
UNKNOWN_DAY = 0
NO_COUNT = -1
_WIDTHS = {"stems": 3, "place": 4, "sentence": WORDS, "story": STORY_WORDS}
_WEIGHED = {name: _WIDTHS[name] for name in ("sentence", "story")}
_SIDES = ("actors", "recipients")
_WHOLE = (
    "document",
    "type",
    "mode",
    "status",
    "trigger",
    "published",
    "first",
    "last",
    "country",
    "killed",
    "exact",
    "located",
    "definite",
    "lead",
    "alone",
    "reach",
    "day_lent",
    "place_lent",
)
_REAL = ("latitude", "longitude")


class Table(msgspec.Struct, frozen=True, eq=False):
    """Columns by name; each has one row a strand, in the order of `ids`; some are several numbers wide.

    Columns: the fields of Strand; `actors_entities`, `actors_words`, `actors_countries`, `actors_named` and the same
    of recipients; `sentence_weights` and `story_weights`, of unit length.
    """

    ids: list[str]
    columns: dict[str, Numbers]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]


def table(strands: Iterable[Strand]) -> Table:
    """The strands as columns, one pass. Rows are in the order of their first records' ids, however they came."""
    ids: list[str] = []
    whole = {name: array("i") for name in _columns()}
    real = {name: array("f") for name in _REAL}
    for strand in strands:
        ids.append(strand.event)
        for name, values in _numbers(strand).items():
            whole[name].extend(values)
        for name in _REAL:
            value = getattr(strand, name)
            real[name].append(np.nan if value is None else value)
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    columns: dict[str, Numbers] = {name: np.array(real.pop(name), np.float32)[order] for name in _REAL}
    widths = _columns()
    for name in list(whole):
        flat = np.frombuffer(whole.pop(name), np.int32)
        columns[name] = (flat if widths[name] == 1 else flat.reshape(len(ids), widths[name]))[order]
    weights = {f"{name}_weights": _weights(columns, name) for name in _WEIGHED}
    return Table([ids[n] for n in order], columns | weights)


@lru_cache(maxsize=1 << 18)
def hashed(word: str) -> int:
    """A number from 1 to 2^31 - 1 for a word, the same everywhere; 0 for none."""
    return (crc32(word.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF or 1) if word else 0


@lru_cache(maxsize=1 << 16)
def ordinal(day: str) -> int:
    """Days since the first of January of the year 1; UNKNOWN_DAY where none is told, or no calendar has it."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else UNKNOWN_DAY
    except ValueError:
        return UNKNOWN_DAY


def _columns() -> dict[str, int]:
    """The whole-number columns with their widths."""
    sides = {f"{side}_{part}": PARTIES for side in _SIDES for part in ("entities", "words", "countries")}
    rare = {f"{name}_rarity": width for name, width in _WEIGHED.items()}
    return dict.fromkeys((*_WHOLE, *(f"{side}_named" for side in _SIDES)), 1) | _WIDTHS | sides | rare


def _numbers(strand: Strand) -> dict[str, Iterable[int]]:
    found: dict[str, Iterable[int]] = {
        "document": (hashed(strand.document),),
        "type": (hashed(strand.type),),
        "mode": (hashed(strand.mode or ""),),
        "status": (STATUSES.index(strand.status),),
        "trigger": (hashed(strand.trigger),),
        "published": (ordinal(strand.published),),
        "first": (ordinal(strand.first),),
        "last": (ordinal(strand.last),),
        "country": (hashed(strand.country),),
        "killed": (NO_COUNT if strand.killed is None else min(strand.killed, 2**31 - 1),),
        "exact": (int(strand.exact),),
        "located": (int(strand.located),),
        "definite": (int(strand.definite),),
        "reach": (strand.reach,),
        "alone": (int(strand.alone),),
        "lead": (int(strand.lead),),
        "day_lent": (int(strand.day_lent),),
        "place_lent": (int(strand.place_lent),),
    }
    found |= {name: _padded(getattr(strand, name), width) for name, width in _WIDTHS.items()}
    found |= {f"{name}_rarity": _rarity(getattr(strand, name), width) for name, width in _WEIGHED.items()}
    for name in _SIDES:
        found |= _side(name, getattr(strand, name))
    return found


def _side(name: str, side: Side) -> dict[str, Iterable[int]]:
    parts = {f"{name}_{part}": _padded(getattr(side, part), PARTIES) for part in ("entities", "words", "countries")}
    return {**parts, f"{name}_named": (int(side.named),)}


def _padded(words: tuple[str, ...], width: int) -> list[int]:
    return [hashed(word) for word in words[:width]] + [0] * (width - len(words))


@lru_cache(maxsize=1 << 18)
def _thousandths(word: str) -> int:
    return round(1000 * weight(word))


def _rarity(words: tuple[str, ...], width: int) -> list[int]:
    return [_thousandths(word) for word in words[:width]] + [0] * (width - len(words))


def _weights(columns: dict[str, Numbers], name: str) -> Numbers:
    """Weights of a row's words, scaled so that a row compared with itself gives 1."""
    raw = columns.pop(f"{name}_rarity").astype(np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", raw, raw)) if len(raw) else raw.sum(axis=1)
    scaled: Numbers = raw / np.maximum(length, 1e-6)[:, None]
    return scaled
