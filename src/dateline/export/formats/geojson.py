"""GeoJSON (RFC 7946): a feature an entry, without geometry where no point is known, with Dateline's own columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.export.entry import Entry
from dateline.export.formats.own import COLUMNS, row
from dateline.export.layout import Columns, Layout, Part, Piece

_OPEN = b'{"type":"FeatureCollection","features":[\n'
_CLOSE = b"\n]}\n"


def feature(entry: Entry) -> dict[str, Any]:
    """One feature; longitude comes first."""
    told = row(entry)
    latitude, longitude = told.pop("latitude"), told.pop("longitude")
    known = latitude is not None and longitude is not None
    point = {"type": "Point", "coordinates": [longitude, latitude]} if known else None
    return {"type": "Feature", "id": told.pop("id"), "geometry": point, "properties": told}


def _encode(_: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    encoder = msgspec.json.Encoder()
    yield _OPEN, 0
    for n, entry in enumerate(entries):
        yield (b",\n" if n else b"") + encoder.encode(feature(entry)), 1
    yield _CLOSE, 0


def _notes(entry: Entry) -> tuple[str, ...]:
    return () if entry.latitude is not None else ("no point is known: a feature without geometry",)


LAYOUT = Layout(name="geojson", about="GeoJSON", parts=(Part(_encode, COLUMNS),), schemes=("geojson",), notes=_notes)
