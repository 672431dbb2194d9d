"""dateline incidents: the incidents of a store that answer a query, and the same as a table, JSON Lines or CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options
from dateline.cli.clean import cell
from dateline.cli.words import many

if TYPE_CHECKING:
    from dateline.model import Fact, Incident

SCREEN = 50  # rows of a table where no limit is given
_WIDTHS = {"id": 9, "date": 10, "status": 12, "incident": 60, "killed": 12, "reports": 18, "disputed": 24}


@click.command(short_help="Find incidents in a store: acts, however many reports tell of them.")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@options.format_
@options.setting("limit", type=click.IntRange(min=1), metavar="N", help="At most so many incidents; default: all.")
def incidents(query: str, store: Path, format: str | None, limit: int | None) -> None:  # noqa: A002
    """Find the incidents of which some record answers QUERY, see `dateline query --help`.

    Example: dateline incidents 'type:ASSAULT since:2024-08' --store DIR
    """
    from dateline.cli import records
    from dateline.cli.report import summary
    from dateline.run.incidents import incidents
    from dateline.store import Query, Store

    chosen = records.chosen(format)
    most = limit or (SCREEN if chosen == "table" else None)
    with Store.open(store) as opened:
        printed = write(islice(incidents(opened, Query.parse(query)), most), chosen)
    if not printed:
        summary("No incident answers this query.")
    elif printed == most and not limit:
        summary(f"The first {many(printed, 'incident')} are shown; --limit N shows more.")


def write(found: Iterable[Incident], format_: str) -> int:
    """Print the incidents as they come; how many there were."""
    from dateline.cli.records import echo

    return echo(found, *{"jsonl": _jsonl, "csv": _csv, "table": _table}[format_]())


Writer = tuple[str, Callable[["Incident"], str]]
Column = Callable[["Incident"], object]


def _jsonl() -> Writer:
    import msgspec

    return "", lambda one: msgspec.json.encode(one).decode()


def _csv() -> Writer:
    from dateline.cli.records import csv_line

    return ",".join(COLUMNS), lambda one: csv_line(cell(value(one)) for value in COLUMNS.values())


def _table() -> Writer:
    from dateline.cli.records import line

    return click.style(line(_WIDTHS, _WIDTHS.values()), bold=True), lambda one: line(_cells(one), _WIDTHS.values())


def _cells(one: Incident) -> Iterable[str]:
    yield one.id[: _WIDTHS["id"]]
    yield one.first or (f"≤ {one.reported}" if one.reported else "")
    yield one.status
    yield one.title
    yield numbers(one.fact("killed"))
    yield _told(one)
    yield ", ".join(fact.name for fact in one.facts if fact.agreement == "disputed")


def _told(one: Incident) -> str:
    """By how many reports; none where it is only ever recalled in reports of something else."""
    if not one.reports:
        return "background only"
    told = many(len(one.reports), "report")
    return f"{told}, {one.independent} indep." if one.independent < len(one.reports) else told


def numbers(fact: Fact | None) -> str:
    """A number with its extremes: 31 (12 to 31)."""
    if fact is None:
        return ""
    low, high = ("?" if bound is None else str(bound) for bound in (fact.low, fact.high))
    return fact.best if low == high else f"{fact.best} ({low} to {high})"


def _fields(*names: str) -> dict[str, Column]:
    return {name: attrgetter(name) for name in names}


def _facts(*names: str) -> dict[str, Column]:
    return {name: partial(_values, name) for name in names}


def _values(name: str, one: Incident) -> str:
    return "; ".join(value.value for fact in one.facts if fact.name == name for value in fact.values)


def _disputed(one: Incident) -> str:
    return "; ".join(fact.name for fact in one.facts if fact.agreement == "disputed")


# An incident as one row; several values stand in one cell, apart by "; ", empty where no report gives one.
COLUMNS: dict[str, Column] = {
    **_fields("id", "type", "mode", "quad", "status", "title", "first", "last", "reported"),
    **_facts("actor", "recipient", "place", "date", "killed", "injured", "size"),
    "reports": lambda one: len(one.reports),
    "independent": lambda one: one.independent,
    "echoes": lambda one: len(one.echoes),
    "disputed": _disputed,
    "categories": lambda one: "; ".join(one.categories),
    "documents": lambda one: "; ".join(report.document for report in one.reports),
}
