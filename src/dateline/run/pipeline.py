"""The stages in a row: parse, code, resolve, fuse. Documents in, their records or an Issue out, one for one."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import msgspec

from dateline.errors import DataError, DatelineError
from dateline.model import Coded, Document, Event, Issue, Parsed
from dateline.model.issue import Stage
from dateline.run.limit import PATIENCE, TookTooLongError, at_most
from dateline.run.stopwatch import Stopwatch

CoderName = Literal["auto", "syntax", "neural"]
Result = TypeVar("Result")


class PipelineOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a pipeline is made of. `coder` "auto" is the best one that is installed.

    `actors` is a file of the user's own actors, `gazetteer` one to use instead of the packaged ("" for neither);
    `codebooks` are files of categories of the user's own.
    """

    coder: CoderName = "auto"
    actors: str = ""
    gazetteer: str = ""
    codebooks: tuple[str, ...] = ()


class Parser(Protocol):
    """Finds sentences, syntax, quotations and time expressions."""

    def pipe(self, documents: Iterable[Document]) -> Iterator[Parsed | Issue]:
        """One Parsed or fatal Issue for each document; other Issues may stand between."""
        ...


class Coder(Protocol):
    """Finds the records."""

    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        """The records of one document."""
        ...


class Resolver(Protocol):
    """Says which entities, places and days the records mean."""

    def resolve(self, parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The same records with names, codes, coordinates and days filled in."""
        ...


class Linker(Protocol):
    """Says which records are of one incident."""

    def __call__(self, parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The same records with incident ids."""
        ...


class Pipeline:
    """Turns documents into records. Each document is worked on alone, so no result depends on its neighbours.

    `patience` is the seconds of work that a stage may spend on one document.
    """

    def __init__(
        self,
        *,
        parser: Parser,
        coder: Coder,
        resolver: Resolver,
        link: Linker,
        watch: Stopwatch | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.watch = watch or Stopwatch()
        self._parser = parser
        self._coder = coder
        self._resolver = resolver
        self._link = link
        self._patience = patience

    @classmethod
    def load(cls, options: PipelineOptions | None = None) -> Pipeline:
        """The stages of this installation, with their models (seconds); raises DataError where one is not as tested."""
        try:
            from dateline.run import stages  # noqa: PLC0415 - the stages bring their models' libraries along

            return stages.load(options or PipelineOptions())
        except DatelineError:
            raise
        except Exception as fault:  # a damaged file shows as whatever error the library that reads it has
            what = f"a stage cannot be loaded ({type(fault).__name__}: {' '.join(str(fault).split())[:200]})."
            raise DataError(what, "installation", "Install Dateline anew.") from fault

    def pipe(self, documents: Iterable[Document | Issue]) -> Iterator[Coded | Issue]:
        """For each document its records, or the Issue that says why there are none; Issues pass through."""
        return (item if isinstance(item, Issue) else self.code(item) for item in documents)

    def code(self, document: Document) -> Coded | Issue:
        """The records of one document."""
        try:
            return self._code(document)
        except _StageFailed as failure:
            return failure.issue

    def _code(self, document: Document) -> Coded:
        self._guarded("read", document, lambda: msgspec.json.encode(document))  # lone surrogates cannot be written down
        parsed, issues = self._guarded("parse", document, lambda: self._parse(document))
        events = self._guarded("code", document, lambda: self._coder.code(parsed))
        events = self._guarded("resolve", document, lambda: self._resolver.resolve(parsed, events))
        events = self._guarded("fuse", document, lambda: self._link(parsed, events))
        return Coded(document=document, parse=parsed.parse, events=events, issues=issues)

    def _parse(self, document: Document) -> tuple[Parsed, tuple[Issue, ...]]:
        found = list(self._parser.pipe([document]))
        issues = tuple(item for item in found if isinstance(item, Issue))
        parsed = next((item for item in found if isinstance(item, Parsed)), None)
        if parsed is None:
            raise _StageFailed(
                issues[0] if issues else _issue("parse", document, "the parser returned nothing for it.")
            )
        return parsed, issues

    def _guarded(self, stage: Stage, document: Document, call: Callable[[], Result]) -> Result:
        """What `call` returns. Whatever goes wrong in it is that document's Issue.

        The one place where a broad `except` is right: a fault nobody foresaw, in our code or a library's, must cost one
        document and be told, and not end a run of a hundred thousand.
        """
        try:
            with self.watch.measure(stage), at_most(self._patience):
                return call()
        except _StageFailed:
            raise
        except Exception as fault:
            raise _StageFailed(_issue(stage, document, _told(stage, fault))) from fault


class _StageFailed(Exception):  # noqa: N818 - carries an Issue, is never seen outside
    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


def _issue(stage: Stage, document: Document, reason: str) -> Issue:
    return Issue(stage=stage, where=document.source or document.id, reason=reason, document=document.id)


def _told(stage: str, fault: Exception) -> str:
    """The fault in one sentence, with the line of code where it came up."""
    if isinstance(fault, UnicodeEncodeError):
        return "it holds half a surrogate pair, which no file can hold as UTF-8; repair the text."
    if isinstance(fault, TookTooLongError):
        return f"the stage '{stage}' was ended: {fault}; split the document."
    frames = traceback.extract_tb(fault.__traceback__)
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = " ".join(str(fault).split())[:200]
    return f"the stage '{stage}' failed with {type(fault).__name__}{at}{': ' + what if what else ''}."
