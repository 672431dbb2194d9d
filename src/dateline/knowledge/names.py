"""Names as keys: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"['’‘`´ʻʼʽʾʿ]|(?<=\b\w)\.(?=\w\b)")  # apostrophes, the points of "U.S."
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 15)
def key(name: str) -> str:
    """The name without case, accents and punctuation: "Deir ez-Zor" and "DEIR EZ ZOR" share "deir ez zor"."""
    bare = name.casefold()
    if not bare.isascii():
        # Folding after the decomposition too: a mathematical "A" is a letter with a small form only once decomposed.
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold())
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(_WORD.findall(_DROPPED.sub("", bare).replace("_", " ")))
