"""A file of another data set: unpacked, parted into rows, each row read or refused."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Literal, cast

import msgspec

from dateline.errors import InputError, NotFoundError, UsageError, did_you_mean
from dateline.export.foreign import Foreign
from dateline.export.formats.gdelt import EVENTS
from dateline.export.readers import sets
from dateline.export.readers.fields import Fields, UnreadableError
from dateline.model import Issue

FORMATS: dict[str, Callable[[Fields], Foreign]] = {
    "acled": sets.acled, "gdelt": sets.gdelt, "icews": sets.icews, "polecat": sets.polecat, "ucdp": sets.ucdp,
}  # fmt: skip
_NEEDED = {
    "acled": ("event_id_cnty", "event_date", "sub_event_type"),
    "gdelt": (),
    "icews": ("Event ID", "Event Date", "CAMEO Code"),
    "polecat": ("Event ID", "Event Date", "Event Type"),
    "ucdp": ("id", "date_start", "date_end", "type_of_violence"),
}
_SECOND = [column.name for column in EVENTS]
_FIRST = [name for name in _SECOND if "ADM2" not in name]  # GDELT 1.0 has no such columns


def read(path: Path, format_: str) -> Iterator[Foreign | Issue]:
    """The rows of a file: plain, .gz or .zip; CSV or tab-separated with a header (GDELT without), or JSON Lines.

    A row that cannot be read is an Issue with its line. Raises UsageError, NotFoundError, InputError.
    """
    if format_ not in FORMATS:
        raise UsageError(f"there is no format '{format_}' to import.", "--from", did_you_mean(format_, FORMATS))
    if not path.is_file():
        raise NotFoundError("there is no such file.", str(path))
    return _read(path, format_)


def _read(path: Path, format_: str) -> Iterator[Foreign | Issue]:
    with _opened(path) as file:
        for number, row in _rows(file, path, format_):
            yield _one(row, format_, f"{path.name} line {number}")


def _one(row: Fields, format_: str, where: str) -> Foreign | Issue:
    try:
        return FORMATS[format_](row)
    except UnreadableError as fault:
        return Issue(stage="read", where=where, reason=f"{fault}, so the row was left out.")


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        with path.open("rb") as raw, io.TextIOWrapper(_unpacked(raw), "utf-8-sig", "replace", newline="") as file:
            yield file
    except (OSError, EOFError, zipfile.BadZipFile, csv.Error) as fault:
        raise InputError(f"the file cannot be read ({fault}).", str(path), "Fetch it again.") from None


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    head = raw.read(4)
    raw.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.open(raw))
    if head.startswith(b"PK\x03\x04"):
        packed = zipfile.ZipFile(raw)
        return packed.open(packed.namelist()[0])
    return raw


def _rows(file: IO[str], path: Path, format_: str) -> Iterator[tuple[int, Fields]]:
    first = file.readline()
    lines = chain((first,), file)
    if first.startswith("{"):
        return _json_rows(lines, path)
    if format_ == "gdelt":
        return _bare_rows(lines, path)
    delimiter = "\t" if "\t" in first else ","
    header = next(csv.reader([first], delimiter=delimiter), [])
    missing = [name for name in _NEEDED[format_] if name not in header]
    if missing:
        what = f"the file has no column '{missing[0]}', which {format_} files have."
        raise InputError(what, str(path), "Is --from right?")
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    found: csv.DictReader[str] = csv.DictReader(lines, delimiter=delimiter, quoting=quoting)
    return ((found.line_num, row) for row in found)


def _bare_rows(lines: Iterator[str], path: Path) -> Iterator[tuple[int, Fields]]:
    """GDELT's lines, whose columns are known by their number."""
    names = {len(_SECOND): _SECOND, len(_FIRST): _FIRST}
    for number, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if len(cells) not in names:
            what = f"line {number} has {len(cells)} columns, and GDELT Events have {len(_SECOND)} or {len(_FIRST)}."
            raise InputError(what, str(path), "Is --from right?")
        yield number, dict(zip(names[len(cells)], cells, strict=True))


def _json_rows(lines: Iterator[str], path: Path) -> Iterator[tuple[int, Fields]]:
    for number, line in enumerate(lines, start=1):
        try:
            yield number, msgspec.json.decode(line, type=dict[str, object])
        except msgspec.DecodeError as fault:
            raise InputError(f"line {number} is no JSON object ({fault}).", str(path), "Give JSON Lines.") from None
