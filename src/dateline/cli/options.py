"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli.settings import variable
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.read import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])

CODERS = ("auto", "syntax", "neural")
FORMATS = ("table", "jsonl", "csv")


def inputs(command: Command) -> Command:
    """INPUT… and how to read them."""
    for decorate in (
        click.argument("inputs", nargs=-1, metavar="INPUT…"),
        click.option("--published", metavar="DATE", help="When they were published, whatever the pages say."),
        click.option("--columns", metavar="FIELD=COLUMN,…", help="Where JSONL, JSON, CSV or Parquet keep a field."),
        click.option(
            "--input-format", metavar="FORMAT", default="", help="Read as this; default: told by name, content."
        ),
        click.option(
            "--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write what failed here, as JSONL."
        ),
    ):
        command = decorate(command)
    return command


def setting(name: str, **about: Any) -> Callable[[Command], Command]:
    """An option that a variable or the settings file may give too."""
    return click.option(f"--{name}", envvar=variable(name), show_envvar=True, **about)


def store(command: Command) -> Command:
    """--store DIR."""
    return setting("store", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The store's folder.")(
        command
    )


def coder(command: Command) -> Command:
    """--coder NAME."""
    about = "Who finds the records; auto: the best one installed."
    return setting("coder", type=click.Choice(CODERS), default="auto", show_default=True, help=about)(command)


def knowledge(command: Command) -> Command:
    """--actors FILE and --gazetteer FILE."""
    file = click.Path(path_type=Path, dir_okay=False, exists=True)
    for name, about in (
        ("gazetteer", "Places to use instead of ours: of `dateline knowledge import-geonames`."),
        ("actors", "Your own actors, before ours: CSV, FollowTheMoney or Wikidata lines."),
    ):
        command = setting(name, type=file, metavar="FILE", help=about)(command)
    return command


def codebooks(command: Command) -> Command:
    """--codebook FILE, as often as there are codebooks."""
    about = "Categories of your own, beside PLOVER or instead (docs/codebooks.md); may be given again."
    file = click.Path(path_type=Path, dir_okay=False, exists=True)
    return click.option("--codebook", "codebooks", type=file, multiple=True, metavar="FILE", help=about)(command)


def format_(command: Command) -> Command:
    """--format NAME."""
    about = "Default: table on a terminal, jsonl into a pipe or file."
    return setting("format", type=click.Choice(FORMATS), help=about)(command)


def given(inputs: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs, or stdin where there are none and something is piped in; else the command's help."""
    if inputs:
        return inputs
    if sys.stdin.isatty():
        ctx = click.get_current_context()
        click.echo(ctx.get_help(), err=True)
        ctx.exit(UsageError.exit_code)
    return ("-",)


def reading(published: str | None, columns: str | None, input_format: str) -> ReadOptions:
    """The reader's options, checked; raises UsageError."""
    from dateline.read import ReadOptions

    options = ReadOptions(published=published, columns=_columns(columns), format=input_format)
    options.check()
    return options


def _columns(written: str | None) -> dict[str, str]:
    pairs = [part.partition("=") for part in (written or "").split(",") if part]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise UsageError(
                f"'{field}{equals}{column}' is no column map.", "--columns", "Write text=body,title=headline."
            )
    return {field.strip(): column.strip() for field, _, column in pairs}
