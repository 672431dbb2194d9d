"""A browser without scripts: follows links and sends forms as a page offers them."""

from __future__ import annotations

from html.parser import HTMLParser

from fastapi.testclient import TestClient

from dateline.serve.app import create_app
from tests.serve.stories import clock

KEY = "the-key"


def client(folder):
    return TestClient(create_app(folder, clock=clock(), key=KEY), base_url="http://127.0.0.1")


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text right inside it."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in ("input", "meta", "link", "br"):
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def find(self, tag=None, **wanted):
        cls = wanted.pop("cls", None)
        return [
            e
            for e in self.elements
            if tag in (None, e["tag"])
            and (cls is None or cls in (e.get("class") or "").split())
            and all(e.get(key) == value for key, value in wanted.items())
        ]
