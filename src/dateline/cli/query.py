"""dateline query: the events of a store that answer a query."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli import options
from dateline.cli.words import many

SCREEN = 50  # rows of a table where no limit is given: a terminal is for looking, not for all of it


@click.command(short_help="Find events in a store.")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@options.format_
@options.setting("limit", type=click.IntRange(min=1), metavar="N", help="At most so many events; default: all.")
@click.option("--count", is_flag=True, help="Print how many events there are, and nothing else.")
def query(query: str, store: Path, format: str | None, limit: int | None, count: bool) -> None:  # noqa: A002
    """Find events in a store: words and "phrases" of the full text, and key:value pairs.

    Keys: type, mode, status, actor, recipient, country, place, source (who says so), publisher, document, incident,
    since, until, order (date, -date, document), limit, cursor. A comma joins values: status:actual,future.

    Example: dateline query 'ceasefire type:ACCUSE,REJECT actor:"Foreign Ministry" since:2024-08' --store DIR
    """
    from dateline.cli import records
    from dateline.cli.report import summary
    from dateline.store import Query, Store

    chosen = records.chosen(format)
    asked = Query.parse(query)
    asked = asked.limited(limit or asked.limit or (SCREEN if chosen == "table" else None))
    with Store.open(store) as opened:
        found = opened.count(asked)
        if count:
            click.echo(found)
            return
        printed = records.write(opened.hits(asked), chosen)
    if printed < found and not limit:
        summary(f"{printed:,} of {many(found, 'event')} are shown; --limit N shows more.")
    elif not found:
        summary("No event answers this query.")
