"""An export: files and the manifest beside them, whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dateline._version import __version__
from dateline.errors import StoreError, UsageError
from dateline.export import gather
from dateline.export.answers import happened
from dateline.export.entry import Entry, Level
from dateline.export.layout import Layout, Part, complete
from dateline.export.registry import layout as named
from dateline.export.tables import losses
from dateline.store import Query, Store, generation
from dateline.store.analytic import Analytic

REJECTED = "rejected by a reviewer"
_CODEBOOK = "PLOVER 2.0, Open Event Data Alliance, CC BY-SA 4.0; choices in docs/ontology.md and docs/exporting.md"

Source = Callable[[], Iterable[Entry | None]]  # what the query yields, None for a rejected record; asked once a file


class File(msgspec.Struct, frozen=True):
    """A file of an export; `columns` says how each is filled."""

    name: str
    rows: int
    bytes: int
    sha256: str
    columns: dict[str, str]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an export holds and what it lost: the same export of the same store gives the same manifest.

    `asked` is what the query found, `kept` what was written of it; `left_out` counts the rest by reason, and `altered`
    what is not told as the layout means it. `state` and `view` are the hashes of the store's records and incidents.
    """

    dateline: str
    format: str
    level: Level
    query: str
    generation: int | None
    state: str
    view: str
    coders: tuple[str, ...]
    codebook: str
    definitions: dict[str, str]  # of categories of own codebooks, by `codebook.NAME/mode`
    asked: int
    kept: int
    left_out: dict[str, int]
    altered: dict[str, int]
    losses: tuple[str, ...]
    files: tuple[File, ...]


def export(
    store: Store,
    query: Query | str,
    *,
    to: Path,
    layout: str,
    level: Level = "incidents",
    everything: bool = False,
    force: bool = False,
) -> Manifest:
    """Write what a query finds to a file, with a manifest beside it; raises UsageError, NotFoundError, StoreError.

    Args:
        store: open, for reading or writing.
        query: what is wanted, as a Query or as it is written.
        to: the file; a further one of the same layout, and the manifest, are named after it.
        layout: a name in `registry.LAYOUTS`.
        level: what a row is; incidents are those of the current generation.
        everything: keep plans and denials in a layout that has no column to tell them apart, by one column of ours.
        force: overwrite what is there.
    """  # fmt: skip
    asked = Query.parse(query) if isinstance(query, str) else query
    found = complete(named(layout)) if everything else named(layout)
    paths = [_named(to, part.infix) for part in found.parts]
    told = to.with_name(f"{to.name}.manifest.json")
    _check([*paths, told], force=force)
    with _entries(store, asked, level) as source:
        tally = _tally(found, source())
        files = tuple(_write(path, part, found, source) for path, part in zip(paths, found.parts, strict=True))
        made = _manifest(store, found, query=asked, level=level, tally=tally, files=files)
    _put(told, iter((msgspec.json.format(msgspec.json.encode(made)) + b"\n",)))
    return made


class _Tally(msgspec.Struct, frozen=True):
    kept: int
    left_out: Counter[str]
    altered: Counter[str]


def refused(layout: Layout, entry: Entry | None) -> str:
    """Why a layout leaves an entry out, "" where it is kept."""
    if entry is None:
        return REJECTED
    return (happened(entry) if layout.statusless else "") or layout.refuses(entry)


def _tally(layout: Layout, found: Iterable[Entry | None]) -> _Tally:
    kept, left_out, altered = 0, Counter[str](), Counter[str]()
    for entry in found:
        why = refused(layout, entry)
        if why or entry is None:
            left_out[why] += 1
        else:
            kept += 1
            altered.update(layout.notes(entry))
    return _Tally(kept, left_out, altered)


@contextmanager
def _entries(store: Store, query: Query, level: Level) -> Iterator[Source]:
    """Where the entries come from: one state of the store, however often it is asked."""
    if level == "events":
        with store.one_look():
            yield lambda: gather.events(store, query)
        return
    analytic = Analytic.open(store.folder)
    try:
        yield lambda: gather.incidents(analytic, query)
    finally:
        analytic.close()


def _write(path: Path, part: Part, layout: Layout, source: Source) -> File:
    kept = (entry for entry in source() if entry is not None and not refused(layout, entry))
    pieces = part.encode(part.columns, (one for entry in kept for one in part.spread(entry)))
    rows, size, digest = 0, 0, hashlib.sha256()

    def counted() -> Iterator[bytes]:
        nonlocal rows, size
        for some, number in pieces:
            rows += number
            size += len(some)
            digest.update(some)
            yield some

    _put(path, counted())
    columns = {column.name: column.told for column in part.columns}
    return File(path.name, rows, size, digest.hexdigest(), columns)


def _put(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a file beside where it belongs, and move it there when it is whole."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
        draft.replace(path)
    except OSError as fault:
        raise StoreError(f"the file cannot be written ({fault.strerror}).", str(path), "Give another -o.") from None
    finally:
        draft.unlink(missing_ok=True)


def _named(path: Path, infix: str) -> Path:
    return path.with_name(f"{path.stem}.{infix}{path.suffix}") if infix else path


def _check(paths: Iterable[Path], *, force: bool) -> None:
    for path in paths:
        if path.exists() and not force:
            raise UsageError("the file is there already.", str(path), "Give another -o, or --force to overwrite it.")
        if not path.parent.is_dir():
            raise UsageError("there is no such folder.", str(path.parent), "Make it, or give another -o.")


def _manifest(
    store: Store, layout: Layout, *, query: Query, level: Level, tally: _Tally, files: tuple[File, ...]
) -> Manifest:
    current = generation.current(store.folder)
    return Manifest(
        dateline=__version__,
        format=layout.name,
        level=level,
        query=str(query),
        generation=current.number if current else None,
        state=store.state(),
        view=store.view(),
        coders=store.coders(),
        codebook=_CODEBOOK,
        definitions=current.definitions if current else {},
        asked=tally.kept + tally.left_out.total(),
        kept=tally.kept,
        left_out=dict(sorted(tally.left_out.items())),
        altered=dict(sorted(tally.altered.items())),
        losses=losses(*layout.schemes),
        files=files,
    )
