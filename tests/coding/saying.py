"""Slots of sentences of our own, through the real parser: `slots("Rebels shelled Gao.", "shelled", "ASSAULT")`."""

from __future__ import annotations

from functools import cache

from dateline.coding.slots import Filler, Slots
from dateline.model import Document, DocumentId, Issue, Parsed, Published
from dateline.parse import Parser

PUBLISHED = Published("2024-08-13", "day", "given")


@cache
def parser() -> Parser:
    return Parser.load()


@cache
def parsed(text: str) -> Parsed:
    found = parser().parse(Document(id=DocumentId("d1"), text=text, published=PUBLISHED))
    assert not isinstance(found, Issue)
    return found


def index_of(text: str, word: str) -> int:
    start = text.index(word)
    token = parsed(text).parse.token_at(start)
    assert token is not None
    return token.index


def slots(text: str, word: str, type_: str, mode: str | None = None) -> Slots:
    return Filler(parsed(text)).fill(index_of(text, word), type_, mode)


def texts(parties) -> list[str]:
    return [party.text for party in parties]
