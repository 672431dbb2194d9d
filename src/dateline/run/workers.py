"""Documents through pipelines in several processes: in order, a bounded number at a time, whatever befalls a worker."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, parent_process
from threading import Thread

import msgspec

from dateline.model import Coded, Document, Event, Issue
from dateline.run.forking import Load, begin, context, loaded
from dateline.run.lean import slim
from dateline.run.limit import PATIENCE, or_die
from dateline.run.pipeline import PipelineOptions

LAST = 5 * PATIENCE  # seconds of work on one document after which its process is ended
GONE = (ConnectionError, EOFError)  # what starting a process raises where the one that forks has died
AHEAD = 4  # documents a worker may have waiting: enough that none runs dry while a long one is awaited


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker sends back for a document: its records, or why there are none, and the seconds each stage took."""

    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()
    refused: Issue | None = None
    seconds: dict[str, float] = {}


class Workers:
    """A pool of processes, each with one pipeline. `load` must be importable by name; it is called once a process."""

    def __init__(self, number: int, load: Load, options: PipelineOptions) -> None:
        self._number = number
        self._load = load
        self._options = options
        self._how = context(load)
        self._pool = self._processes(number)

    def map(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Work]]:
        """Each document with its work, in the order given; reads only as far ahead as the workers need.

        A process that dies (out of memory, a fault in native code) costs the one document that killed it: those that it
        may have been at are tried again, each alone. Raises DatelineError where a pipeline cannot be loaded.
        """
        begin(self._load, self._options)
        waiting: deque[tuple[Document, Future[Work]]] = deque()
        for document in documents:
            waiting.append((document, self._submit(document)))
            if len(waiting) >= self._number * AHEAD:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def close(self) -> None:
        """Let the workers finish the documents they are at, and drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, document: Document) -> Future[Work]:
        try:
            return self._pool.submit(_work, self._load, self._options, document)
        except BrokenProcessPool:
            self._pool = self._processes(self._number)
        except GONE:
            self._how = context()
            self._pool = self._processes(self._number)
        return self._submit(document)

    def _first(self, waiting: deque[tuple[Document, Future[Work]]]) -> tuple[Document, Work]:
        document, future = waiting.popleft()
        try:
            return document, future.result()
        except BrokenProcessPool:
            return document, self._alone(document)

    def _processes(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(number, mp_context=self._how, initializer=_begin)

    def _alone(self, document: Document) -> Work:
        with self._processes(1) as pool:
            try:
                return pool.submit(_work, self._load, self._options, document).result()
            except BrokenProcessPool:
                return Work(refused=_killer(document))
            except GONE:
                self._how = context()
        return self._alone(document)


def _begin() -> None:
    """Make this process a good worker: one thread, deaf to Ctrl-C (its parent is not), gone when its parent is gone."""
    slim()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(load: Load, options: PipelineOptions, document: Document) -> Work:
    pipeline = loaded(load, options)
    with or_die(LAST):
        coded = pipeline.code(document)
    seconds = pipeline.watch.take()
    if isinstance(coded, Coded):
        return Work(events=coded.events, issues=coded.issues, seconds=seconds)
    return Work(refused=coded, seconds=seconds)


def _killer(document: Document) -> Issue:
    reason = "the process working on it died, twice: out of memory, out of time, or a fault in native code."
    hint = "Split the document, or give the machine more memory."
    where = document.source or document.id
    return Issue(stage="code", where=where, reason=reason, hint=hint, document=document.id)
