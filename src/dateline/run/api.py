"""The functions that Python users call: text or documents in, records out, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from os import PathLike, fspath

from dateline.errors import InputError
from dateline.model import Coded, Document, Event, Issue
from dateline.read import from_text
from dateline.run.pipeline import Pipeline, PipelineOptions
from dateline.run.provenance import hashes

Name = str | PathLike[str]
Codebooks = Name | Iterable[Name]
_HELD = 2  # pipelines in memory, each with its models: the plain one, and that of the codebooks in use


def extract(
    text: str, *, published: str | None = None, publisher: str = "", title: str = "", codebooks: Codebooks = ()
) -> tuple[Event, ...]:
    """The events that a text reports.

    Args:
        text: the report, taken as it is: all offsets count its code points.
        published: ISO 8601 day or time of publication; without it, only absolute dates are resolved.
        publisher: who published it, the last link of every attribution.
        title: its headline, if it is not in the text.
        codebooks: one or more files of categories of your own; a record bears them in `categories`.

    Raises UsageError for a wrong date, InputError for a text or a codebook that cannot be read.
    """
    coded = _pipeline(codebooks).code(from_text(text, published=published, publisher=publisher, title=title))
    if isinstance(coded, Issue):
        raise InputError(coded.reason, "text", coded.hint)
    return coded.events


def pipe(documents: Iterable[Document | Issue], *, codebooks: Codebooks = ()) -> Iterator[Coded | Issue]:
    """For each document its records, or an Issue that says why there are none; one at a time, in order."""
    return _pipeline(codebooks).pipe(documents)


def _pipeline(codebooks: Codebooks) -> Pipeline:
    named = [codebooks] if isinstance(codebooks, (str, PathLike)) else codebooks
    names = tuple(fspath(name) for name in named)
    return _loaded(names, tuple(hashes(names)))


@lru_cache(_HELD)
def _loaded(codebooks: tuple[str, ...], _hashes: tuple[tuple[str, str], ...]) -> Pipeline:
    """The pipeline of those codebooks, as long as no file of them changes."""
    return Pipeline.load(PipelineOptions(codebooks=codebooks))
