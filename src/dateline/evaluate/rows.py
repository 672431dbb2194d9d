"""What many benchmarks share: JSON lines, plain or gzipped, and a text as a document of one body block."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import DataError
from dateline.model import Block, Document, DocumentId

Row = dict[str, Any]
T = TypeVar("T")


def rows(path: Path) -> Iterator[Row]:
    """The records of a `.jsonl` or `.jsonl.gz` file; raises DataError naming the line that is none, or the file."""
    return typed(path, Row)


def typed(path: Path, kind: type[T]) -> Iterator[T]:
    """The same, each as a record of `kind`."""
    data = gzip.decompress(_bytes(path)) if path.suffix == ".gz" else _bytes(path)
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _record(line, kind, f"{path} line {number}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DataError(
            f"cannot be read ({fault.strerror}).", str(path), "Give one file of JSON lines with --data."
        ) from fault


def _record(line: bytes, kind: type[T], where: str) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as fault:
        raise DataError(f"no such record: {fault}.", where) from fault


def plain(id_: str, text: str) -> Document:
    """A text as a document that is all body, in English."""
    return Document(id=DocumentId(id_), text=text, blocks=(Block("body", 0, len(text)),), language="en")
