"""Inputs to byte streams: files, folders, standard input, URLs; gzip is unwrapped on the way."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, cast

import msgspec

from dateline.errors import InputError
from dateline.model import Issue
from dateline.read.cues import phrases
from dateline.read.fetch import Fetch
from dateline.read.options import ReadOptions

HEAD = 4096  # bytes looked at to tell a format
GZIP = b"\x1f\x8b"
URL = re.compile(r"https?://", re.IGNORECASE)


class Blob(msgspec.Struct, frozen=True):
    """An input's bytes, not yet read, with what is known about them beforehand.

    `name` is what the extension is taken from; `media` and `charset` are what a server said about a URL.
    """

    where: str
    name: str
    stream: io.BufferedReader
    url: str = ""
    media: str = ""
    charset: str = ""

    def head(self) -> bytes:
        """The first bytes, without consuming them."""
        return self.stream.peek(HEAD)[:HEAD]

    def whole(self, limit: int) -> bytes:
        """All bytes; raises InputError where there are none or more than `limit`."""
        data = self.stream.read(limit + 1)
        if not data.strip():
            raise InputError("there is no text in it.", self.where)
        if len(data) > limit:
            raise too_large(self.where, limit)
        return data


def too_large(where: str, limit: int) -> InputError:
    """The error for a document over the limit."""
    size = f"{limit / 1_048_576:.0f} MiB" if limit >= 1_048_576 else f"{limit} bytes"
    return InputError(f"it is larger than one document may be ({size}).", where, "Split it.")


def blobs(inputs: Iterable[str], options: ReadOptions, fetch: Fetch, stdin: BinaryIO) -> Iterator[Blob | Issue]:
    """The streams of all inputs in their order; a stream is closed when the next one is asked for."""
    for given in inputs:
        try:
            yield from _blobs(given, options, fetch, stdin)
        except InputError as error:
            yield issue_of(error, given)
        except OSError as error:
            yield Issue(stage="read", where=given, reason=f"it cannot be opened ({error.strerror or error}).")


def issue_of(error: InputError, where: str) -> Issue:
    """An input's failure as a record."""
    return Issue(stage="read", where=error.where or where, reason=error.what, hint=error.hint)


def _blobs(given: str, options: ReadOptions, fetch: Fetch, stdin: BinaryIO) -> Iterator[Blob | Issue]:
    if given == "-":
        yield unwrapped(Blob("<stdin>", "", _buffered(stdin)))
    elif URL.match(given):
        page = fetch(given, options)
        path = PurePath(given.partition("?")[0])
        stream = _buffered(io.BytesIO(page.data))
        yield unwrapped(Blob(given, path.name, stream, page.url, page.media, page.charset))
    else:
        yield from _files(Path(given))


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def _files(path: Path) -> Iterator[Blob | Issue]:
    if not path.exists():
        raise InputError("there is no such file or folder.", str(path), "Check the path.")
    if not path.is_dir():
        yield from _file(path)
        return
    found = False
    for file in _walk(path):
        found = True
        yield from _file(file)
    if not found:
        yield Issue(stage="read", where=str(path), reason="the folder holds no file that can be read.")


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in sorted order; hidden ones and a saved page's companions are passed over."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_report(name):
                yield Path(root, name)


def is_report(name: str) -> bool:
    """Whether a file that stands in a folder with this name is to be read."""
    return not name.startswith((".", "warc.paths")) and PurePath(name).suffix.lower() not in phrases("companions")


def opened(stream: BinaryIO, where: str) -> Blob:
    """A stream that is open already, as the blob of a file of that name."""
    return unwrapped(Blob(where, PurePath(where).name, _buffered(stream)))


def _file(path: Path) -> Iterator[Blob | Issue]:
    try:
        with path.open("rb") as stream:
            yield unwrapped(Blob(str(path), path.name, stream))
    except OSError as error:
        yield Issue(stage="read", where=str(path), reason=f"it cannot be read ({error.strerror or error}).")


def unwrapped(blob: Blob) -> Blob:
    """The blob, or what is inside where it is gzipped."""
    head = blob.head()
    if not head.startswith(GZIP) or blob.name.lower().endswith(".warc.gz") or _holds_archive(head):
        return blob
    inside = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=blob.stream)))
    name = blob.name[:-3] if blob.name.lower().endswith(".gz") else blob.name
    return msgspec.structs.replace(blob, stream=inside, name=name, media="")


def _holds_archive(head: bytes) -> bool:
    """Whether gzipped bytes are a web archive: its reader unwraps record by record, and so gets past a damaged one."""
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False
