"""dateline train: annotated stories to the learned coder's files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Train the learned coder.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where to write the coder.")
@click.option("--corpus", type=click.Path(path_type=Path), metavar="DIR", help="Folder of annotated stories (YAML).")
@click.option("--gold", type=click.Path(path_type=Path), metavar="FILE", help="More annotated stories (JSON Lines).")
@click.option("--lessons", type=click.Path(path_type=Path), metavar="DIR", help="Development data to pretrain on.")
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True, help="Threads of torch.")
def train(out: Path, corpus: Path | None, gold: Path | None, lessons: Path | None, threads: int) -> None:
    """Train on annotated stories and write coder.onnx, slots.onnx, coder.json and tokenizer.json.

    Needs torch (pip install "dateline[train]") and hours on a laptop; docs/training.md has the whole recipe.
    """
    from dateline.errors import MissingExtraError

    try:
        from dateline.train.run import TrainOptions
        from dateline.train.run import train as learn
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed.", hint='pip install "dateline[train]"') from error
    options = TrainOptions(out=out, corpus=corpus, gold=gold, lessons=lessons, threads=threads)
    trained = learn(options, lambda line: click.echo(line, err=True))
    click.echo(f"{trained.folder}: trained on {trained.documents} stories, {trained.records} records.", err=True)
