"""dateline import: other people's files beside a store. dateline compare: its incidents beside theirs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options
from dateline.cli.words import many

if TYPE_CHECKING:
    from dateline.export.compare import By

FORMATS = ("acled", "gdelt", "icews", "polecat", "ucdp")
GROUPS = ("all", "year", "month", "country", "type")


@click.command("import", short_help="Put another data set's file beside a store.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.store
@click.option("--from", "format_", type=click.Choice(FORMATS), required=True, help="Whose layout it has.")
@click.option("--name", metavar="NAME", help="What to call it; default: as its layout.")
@click.option("--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write what failed here, as JSONL.")
@click.option("--force", is_flag=True, help="Replace a data set of that name.")
def import_(*, file: Path, store: Path, format_: str, name: str | None, errors: Path | None, force: bool) -> int:
    """Read FILE (plain, .gz or .zip) and keep its rows beside the store, for `dateline compare`.

    The store's own records and incidents stay as they are.
    """
    from dateline.cli.report import Failures, summary
    from dateline.export.foreign import keep
    from dateline.export.readers import read
    from dateline.model import Issue
    from dateline.store import Store

    Store.open(store).close()  # is there one?
    faults: list[Issue] = []
    with Failures(errors) as failures:
        made = keep(store, read(file, format_), faults, name=name or format_, format_=format_, file=file, force=force)
        for issue in faults:
            failures.add(issue)
        summary(f"{made.name}: {many(made.rows, 'row')} of {file.name} beside {store}.")
        return failures.exit_code(made.rows)


@click.command(short_help="Count a store's incidents beside another data set.")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@options.format_
@click.option("--with", "name", required=True, metavar="NAME", help="The data set, see `dateline import`.")
@click.option("--by", type=click.Choice(GROUPS), default="all", show_default=True, help="What to group by.")
@click.option("--days", type=click.IntRange(min=0), default=1, show_default=True, help="How far apart a pair may be.")
@click.option("--km", type=click.FloatRange(min=0), default=50.0, show_default=True, help="Likewise, in space.")
def compare(*, query: str, store: Path, format: str | None, name: str, by: By, days: int, km: float) -> None:  # noqa: A002
    """Count the incidents that answer QUERY beside the rows of a data set, and how many of each the other has too.

    Two meet where they are of one type, and near enough in days and kilometres. Of QUERY, since, until, type and
    country choose among the rows as well.
    """
    import msgspec

    from dateline.cli import records
    from dateline.export.compare import Compared, compare
    from dateline.store import Query

    chosen = records.chosen(format)
    found = compare(store.absolute(), name, Query.parse(query), by=by, days=days, km=km)
    fields = Compared.__struct_fields__
    if chosen != "jsonl":
        click.echo(records.csv_line(fields) if chosen == "csv" else "".join(f"{field:>14}" for field in fields))
    for row in found:
        values = msgspec.structs.astuple(row)
        lines = {"csv": records.csv_line(values), "table": "".join(f"{value!s:>14}" for value in values)}
        click.echo(lines.get(chosen) or msgspec.json.encode(row).decode())
