"""Names and phrases as the words that a search compares: case, accents and punctuation make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_APART = " | "  # no word, so that a phrase never reaches from one name into the next


def words(text: str) -> str:
    """The words of `text` in folded case without marks, joined by one space: "U.S. Army" is "u s army"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


def index(names: Iterable[str | None]) -> str:
    """What `phrase` is looked for in: every name, each word between spaces."""
    folded = (words(name) for name in names if name)
    return f" {_APART.join(name for name in dict.fromkeys(folded) if name)} "


def phrase(text: str) -> str:
    """What to look for in an `index`: whole words in this order."""
    return f" {words(text)} "
