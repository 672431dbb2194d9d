"""Plain text: taken as it is; its paragraphs and their functions are found afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.decode import decode
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft]:
    """The one report of a text file."""
    text = decode(blob.whole(options.max_bytes), blob.where, declared=blob.charset)
    yield Draft(text=text, where=blob.where, url=blob.url)
