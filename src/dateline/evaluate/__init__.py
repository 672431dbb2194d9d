"""Benchmarks, scorers, floors that only rise."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import NotFoundError, UsageError, did_you_mean
from dateline.evaluate.result import Result, data_file

if TYPE_CHECKING:
    from dateline.evaluate.predictor import Predictor


class Benchmark(msgspec.Struct, frozen=True):
    """A benchmark: its data below the data home, and whether it needs the whole pipeline to predict with."""

    name: str
    data: tuple[str, ...]
    predicts: bool = False
    module: str = ""  # where it is not called as the benchmark is
    own: bool = False  # its data is in the project's `corpus`, not below the data home


_ROWS = (
    Benchmark("stories", ("gold", "dev.jsonl"), predicts=True),
    Benchmark("plv", ("plv", "train.jsonl"), predicts=True),
    Benchmark("extraction", ("trafilatura_eval", "annotations.jsonl")),
    Benchmark("attribution", ("polnear", "dev.jsonl.gz")),
    Benchmark("timex", ("tempeval3",)),
    Benchmark("geo", ("geoparsing",)),
    Benchmark("actors", ()),
    Benchmark("roles", (), predicts=True),
    Benchmark("snippets", ("case2021_task2", "snippets_dev.jsonl"), predicts=True),
    Benchmark("classes", ("conflibert", "cameo_class_train.jsonl.gz"), predicts=True),
    Benchmark("police", ("conflibert", "indiapoliceevents_docs_dev.jsonl.gz"), predicts=True),
    Benchmark("muc4", ("muc4", "gtt_dev.jsonl.gz"), predicts=True),
    Benchmark("factuality", ("factuality",)),
    Benchmark("coreference", ("ecbplus", "ecbplus_train.jsonl.gz")),
    Benchmark("news-cluster", ("news_cluster", "clusters_dev.jsonl.gz"), module="news"),
    Benchmark("stream", ("corpus", "stream"), predicts=True, own=True),
)
BENCHMARKS = {row.name: row for row in _ROWS}


def run(name: str, data: Path | None, load: Callable[[], Predictor]) -> Result:
    """Run one benchmark on `data`, or on its own data where that is None.

    `load` gives the predictor and is called only if the benchmark needs one. Raises UsageError for an unknown
    benchmark, NotFoundError where its data is not there.
    """
    benchmark = BENCHMARKS.get(name)
    if benchmark is None:
        raise UsageError(f"there is no benchmark '{name}'.", "evaluate", did_you_mean(name, BENCHMARKS))
    path = data if data is not None else _data(benchmark)
    module: Any = import_module(f"dateline.evaluate.{benchmark.module or name}")
    result: Result = module.run(path, load()) if benchmark.predicts else module.run(path)
    return result


def _data(benchmark: Benchmark) -> Path:
    """Where a benchmark's data is; raises NotFoundError where it is not there."""
    if not benchmark.own:
        return data_file(*benchmark.data)
    path = Path(*benchmark.data)
    if not path.exists():
        raise NotFoundError(
            "the project's corpus is not here.", str(path), "Run it in the source tree, or give --data."
        )
    return path
