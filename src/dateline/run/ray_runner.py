"""Partitions coded by Ray: the one file that imports it.

One Ray task a partition, with as many processors as it has worker processes. A machine's models are loaded once: Ray
gives the next partition to a process that is there, and its worker processes live as long as it does. A document that
kills its worker process costs itself, as in any build; a task whose machine is lost is begun again elsewhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from dateline.errors import DatelineError, MissingExtraError
from dateline.model import Issue
from dateline.run.distributed import Job, code_partition
from dateline.run.forking import Load
from dateline.run.partitions import Partition
from dateline.run.pipeline import PipelineOptions
from dateline.run.workers import Workers

TRIES = 3  # times that a partition is begun again when its process or machine is lost
MEMORY = 100 << 20  # bytes of Ray's object store: parts do not go through it


class RayRunner:
    """Codes on the cluster that RAY_ADDRESS names, without one on this machine's processors."""

    def __init__(self) -> None:
        self._ray = _ray()
        self._ours = False
        self._running: dict[Partition, Any] = {}

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
            cause = getattr(fault, "cause", fault)
            if isinstance(cause, DatelineError):
                raise cause from None
            told = " ".join(str(cause).split())[:200]
            reason = f"it was given up, and nothing of it is stored ({type(cause).__name__}: {told})."
            yield Issue(stage="read", where=partition.where, reason=reason, hint="Run the same build again.")

    def close(self) -> None:
        """Give up what is running, and stop Ray where it was started here."""
        for running in self._running.values():
            self._ray.cancel(running)
        self._running.clear()
        if self._ours:
            self._ray.shutdown()

    def _begin(self, workers: int) -> None:
        self._ours = not self._ray.is_initialized()
        if self._ours:
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


@cache
def _workers(number: int, load: Load, options: PipelineOptions) -> Workers:
    return Workers(number, load, options)
