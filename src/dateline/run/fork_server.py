"""What the fork server does: reads the models, tries them, and keeps them for the workers that are forked from it.

Nobody calls this module. multiprocessing has one way to give its fork server something to hold before it forks: the
name of a module to import (`forking.PRELOADED`). So this is the one module whose import does work, and it does so only
where `forking` has left word in a variable; imported by anybody else it does nothing.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import msgspec

from dateline.errors import DatelineError
from dateline.model import Block, Document, DocumentId, Published
from dateline.run.forking import VARIABLE, loaded
from dateline.run.lean import slim
from dateline.run.pipeline import Pipeline, PipelineOptions

EVERY = 0.1  # seconds between two looks whether the parent is still there
TRIED = "Soldiers shelled the port of Odesa on Monday, killing three sailors, the mayor told reporters on Tuesday."


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


if VARIABLE in os.environ:
    _hold(msgspec.json.decode(os.environ.pop(VARIABLE), type=PipelineOptions))
