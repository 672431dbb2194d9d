"""dateline watch: feeds into a store, again and again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dateline.cli import options
from dateline.cli.words import many

if TYPE_CHECKING:
    from dateline.run.feeds import Round

NEW = 10  # the exit code of --fail-if-new


@click.command(short_help="Follow feeds: fetch and code what is new in them.")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED…")
@options.store
@click.option("--once", is_flag=True, help="One round, for cron; stories that wait are taken up by the next.")
@click.option(
    "--every", type=click.FloatRange(min=1), default=15.0, show_default=True, metavar="MINUTES", help="Pause."
)
@click.option("--delay", type=click.FloatRange(min=0), default=2.0, show_default=True, metavar="SECONDS",
              help="Between two requests to one site, at least.")  # fmt: skip
@click.option("--fail-if-new", is_flag=True, help=f"With --once: end with {NEW} where something new was stored.")
@click.option("--allow-private", is_flag=True, help="Also ask addresses of this machine's own network.")
@options.setting("workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that code.")
@options.coder
@options.knowledge
@options.codebooks
@click.option("--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write what failed here, as JSONL.")
def watch(
    *,
    feeds: tuple[str, ...],
    store: Path,
    once: bool,
    every: float,
    delay: float,
    fail_if_new: bool,
    allow_private: bool,
    workers: int,
    coder: Literal["auto", "syntax", "neural"],
    actors: Path | None,
    gazetteer: Path | None,
    codebooks: tuple[Path, ...],
    errors: Path | None,
) -> int:
    """Ask FEEDs (RSS, Atom, sitemaps) for stories, fetch each new one once, and build it into a store.

    Sites are asked as robots.txt allows, with pauses, and only for what has changed. Stop it at will: what is done and
    what is still to be done is kept in the store's folder.

    Example: dateline watch https://news.example/rss --store world --once
    """
    import time

    from dateline.cli.progress import Bar
    from dateline.cli.report import Failures, is_quiet, summary
    from dateline.errors import StoreBusyError
    from dateline.read import Fetcher
    from dateline.read.polite import Polite
    from dateline.run import PipelineOptions
    from dateline.run.build import BuildOptions
    from dateline.run.feeds import FollowOptions, follow
    from dateline.store import Store

    known = {"actors": str(actors or ""), "gazetteer": str(gazetteer or "")}
    pipeline = PipelineOptions(coder=coder, codebooks=tuple(map(str, codebooks)), **known)
    how = FollowOptions(building=BuildOptions(workers=workers, pipeline=pipeline))
    web = Polite(Fetcher(private=allow_private), delay=delay)
    with Failures(errors) as failures, Bar((), failures, quiet=is_quiet()) as bar:
        while True:
            try:
                with Store.open(store, write=True) as opened:
                    made = follow(feeds, opened, web, how, watcher=bar)
            except StoreBusyError as busy:
                if once:
                    raise
                click.echo(f"dateline: {busy}", err=True)
            else:
                summary(_told(made, store))
                if once:
                    return NEW if fail_if_new and made.stored else failures.exit_code(made.asked - made.failed)
            time.sleep(every * 60)


def _told(made: Round, store: Path) -> str:
    parts = [f"{many(made.asked, 'feed')} asked", f"{made.found:,} found", f"{made.stored:,} stored"]
    others = (
        (made.unchanged, "unchanged"),
        (made.failed, "failed"),
        (made.refused, "refused"),
        (made.waiting, "waiting"),
    )
    parts += [f"{number:,} {what}" for number, what in others if number]
    return f"{store}: {', '.join(parts)}."
