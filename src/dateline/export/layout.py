"""What a layout is: columns that say how they are filled, files that entries are written to, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from dateline.export.entry import Entry

Piece = tuple[bytes, int]  # some bytes of a file, and how many rows they hold


def _nothing(_: Entry) -> None:
    return None


def _itself(entry: Entry) -> tuple[Entry, ...]:
    return (entry,)


class Column(msgspec.Struct, frozen=True):
    """A column: its name in that layout, how Dateline fills it, in words and in code, and its HXL tag if any."""

    name: str
    told: str
    get: Callable[[Entry], object] = _nothing
    tag: str = ""


Columns = tuple[Column, ...]
Encode = Callable[[Columns, Iterable[Entry]], Iterator[Piece]]


class Part(msgspec.Struct, frozen=True):
    """One file of a layout.

    `infix` stands before the suffix of its name: "mentions" makes F.mentions.csv of F.csv. `spread` makes of one entry
    those that have a row each.
    """

    encode: Encode
    columns: Columns = ()
    infix: str = ""
    spread: Callable[[Entry], Sequence[Entry]] = _itself


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """A format to export to.

    `statusless`: no column tells a plan or a denial from an act, so these are left out unless asked for. `refuses` says
    in a few words why an entry cannot be written at all, "" where it can; `notes` what is altered in one that is.
    `schemes` are those of `data/losses.csv` that tell what cannot be expressed.
    """

    name: str
    about: str
    parts: tuple[Part, ...]
    schemes: tuple[str, ...] = ()
    statusless: bool = False
    refuses: Callable[[Entry], str] = lambda _: ""
    notes: Callable[[Entry], Sequence[str]] = lambda _: ()


STANDING = Column("dateline_standing", "how it stands; a column of ours, beyond the layout", lambda e: e.standing)


def complete(layout: Layout) -> Layout:
    """The layout with a column that tells plans and denials apart, so that nothing need be left out for them."""
    if not layout.statusless:
        return layout
    parts = tuple(msgspec.structs.replace(part, columns=(*part.columns, STANDING)) for part in layout.parts)
    return msgspec.structs.replace(layout, parts=parts, statusless=False)
