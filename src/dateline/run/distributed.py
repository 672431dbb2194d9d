"""A build over many machines: every partition coded where there is room, its records kept as a part, all parts stored.

A runner codes the partitions, in whatever order; meanwhile the build reads the parts in the order of the inputs and
treats their documents like any others. So the store is that of a build on one machine, byte for byte. Parts that stand
are not coded again: whatever was killed, the same command goes on.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from dateline.errors import DataError
from dateline.fuse.compare import Rows
from dateline.fuse.score import Scorer, Scores
from dateline.fuse.table import Table
from dateline.model import Document, Issue
from dateline.read import ReadOptions, from_stream
from dateline.read.reading import clash
from dateline.read.seen import Seen
from dateline.run.build import BuildOptions, Counts, Manifest, Watcher, build
from dateline.run.coded_parts import Part, PartWriter, finished, keep, records, write_json
from dateline.run.forking import Load
from dateline.run.limit import PATIENCE, each_at_most
from dateline.run.partitions import Partition, located, partitions, shown
from dateline.run.pipeline import PipelineOptions
from dateline.run.provenance import Provenance
from dateline.run.stopwatch import Stopwatch
from dateline.run.workers import Work, Workers
from dateline.store import Store
from dateline.store.generation import MANIFEST


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker must know: where parts go, how partitions are read, and what codes them in how many processes."""

    parts: str
    coder: str
    made_by: Callable[[], Provenance]
    load: Load
    pipeline: PipelineOptions
    reading: ReadOptions
    workers: int = 1


class Runner(Protocol):
    """Has partitions coded, here or elsewhere."""

    def start(self, job: Job, todo: Sequence[Partition]) -> None:
        """Begin with these; their parts do not stand."""
        ...

    def wait(self, partition: Partition) -> Iterator[Issue]:
        """Return when its part stands, with an issue where it could not be made; raises DatelineError."""
        ...

    def score(self, of: Table, i: Rows, j: Rows, by: Scorer) -> Scores:
        """What `fuse.score.log_odds` gives for these pairs of rows."""
        ...

    def close(self) -> None:
        """Stop what is still running."""
        ...


class DistributedRun(msgspec.Struct, frozen=True, kw_only=True):
    """What a run over partitions came to: `MANIFEST` beside the parts, so that a reader knows which are of one run."""

    coder: str
    made_by: Provenance
    counts: Counts
    parts: tuple[Part, ...]


def build_distributed(
    inputs: tuple[str, ...],
    store: Store,
    options: BuildOptions,
    runner: Runner,
    *,
    reading: ReadOptions,
    parts: str = "",
    watcher: Watcher | None = None,
) -> Manifest:
    """Code what is new in `inputs` by a runner, and bring a store that is open for writing up to it.

    `parts` is a path or URI that every worker can write to; without it, parts are kept in the store's folder.
    Raises DatelineError where a model cannot be loaded, a part is damaged, or the store cannot be written.
    """
    made_by = options.made_by()
    job = Job(
        parts=_anywhere(parts or str(store.folder / "parts")), coder=made_by.coder(options.pipeline),
        made_by=options.made_by, load=options.load, pipeline=options.pipeline, reading=reading, workers=options.workers,
    )  # fmt: skip
    coded = _Coded(job, runner)
    how = msgspec.structs.replace(options, engine=coded, scoring=runner.score)
    try:
        made = build(coded.items(partitions(inputs)), store, how, inputs=tuple(map(shown, inputs)), watcher=watcher)
    finally:
        runner.close()
    system, home = located(job.parts)
    told = DistributedRun(coder=job.coder, made_by=made_by, counts=made.counts, parts=tuple(coded.read))
    system.create_dir(home)
    write_json(told, system, f"{home}/{MANIFEST}")
    return made


def _anywhere(name: str) -> str:
    """A path or URI that means the same to a process which works in another folder."""
    return name if "://" in name else str(Path(name).absolute())


def code_partition(job: Job, partition: Partition, workers: Workers) -> None:
    """Read a partition, code it and keep its part; raises OSError, DatelineError."""
    if job.made_by().coder(job.pipeline) != job.coder:
        what = "its Dateline, data or libraries are not those of the machine that started the build."
        raise DataError(what, platform.node(), "Install the same versions on all machines.")
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder, partition.open() as stream:
        writer = PartWriter(Path(folder))
        found = from_stream(stream, partition.where, job.reading)  # type: ignore[arg-type]
        read = watch.over("read", each_at_most(PATIENCE, found))
        for position, (document, work) in enumerate(workers.map(_noting(read, writer))):
            watch.add(work.seconds)
            writer.add(position, document, work)
        if stream.fault:
            raise stream.fault
        key = partition.key(job.coder, job.reading)
        tables = writer.close()
        part = Part(where=partition.where, key=key, coder=job.coder, tables=tables, seconds=watch.spent)
        keep(Path(folder), part, *located(job.parts))


def _noting(items: Iterable[Document | Issue], writer: PartWriter) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Issue):
            writer.note(item)
        else:
            yield item


class _Coded:
    """The engine of a build whose documents come coded: `items` hands them out, `map` adds the work of the last one."""

    def __init__(self, job: Job, runner: Runner) -> None:
        self._job = job
        self._runner = runner
        self._work = Work()
        self._seen = Seen()
        self.read: list[Part] = []

    def items(self, found: Iterable[Partition | Issue]) -> Iterator[Document | Issue]:
        """The documents of all partitions in their order, each partition's when it is coded."""
        every = list(found)
        files = [one for one in every if isinstance(one, Partition)]
        self._runner.start(self._job, [one for one in files if self._part(one) is None])
        for one in every:
            yield from (one,) if isinstance(one, Issue) else self._documents(one)

    def map(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Work]]:
        """Each document with its work."""
        for document in documents:
            yield document, self._work

    def close(self) -> None:
        """Forget which documents were met."""
        self._seen.close()

    def _documents(self, partition: Partition) -> Iterator[Document | Issue]:
        yield from self._runner.wait(partition)
        part = self._part(partition)
        if part is None:
            return
        self.read.append(part)
        for item in records(part, *located(self._job.parts)):
            if isinstance(item, Issue):
                yield item
            else:
                document, self._work = item
                yield document
                yield from clash(document, self._seen)

    def _part(self, partition: Partition) -> Part | None:
        return finished(*located(self._job.parts), partition.key(self._job.coder, self._job.reading))
