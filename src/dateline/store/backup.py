"""A store as one file, and back: taken while others read and write, verified before it counts.

    backup.json     what follows, with the SHA-256 of each file: the first entry
    store.sqlite    the records, as they stood at one moment
    …               every other file of the folder: generations, the watch's state, what was imported

The file is a plain tar, so that other tools can open it. Databases are copied by SQLite itself, within one transaction.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from dateline._version import __version__
from dateline.errors import NotFoundError, StoreError
from dateline.store import generation, lock, schema
from dateline.store.check import faults
from dateline.store.digest import sha256
from dateline.store.store import Store

MANIFEST = "backup.json"
VERSION = 1
LARGEST_MANIFEST = 64 << 20
CHUNK = 1 << 20
_PASSING = (lock.FILE, lock.HOLDER)  # of the process that writes now
_COMPANIONS = ("-wal", "-shm", "-journal")  # of a database: in its copy already


class Kept(msgspec.Struct, frozen=True):
    """A file of a backup."""

    name: str
    size: int
    sha256: str


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    version: int
    dateline: str
    files: tuple[Kept, ...]


def backup(folder: Path, target: Path) -> Backup:
    """Write a store's backup to `target`, verify it, and only then give it that name.

    Raises NotFoundError, StoreError where the store is damaged, cannot be read or the file cannot be written.
    """
    Store.open(folder).close()
    if target.exists():
        raise StoreError("there is such a file already.", str(target), "Give another name, or remove it.")
    draft = target.with_name(f"{target.name}.draft")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as home:
            made = _write(draft, list(_copies(folder, Path(home))))
        _verify(draft, made)
        draft.rename(target)
    except OSError as fault:
        what = f"the backup cannot be written ({fault.strerror or fault})."
        raise StoreError(what, str(target), "Is there room for it?") from None
    finally:
        draft.unlink(missing_ok=True)
    return made


def restore(source: Path, folder: Path) -> Backup:
    """The store of a backup in a folder that is not there or empty; nothing is left there unless it is whole.

    Raises NotFoundError, StoreError where the backup is damaged or the folder is in use.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError("the folder is not empty.", str(folder), "Give a new one: a backup replaces nothing.")
    draft = folder.with_name(f"{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        made = _unpack(source, draft)
        _check(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except OSError as fault:
        raise StoreError(f"the store cannot be restored ({fault.strerror or fault}).", str(folder)) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def _copies(folder: Path, home: Path) -> Iterator[tuple[str, Path]]:
    """Name and place of each file; a database's is a copy of one moment."""
    for number, path in enumerate(sorted(folder.rglob("*"))):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.is_symlink() or _is_passing(name):
            continue
        yield name, _snapshot(path, home / f"{number}-{path.name}") if path.suffix == ".sqlite" else path


def _is_passing(name: str) -> bool:
    """Whether a file belongs to what is being written now."""
    return name in _PASSING or name.endswith(_COMPANIONS) or ".draft" in name


def _snapshot(path: Path, copy: Path) -> Path:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=schema.BUSY_MS / 1000)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        found = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        found = str(fault)
    finally:
        source.close()
        target.close()
    if found != "ok":
        raise StoreError(f"the file is damaged ({found}), so it is not backed up.", str(path), "Run dateline doctor.")
    return copy


def _write(draft: Path, copies: list[tuple[str, Path]]) -> Backup:
    kept = tuple(Kept(name, path.stat().st_size, sha256(path)) for name, path in copies)
    made = Backup(version=VERSION, dateline=__version__, files=kept)
    with tempfile.TemporaryFile() as manifest, tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as archive:
        told = msgspec.json.format(msgspec.json.encode(made)) + b"\n"
        manifest.write(told)
        manifest.seek(0)
        archive.addfile(_entry(MANIFEST, len(told)), manifest)
        for one, (_, path) in zip(kept, copies, strict=True):
            with path.open("rb") as file:
                archive.addfile(_entry(one.name, one.size), file)
    return made


def _entry(name: str, size: int) -> tarfile.TarInfo:
    """An entry without times or owners, so that the same store gives the same bytes."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o644
    return entry


def _verify(path: Path, made: Backup) -> None:
    """Raise StoreError unless a written backup holds what it should, byte for byte."""
    with tarfile.open(path, "r:") as archive:
        _manifest(archive, path)
        for kept in made.files:
            _take(archive, kept, path, None)


def _unpack(source: Path, draft: Path) -> Backup:
    if not source.is_file():
        raise NotFoundError("there is no such file.", str(source), "Give the file that dateline backup wrote.")
    try:
        with tarfile.open(source, "r:") as archive:
            made = _manifest(archive, source)
            draft.mkdir(parents=True)
            for kept in made.files:
                _take(archive, kept, source, draft / kept.name)
    except (tarfile.TarError, EOFError, ValueError) as fault:
        raise StoreError(f"it is no backup, or damaged ({fault}).", str(source), "Restore another one.") from None
    return made


def _manifest(archive: tarfile.TarFile, where: Path) -> Backup:
    """What the backup says it holds: only files inside the folder, each once; raises StoreError."""
    entry = archive.next()
    if entry is None or entry.name != MANIFEST or entry.size > LARGEST_MANIFEST:
        raise StoreError("it is no backup of a store.", str(where), "Give the file that dateline backup wrote.")
    file = archive.extractfile(entry)
    try:
        made = msgspec.json.decode(file.read() if file else b"", type=Backup)
    except msgspec.DecodeError as fault:
        raise StoreError(f"the backup's list of files cannot be read ({fault}).", str(where)) from None
    if made.version != VERSION:
        raise StoreError(f"the backup has version {made.version}, and this Dateline reads {VERSION}.", str(where))
    for kept in made.files:
        if not _is_inside(kept.name):
            raise StoreError(f"the backup names a file outside the store: '{kept.name}'.", str(where))
    return made


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and not {"..", ""} & set(path.parts)
        and not set(name) & set("\\:\0")
    )


def _take(archive: tarfile.TarFile, kept: Kept, where: Path, target: Path | None) -> None:
    """The next entry, checked against the list, and written to `target` if one is given."""
    entry = archive.next()
    if entry is None or entry.name != kept.name or entry.type != tarfile.REGTYPE or entry.size != kept.size:
        raise StoreError(f"the backup is damaged: '{kept.name}' is not where it should be.", str(where))
    file = archive.extractfile(entry)
    if file is None or _copied(file, target) != kept.sha256:
        raise StoreError(f"the backup is damaged: '{kept.name}' is not what was written.", str(where))


def _copied(file: IO[bytes], target: Path | None) -> str:
    """The SHA-256 of a file's bytes, written to `target` on the way if one is given."""
    digest = hashlib.sha256()
    if target is None:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        return digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as copy:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _check(folder: Path) -> None:
    """Raise StoreError unless a restored folder is a whole store."""
    with Store.open(folder) as store:
        found = next(iter((*faults(store), *generation.faults(folder))), "")
    if found:
        raise StoreError(f"the backup holds a store that is not whole: {found}", str(folder))
