"""Records printed: JSON Lines, CSV, or a table that fits the terminal."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from dateline.cli.clean import cell, fit
from dateline.cli.words import date, kind, marked_status, names, place, sources

if TYPE_CHECKING:
    from dateline.model import Magnitude, Party
    from dateline.store import Hit

Cell = str | int | float | None
T = TypeVar("T")

_WIDTHS = {"id": 9, "date": 16, "status": 14, "type": 20, "who → whom": 36, "where": 18, "who says": 22, "evidence": 40}
_FIRM = ("id", "date", "status")  # columns of a fixed width, worthless when cut
_GAP = "  "


def chosen(format_: str | None) -> str:
    """The format asked for, else what suits the place the records go to."""
    return format_ or ("table" if sys.stdout.isatty() else "jsonl")


def write(hits: Iterable[Hit], format_: str) -> int:
    """Print the records as they come; how many there were."""
    return echo(hits, *{"jsonl": _jsonl, "csv": _csv, "table": _table}[format_]())


def echo(items: Iterable[T], header: str, row: Callable[[T], str]) -> int:
    """Print a header, unless it is empty, and a line for each item as it comes; how many there were."""
    if header:
        click.echo(header)
    number = 0
    for item in items:
        click.echo(row(item))
        number += 1
    return number


def _jsonl() -> tuple[str, Callable[[Hit], str]]:
    return "", lambda hit: msgspec.json.encode(hit.event).decode()


def _csv() -> tuple[str, Callable[[Hit], str]]:
    return ",".join(COLUMNS), lambda hit: csv_line(cell(value(hit)) for value in COLUMNS.values())


def csv_line(cells: Iterable[object]) -> str:
    """One line of CSV, without its end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()


def _table() -> tuple[str, Callable[[Hit], str]]:
    widths = _fitted(shutil.get_terminal_size((sum(_WIDTHS.values()) + len(_GAP) * len(_WIDTHS), 24)).columns)
    return click.style(line(widths, widths.values()), bold=True), lambda hit: line(_cells(hit), widths.values())


def line(cells: Iterable[str], widths: Iterable[int]) -> str:
    """One line of a table, each cell cut or filled to its width."""
    return _GAP.join(fit(text, width) for text, width in zip(cells, widths, strict=True)).rstrip()


def _fitted(columns: int) -> dict[str, int]:
    """The widths of the columns: the evidence takes what is left over, and without that all but the firm give way."""
    gaps = len(_GAP) * (len(_WIDTHS) - 1)
    spare = columns - gaps - sum(_WIDTHS.values())
    if spare >= 0:
        return {**_WIDTHS, "evidence": _WIDTHS["evidence"] + spare}
    firm = {name: _WIDTHS[name] for name in _FIRM}
    soft = {name: width for name, width in _WIDTHS.items() if name not in firm}
    room = columns - gaps - sum(firm.values())
    return firm | {name: max(6, room * width // sum(soft.values())) for name, width in soft.items()}


def _cells(hit: Hit) -> Iterator[str]:
    event = hit.event
    yield event.id[: _WIDTHS["id"]]
    yield date(event, hit.document)
    yield marked_status(event)
    yield kind(event)
    yield f"{names(event.actors) or '—'} → {names(event.recipients) or '—'}"
    yield place(event.place)
    yield sources(event, hit.document)
    yield hit.sentence


def _parties(of: Callable[[Hit], tuple[Party, ...]], role: str) -> dict[str, Callable[[Hit], Cell]]:
    return {
        f"{role}s": lambda hit: "; ".join(party.text for party in of(hit)),
        f"{role}_names": lambda hit: "; ".join(party.name or "" for party in of(hit)),
        f"{role}_countries": lambda hit: "; ".join(party.country or "" for party in of(hit)),
        f"{role}_sectors": lambda hit: "; ".join(party.sector or "" for party in of(hit)),
    }


def _bounds(of: Callable[[Hit], Magnitude | None], name: str) -> dict[str, Callable[[Hit], Cell]]:
    return {
        f"{name}_low": lambda hit: getattr(of(hit), "low", None),
        f"{name}_high": lambda hit: getattr(of(hit), "high", None),
    }


# An event as one row; several parties or sources stand in one cell, apart by "; ", empty where one has no such value.
COLUMNS: dict[str, Callable[[Hit], Cell]] = {
    "document": lambda hit: hit.event.document,
    "id": lambda hit: hit.event.id,
    "incident": lambda hit: hit.event.incident,
    "type": lambda hit: hit.event.type,
    "mode": lambda hit: hit.event.mode,
    "status": lambda hit: hit.event.status,
    "quad": lambda hit: hit.event.quad,
    "score": lambda hit: hit.event.score,
    "cameo": lambda hit: hit.event.cameo,
    "contexts": lambda hit: "; ".join(hit.event.contexts),
    "categories": lambda hit: "; ".join(own.label for own in hit.event.categories),
    "trigger": lambda hit: hit.event.trigger.text,
    **_parties(lambda hit: hit.event.actors, "actor"),
    **_parties(lambda hit: hit.event.recipients, "recipient"),
    "place": lambda hit: getattr(hit.event.place, "text", None),
    "place_name": lambda hit: getattr(hit.event.place, "name", None),
    "country": lambda hit: getattr(hit.event.place, "country", None),
    "latitude": lambda hit: getattr(hit.event.place, "latitude", None),
    "longitude": lambda hit: getattr(hit.event.place, "longitude", None),
    "precision": lambda hit: getattr(hit.event.place, "precision", None),
    "date": lambda hit: getattr(hit.event.date, "text", None),
    "date_from": lambda hit: getattr(hit.event.date, "first", None),
    "date_to": lambda hit: getattr(hit.event.date, "last", None),
    **_bounds(lambda hit: hit.event.fatalities, "fatalities"),
    **_bounds(lambda hit: hit.event.injured, "injured"),
    **_bounds(lambda hit: hit.event.size, "size"),
    "sources": lambda hit: "; ".join(source.text for source in hit.event.attribution),
    "stances": lambda hit: "; ".join(source.stance for source in hit.event.attribution),
    "condition": lambda hit: getattr(hit.event.condition, "text", None),
    "confidence": lambda hit: hit.event.confidence,
    "publisher": lambda hit: hit.document.publisher,
    "published": lambda hit: getattr(hit.document.published, "value", None),
    "title": lambda hit: hit.document.title,
    "url": lambda hit: hit.document.url,
    "sentence": lambda hit: hit.sentence,
}
