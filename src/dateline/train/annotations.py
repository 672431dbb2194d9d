"""Annotations of stories that are not part of this repository: offsets and codes, none of their text.

A file of JSON Lines, a line a story:

    {"file": "news/train.jsonl.gz", "story": "s1", "digest": "9f86d081884c", "events": [{"type": "ASSAULT", ...}]}

`file` stands in the folder of development data, `story` is an id there, `digest` the beginning of the SHA-256 of its
text, so that another text is noticed. The records are shaped as `data/gold` (docs/records.md), see `train.offsets`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from dateline.errors import DataError
from dateline.evaluate.rows import Row, rows, typed
from dateline.train.offsets import HINT, Record, filled

DIGITS = 12


class Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The records of one story."""

    file: str
    story: str
    digest: str
    events: tuple[Record, ...]


def annotated_elsewhere(annotations: Path, folder: Path) -> Iterator[Record]:
    """The stories with their texts, shaped as `train.corpus.load` has them; raises DataError where one is not there."""
    by_file: defaultdict[str, dict[str, Annotation]] = defaultdict(dict)
    for one in typed(annotations, Annotation):
        by_file[one.file][one.story] = one
    for file, wanted in by_file.items():
        yield from _stories(folder / file, wanted, annotations)


def _stories(file: Path, wanted: Mapping[str, Annotation], annotations: Path) -> Iterator[Record]:
    found = {row["id"]: row for row in rows(file) if row["id"] in wanted}
    for story, annotation in wanted.items():
        if story not in found or digest(found[story]["text"]) != annotation.digest:
            raise DataError("an annotation does not fit these stories.", f"{annotations}, story {story}", HINT)
        yield _story(found[story], annotation)


def _story(row: Row, annotation: Annotation) -> Record:
    events = [filled(event, {}, row["text"]) for event in annotation.events]
    head = {"id": row["id"], "published": row.get("date"), "publisher": row.get("publisher"), "split": "train"}
    return {**head, "text": row["text"], "events": events}  # no title: where there is one, the text begins with it


def digest(text: str) -> str:
    """What tells a text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
