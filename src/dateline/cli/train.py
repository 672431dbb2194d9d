"""dateline train: annotated stories to the learned coder's files, or labelled sentences to a codebook's heads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dateline.errors import MissingExtraError, UsageError

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(short_help="Train the learned coder, or a codebook of your own.")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="Where to write the coder, or the heads.")
@click.option("--corpus", type=click.Path(path_type=Path), metavar="DIR", help="Folder of annotated stories (YAML).")
@click.option("--gold", type=click.Path(path_type=Path), metavar="FILE", help="More annotated stories (JSON Lines).")
@click.option("--corrections", type=_FILE, metavar="FILE", help="Corrections of --gold, by record.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Development data, for --annotations.")
@click.option("--annotations", type=_FILE, metavar="FILE", help="Annotations of stories in --data.")
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True, help="Threads of torch.")
@click.option("--codebook", type=_FILE, metavar="FILE", help="Train the heads of this codebook instead (seconds).")
@click.option("--examples", type=_FILE, metavar="FILE", help="With --codebook: labelled sentences (JSON Lines).")
def train(*, out: Path | None, codebook: Path | None, examples: Path | None, **sources: Any) -> None:
    """Train on annotated stories and write the coder's files to the folder --out (coder.onnx and four more).

    Needs torch (pip install "dateline[train]") and hours on a laptop; docs/training.md has the whole recipe.

    With --codebook and --examples, train a codebook of your own on lines {"text": ..., "categories": ["NAME"]}:
    seconds, without torch. What is learned goes beside the codebook (NAME.trained.json) and is used from then on.
    """
    if codebook or examples:
        _heads(codebook, examples, out)
    elif out is None:
        raise UsageError("it is not said where to write the coder.", "--out", "Give a folder.")
    else:
        _coder(out, sources)


def _heads(codebook: Path | None, examples: Path | None, out: Path | None) -> None:
    if not (codebook and examples):
        raise UsageError("a codebook is trained on examples.", "--codebook", "Give both --codebook and --examples.")
    from dateline.train.codebook import train as learn

    trained = learn(codebook, examples, out)
    counts = ", ".join(f"{label} {number}" for label, number in trained.counts.items())
    click.echo(f"{trained.file}: trained on {trained.sentences} sentences ({counts}).", err=True)


def _coder(out: Path, sources: Mapping[str, Any]) -> None:
    if sources["annotations"] and not sources["data"]:
        raise UsageError("the annotations are of stories in the development data.", "--annotations", "Give --data.")
    try:
        from dateline.train.run import TrainOptions
        from dateline.train.run import train as learn
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed.", hint='pip install "dateline[train]"') from error
    trained = learn(TrainOptions(out=out, **sources), lambda line: click.echo(line, err=True))
    click.echo(f"{trained.folder}: trained on {trained.documents} stories, {trained.records} records.", err=True)
