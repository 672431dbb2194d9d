"""The edition of the codebook that PLV was labelled by, as a crosswalk from ours.

PLV's labels come from CAMEO codes through the crosswalk of 2021 (CAMEO2PLOVER-2021), in which some acts stand under
another root than in PLOVER 2.0, which Dateline codes: a conviction is an accusation there (CAMEO 116), an embargo
coercion (163), a promise to yield an agreement (035). `data/plv_edition.csv` holds one line for each such difference
with its CAMEO code; the first that fits a record speaks.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

import msgspec

from dateline.model import Event, Parse

PROMISING = frozenset({"will", "would", "'ll", "’ll", "ready", "willing", "prepared"})


class Difference(msgspec.Struct, frozen=True):
    """One act that the older edition puts under another root; an empty field matches anything."""

    type: str
    mode: str
    status: str
    words: tuple[frozenset[str], ...]  # one of each must be said
    root: str


@cache
def differences() -> tuple[Difference, ...]:
    """The lines of the crosswalk, in their order."""
    text = files(__package__).joinpath("data", "plv_edition.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Difference(r["type"], r["mode"], r["status"], _groups(r["words"]), r["root"]) for r in rows)


def _groups(words: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in words.split(";") if group.strip())


def root(event: Event, parse: Parse) -> str:
    """The root that the edition of the benchmark gives to a record."""
    return next((d.root for d in differences() if fits(d, event, parse)), event.type)


def fits(difference: Difference, event: Event, parse: Parse) -> bool:
    """Whether a record is of the kind that the editions part over."""
    if difference.type != event.type or difference.mode not in ("", event.mode):
        return False
    if difference.words and not all(group & said(event, parse) for group in difference.words):
        return False
    return not difference.status or difference.status in (event.status, promised(event, parse))


def said(event: Event, parse: Parse) -> set[str]:
    """The words of the trigger and of everything below it, lower case; hyphenated ones whole too."""
    own = [t.index for t in parse.tokens if t.start < event.trigger.end and event.trigger.start < t.end]
    under = [parse.tokens[i] for i in sorted({i for index in own for i in parse.subtree(index)})]
    text = " ".join(token.text.lower() for token in under).replace(" - ", "-")
    return set(re.findall(r"[\w’'-]+", text))


def promised(event: Event, parse: Parse) -> str:
    """The word "promised" where the trigger stands under "will" or after "ready to", else the empty one."""
    own = [t for t in parse.tokens if t.start < event.trigger.end and event.trigger.start < t.end]
    near = {parse.tokens[i].text.lower() for token in own for i in (*parse.children[token.index], token.head)}
    return "promised" if near & PROMISING else ""
