"""Whether words stand in a text, and where: what decides on everything that a second reader says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Span

LONGEST = 600  # characters of a quote: more is no evidence but a copy
_LEAST = 2  # letters or digits
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—−")  # signs that models exchange for one another
_LETTER = re.compile(r"\w")


def places(text: str, quote: str) -> Iterator[Span]:
    """Where a quote stands, letter for letter in whole words; white space, quotation marks and dashes may differ."""
    flat = quote.split()
    if len(quote) > LONGEST or len(_LETTER.findall(quote)) < _LEAST:
        return
    pattern = r"\s+".join("".join(map(_sign, word)) for word in flat)
    before = r"(?<!\w)" if _LETTER.match(flat[0]) else ""
    after = r"(?!\w)" if _LETTER.match(flat[-1][-1]) else ""
    yield from (Span.of(text, *match.span()) for match in re.finditer(f"{before}{pattern}{after}", text))


def nearest(text: str, quote: str, at: int) -> Span | None:
    """The place of a quote that is nearest to an offset, the earlier of two as near; None where it stands nowhere."""
    return min(places(text, quote), key=lambda span: (max(span.start - at, at - span.end, 0), span.start), default=None)


def _sign(character: str) -> str:
    alike = next((signs for signs in _ALIKE if character in signs), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(character)
