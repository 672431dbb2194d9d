"""One process that holds the models, and workers that are forked from it: read once, and held once (on Linux).

That process is multiprocessing's fork server: it imports this module, told by a variable which pipeline to hold, before
it forks for the first time. Elsewhere, and for any other pipeline than the shipped, each worker starts afresh and reads
its own. Nothing but time and memory hangs on it: a worker whose pipeline is not held reads it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from types import FrameType

import msgspec

from dateline.errors import DatelineError
from dateline.model import Block, Document, DocumentId, Published
from dateline.run.lean import give_back, slim
from dateline.run.pipeline import Pipeline, PipelineOptions

Load = Callable[[PipelineOptions], Pipeline]

VARIABLE = "DATELINE_HELD"  # the options of the pipeline, as JSON
EVERY = 0.1  # seconds between two looks whether the parent is still there
TRIED = "Soldiers shelled the port of Odesa on Monday, killing three sailors, the mayor told reporters on Tuesday."


def context(load: Load | None = None) -> BaseContext:
    """How the processes of workers with such a pipeline are started; without one, in the way that always works."""
    return get_context("forkserver" if load and _is_held(load) else "spawn")


def begin(load: Load, options: PipelineOptions) -> None:
    """Have the models read, if they are to be held; does not wait for it."""
    if _is_held(load):
        forkserver.set_forkserver_preload([__name__])
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


def _hold(options: PipelineOptions) -> None:
    """Load a pipeline and try it, so that what it reads at its first document is read here too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    slim()
    with _gone_with_its_parent(), suppress(DatelineError):  # the workers meet the error again, and tell
        pipeline = loaded(Pipeline.load, options)
        pipeline.code(_report())
        pipeline.watch.take()
    gc.collect()
    gc.freeze()  # or the workers' collections would touch, and so copy, every page


@contextmanager
def _gone_with_its_parent() -> Iterator[None]:
    """End this process inside the block once its parent has ended; outside, the fork server sees to it."""
    parent = os.getppid()

    def look(_number: int, _frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _report() -> Document:
    block = Block(kind="body", start=0, end=len(TRIED))
    day = Published("2026-03-10", "day", "given")
    return Document(id=DocumentId("tried"), text=TRIED, blocks=(block,), title=TRIED, published=day)


if VARIABLE in os.environ:  # only where this is the fork server
    _hold(msgspec.json.decode(os.environ.pop(VARIABLE), type=PipelineOptions))
