"""Figures as PNG, by matplotlib without a display; needs `pip install dateline[analysis]`."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from dateline.analyse.figure import PAPER, Box, Figure, Label, Shape, Stroke
from dateline.errors import MissingExtraError

_UNITS = 72  # of a figure to the inch
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def png(figure: Figure, scale: float = 2.0) -> bytes:
    """The figure, `scale` pixels to a unit; the same bytes again from the same matplotlib; raises MissingExtraError."""
    drawing = _matplotlib("figure").Figure(figsize=(figure.width / _UNITS, figure.height / _UNITS), facecolor=PAPER)
    _matplotlib("backends.backend_agg").FigureCanvasAgg(drawing)
    axes = drawing.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.width), ylim=(figure.height, 0))
    axes.axis("off")
    for number, shape in enumerate(figure.shapes):
        _draw(axes, shape, number)
    buffer = io.BytesIO()
    drawing.savefig(buffer, format="png", dpi=_UNITS * scale, metadata={"Software": None, "Title": figure.title})
    return buffer.getvalue()


def _draw(axes: Any, shape: Shape, order: int) -> None:
    if isinstance(shape, Box):
        box = _matplotlib("patches").Rectangle((shape.x, shape.y), shape.width, shape.height, linewidth=0)
        box.set(facecolor=shape.fill, zorder=order)
        axes.add_patch(box)
    elif isinstance(shape, Stroke):
        style = (0, (4, 3)) if shape.dashed else "-"
        axes.plot(*zip(*shape.points, strict=True), color=shape.colour, linewidth=shape.width, linestyle=style,
                  zorder=order)  # fmt: skip
    else:
        _write(axes, shape, order)


def _write(axes: Any, label: Label, order: int) -> None:
    axes.text(
        label.x, label.y, label.text, fontsize=label.size, ha=_ALIGN[label.anchor], va="baseline",
        color=label.colour, zorder=order, parse_math=False,
    )  # fmt: skip


def _matplotlib(name: str) -> Any:
    try:
        return import_module(f"matplotlib.{name}")
    except ImportError:
        raise MissingExtraError(
            "PNG needs matplotlib.", "", "Run: pip install 'dateline[analysis]', or take SVG."
        ) from None
