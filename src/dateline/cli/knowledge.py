"""dateline knowledge: other people's actors and places into files that Dateline reads."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.words import many

_OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE")


@click.group(short_help="Bring your own actors and places.")
def knowledge() -> None:
    """Turn other people's actors and places into files for --actors and --gazetteer (docs/importing.md)."""


@knowledge.command("import-geonames", short_help="GeoNames dump files into a gazetteer.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR")
@_OUT
def import_geonames(folder: Path, out: Path) -> None:
    """Make a gazetteer of the GeoNames dump files in DIR: allCountries.txt, and what lies beside it.

    alternateNamesV2.txt, admin1CodesASCII.txt and admin2Codes.txt are used where they are there.
    """
    from dateline.knowledge.geonames import import_geonames as compiled

    done = compiled(folder, out)
    click.echo(f"{out}: {many(done.places, 'place')} of {many(done.lines, 'line')}.", err=True)


@knowledge.command("import-actors", short_help="FollowTheMoney, Wikidata or CSV into a table of actors.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE")
@_OUT
def import_actors(file: Path, out: Path) -> None:
    """Check the actors of FILE and write them as the CSV that --actors reads fastest, to be edited at will."""
    from dateline.knowledge.custom import read_actors, write_actors

    actors = read_actors(file)
    write_actors(actors, out)
    click.echo(f"{out}: {many(len(actors), 'actor')}.", err=True)
