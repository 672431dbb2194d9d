"""One process that holds the models, and workers that are forked from it: read once, and held once (on Linux).

That process is multiprocessing's fork server; what it does is in `fork_server`, and this is how it is started and what
its workers find there. Elsewhere, and for any other pipeline than the shipped, each worker starts afresh and reads
its own. Nothing but time and memory hangs on it: a worker whose pipeline is not held reads it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext

import msgspec

from dateline.run.lean import give_back
from dateline.run.pipeline import Pipeline, PipelineOptions

Load = Callable[[PipelineOptions], Pipeline]

PRELOADED = "dateline.run.fork_server"  # what the fork server imports before it forks for the first time
VARIABLE = "DATELINE_HELD"  # tells it the options of the pipeline, as JSON: an import takes no arguments


def context(load: Load | None = None) -> BaseContext:
    """How the processes of workers with such a pipeline are started; without one, in the way that always works."""
    return get_context("forkserver" if load and _is_held(load) else "spawn")


def begin(load: Load, options: PipelineOptions) -> None:
    """Have the models read, if they are to be held; does not wait for it."""
    if _is_held(load):
        forkserver.set_forkserver_preload([PRELOADED])
        told = {VARIABLE: msgspec.json.encode(options).decode(), "PYTHONSAFEPATH": "1"}  # import nothing from here
        with _environment(told):
            forkserver.ensure_running()


@cache
def loaded(load: Load, options: PipelineOptions) -> Pipeline:
    """The pipeline of this process."""
    pipeline = load(options)
    give_back()
    return pipeline


def _is_held(load: Load) -> bool:
    return sys.platform == "linux" and load == Pipeline.load


@contextmanager
def _environment(told: Mapping[str, str]) -> Iterator[None]:
    """Variables for processes that are started inside the block."""
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
