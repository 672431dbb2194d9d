"""dateline build: documents into a store."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dateline.cli import options
from dateline.cli.words import many
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.read import ReadOptions
    from dateline.run.build import BuildOptions, Manifest, Watcher
    from dateline.store import Store

    Build = Callable[[tuple[str, ...], ReadOptions, Store, BuildOptions, Watcher], Manifest]

ENGINES = ("local", "ray")
INTERRUPTED = 130
USUAL = min(2, os.cpu_count() or 1)  # elsewhere than on Linux each holds the models: half a gigabyte


@click.command(short_help="Code reports into a store; stop and resume at will.")
@options.inputs
@options.store
@options.setting("workers", type=click.IntRange(min=1), default=USUAL, show_default=True, help="Processes that code.")
@options.coder
@options.knowledge
@options.codebooks
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="What runs workers.")
@click.option("--parts", metavar="URI", default="", help="With ray: where all machines write; default: in the store.")
@click.option("--timings", is_flag=True, help="Tell the share of time of each stage.")
def build(
    *,
    inputs: tuple[str, ...],
    store: Path,
    workers: int,
    published: str | None,
    columns: str | None,
    input_format: str,
    coder: Literal["auto", "syntax", "neural"],
    actors: Path | None,
    gazetteer: Path | None,
    codebooks: tuple[Path, ...],
    errors: Path | None,
    engine: str,
    parts: str,
    timings: bool,
) -> int:
    """Code reports into a store, which is made if there is none.

    Documents that the store has already are passed over, so a build that was stopped goes on where it was.
    With --engine ray, inputs may also be URIs (s3://, gs://, …), and each file is coded on whichever machine is free.
    """
    from dateline.cli.report import Failures, is_quiet, summary
    from dateline.run import Pipeline, PipelineOptions
    from dateline.run.forking import begin

    named = options.given(inputs)
    own = {"actors": _anywhere(actors), "gazetteer": _anywhere(gazetteer)}
    pipeline = PipelineOptions(coder=coder, codebooks=tuple(map(_anywhere, codebooks)), **own)
    if engine == ENGINES[0]:
        begin(Pipeline.load, pipeline)  # the models are read while this process imports the rest
    reading = options.reading(published, columns, input_format)
    from dateline.cli.progress import Bar
    from dateline.run.build import BuildOptions
    from dateline.store import Store

    how = BuildOptions(workers=workers, pipeline=pipeline)
    run = _engine(engine, parts)
    with (
        Failures(errors) as failures,
        Bar(named, failures, quiet=is_quiet()) as bar,
        Store.open(store, write=True) as opened,
    ):
        try:
            manifest = run(named, reading, opened, how, bar)
        except KeyboardInterrupt:
            bar.clear()
            click.echo(f"dateline: interrupted; resume with: {shlex.join(['dateline', *sys.argv[1:]])}", err=True)
            return INTERRUPTED
    summary(_told(manifest, store))
    if timings:
        click.echo(_shares(manifest), err=True)
    done = manifest.counts.coded + manifest.counts.same + manifest.counts.again
    return failures.exit_code(done)


def _anywhere(file: Path | None) -> str:
    """A path that holds in any process."""
    return str(file.absolute()) if file else ""


def _engine(name: str, parts: str) -> Build:
    """What builds; raises UsageError, MissingExtraError."""
    from dateline.read import read
    from dateline.run.build import build

    if name == "ray":
        from dateline.run.distributed import build_distributed
        from dateline.run.ray_runner import RayRunner

        runner = RayRunner()
        return lambda inputs, reading, store, how, watcher: build_distributed(
            inputs, store, how, runner, reading=reading, parts=parts, watcher=watcher
        )
    if parts:
        raise UsageError("only --engine ray writes parts.", "--parts", "Leave it out, or add --engine ray.")
    return lambda inputs, reading, store, how, watcher: build(
        read(inputs, reading), store, how, inputs=inputs, watcher=watcher
    )


def _told(manifest: Manifest, store: Path) -> str:
    counts = manifest.counts
    parts = [f"{many(counts.added, 'document')} added", many(counts.events, "event")]
    others = (
        (counts.revised, "revised"),
        (counts.recoded, "coded again"),
        (counts.same, "already there"),
        (counts.again, "repeated in the inputs"),
        (counts.refused, "refused"),
    )
    parts += [f"{number:,} {what}" for number, what in others if number]
    rate = f", {counts.coded / manifest.wall:.1f} documents a second" if counts.coded and manifest.wall else ""
    return f"{store}: {', '.join(parts)}, in {manifest.wall:.1f} s{rate}."


def _shares(manifest: Manifest) -> str:
    whole = sum(manifest.seconds.values()) or 1.0
    rows = (f"  {stage:<8} {seconds:9.2f} s  {seconds / whole:6.1%}" for stage, seconds in manifest.seconds.items())
    return "\n".join(["Seconds of work, over all processes:", *rows])
