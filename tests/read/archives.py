"""Web archives made by hand, record by record, so that a test knows where each one begins."""

from __future__ import annotations

import gzip

import pyarrow as pa

from tests.read.pages import PAGE

HTML = b"text/html; charset=utf-8"


def page(number: int) -> bytes:
    """A page with a text of its own."""
    return PAGE.replace("Ferry held at Varn", f"Ferry {number} held at Varn").encode()


def answer(body: bytes, media: bytes = HTML, status: bytes = b"200 OK", more: bytes = b"") -> bytes:
    """An HTTP answer as it went over the wire."""
    kind = b"Content-Type: " + media + b"\r\n" if media else b""
    return b"HTTP/1.1 " + status + b"\r\n" + kind + more + b"\r\n" + body


def record(number: int, block: bytes | None = None, kind: bytes = b"response", length: int | None = None) -> bytes:
    """A WARC record; `length` lies about the size of its block."""
    block = answer(page(number)) if block is None else block
    named = [
        b"WARC/1.0",
        b"WARC-Type: " + kind,
        b"WARC-Target-URI: https://coast.example/2025/03/04/ferry-%d" % number,
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>" % number,
        b"WARC-Date: 2025-03-05T00:00:00Z",
        b"Content-Type: application/http; msgtype=" + kind,
        b"Content-Length: %d" % (len(block) if length is None else length),
    ]
    return b"\r\n".join(named) + b"\r\n\r\n" + block + b"\r\n\r\n"


def zstd(data: bytes) -> bytes:
    """One frame."""
    return bytes(pa.compress(data, "zstd", asbytes=True))


PACKED = {"plain": bytes, "gzip": lambda data: gzip.compress(data, mtime=0), "zstd": zstd}
SUFFIX = {"plain": ".warc", "gzip": ".warc.gz", "zstd": ".warc.zst"}
