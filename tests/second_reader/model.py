"""An endpoint on this machine that answers as it is told: a real server, in-process."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dateline.read.polite import World

Said = str | tuple[int, dict[str, str], bytes]


class Model:
    """`says` gives the model's text for what the user's message holds, or (status, headers, bytes).

    `asked` has every body, `headers` those of each request, `paths` what was asked for.
    """

    def __init__(self) -> None:
        self.says: Callable[[dict[str, Any]], Said] = agreeing
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.home = ""

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        self.paths.append(path)
        self.headers.append(headers)
        self.asked.append(json.loads(body))
        said = self.says(json.loads(self.asked[-1]["messages"][1]["content"]))
        return completion(said) if isinstance(said, str) else said


def completion(text: str, **more: Any) -> tuple[int, dict[str, str], bytes]:
    """A chat completion with this text."""
    told = {
        "model": "stub-2026",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10},
    }
    return 200, {"Content-Type": "application/json"}, json.dumps(told | more).encode()


def agreeing(material: dict[str, Any]) -> str:
    """An answer that is content with the record, or misses nothing."""
    if "recorded" in material:
        return json.dumps({"events": []})
    return json.dumps({"evidence": material["record"]["act"], "disagreements": []})


def objecting(slot: str, value: Any, quote: str) -> Callable[[dict[str, Any]], str]:
    """An answer with one objection to whatever it is asked."""
    one = {"slot": slot, "value": value, "quote": quote}
    return lambda material: json.dumps({"evidence": material["record"]["act"], "disagreements": [one]})


def still(waited: list[float] | None = None) -> World:
    """A world in which nobody waits; the waits are kept."""
    kept = [] if waited is None else waited
    return World(now=lambda: 0.0, sleep=kept.append, chance=lambda: 0.5)


@contextmanager
def running() -> Iterator[Model]:
    """An endpoint, until the block ends."""
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, data = model.answer(self.path, headers, body)
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.home = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
