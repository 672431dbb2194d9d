"""dateline views: queries kept under a name, and what became of their answers since they were last read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options
from dateline.cli.clean import line

if TYPE_CHECKING:
    from dateline.run.whats_new import Item, News
    from dateline.store.reviews import Author


@click.group(short_help="Saved views, and what is new in them.")
def views() -> None:
    """Keep queries under a name, as the screens do, and tell what is new, changed or newly denied in their answers."""


@views.command("list", short_help="List the saved views.")
@options.store
@options.format_
def list_(store: Path, format: str | None) -> None:  # noqa: A002
    """List the saved views with their queries, and up to which version of the data each has been read."""
    import msgspec

    from dateline.cli import records
    from dateline.store import Store
    from dateline.store.saved_views import View, views

    chosen = records.chosen(format)
    with Store.open(store) as opened:
        held = views(opened.connection)
    if chosen == "csv":
        click.echo(",".join(View.__struct_fields__))
    for one in held:
        row = msgspec.structs.astuple(one)
        click.echo(
            msgspec.json.encode(one).decode() if chosen == "jsonl"
            else records.csv_line(line(str(cell)) for cell in row) if chosen == "csv"
            else line(f"{one.name}: {one.query or 'all incidents'}  (read up to version {one.seen})")
        )  # fmt: skip


@views.command(short_help="Keep a query under a name.")
@click.argument("name", metavar="NAME")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@click.option("--by", metavar="NAME", default="", help="Who saves it; default: the account's name.")
def save(name: str, query: str, store: Path, by: str) -> None:
    """Keep QUERY under NAME. From the present version of the data on, its news are told.

    Example: dateline views save 'attacks in Sudan' 'type:ASSAULT country:SDN' --store DIR
    """
    from dateline.store import Query
    from dateline.store.generation import current
    from dateline.store.reviews import log
    from dateline.store.saved_views import save

    now = current(store)
    with log(store) as connection:
        save(connection, name, Query.parse(query), seen=now.number if now else 0, author=_author(by))


@views.command(short_help="Forget a saved view.")
@click.argument("name", metavar="NAME")
@options.store
def remove(name: str, store: Path) -> None:
    """Forget the view NAME; incidents and corrections stay as they are."""
    from dateline.store.reviews import log
    from dateline.store.saved_views import remove

    with log(store) as connection:
        remove(connection, name)


@views.command(short_help="Tell what is new in a saved view.")
@click.argument("name", metavar="NAME")
@options.store
@options.format_
@click.option("--since", type=click.IntRange(min=1), metavar="VERSION", help="Default: when it was last marked read.")
@click.option("--read", is_flag=True, help="Mark it as read afterwards.")
def news(*, name: str, store: Path, format: str | None, since: int | None, read: bool) -> None:  # noqa: A002
    """Tell which incidents are newly denied or disputed, changed, new, or gone in the answer of the view NAME."""
    import msgspec

    from dateline.cli import records
    from dateline.cli.report import summary
    from dateline.errors import UsageError
    from dateline.store.reviews import log
    from dateline.store.saved_views import mark_read

    chosen = records.chosen(format)
    if chosen == "csv":
        raise UsageError("news are no table.", "--format csv", "Use table or jsonl.")
    found = _news(store, name, since)
    for item in found.items:
        click.echo(msgspec.json.encode(item).decode() if chosen == "jsonl" else "\n".join(_lines(item)))
    summary(_counted(found))
    if read:
        with log(store) as connection:
            mark_read(connection, name, found.until)


def _news(folder: Path, name: str, since: int | None) -> News:
    from dateline.run.whats_new import news
    from dateline.store import Store
    from dateline.store.analytic import Analytic
    from dateline.store.saved_views import view

    with Store.open(folder) as store:
        held = view(store.connection, name)
        now = Analytic.open(store.folder)
        number = since or held.seen
        before = now if number == now.generation.number else Analytic.open(store.folder, number)
        return news(store, before, now, held.asked)


def _lines(item: Item) -> Iterator[str]:
    yield line(f"{item.kind:<9}{item.row.id}  {item.row.title or item.row.sentence}")
    if item.why:
        yield f"         {line(item.why)}"
    told = (f"{one.fact}: {_plain(one.old)} → {_plain(one.new)}" for one in item.altered)
    yield from (f"         {line(one)}" for one in told)


def _plain(told: object) -> str:
    if isinstance(told, (tuple, list)):
        return ", ".join(map(str, told)) or "—"
    return "—" if told in (None, "") else str(told)


def _counted(found: News) -> str:
    told = ", ".join(f"{number:,} {kind}" for kind, number in found.counts.items() if number)
    return f"Since version {found.since}: {told or 'nothing new'}."


def _author(by: str) -> Author:
    from datetime import UTC, datetime

    from dateline.store.reviews import Author, account

    return Author(by or account(), datetime.now(UTC).isoformat(timespec="seconds"))
