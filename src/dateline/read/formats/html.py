"""A web page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement

from dateline.errors import InputError
from dateline.model import Published
from dateline.read.decode import declared_in, decode
from dateline.read.draft import Draft, compose
from dateline.read.html.facts import facts
from dateline.read.html.main import parts
from dateline.read.html.tree import parse
from dateline.read.lines import is_prose
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob

LEAST = 200  # characters of main text without a single sentence that are still an article


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft]:
    """The one report of a page; raises InputError where the page holds no article."""
    data = blob.whole(options.max_bytes)
    yield page(decode(data, blob.where, declared=blob.charset or declared_in(data), lenient=True), blob, options)


def page(source: str, blob: Blob, options: ReadOptions) -> Draft:
    """The report of a page whose text is decoded."""
    tree = parse(source, blob.where)
    known = facts(tree, blob.url)
    found = parts(tree, known)
    body = [part.text for part in found if part.kind == "body"]
    if not any(is_prose(text) for text in body) and sum(len(text) for text in body) < LEAST:
        raise InputError("the page holds no article text.", blob.where, "If it is one, save it as text and read that.")
    text, blocks = compose(found)
    return Draft(
        text=text,
        where=blob.where,
        blocks=blocks,
        title=known.title,
        publisher=known.publisher,
        original_publisher=known.original_publisher,
        byline=known.byline,
        section=known.section,
        declared=known.language,
        published=known.published or _guessed(tree, blob.url, options),
        url=blob.url,
    )


def _guessed(tree: HtmlElement, url: str, options: ReadOptions) -> Published | None:
    """What htmldate guesses (Barbaresi 2020). Its latest date is fixed, so that a page dates the same on every day."""
    latest = date.fromisoformat(options.latest[:10])
    found = find_date(tree, extensive_search=False, original_date=True, max_date=latest.isoformat(), url=url or None)
    return Published(found, "day", "htmldate") if found else None
