"""A news site on this machine: a real server that tests look into and change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.read.pages import PAGE


def story(name: str) -> str:
    """A page with a text of its own."""
    return PAGE.replace("Ferry held at Varn", f"Ferry {name} held at Varn").replace("the crew", f"the crew of {name}")


class Site:
    """Pages by path; a page is text, or (status, headers, bytes). `asked` has every request with its headers."""

    def __init__(self) -> None:
        self.pages: dict[str, object] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.home = ""

    def feed(self, *names: str, path: str = "/rss") -> None:
        """An RSS feed of stories, and the stories."""
        for name in names:
            self.pages.setdefault(f"/{name}", story(name))
        items = "".join(f"<item><title>{n}</title><link>{self.home}/{n}?utm_source=rss</link></item>" for n in names)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>{items}</channel></rss>'
        self.pages[path] = (200, {"ETag": f'"{len(names)}"', "Content-Type": "application/rss+xml"}, body.encode())

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append((path, headers))
        page = self.pages.get(path.partition("?")[0])
        if page is None:
            return 404, {}, b""
        if isinstance(page, str):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
        status, more, body = page
        if status == 200 and headers.get("if-none-match") == more.get("ETag", "none"):
            return 304, {"ETag": more["ETag"]}, b""
        return status, more, body


@contextmanager
def running() -> Iterator[Site]:
    """A site, until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, body = site.answer(self.path, headers)
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.home = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
