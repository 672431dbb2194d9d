"""How columns are written: CSV, HXL, tab-separated with and without a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.export.entry import Entry
from dateline.export.layout import Columns, Piece
from dateline.export.lines import csv_pieces, tsv_pieces


def as_csv(columns: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Comma-separated, with a header."""
    return csv_pieces(_rows(columns, entries), _names(columns))


def as_hxl(columns: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Comma-separated, with a header and a row of HXL tags."""
    return csv_pieces(_rows(columns, entries), _names(columns), [column.tag for column in columns])


def as_tsv(columns: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Tab-separated, with a header."""
    return tsv_pieces(_rows(columns, entries), _names(columns))


def as_bare_tsv(columns: Columns, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Tab-separated, without one."""
    return tsv_pieces(_rows(columns, entries))


def _names(columns: Columns) -> list[str]:
    return [column.name for column in columns]


def _rows(columns: Columns, entries: Iterable[Entry]) -> Iterator[list[object]]:
    return ([column.get(entry) for column in columns] for entry in entries)
