"""How much a word tells: rare ones much, common ones little. Counted once, so that no story changes another's words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec


class Counted(msgspec.Struct, frozen=True):
    """Of how many stories each common word was found in."""

    stories: int
    words: dict[str, int]


def rarest(words: Iterable[str], most: int) -> tuple[str, ...]:
    """The rarest different words, rarest first; of equals the one that stands first. No letters, no stop words."""
    told = [word for word in dict.fromkeys(words) if len(word) > 1 and weight(word) > COMMON]
    return tuple(sorted(told, key=lambda word: -weight(word))[:most])


def weight(word: str) -> float:
    """Inverse document frequency, the natural logarithm; words never counted weigh as if found once."""
    counted = _counted()
    return math.log(counted.stories / counted.words.get(word, 1))


COMMON = 1.2  # a word found in three stories of ten tells nothing


@cache
def _counted() -> Counted:
    raw = files(__package__).joinpath("data", "rarity.json").read_bytes()
    return msgspec.json.decode(raw, type=Counted)
