"""A web archive (WARC), plain or compressed record by record: each page that a crawler was answered is a report.

One record is in memory at a time, however large the file is. A damaged record costs that record: reading goes on at the
next one that begins a WARC record. Where a record stands is told by its first byte in the file, as crawl indexes do.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import msgspec
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.draft import Draft
from dateline.read.guard import drafts_of
from dateline.read.options import ReadOptions
from dateline.read.registry import BY_MEDIA
from dateline.read.sniff import format_of
from dateline.read.sources import Blob, issue_of, too_large

REPORTS = ("html", "pdf")  # what a crawl holds besides is scripts, images and data
HEAD = 65_536  # bytes that the headers of one record may have
START = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/1\.")
LONGEST = 7  # bytes of a mark above
CHUNK = 65_536
PIECE = 8_192  # bytes unpacked at once where only their end matters: a thousand times as many at most
GZIP = 31  # zlib's word for gzip with its header
TRIES = 5_000  # marks in a row that begin nothing: a file made of them must not take for ever
READERS = {"chunked": ChunkedReader, "gzip": GzipReader, "x-gzip": GzipReader, "br": BrotliReader, "zstd": ZstdReader}
PLAIN = ("", "identity")


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft | Issue]:
    """A draft for each page that was answered with 200; raises InputError where it is no archive at all."""
    inside = msgspec.structs.replace(options, format="")  # a format that was forced is the archive's
    start: int | None = 0
    while start is not None:
        at = start
        try:
            for record in _archive(blob, start):
                at = record.stream_pos
                if record.record_type == WarcRecordType.response:
                    yield from _reports(record, f"{blob.where} byte {at}", inside)
        except OSError as error:
            if not at and not _is_archive(blob):
                raise InputError(f"it is no WARC file that can be read ({error}).", blob.where) from error
            start = _next(blob, at + 1) if blob.stream.seekable() else None
            yield _damage(blob, at, start)
        else:
            start = _unread(blob, at)
            if start is not None:
                yield _damage(blob, at, start)


class _Counted:
    """A stream that knows where it is, which a pipe does not."""

    def __init__(self, stream: io.BufferedReader, start: int) -> None:
        self._stream = stream
        self._at = start

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at


def _archive(blob: Blob, start: int) -> ArchiveIterator:
    if start:
        blob.stream.seek(start)
    stream = cast("BinaryIO", _Counted(blob.stream, start))  # reading is all that is asked of it
    every = WarcRecordType.any_type
    return ArchiveIterator(stream, record_types=every, parse_http=False, max_header_len=HEAD, fsspec_args=False)


def _is_archive(blob: Blob) -> bool:
    """Whether a file whose first record fails is an archive nevertheless."""
    return blob.stream.seekable() and _next(blob, 0) is not None


def _damage(blob: Blob, at: int, start: int | None) -> Issue:
    then = "no record after it can be read." if start is None else f"reading went on at byte {start}."
    return Issue(stage="read", where=f"{blob.where} byte {at}", reason=f"the archive is damaged from here on; {then}")


def _unread(blob: Blob, at: int) -> int | None:
    """Where reading can go on though the archive seemed to end; None where nothing is left, as it should be.

    A damaged gzip header may claim all that follows as its own, and then no fault is seen.
    """
    if not blob.stream.seekable():
        return None
    blob.stream.seek(at)
    member, end = zlib.decompressobj(GZIP), at
    while not member.eof and (chunk := blob.stream.read(PIECE)):
        end += len(chunk)
        try:
            member.decompress(chunk)
        except zlib.error:  # not compressed at all, or damaged where the archive's reader does not look
            return None
    return _next(blob, end - len(member.unused_data) if member.eof else at + 1)


def _next(blob: Blob, start: int) -> int | None:
    """The first byte from `start` on where a record can be read; None where there is none, or too much like it."""
    for _ in range(TRIES):
        found = _mark(blob, start)
        if found is None:
            return None
        if _begins(blob, found):
            return found
        start = found + 1
    return None


def _begins(blob: Blob, start: int) -> bool:
    try:
        return next(iter(_archive(blob, start)), None) is not None
    except OSError:
        return False  # only looks like the start of a record


def _mark(blob: Blob, start: int) -> int | None:
    """The next byte that may begin a record, None where there is none."""
    blob.stream.seek(start)
    held = b""
    while chunk := blob.stream.read(CHUNK):
        data = held + chunk
        if match := START.search(data):
            return start + match.start()
        held = data[-LONGEST:]
        start += len(data) - len(held)
    return None


def _reports(record: WarcRecord, where: str, options: ReadOptions) -> Iterator[Draft | Issue]:
    """The drafts of one answer: none where it is no page; raises OSError where the file is damaged."""
    promised = record.content_length
    if promised > options.max_bytes + HEAD:
        error = too_large(where, options.max_bytes)
        yield Issue(stage="read", where=where, reason=error.what, hint=error.hint)
        return
    record.freeze()
    try:
        page = _page(record, promised, where, options)
        if page:
            yield from drafts_of(page, options)
    except InputError as fault:
        yield issue_of(fault, where)
    except (OSError, zlib.error) as fault:
        yield Issue(stage="read", where=where, reason=f"the server's answer is damaged ({fault}).")


def _page(record: WarcRecord, promised: int, where: str, options: ReadOptions) -> Blob | None:
    """The page in an answer, None where it holds something else or is a failure."""
    kept = record.content_length
    record.parse_http(max_header_len=HEAD)
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        return None
    media = record.http_content_type or ""
    if media and BY_MEDIA.get(media) not in REPORTS:
        return None
    if kept < promised:
        raise InputError(f"the record breaks off after {kept} of {promised} bytes.", where)
    raw = record.reader.read(options.max_bytes + HEAD)
    for coding in (_coding(headers, "Transfer-Encoding"), _coding(headers, "Content-Encoding")):
        raw = _decoded(raw, coding, where, options.max_bytes)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    stream: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(raw)))
    page = Blob(where, _name(url), stream, url, media, record.http_charset or "")
    return page if media or format_of(page, ReadOptions()).name in REPORTS else None


def _coding(headers: HeaderMap, name: str) -> str:
    return (headers.get(name) or "").strip().lower()


def _decoded(raw: bytes, coding: str, where: str, limit: int) -> bytes:
    """The body without one coding, never more of it than a document may have; raises InputError where it is larger."""
    if coding in READERS:
        data = cast("bytes", READERS[coding](io.BytesIO(raw)).read(limit + 1))
    elif coding == "deflate":
        data = zlib.decompressobj(15 if raw[:1] == b"\x78" else -15).decompress(raw, limit + 1)
    elif coding in PLAIN:
        data = raw
    else:
        raise InputError(f"the answer is encoded as '{coding[:40]}', which is not read.", where)
    if len(data) > limit:
        raise too_large(where, limit)
    return data


def _name(url: str) -> str:
    try:
        return PurePath(urlsplit(url).path).name
    except ValueError:
        return ""
