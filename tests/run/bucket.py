"""An object store on this machine, with as much of the S3 protocol as Arrow's client speaks."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

STAMP = "2024-08-13T02:50:00.000Z"
Answer = tuple[int, bytes]


class Bucket:
    """Objects by "bucket/key"; `asked` has every request, and while `broken` none is answered with what it wants."""

    def __init__(self, address: str) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.broken = False
        self._address = address
        self._pieces: dict[str, dict[int, bytes]] = {}

    def uri(self, path: str) -> str:
        """How a command names a path of it."""
        return f"s3://user:secret@{path}?scheme=http&region=nowhere&endpoint_override={self._address}"

    def get(self, path: str, query: dict[str, str]) -> Answer:
        if "list-type" in query:
            return 200, self._listed(path, query.get("prefix", ""), query.get("delimiter", ""))
        found = self.objects.get(path)
        if found is None and any(name.startswith(f"{path}/") for name in self.objects) and "/" not in path:
            return 200, b""  # the bucket itself
        return (404, b"") if found is None else (200, found)

    def put(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        if "uploadId" in query:
            self._pieces[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.objects[path] = body
        return 200, b""

    def post(self, path: str, query: dict[str, str]) -> Answer:
        if "uploads" in query:
            number = str(len(self._pieces))
            self._pieces[number] = {}
            return 200, _xml("InitiateMultipartUploadResult", f"<UploadId>{number}</UploadId>")
        pieces = self._pieces[query["uploadId"]]
        self.objects[path] = b"".join(pieces[number] for number in sorted(pieces))
        return 200, _xml("CompleteMultipartUploadResult", "")

    def _listed(self, bucket: str, prefix: str, delimiter: str) -> bytes:
        keys = [name.removeprefix(f"{bucket}/") for name in sorted(self.objects) if name.startswith(f"{bucket}/")]
        keys = [key for key in keys if key.startswith(prefix)]
        deeper = [key for key in keys if delimiter and delimiter in key[len(prefix) :]]
        folders = dict.fromkeys(prefix + key[len(prefix) :].split(delimiter)[0] + delimiter for key in deeper)
        rows = (
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.objects[f'{bucket}/{key}'])}</Size>"
            f"<LastModified>{STAMP}</LastModified></Contents>"
            for key in keys
            if key not in deeper
        )
        commons = (f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>" for name in folders)
        count = f"<KeyCount>{len(keys)}</KeyCount><IsTruncated>false</IsTruncated>"
        return _xml("ListBucketResult", "".join((count, *rows, *commons)))


def _xml(name: str, inside: str) -> bytes:
    return f'<?xml version="1.0"?><{name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{inside}</{name}>'.encode()


def _joined(stream: IO[bytes]) -> bytes:
    """A body that is sent in pieces, each after its length in hexadecimal digits, the last one empty."""
    found = b""
    while length := int(stream.readline().partition(b";")[0], 16):
        found += stream.read(length)
        stream.readline()
    while stream.readline().strip():
        pass  # what is said behind the body
    return found


@contextmanager
def running() -> Iterator[Bucket]:
    """An empty store, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            url = urlsplit(self.path)
            path = unquote(url.path).strip("/") + ("/" if url.path.endswith("/") and url.path.count("/") > 1 else "")
            query = {name: values[0] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
            body = self.body()
            bucket.asked.append(f"{self.command} {path}")
            made = {
                "GET": lambda: bucket.get(path, query), "HEAD": lambda: bucket.get(path, query),
                "PUT": lambda: bucket.put(path, query, body), "POST": lambda: bucket.post(path, query),
            }  # fmt: skip
            self.reply(*((403, b"") if bucket.broken else made[self.command]()))

        do_GET = do_HEAD = do_PUT = do_POST = answer  # noqa: N815 - the names that http.server calls

        def body(self) -> bytes:
            chunked = "chunked" in self.headers.get("Transfer-Encoding", "")
            raw = _joined(self.rfile) if chunked else self.rfile.read(int(self.headers.get("Content-Length") or 0))
            return _joined(io.BytesIO(raw)) if "aws-chunked" in self.headers.get("Content-Encoding", "") else raw

        def reply(self, status: int, body: bytes) -> None:
            wanted = self.headers.get("Range", "").removeprefix("bytes=")
            part = body
            if wanted and status == 200:
                first, _, last = wanted.partition("-")
                part, status = body[int(first) : int(last) + 1 if last else None], 206
            self.send_response(status)
            self.send_header("Content-Length", str(len(part)))
            self.send_header("ETag", f'"{md5(body).hexdigest()}"')
            self.send_header("Last-Modified", "Tue, 13 Aug 2024 02:50:00 GMT")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(part)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    bucket = Bucket(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
