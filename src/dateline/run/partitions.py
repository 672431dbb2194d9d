"""The files of a build as partitions: found on any filesystem that Arrow knows, and read where they lie.

A path is a local one, or a URI: `file://`, `s3://`, `gs://`, `hdfs://`, and with fsspec installed `fsspec+PROTOCOL://`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
from pyarrow import fs

from dateline.errors import InputError
from dateline.model import Issue, content_hash
from dateline.read import ReadOptions
from dateline.read.sources import is_report, issue_of


class Partition(msgspec.Struct, frozen=True, kw_only=True):
    """A file to code: `path` on the filesystem of `root`; `where` is its name in the records, as `read` would give it.

    `modified` is in nanoseconds since 1970, 0 where the filesystem does not tell.
    """

    where: str
    root: str
    path: str
    size: int
    modified: int = 0

    def key(self, coder: str, reading: ReadOptions) -> str:
        """What its records are kept under: another where the file, the coder or the way of reading is another."""
        how = msgspec.json.encode(reading, order="sorted").decode()
        return content_hash(self.where, str(self.size), str(self.modified), coder, how, size=16)

    def open(self) -> Stream:
        """Its bytes; raises OSError."""
        return Stream(located(self.root)[0].open_input_file(self.path))


class Stream(io.RawIOBase):
    """A file of a filesystem that may be far away. A fault of the filesystem is kept in `fault`.

    Readers take a file that breaks off for a damaged one, and go on; here it may be that the network broke.
    """

    def __init__(self, file: pa.NativeFile) -> None:
        self._file = file
        self.fault: OSError | None = None

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer is for 3.12
        """Fill the buffer with the next bytes; how many there were."""
        try:
            data = self._file.read(len(buffer))
        except OSError as fault:
            self.fault = fault
            raise
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._file.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        """The place of the next byte."""
        return int(self._file.tell())

    def close(self) -> None:
        """Let go of the file."""
        if not self.closed:
            self._file.close()
        super().close()


def located(name: str) -> tuple[fs.FileSystem, str]:
    """The filesystem that a path or URI stands on, and its path there; raises InputError where none is known."""
    if "://" not in name:
        return fs.LocalFileSystem(), str(Path(name).absolute())
    try:
        system, path = fs.FileSystem.from_uri(name)
    except (pa.ArrowException, ValueError, ImportError, OSError) as fault:
        told = str(fault).splitlines()[0].replace(name, shown(name))
        what = f"it stands on no filesystem that can be reached ({told})."
        raise InputError(what, shown(name), "Give a path, or a URI as file://, s3://, gs:// or hdfs://.") from None
    return system, str(path)


def shown(name: str) -> str:
    """A path or URI as records and messages name it: without what is secret in it, a user, a password, options."""
    if "://" not in name:
        return name
    scheme, _, rest = name.partition("://")
    host, slash, path = rest.partition("?")[0].rstrip("/").partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def partitions(inputs: Iterable[str]) -> Iterator[Partition | Issue]:
    """The files of all inputs in the order in which `read` reads them; what is none is an Issue."""
    for given in inputs:
        try:
            yield from _partitions(given)
        except InputError as error:
            yield issue_of(error, shown(given))
        except OSError as error:
            yield Issue(stage="read", where=shown(given), reason=f"it cannot be listed ({error.strerror or error}).")


def _partitions(given: str) -> Iterator[Partition | Issue]:
    if given == "-":
        raise InputError("standard input is no file that several machines can read.", "-", "Give files or folders.")
    system, path = located(given)
    info = system.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        raise InputError("there is no such file or folder.", shown(given), "Check the path.")
    name = shown(given) if "://" in given else str(Path(given))
    if info.type == fs.FileType.File:
        yield _partition(given, name, info)
        return
    listed = system.get_file_info(fs.FileSelector(path, recursive=True))
    inside = {info.path[len(path) :].strip("/"): info for info in listed if info.type == fs.FileType.File}
    wanted = sorted((part for part in inside if _is_wanted(part)), key=_place)
    yield from (_partition(given, f"{name}/{part}", inside[part]) for part in wanted)
    if not wanted:
        yield Issue(stage="read", where=name, reason="the folder holds no file that can be read.")


def _partition(root: str, where: str, info: fs.FileInfo) -> Partition:
    return Partition(where=where, root=root, path=info.path, size=info.size or 0, modified=info.mtime_ns or 0)


def _is_wanted(part: str) -> bool:
    *folders, name = part.split("/")
    return is_report(name) and not any(folder.startswith(".") for folder in folders)


def _place(part: str) -> list[tuple[bool, str]]:
    """A folder's own files before its folders, each by name: as a walk through them meets them."""
    *folders, name = part.split("/")
    return [*((True, folder) for folder in folders), (False, name)]
