"""The formats that can be read: one row each. A format's module is loaded when its first input comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from dateline.model import Issue
    from dateline.read.draft import Draft
    from dateline.read.options import ReadOptions
    from dateline.read.sources import Blob

    Drafts = Iterator[Draft | Issue]
    Reader = Callable[[Blob, ReadOptions], Drafts]


class Format(msgspec.Struct, frozen=True):
    """A format: its name, the module under `formats` with a `drafts` function, extensions and media types."""

    name: str
    module: str
    extensions: tuple[str, ...]
    media: tuple[str, ...] = ()
    tabular: bool = False

    def reader(self) -> Reader:
        """The function that reads it."""
        module = import_module(f"dateline.read.formats.{self.module}")
        return cast("Reader", module.drafts)


_ROWS = (
    Format("html", "html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml")),
    Format("text", "text", (".txt", ".text"), ("text/plain",)),
    Format("markdown", "markdown", (".md", ".markdown"), ("text/markdown",)),
    Format("jsonl", "jsonl", (".jsonl", ".ndjson"), ("application/x-ndjson", "application/jsonl"), tabular=True),
    Format("json", "json", (".json",), ("application/json",), tabular=True),
    Format("csv", "csv", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), tabular=True),
    Format("parquet", "parquet", (".parquet",), ("application/vnd.apache.parquet",), tabular=True),
    Format("feed", "feed", (".rss", ".atom", ".rdf"), ("application/rss+xml", "application/atom+xml")),
    Format("pdf", "pdf", (".pdf",), ("application/pdf",)),
    Format("email", "mail", (".eml",), ("message/rfc822",)),
    Format("warc", "warc", (".warc",), ("application/warc",)),
)
FORMATS = {row.name: row for row in _ROWS}
TABULAR = tuple(row.name for row in _ROWS if row.tabular)
BY_EXTENSION = {extension: row.name for row in _ROWS for extension in row.extensions}
BY_MEDIA = {media: row.name for row in _ROWS for media in row.media}
