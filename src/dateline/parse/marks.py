"""Which way quotation marks face: curly ones say so, straight ones tell by the white space around them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Span, Token

OPEN, CLOSE, NONE = 1, -1, 0
FACING = {"“": OPEN, "«": OPEN, "``": OPEN, "„": OPEN, "”": CLOSE, "»": CLOSE, "''": NONE, '"': NONE}
AFTER_CLOSE = frozenset(",.;:!?)]")
BEFORE_OPEN = frozenset("([—–-:,")


def facing(words: Sequence[Span | Token]) -> list[int]:
    """For each word of one paragraph OPEN or CLOSE if it is a double quotation mark, else NONE."""
    found, opened = [NONE] * len(words), False
    for i, word in enumerate(words):
        if word.text in FACING:
            found[i] = FACING[word.text] or _straight(words, i, opened=opened)
            opened = found[i] == OPEN
    return found


def _straight(words: Sequence[Span | Token], i: int, *, opened: bool) -> int:
    before, after = words[i - 1] if i else None, words[i + 1] if i + 1 < len(words) else None
    if before is None or after is None:
        return OPEN if before is None else CLOSE
    left, right = before.end < words[i].start, words[i].end < after.start
    if left != right:
        return OPEN if left else CLOSE
    if not left and after.text[0] in AFTER_CLOSE:
        return CLOSE
    if not left and before.text[-1] in BEFORE_OPEN and not opened:
        return OPEN
    return CLOSE if opened else OPEN
