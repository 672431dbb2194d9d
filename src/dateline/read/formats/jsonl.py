"""JSON Lines: one object a line, read line by line; a bad line is one issue and the others are unharmed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.model import Issue
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.records import Row, drafts_of
from dateline.read.sources import Blob, too_large

BOM = b"\xef\xbb\xbf"


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each line."""
    return drafts_of(_rows(blob, options.max_bytes), blob, options, "line")


def _rows(blob: Blob, limit: int) -> Iterator[Row | Issue]:
    number = 0
    while line := blob.stream.readline(limit + 1):
        number += 1
        where = f"{blob.where} line {number}"
        if len(line) > limit:
            _skip(blob, line)
            error = too_large(where, limit)
            yield Issue(stage="read", where=where, reason=error.what, hint=error.hint)
        elif line.strip():
            yield _row(line.removeprefix(BOM) if number == 1 else line, number, where)


def _skip(blob: Blob, line: bytes) -> None:
    """Pass over the rest of a line without holding it."""
    while line and not line.endswith(b"\n"):
        line = blob.stream.readline(65_536)


def _row(line: bytes, number: int, where: str) -> Row | Issue:
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Issue(
            stage="read", where=where, reason=f"the line is not valid JSON ({error}).", hint="Mend or remove it."
        )
    if not isinstance(record, dict):
        return Issue(
            stage="read", where=where, reason="the line holds no JSON object.", hint="Write one object a line."
        )
    return number, record
