"""dateline evaluate: a benchmark's figures, with intervals, beside the best published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.evaluate.predictor import Predictor
    from dateline.evaluate.result import Result


@click.command(short_help="Measure Dateline on a benchmark.")
@click.argument("benchmark")
@click.option("--data", type=click.Path(path_type=Path), metavar="FILE", help="Other data of the same format.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@options.coder
def evaluate(benchmark: str, data: Path | None, as_json: bool, coder: Literal["auto", "syntax", "neural"]) -> None:
    """Measure Dateline: stories, plv, classes, snippets, police, muc4, roles, extraction, timex, geo, ...

    Intervals are of 95 %, by resampling whole documents. The data are looked for in the folder DATELINE_DATA.
    """
    from dateline.errors import NotFoundError
    from dateline.evaluate import run

    if data is not None and not data.exists():
        raise NotFoundError("there is no such data.", str(data))
    result = run(benchmark, data, lambda: _predictor(coder))
    click.echo(_json(result) if as_json else "\n".join(_table(result)))


def _predictor(coder: Literal["auto", "syntax", "neural"]) -> Predictor:
    from dateline.run import Pipeline, PipelineOptions

    return Pipeline.load(PipelineOptions(coder=coder)).pipe


def _json(result: Result) -> str:
    import msgspec

    told = {name: getattr(result, name) for name in ("benchmark", "n", "figures", "intervals", "published")}
    return msgspec.json.encode(told).decode()


def _table(result: Result) -> Iterator[str]:
    yield click.style(f"{result.benchmark}, n = {result.n}", bold=True)
    width = max(map(len, result.figures), default=0)
    for name, figure in result.figures.items():
        low, high = result.intervals.get(name, (None, None))
        interval = "" if low is None or high is None else f"  95 % {low:.3f} to {high:.3f}"
        yield f"  {name:<{width}}  {_figure(figure)}{interval}"
    if result.table:
        yield from _indented(result.table.splitlines())
    if result.published:
        yield f"  published: {result.published}"


def _figure(value: float) -> str:
    return f"{value:6d}" if isinstance(value, int) else f"{value:6.3f}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}".rstrip() for line in lines)
