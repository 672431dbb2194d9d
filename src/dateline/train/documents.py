"""Annotated documents, parsed: the project's own stories, and the gold ones where the development data is present."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.errors import DataError
from dateline.evaluate.rows import rows
from dateline.evaluate.score_events import GoldDocument
from dateline.model import Parsed
from dateline.parse import Parser
from dateline.read import from_text
from dateline.train.corpus import load
from dateline.train.corrections import corrected
from dateline.train.targets import Annotated, Record

FOLDS = 5


def stories(corpus: Path | None, gold: Path | None, corrections: Path | None = None) -> Iterator[Record]:
    """The training stories of both sources; either may be absent, raises DataError where both are.

    `corrections` are of the gold ones (`train.corrections`).
    """
    found = load(corpus, "train") if corpus and corpus.is_dir() else []
    if gold and gold.is_file():
        found += corrected(rows(gold), corrections) if corrections else rows(gold)
    if not found:
        raise DataError(
            "there is nothing to train on.", f"{corpus} and {gold}", "Give a folder of stories, or a gold file."
        )
    yield from found


def parsed(records: Iterable[Record], parser: Parser) -> Iterator[Annotated]:
    """Each story read and parsed as any text is; one that cannot be parsed teaches nothing and is left out."""
    for record in records:
        document = from_text(
            record["text"],
            id=record["id"],
            title=record.get("title") or "",
            published=record.get("published") or None,
            publisher=record.get("publisher") or "",
        )
        found = parser.parse(document)
        if isinstance(found, Parsed):
            yield Annotated(record, found)


def gold(annotated: Annotated) -> GoldDocument:
    """A story as the benchmark of stories reads it."""
    return msgspec.convert({key: value for key, value in annotated.record.items() if value is not None}, GoldDocument)


def real(annotated: Iterable[Annotated]) -> list[Annotated]:
    """The stories that are not of our own writing."""
    return [a for a in annotated if "split" not in a.record]


def split(annotated: Sequence[Annotated], number: int) -> tuple[list[Annotated], list[Annotated]]:
    """All but one fold of the real stories, and that fold; of our own stories where there are no real ones.

    Our own stories hold three times the records of real ones, so thresholds chosen on them would be too low.
    """
    held = [a for a in real(annotated) or annotated if fold(a.record["id"]) == number]
    left_out = {a.record["id"] for a in held}
    return [a for a in annotated if a.record["id"] not in left_out], held


def fold(identifier: str) -> int:
    """The fold of a document, from its id alone: 0 to FOLDS - 1."""
    return int(hashlib.md5(identifier.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
