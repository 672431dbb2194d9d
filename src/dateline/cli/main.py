"""The command `dateline`: what is common to all of its commands, above all how they end.

Exit codes: 0 done, 1 failure, 2 wrong call, 3 not found, 4 input rejected, 5 store busy, 6 some documents failed,
130 interrupted. Nothing heavy is imported before a command needs it, so that `dateline --help` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline._version import __version__
from dateline.cli.analyse import analyse
from dateline.cli.backup import backup, restore
from dateline.cli.brief import brief
from dateline.cli.build import build
from dateline.cli.clean import shown
from dateline.cli.code import code
from dateline.cli.codebook import codebook
from dateline.cli.corpus import corpus
from dateline.cli.diff import diff
from dateline.cli.doctor import doctor
from dateline.cli.evaluate import evaluate
from dateline.cli.export import export
from dateline.cli.importing import compare, import_
from dateline.cli.incidents import incidents
from dateline.cli.judging import judge, merge, split
from dateline.cli.knowledge import knowledge
from dateline.cli.query import query
from dateline.cli.review import review
from dateline.cli.second_read import second_read
from dateline.cli.serve import serve
from dateline.cli.settings import defaults, unknown_variables
from dateline.cli.show import show
from dateline.cli.train import train
from dateline.cli.views import views
from dateline.cli.watch import watch
from dateline.errors import DatelineError, did_you_mean

if TYPE_CHECKING:
    import sqlite3

INTERRUPTED = 130


class Commands(click.Group):
    """A group whose commands may fail with a DatelineError, a closed pipe or Ctrl-C, and end as they should."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an integer that it returns is the exit code."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except DatelineError as error:
            click.echo(f"dateline: {shown(str(error))}", err=True)
            code = error.exit_code
        except _damage() as fault:
            from dateline.store.trouble import store_error

            click.echo(f"dateline: {shown(str(store_error(fault, 'the store')))}", err=True)
            code = DatelineError.exit_code
        except KeyboardInterrupt:
            click.echo("dateline: interrupted.", err=True)
            code = INTERRUPTED
        except BrokenPipeError:  # `| head` has seen enough; that is no error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        ctx.exit(code or 0)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which one may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            raise click.UsageError(
                f"There is no command '{args[0]}'. {did_you_mean(args[0], self.commands)}", ctx
            ) from None


def _damage() -> tuple[type[sqlite3.DatabaseError], ...]:
    """What SQLite raises where a store is damaged or the disk is full; nothing where no command has opened one."""
    sqlite = sys.modules.get("sqlite3")
    return (sqlite.DatabaseError,) if sqlite else ()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file; default: dateline.toml here, if any.")
@click.option("--no-color", is_flag=True, help="No colour; the variable NO_COLOR does the same.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary on stderr.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, no_color: bool, quiet: bool) -> None:
    """News reports into sourced event data: who did what to whom, where, when, and who says so.

    Data go to stdout, everything else to stderr; `-` as an input is stdin.
    """
    ctx.default_map = defaults(config, cli.commands)
    ctx.meta["dateline.quiet"] = quiet
    if no_color or os.environ.get("NO_COLOR"):
        ctx.color = False
    for warning in unknown_variables(os.environ):
        click.echo(f"dateline: {warning}", err=True)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


_FIND = (query, incidents, show, diff, views)
_JUDGE = (merge, split, judge, review, second_read)
_ANALYSE = (analyse, brief)
_EXCHANGE = (export, import_, compare)
_KEEP = (backup, restore, doctor, evaluate, train, codebook, corpus, knowledge)
for _command in (code, build, watch, *_FIND, *_JUDGE, *_ANALYSE, serve, *_EXCHANGE, *_KEEP):
    cli.add_command(_command)


def main() -> None:
    """Entry point of the console script. Records are UTF-8 with bare line feeds, wherever it runs."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: small sums, and workers want the other cores
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    cli(prog_name="dateline")
