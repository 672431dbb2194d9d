"""Whether a value of the view is the value annotated: names, days and numbers are each compared in their own way."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from dateline.fuse.wording import content_words
from dateline.model import Value

NUMBERS = ("killed", "injured", "size")
Entities = Callable[[str], frozenset[str]]  # ids that a name may mean


class Named(msgspec.Struct, frozen=True):
    """A value of the view as words: its name, and the wordings of its testimonies in their texts."""

    value: Value
    wordings: tuple[str, ...]


def right(name: str, gold: str, value: Named, entities: Entities) -> bool:
    """Whether a value of the view says what the annotated one says."""
    if name in NUMBERS:
        return number(gold) == value.value.low or number(gold) == value.value.high
    if name in ("happened", "date", "how"):
        return gold == value.value.key or (name == "happened" and gold == "actual" and value.value.key == "historical")
    own = entities(gold)
    said = (value.value.value, *value.wordings)
    return any(bool(own & entities(wording)) or alike(gold, wording) for wording in said)


def alike(gold: str, wording: str) -> bool:
    """Whether all content words of the shorter name, or three in four, stand in the longer one."""
    a, b = content_words(gold), content_words(wording)
    return bool(a & b) and len(a & b) >= 0.75 * min(len(a), len(b))


def number(gold: str) -> int:
    """The least number of an annotated one."""
    found = re.match(r"\d+", gold)
    return int(found[0]) if found else -1
