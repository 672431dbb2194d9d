"""A rough cut of a paragraph into sentences: enough to set a caption or a credit apart, no more."""

from __future__ import annotations

import re

STOP = re.compile(r"(?<=[.!?])['\"”’)\]]*(?P<gap>\s+|-(?=[A-Z“\"]))(?=['\"“‘(\[]*[A-Z0-9])")
LONGEST = 16  # characters looked back for an abbreviation
CREDITED = re.compile(r"\([^()]{0,60}(?:/|[Pp]hoto)[^()]{0,60}\)(?P<gap>\s+|-)(?=['\"“‘(\[]*[A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘-])(?:[A-Z]|(?:[A-Z]\.)+[A-Z]?|Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Capt|Cmdr|Cpl|Sgt|Pfc|Adm|Brig|Rev|Hon"
    r"|Sen|Rep|Gov|Pres|St|Mt|Ft|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences between two offsets; white space between them belongs to none."""
    gaps = [match.span("gap") for pattern in (STOP, CREDITED) for match in pattern.finditer(text, start, end)]
    spans, begin = [], start
    for stop, resume in sorted(gaps):
        if not ABBREVIATION.search(text, max(begin - 1, stop - LONGEST, 0), stop):
            spans.append((begin, stop if text[stop] != "-" else resume))
            begin = resume
    return [*spans, (begin, end)]
