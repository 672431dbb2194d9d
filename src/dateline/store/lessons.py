"""What people decided, as stories to learn from: one JSON object a document, shaped as `dateline train --gold` reads.

A document teaches only where somebody has decided every record of it: a story with records left open would teach that
they are wrong. Records that were rejected are left out, doubted ones are marked `optional`, which no training punishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.model import Document
from dateline.store.reviews import Judged, of_document
from dateline.store.store import Store

_LEFT_OUT = ("id", "document", "quad", "score", "cameo", "contexts", "confidence", "reasons")


def lessons(store: Store) -> Iterator[dict[str, Any]]:
    """A story for each document that is decided as a whole, by id."""
    reviewed = "SELECT DISTINCT document FROM review WHERE document IN (SELECT id FROM document) ORDER BY document"
    for (id_,) in store.connection.execute(reviewed).fetchall():
        records = of_document(store.connection, id_)
        if records and all(record.verdict for record in records):
            yield _story(store.document(id_), records)


def _story(document: Document, records: list[Judged]) -> dict[str, Any]:
    published = document.published.value[:10] if document.published else ""
    head = {"id": document.id, "title": document.title, "publisher": document.publisher, "published": published}
    return {**head, "text": document.text, "events": [_record(r) for r in records if r.verdict != "reject"]}


def _record(record: Judged) -> dict[str, Any]:
    told = msgspec.to_builtins(record.event)
    kept = {key: value for key, value in told.items() if key not in _LEFT_OUT}
    wordless = kept["date"] and not kept["date"]["text"]  # days that no word of the text tells
    return kept | ({"date": None} if wordless else {}) | {"optional": record.verdict == "unsure"}
