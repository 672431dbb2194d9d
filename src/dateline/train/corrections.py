"""Corrections of stories that were annotated elsewhere, by a further reading: offsets and codes, none of their text.

A file of JSON Lines, shaped as the records that it corrects (`data/gold`), with nothing but offsets in its spans:

    {"story": "s1", "record": 3, "trigger": 120, "drop": true}
    {"story": "s1", "record": 5, "trigger": 204, "set": {"type": "ACCUSE", "actors": [{"start": 180, "end": 184}]}}
    {"story": "s1", "add": {"type": "ASSAULT", "mode": "drone", "trigger": {"start": 300, "end": 306}, ...}}

`record` counts a story's records from 0; `trigger` is where its trigger starts, so that other data is noticed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import DataError
from dateline.evaluate.rows import typed
from dateline.train.offsets import HINT, filled

Record = dict[str, Any]


class Correction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record of one story changed, dropped or added."""

    story: str
    record: int | None = None
    trigger: int | None = None
    drop: bool = False
    set: Record = {}
    add: Record = {}


def corrected(stories: Iterable[Record], file: Path) -> Iterator[Record]:
    """The stories as the further reading left them; raises DataError where a correction fits none of them."""
    by_story: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in typed(file, Correction):
        by_story[correction.story].append(correction)
    for story in stories:
        yield _story(story, by_story.pop(story["id"], []), file)
    if by_story:
        raise DataError("a correction does not fit these stories.", f"{file}, story {min(by_story)}", HINT)


def _story(story: Record, corrections: Iterable[Correction], file: Path) -> Record:
    events: list[Record | None] = list(story["events"])
    for one in corrections:
        if one.record is None:
            events.append(filled(one.add, {}, story["text"]))
            continue
        before = events[one.record] if one.record < len(events) else None
        if before is None or before["trigger"]["start"] != one.trigger:
            where = f"{file}, story {story['id']}, record {one.record}"
            raise DataError("a correction does not fit these stories.", where, HINT)
        events[one.record] = None if one.drop else before | filled(one.set, before, story["text"])
    return story | {"events": [event for event in events if event]}
