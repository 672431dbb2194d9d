"""Lines of JSON, plain or gzip-packed, with their numbers; a Wikidata dump is one array with an item a line."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.errors import InputError

Kind = TypeVar("Kind")
Line = tuple[int, bytes]


def json_lines(path: Path) -> Iterator[Line]:
    """(number, JSON) of each line that holds something; brackets and commas of an array around them are left out."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",")
            if line not in (b"", b"[", b"]"):
                yield number, line


def decoded(path: Path, line: Line, kind: type[Kind]) -> Kind:
    """The record of a line; raises InputError naming the line."""
    number, data = line
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise InputError(f"is no entity: {fault}.", f"{path} line {number}", "One JSON object a line.") from None
