"""The words of a name or phrase that tell it from others."""

from __future__ import annotations

import re
from functools import lru_cache

_IDLE = frozenset(
    {"the", "a", "an", "of", "and", "s", "in", "on", "for", "its", "his", "their", "her", "our", "at", "by", "to"}
    | {"al", "el", "two", "three", "several", "more", "than", "least", "some", "many", "other"}
)


@lru_cache(maxsize=1 << 16)
def content_words(text: str) -> frozenset[str]:
    """Lower-cased words without articles, prepositions and counts."""
    return frozenset(re.findall(r"\w+", text.lower())) - _IDLE
