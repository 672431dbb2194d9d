"""What many benchmarks share: JSON lines, plain or gzipped, and a text as a document of one body block."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.model import Block, Document, DocumentId

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The records of a `.jsonl` or `.jsonl.gz` file; raises DataError naming the line that is none."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _row(path, number, line)


def _row(path: Path, number: int, line: bytes) -> Row:
    try:
        row = json.loads(line)
    except ValueError as fault:
        raise DataError(f"no JSON: {fault}.", f"{path} line {number}") from None
    if not isinstance(row, dict):
        raise DataError("no record.", f"{path} line {number}")
    return row


def plain(id_: str, text: str) -> Document:
    """A text as a document that is all body, in English."""
    return Document(id=DocumentId(id_), text=text, blocks=(Block("body", 0, len(text)),), language="en")
