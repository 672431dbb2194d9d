"""Partitions coded, and pairs of records compared, by Ray: the one file that imports it.

One Ray task a partition, with as many processors as it has worker processes. A machine's models are loaded once: Ray
gives the next partition to a process that is there, and its worker processes live as long as it does. A document that
kills its worker process costs itself, as in any build; a task whose machine is lost is begun again elsewhere.

Pairs are compared a slice to a task, with the table of all records in Ray's object store, once a machine; a slice whose
processes are lost is compared here in the end, with the same result.
"""

from __future__ import annotations

import os
import platform
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from dateline.errors import DataError, DatelineError, MissingExtraError
from dateline.fuse.compare import Rows
from dateline.fuse.score import CHUNK, Scorer, Scores, log_odds, version
from dateline.fuse.table import Table
from dateline.model import Issue
from dateline.run.distributed import Job, code_partition
from dateline.run.forking import Load
from dateline.run.partitions import Partition
from dateline.run.pipeline import PipelineOptions
from dateline.run.workers import Workers

TRIES = 3  # times that a partition is begun again when its process or machine is lost
MEMORY = 100 << 20  # bytes of Ray's object store on this machine: parts do not go through it, larger tables lie on disk
AHEAD = 2  # slices of pairs a processor that wait their turn

Begun = tuple[tuple[Rows, Rows], Any]  # pairs, and the task that compares them


class RayRunner:
    """Codes on the cluster that RAY_ADDRESS names, without one on this machine's processors."""

    def __init__(self) -> None:
        self._ray = _ray()
        self._ours = False
        self._running: dict[Partition, Any] = {}
        self._table: tuple[Table, Any] | None = None

    def start(self, job: Job, todo: Sequence[Partition]) -> None:
        """Hand all partitions to Ray, which queues them."""
        if todo:
            self._begin(job.workers)
            task = self._ray.remote(num_cpus=job.workers, max_retries=TRIES)(_code)
            told = self._ray.put(job)
            self._running = {partition: task.remote(told, partition) for partition in todo}

    def wait(self, partition: Partition) -> Iterator[Issue]:
        """Return when the partition is coded; an issue where it was given up."""
        running = self._running.pop(partition, None)
        if running is None:
            return
        try:
            self._ray.get(running)
        except self._ray.exceptions.RayError as fault:
            cause = _cause(fault)
            told = " ".join(str(cause).split())[:200]
            reason = f"it was given up, and nothing of it is stored ({type(cause).__name__}: {told})."
            yield Issue(stage="read", where=partition.where, reason=reason, hint="Run the same build again.")

    def score(self, of: Table, i: Rows, j: Rows, by: Scorer) -> Scores:
        """`log_odds` of pairs of rows, on all processors of the cluster where there are many."""
        if len(i) <= CHUNK:
            return log_odds(of, i, j, by)
        self._begin(1)
        told, task = self._put(of), self._ray.remote(num_cpus=1, max_retries=TRIES)(_score)
        slices = [(i[at : at + CHUNK], j[at : at + CHUNK]) for at in range(0, len(i), CHUNK)]
        begun = ((pairs, task.remote(told, *pairs, by, version())) for pairs in slices)
        ahead = AHEAD * int(self._ray.cluster_resources()["CPU"])
        return np.concatenate([self._scored(of, *pairs, by, running) for pairs, running in _early(begun, ahead)])

    def close(self) -> None:
        """Give up what is running, and stop Ray where it was started here."""
        for running in self._running.values():
            self._ray.cancel(running)
        self._running.clear()
        self._table = None
        if self._ours:
            self._ray.shutdown()

    def _scored(self, of: Table, i: Rows, j: Rows, by: Scorer, running: Any) -> Scores:
        try:
            found: Scores = self._ray.get(running)
        except self._ray.exceptions.RayError as fault:
            _cause(fault)
            return log_odds(of, i, j, by)  # its processes were lost, time and again; nothing else is
        return found

    def _put(self, of: Table) -> Any:
        """The table in Ray's object store, once for all that is asked of it."""
        if self._table is None or self._table[0] is not of:
            self._table = of, self._ray.put(of)
        return self._table[1]

    def _begin(self, workers: int) -> None:
        if not self._ray.is_initialized():
            self._ours = True
            here = {"num_cpus": max(workers, os.cpu_count() or 1), "object_store_memory": MEMORY}
            begin(self._ray, **({} if os.environ.get("RAY_ADDRESS") else here))


def begin(ray: Any, **size: int) -> None:
    """Start Ray, or join its cluster; raises DatelineError where it does not come up in half a minute."""
    try:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR", **size)
    except Exception as fault:  # Ray raises it bare where a process of its own does not come up in time
        told = " ".join(str(fault).split())[:200]
        raise DatelineError(f"Ray cannot be started ({told}).", "--engine ray", "Is the machine too busy?") from fault


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_IGNORE_UNHANDLED_ERRORS", "1")  # of partitions that nobody waits for any more
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError("ray is not installed.", "--engine ray", 'Run: pip install "dateline[ray]"') from None
    return ray


def _code(job: Job, partition: Partition) -> None:
    """What a task does."""
    vars(sys.modules["__main__"]).pop("__file__", None)  # else each worker process would import Ray's main module
    code_partition(job, partition, _workers(job.workers, job.load, job.pipeline))


def _cause(fault: Exception) -> Exception:
    """What ended a task; raises it where it is one of our own errors."""
    cause: Exception = getattr(fault, "cause", fault)
    if isinstance(cause, DatelineError):
        raise cause from None
    return cause


def _early(items: Iterable[Begun], ahead: int) -> Iterator[Begun]:
    """The items, each when so many more have been made."""
    waiting: deque[Begun] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _score(of: Table, i: Rows, j: Rows, by: Scorer, rules: str) -> Scores:
    """What a task does with a slice of pairs; raises DataError where this machine has other rules."""
    if version() != rules:
        what = "its rules of fusing are not those of the machine that fuses."
        raise DataError(what, platform.node(), "Install the same versions on all machines.")
    return log_odds(of, i, j, by)


@cache
def _workers(number: int, load: Load, options: PipelineOptions) -> Workers:
    return Workers(number, load, options)
