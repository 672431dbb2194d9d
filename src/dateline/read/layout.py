"""The paragraphs of a plain text, found without changing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.model import Block

END = re.compile(r"[.!?…:;|]['\"”’»)\]]*\s*$")
WRAP_MIN, WRAP_MAX = 40, 100  # a line shorter or longer than these was not broken by a 72- or 80-column editor


def paragraphs(text: str, *, wrapped: bool = False) -> tuple[Block, ...]:
    """One block of kind `body` for each paragraph: a line, or a group of lines where lines are broken at a margin.

    Whether they are is told by their look, unless the caller knows that the text is `wrapped`.
    """
    groups = list(_groups(text))
    joined = wrapped or _wrapped([[text[a:b] for a, b in group] for group in groups])
    spans = (
        [(group[0][0], group[-1][1]) for group in groups] if joined else [line for group in groups for line in group]
    )
    return tuple(Block("body", start, end) for start, end in spans)


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines between blank lines, as spans without the white space around them."""
    group: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        said = line.strip()
        if said:
            start = at + line.index(said[0])
            group.append((start, start + len(said)))
        elif group:
            yield group
            group = []
        at += len(line) + 1
    if group:
        yield group


def _wrapped(groups: list[list[str]]) -> bool:
    """Whether line ends inside groups are mere margins: lines of like length that stop in the middle of a sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 3 or max(len(line) for group in groups for line in group) > WRAP_MAX:
        return False
    broken = [line for line in inner if len(line) >= WRAP_MIN and not END.search(line)]
    flows = sum(1 for group in groups for a, b in pairwise(group) if not END.search(a) and b[:1].islower())
    return len(broken) >= 0.6 * len(inner) and flows >= 0.3 * len(inner)
