"""Parquet, read in batches of rows; only the columns that are needed."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.records import USUAL, Row, check_columns, column_of, drafts_of
from dateline.read.sources import Blob

BATCH = 256  # rows


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each row."""
    return drafts_of(_rows(blob, options), blob, options, "row")


def _rows(blob: Blob, options: ReadOptions) -> Iterator[Row]:
    try:
        with _seekable(blob) as stream:
            yield from enumerate(_records(pq.ParquetFile(stream), blob, options), 1)
    except (pa.ArrowException, UnicodeDecodeError) as error:  # the latter of names and texts in no encoding
        raise InputError(
            f"it is no Parquet file that can be read ({str(error).splitlines()[0]}).", blob.where
        ) from error


def _records(file: pq.ParquetFile, blob: Blob, options: ReadOptions) -> Iterator[Mapping[str, object]]:
    names = list(file.schema_arrow.names)
    check_columns(names, blob, options)
    wanted = [name for field in USUAL if (name := column_of(field, names, options))]
    for batch in file.iter_batches(batch_size=BATCH, columns=wanted):
        yield from batch.to_pylist()


@contextmanager
def _seekable(blob: Blob) -> Iterator[BinaryIO]:
    """Parquet is read from its end: a stream that cannot seek goes to a temporary file first."""
    if blob.stream.seekable() and not isinstance(blob.stream.raw, gzip.GzipFile):
        yield blob.stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(blob.stream, file)
        file.seek(0)
        yield file
