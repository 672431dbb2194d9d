"""The functions that Python users call: text or documents in, records out, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from dateline.errors import InputError
from dateline.model import Coded, Document, Event, Issue
from dateline.read import from_text
from dateline.run.pipeline import Pipeline


def extract(text: str, *, published: str | None = None, publisher: str = "", title: str = "") -> tuple[Event, ...]:
    """The events that a text reports.

    Args:
        text: the report, taken as it is: all offsets count its code points.
        published: ISO 8601 day or time of publication; without it, only absolute dates are resolved.
        publisher: who published it, the last link of every attribution.
        title: its headline, if it is not in the text.

    Raises UsageError for a wrong date, InputError for a text that cannot be coded.
    """
    coded = _pipeline().code(from_text(text, published=published, publisher=publisher, title=title))
    if isinstance(coded, Issue):
        raise InputError(coded.reason, "text", coded.hint)
    return coded.events


def pipe(documents: Iterable[Document | Issue]) -> Iterator[Coded | Issue]:
    """For each document its records, or an Issue that says why there are none; one at a time, in order."""
    return _pipeline().pipe(documents)


@cache
def _pipeline() -> Pipeline:
    return Pipeline.load()
