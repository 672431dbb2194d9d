"""`read`: any report in, documents or issues out, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from dateline.errors import InputError
from dateline.model import Document, Issue, content_hash
from dateline.read.dates import given
from dateline.read.draft import Draft
from dateline.read.fetch import Fetch, Fetcher
from dateline.read.finish import finish
from dateline.read.guard import drafts_of, guarded
from dateline.read.options import ReadOptions
from dateline.read.seen import Seen
from dateline.read.sources import Blob, blobs, issue_of, opened

DEFAULTS = ReadOptions()


def read(
    inputs: Iterable[str],
    options: ReadOptions = DEFAULTS,
    *,
    fetch: Fetch | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Issue]:
    """The documents of all inputs, in order; what cannot be read is an `Issue`, and the rest goes on.

    Args:
        inputs: paths, folders (recursively, sorted), "-" for standard input, http(s) URLs.
        options: format, column map, given date, limits; raises UsageError at once where they are wrong.
        fetch: gets a URL; the default asks the network.
        stdin: what "-" reads; the default is the process's own.
    """
    options.check()
    names = [inputs] if isinstance(inputs, str) else inputs
    return _read(names, options, fetch or Fetcher(), stdin or sys.stdin.buffer)


def from_stream(stream: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Issue]:
    """The documents of one open file, called `where` in records; whether ids clash is left for the caller to see."""
    return _records(opened(stream, where), options, None)


def from_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str = "",
    title: str = "",
    id: str | None = None,  # noqa: A002 - the public name of the field
    url: str = "",
) -> Document:
    """A text at hand as a document: taken exactly as it is, with the blocks found inside it.

    Raises UsageError where `published` is no date, InputError where there is no text.
    """
    if not text.strip():
        raise InputError("there is no text in it.", id or "text", "Give the report's text.")
    draft = Draft(
        text=text, where=id or "text", id=id or "", title=title, publisher=publisher, url=url,
        published=None if published is None else given(published),
    )  # fmt: skip
    return finish(draft, DEFAULTS)


def _read(inputs: Iterable[str], options: ReadOptions, fetch: Fetch, stdin: BinaryIO) -> Iterator[Document | Issue]:
    with closing(Seen()) as seen:
        for blob in blobs(inputs, options, fetch, stdin):
            if isinstance(blob, Issue):
                yield blob
            else:
                yield from _records(blob, options, seen)


def _records(blob: Blob, options: ReadOptions, seen: Seen | None) -> Iterator[Document | Issue]:
    try:
        for draft in drafts_of(blob, options):
            yield from (draft,) if isinstance(draft, Issue) else _finished(draft, options, seen)
    except InputError as error:
        yield issue_of(error, blob.where)


def _finished(draft: Draft, options: ReadOptions, seen: Seen | None) -> Iterator[Document | Issue]:
    try:
        document = guarded(draft.where, lambda: finish(draft, options))
    except InputError as error:
        yield issue_of(error, draft.where)
        return
    yield document
    if draft.id and seen is not None:
        yield from clash(document, seen)


def clash(document: Document, seen: Seen) -> Iterator[Issue]:
    """An issue where an id comes again with another text.

    Both documents are kept, for neither can be said to be the wrong one; a store that is keyed by id will keep one.
    """
    id_ = content_hash(document.id)  # a stranger's may be of any length, and of any characters
    if seen.meet(id_, content_hash(document.text)) == "clash":
        yield Issue(
            stage="read",
            where=document.source,
            reason=f"another text in this run has the id '{document.id}' already; both are kept.",
            hint="Give each report an id of its own, or leave the ids out.",
            document=document.id,
            fatal=False,
        )
