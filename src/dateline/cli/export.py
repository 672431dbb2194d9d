"""dateline export: what a query finds, in the layout that somebody's scripts read, with a manifest beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.export.entry import Level
    from dateline.export.write import Manifest

LAYOUTS = (
    *("csv", "parquet", "jsonl", "hxl", "geojson", "plover", "polecat", "gdelt", "icews", "acled", "ucdp"),
    *("graphml", "gexf", "ftm"),
)
LEVELS = ("incidents", "events")


@click.command(short_help="Write events or incidents in another data set's layout.")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@click.option("--as", "layout", type=click.Choice(LAYOUTS), required=True, help="The layout.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help="The file; FILE.manifest.json is written beside it.")  # fmt: skip
@click.option("--level", type=click.Choice(LEVELS), default="incidents", show_default=True, help="What a row is.")
@click.option("--all", "everything", is_flag=True, help="Keep plans and denials too, told by a column of ours.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def export(*, query: str, store: Path, layout: str, out: Path, level: Level, everything: bool, force: bool) -> None:
    """Write the incidents, or the events, that answer QUERY: see `dateline query --help`.

    Tells what the layout cannot express, and how much was left out for that; so does the manifest.

    Example: dateline export 'type:ASSAULT since:2024-08' --store DIR --as acled -o assaults.csv
    """
    from dateline.cli.report import summary
    from dateline.errors import UsageError
    from dateline.export.write import export as write
    from dateline.store import Store

    if str(out) == "-":
        raise UsageError("an export goes to a file, for its manifest stands beside it.", "-o", "Name a file.")
    with Store.open(store) as opened:
        made = write(opened, query, to=out, layout=layout, level=level, everything=everything, force=force)
    for line in _told(made):
        summary(line)


def _told(made: Manifest) -> Iterator[str]:
    files = ", ".join(f"{file.name} ({file.rows:,} rows)" for file in made.files)
    yield f"{made.kept:,} of {made.asked:,} {made.level} are written: {files}."
    yield from (f"  left out: {count:,} {why}" for why, count in made.left_out.items())
    yield from (f"  altered: {count:,}: {how}" for how, count in made.altered.items())
    yield from (f"  lost: {loss}" for loss in made.losses)
