"""CSV and TSV, read row by row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.records import Row, check_columns, drafts_of
from dateline.read.sources import Blob

DELIMITERS = ",;\t|"


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each row below the head."""
    if csv.field_size_limit() < options.max_bytes:  # the library's limit is one for the process; it is only ever raised
        csv.field_size_limit(options.max_bytes)
    return drafts_of(_rows(blob, options), blob, options, "row")


def _rows(blob: Blob, options: ReadOptions) -> Iterator[Row | Issue]:
    encoding, delimiter = _shape(blob)
    lines = io.TextIOWrapper(blob.stream, encoding, errors="surrogateescape", newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        head = [name.strip() for name in next(reader, [])]
        check_columns(head, blob, options)
        for number, cells in enumerate(reader, 1):
            if cells:
                yield _row(head, cells, number, f"{blob.where} row {number}")
    except csv.Error as error:
        raise InputError(f"the table breaks off after line {reader.line_num} ({error}).", blob.where) from error
    finally:
        lines.detach()  # whoever opened the stream closes it


def _shape(blob: Blob) -> tuple[str, str]:
    """The encoding and the delimiter, told by the first bytes."""
    sample = blob.head()
    encoding = next((name for name in ("utf-8-sig", blob.charset) if name and _fits(sample, name)), "cp1252")
    first = sample.decode(encoding, "replace").partition("\n")[0]
    return encoding, max(DELIMITERS, key=first.count)


def _fits(sample: bytes, encoding: str) -> bool:
    """Whether the bytes are text in an encoding; a character cut off at the end is no objection."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except (UnicodeError, LookupError):
        return False
    return True


def _row(head: list[str], cells: list[str], number: int, where: str) -> Row | Issue:
    if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
        return Issue(
            stage="read", where=where, reason="the row holds bytes that are not UTF-8.", hint="Save the file as UTF-8."
        )
    if len(cells) != len(head):
        reason = f"the row has {len(cells)} cells where the head has {len(head)}."
        return Issue(stage="read", where=where, reason=reason, hint="Mend the row, or quote its text.")
    return number, dict(zip(head, cells, strict=True))
