"""A figure as a few shapes, which are the same picture as SVG (here) and as PNG (`dateline.analyse.png`).

Our own shapes rather than a plotting library's: the same numbers are the same bytes anywhere, the core needs nothing
installed, each bar of the SVG carries its number as a title that can be read and heard, and screens, briefings,
notebooks and the command line share them. Colours are Okabe and Ito's (2008), which the colour-blind can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal

import msgspec

INK, GREY, PALE, PAPER = "#1a1a1a", "#666666", "#d9d9d9", "#ffffff"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000")
SIZE = 12.0  # of text, in the figure's units
_WIDE = 0.56  # mean width of a letter by its size
Anchor = Literal["start", "middle", "end"]


class Box(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A filled rectangle; `title` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    title: str = ""


class Stroke(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


class Label(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Words on one line; `y` is where they stand on."""

    x: float
    y: float
    text: str
    size: float = SIZE
    anchor: Anchor = "start"
    colour: str = INK


Shape = Box | Stroke | Label


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """Shapes on white; `title` and `description` are told to those who cannot see them."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]

    def _repr_svg_(self) -> str:
        """Itself, in a notebook."""
        return svg(self)


def fit(text: str, width: float, size: float = SIZE) -> str:
    """The text cut to a width, with an ellipsis where it is."""
    letters = max(1, int(width / (size * _WIDE)))
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def svg(figure: Figure) -> str:
    """The figure as a file of its own, which is also markup that a page may hold: no script, no style, no reference."""
    size = (
        f'width="{_n(figure.width)}" height="{_n(figure.height)}" viewBox="0 0 {_n(figure.width)} {_n(figure.height)}"'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif">'
    told = f"<title>{escape(figure.title)}</title><desc>{escape(figure.description)}</desc>"
    paper = f'<rect width="{_n(figure.width)}" height="{_n(figure.height)}" fill="{PAPER}"/>'
    return "\n".join([head, told, paper, *_drawn(figure.shapes), "</svg>\n"])


def _drawn(shapes: Iterable[Shape]) -> Iterable[str]:
    for shape in shapes:
        if isinstance(shape, Box):
            yield _box(shape)
        elif isinstance(shape, Stroke):
            yield _stroke(shape)
        else:
            yield _label(shape)


def _box(box: Box) -> str:
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    title = f"<title>{escape(box.title)}</title>" if box.title else ""
    return f'<rect {place} fill="{box.fill}">{title}</rect>'


def _stroke(stroke: Stroke) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in stroke.points)
    dashes = ' stroke-dasharray="4 3"' if stroke.dashed else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{stroke.colour}" stroke-width="{_n(stroke.width)}"{dashes}/>'
    )


def _label(label: Label) -> str:
    place = f'x="{_n(label.x)}" y="{_n(label.y)}" font-size="{_n(label.size)}" text-anchor="{label.anchor}"'
    return f'<text {place} fill="{label.colour}">{escape(label.text)}</text>'


def _n(value: float) -> str:
    """A number as short as it can be told to two places."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
