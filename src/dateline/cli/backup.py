"""dateline backup and dateline restore: a store as one verified file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.settings import variable
from dateline.cli.words import many


@click.command(short_help="A store as one verified file.")
@click.argument("store", type=click.Path(path_type=Path), metavar="STORE", envvar=variable("store"))
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
def backup(store: Path, file: Path) -> None:
    """Write all of STORE into FILE, a plain tar, while others read it and write to it.

    What is written is read back and compared before FILE gets its name.
    """
    from dateline.cli.report import summary
    from dateline.store.backup import backup

    made = backup(store, file)
    summary(f"{file}: {many(len(made.files), 'file')}, {sum(kept.size for kept in made.files):,} bytes, verified.")


@click.command(short_help="A store from its backup.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("store", type=click.Path(path_type=Path), metavar="STORE")
def restore(file: Path, store: Path) -> None:
    """Put the store that FILE holds into the new folder STORE, verified; nothing is ever overwritten."""
    from dateline.cli.report import summary
    from dateline.store.backup import restore

    made = restore(file, store)
    summary(f"{store}: {many(len(made.files), 'file')} of Dateline {made.dateline}, verified.")
