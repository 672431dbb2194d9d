"""A report as it was read: one text, its typed blocks, and what the page says about itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.model.ids import DocumentId, content_hash

BlockKind = Literal[
    "title",
    "body",
    "heading",
    "caption",
    "credit",
    "byline",
    "dateline",
    "section",
    "published",
    "disclaimer",
    "related",
    "boilerplate",
]
CODED: frozenset[BlockKind] = frozenset({"body"})

YEAR = timedelta(days=365)  # what ended longer before a report is history to it

Precision = Literal["second", "minute", "day", "month", "year"]


class Block(msgspec.Struct, frozen=True):
    """A stretch of the document's text with one function. Only blocks of kind `body` are coded."""

    kind: BlockKind
    start: int
    end: int
    note: str = ""  # e.g. "repeats the caption before it"


class Published(msgspec.Struct, frozen=True):
    """When the report was published.

    `value` is ISO 8601 cut to `precision` ("2024-08-13T02:50", "2024-08", with offset where the page gives one);
    `how` says where it was found: "given", "json-ld", "meta", "url", "text", "feed", "header", ...
    """

    value: str
    precision: Precision
    how: str

    @property
    def day(self) -> str | None:
        """The ISO day, or None where the page tells the month or the year only."""
        return self.value[:10] if self.precision in ("day", "minute", "second") else None

    def is_long_after(self, day: str | None) -> bool:
        """Whether an ISO day is more than a year before, so that an act that ended then is told as history."""
        if self.day is None or day is None:
            return False
        return date.fromisoformat(self.day) - date.fromisoformat(day) > YEAR


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. All offsets anywhere in Dateline count code points of `text`, which is never edited."""

    id: DocumentId
    text: str
    blocks: tuple[Block, ...] = ()  # in text order, not overlapping; gaps are white space
    title: str = ""
    publisher: str = ""
    original_publisher: str = ""  # of a reprint: who wrote it
    byline: str = ""
    dateline: str = ""  # the place the report is filed from
    section: str = ""
    language: str = ""  # ISO 639-1
    published: Published | None = None
    url: str = ""
    source: str = ""  # where it was read: a path, a URL, `file.jsonl line 7`

    @property
    def content(self) -> str:
        """Content hash of the text alone."""
        return content_hash(self.text, size=16)


def document_id(text: str, *, url: str = "", title: str = "", published: str = "") -> DocumentId:
    """The id of a document that brought none: a hash of what it says and where it stood."""
    return DocumentId("d" + content_hash(text, url, title, published))
