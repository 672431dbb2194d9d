"""The layouts by name."""

from __future__ import annotations

from dateline.errors import UsageError, did_you_mean
from dateline.export.formats import acled, ftm, gdelt, geojson, graph, icews, own, plover, polecat, ucdp
from dateline.export.layout import Layout

LAYOUTS = {
    layout.name: layout
    for layout in (
        own.CSV, own.PARQUET, own.JSONL, own.HXL, geojson.LAYOUT, plover.LAYOUT, polecat.LAYOUT, gdelt.LAYOUT,
        icews.LAYOUT, acled.LAYOUT, ucdp.LAYOUT, graph.GRAPHML, graph.GEXF, ftm.LAYOUT,
    )
}  # fmt: skip


def layout(name: str) -> Layout:
    """The layout of that name; raises UsageError."""
    if name not in LAYOUTS:
        raise UsageError(f"there is no format '{name}'.", "--as", did_you_mean(name, LAYOUTS))
    return LAYOUTS[name]
