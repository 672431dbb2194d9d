"""Inputs into a store: read here, coded by worker processes, written by this one in the order of the inputs.

A build can be stopped at any moment and run again: documents that are in the store, unchanged and coded by the same
coder, are passed over, and the store ends the same as if it had never stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

import msgspec

from dateline.errors import DataError, StoreError
from dateline.fuse.score import Scoring, log_odds
from dateline.model import Coded, Document, Issue, Parse
from dateline.model.issue import Stage
from dateline.ontology.codebook import read_codebooks
from dateline.read.seen import Seen
from dateline.run.forking import Load
from dateline.run.fusing import FusingManifest, fuse_store
from dateline.run.limit import PATIENCE, each_at_most
from dateline.run.pipeline import Pipeline, PipelineOptions
from dateline.run.provenance import Provenance, hashes, provenance
from dateline.run.stopwatch import Stopwatch
from dateline.run.workers import Work, Workers
from dateline.store import Store
from dateline.store.trouble import told
from dateline.store.write import fingerprint

_NO_PARSE = Parse(tokens=(), sentences=())  # parses are not stored: they are large and can be made again


class Clock(NamedTuple):
    """The two clocks of a build: the time of day for the manifest, and seconds for measuring."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.perf_counter


class Counts(msgspec.Struct, kw_only=True):
    """What a build has met and done so far, in documents (`events` and `notes` apart)."""

    read: int = 0
    added: int = 0
    revised: int = 0  # changed under their id: the earlier revision is kept
    recoded: int = 0  # unchanged, coded again because the coder has changed
    same: int = 0  # were in the store
    again: int = 0  # stood in the inputs before
    refused: int = 0  # inputs and documents of which nothing could be kept
    notes: int = 0  # issues that cost no document
    events: int = 0

    @property
    def coded(self) -> int:
        """Documents written in this run."""
        return self.added + self.revised + self.recoded


class Engine(Protocol):
    """What codes the documents of a build."""

    def map(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Work]]:
        """Each document with its work, in the order given."""
        ...

    def close(self) -> None:
        """Stop what is still running."""
        ...


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to build: processes, and what each of them loads; or another engine instead of processes."""

    workers: int = 1
    engine: Engine | None = None
    pipeline: PipelineOptions = PipelineOptions()
    load: Load = Pipeline.load
    clock: Clock = Clock()
    made_by: Callable[[], Provenance] = provenance
    fuse: bool = True  # bring the incidents up to the records
    scoring: Scoring = log_odds  # who compares pairs of records in it
    publish: bool = True  # write a Parquet generation at the end


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was: kept in the store with it."""

    inputs: tuple[str, ...]
    coder: str
    workers: int
    made_by: Provenance
    counts: Counts
    seconds: dict[str, float]
    wall: float
    fusing: FusingManifest | None = None
    generation: int | None = None
    codebooks: dict[str, dict[str, str]] = {}  # by name: their files, what was trained among them, with their SHA-256
    definitions: dict[str, str] = {}  # of their categories, by `codebook.NAME/mode`; kept in generations


class Watcher:
    """Told what happens; the default does not care."""

    def progress(self, counts: Counts) -> None:
        """A document was dealt with."""

    def issue(self, issue: Issue) -> None:
        """Something could not be done."""


def build(
    documents: Iterable[Document | Issue],
    store: Store,
    options: BuildOptions | None = None,
    *,
    inputs: tuple[str, ...] = (),
    watcher: Watcher | None = None,
) -> Manifest:
    """Code what is new in `documents` into a store that is open for writing; `inputs` name them in the manifest.

    Raises DatelineError where the pipeline cannot be loaded or the store cannot be written.
    """
    options = options or BuildOptions()
    with told(store.folder):
        run = _Run(store, options, inputs, watcher or Watcher())
        try:
            run.work_through(documents)
            run.fuse()
            run.publish()
        except BaseException:
            run.abandon()
            raise
        return run.end("complete")


class _Run:
    def __init__(self, store: Store, options: BuildOptions, inputs: tuple[str, ...], watcher: Watcher) -> None:
        self._store = store
        self._options = options
        self._inputs = inputs
        self._watcher = watcher
        self._made_by = options.made_by()
        self._coder = self._made_by.coder(options.pipeline)
        files = options.pipeline.codebooks
        books = read_codebooks(files)
        self._codebooks = {book.name: dict(hashes((file,))) for file, book in zip(files, books, strict=True)}
        self._definitions = {label: told for book in books for label, told in book.definitions.items()}
        self._counts = Counts()
        self._watch = Stopwatch(options.clock.seconds)
        self._fusing: FusingManifest | None = None
        self._generation: int | None = None
        self._begun = options.clock.seconds()
        self._number = store.begin_run(self._today(), _json(self._manifest()))

    def work_through(self, documents: Iterable[Document | Issue]) -> None:
        workers = self._options.engine or Workers(self._options.workers, self._options.load, self._options.pipeline)
        seen = Seen()
        try:
            items = iter(documents) if self._options.engine else each_at_most(PATIENCE, iter(documents))
            read = self._watch.over("read", items)
            for document, work in workers.map(self._to_do(read, seen)):
                self._watch.add(work.seconds)
                self._keep(document, work)
        finally:
            workers.close()
            seen.close()

    def fuse(self) -> None:
        if self._options.fuse:
            with self._watch.measure("incidents"):
                self._fusing = fuse_store(self._store, at=self._today(), scoring=self._options.scoring)

    def publish(self) -> None:
        if self._options.publish:
            from dateline.run.publish import publish  # noqa: PLC0415 - Arrow takes memory: not while workers run

            with self._watch.measure("publish"):
                self._generation = publish(self._store).number

    def end(self, state: str) -> Manifest:
        manifest = self._manifest()
        self._store.end_run(self._number, self._today(), state, _json(manifest))
        return manifest

    def abandon(self) -> None:
        """Note that the run did not end well; where not even that can be written, the run stays marked as running."""
        with suppress(StoreError), told(self._store.folder):
            self.end("interrupted")

    def _manifest(self) -> Manifest:
        return Manifest(
            inputs=self._inputs,
            coder=self._coder,
            workers=self._options.workers,
            made_by=self._made_by,
            counts=self._counts,
            seconds={stage: round(seconds, 3) for stage, seconds in self._watch.spent.items()},
            wall=round(self._options.clock.seconds() - self._begun, 3),
            fusing=self._fusing,
            generation=self._generation,
            codebooks=self._codebooks,
            definitions=self._definitions,
        )

    def _to_do(self, items: Iterator[Document | Issue], seen: Seen) -> Iterator[Document]:
        """The documents that must be coded; everything else is dealt with on the way."""
        for item in items:
            if isinstance(item, Issue):
                self._note(item)
                continue
            self._counts.read += 1
            if self._is_wanted(item, seen):
                yield item

    def _is_wanted(self, document: Document, seen: Seen) -> bool:
        try:
            meeting = seen.meet(document.id, fingerprint(document))
        except UnicodeEncodeError:  # the pipeline will say what is wrong with it
            return True
        if meeting == "clash":
            self._note(_clash(document))
            return False
        if meeting == "again" or self._store.standing(document, self._coder) == "same":
            self._count("again" if meeting == "again" else "same")
            return False
        return True

    def _keep(self, document: Document, work: Work) -> None:
        if work.refused:
            self._note(work.refused)
            return
        coded = Coded(document=document, parse=_NO_PARSE, events=work.events, issues=work.issues)
        try:
            with self._watch.measure("write"):
                outcome = self._store.write(coded, coder=self._coder, run=self._number)
        except DataError as fault:
            self._note(_issue("store", document, fault.what, fault.hint))
            return
        for issue in work.issues:
            self._tell(issue)
        self._counts.events += len(work.events)
        self._count(outcome)

    def _note(self, issue: Issue) -> None:
        self._store.write_issue(issue, run=self._number)
        self._tell(issue)
        self._watcher.progress(self._counts)

    def _tell(self, issue: Issue) -> None:
        self._counts.refused += issue.fatal
        self._counts.notes += not issue.fatal
        self._watcher.issue(issue)

    def _count(self, outcome: str) -> None:
        setattr(self._counts, outcome, getattr(self._counts, outcome) + 1)
        self._watcher.progress(self._counts)

    def _today(self) -> str:
        return self._options.clock.now().isoformat(timespec="seconds")


def _clash(document: Document) -> Issue:
    reason = f"another document of this build has the id '{document.id}' and other content, so this one was left out."
    return _issue("read", document, reason, "Give each an id of its own.")


def _issue(stage: Stage, document: Document, reason: str, hint: str) -> Issue:
    where = document.source or document.id
    return Issue(stage=stage, where=where, reason=reason, hint=hint, document=document.id)


def _json(manifest: Manifest) -> str:
    return msgspec.json.encode(manifest).decode()
