"""Rows of other people's data sets, in the columns of our incidents: kept beside a store, compared with its incidents.

    foreign/ucdp.parquet    the rows            foreign/ucdp.json   where they came from

They are no incidents of the store's: nothing is fused with them, and no query of the store answers with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa

from dateline._version import __version__
from dateline.errors import InputError, NotFoundError, UsageError
from dateline.export.lines import parquet_pieces
from dateline.model import Issue
from dateline.model.event import PlacePrecision
from dateline.store.digest import sha256

FOLDER = "foreign"
_TEXT, _LIST, _WHOLE = pa.string(), pa.list_(pa.string()), pa.int64()


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a data set. `code` is its own word for the kind of act, `type` and `mode` ours, "" where none fits.

    Days are ISO; countries ISO 3166 alpha-3; "" and None mean not told.
    """

    id: str
    code: str
    type: str = ""
    mode: str = ""
    first: str
    last: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    reports: int | None = None
    publisher: str = ""
    source: str = ""  # who says so
    url: str = ""
    sentence: str = ""


SCHEMA = pa.schema(
    {
        "dataset": _TEXT,
        **dict.fromkeys(("id", "code", "type", "mode", "first", "last"), _TEXT),
        **dict.fromkeys(("actors", "recipients"), _LIST),
        **dict.fromkeys(("country", "place"), _TEXT),
        **dict.fromkeys(("latitude", "longitude"), pa.float64()),
        "precision": _TEXT,
        **dict.fromkeys(("killed_low", "killed_best", "killed_high", "reports"), _WHOLE),
        **dict.fromkeys(("publisher", "source", "url", "sentence"), _TEXT),
    }
)


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A data set beside a store: what it was read from, and how many rows were taken and refused."""

    name: str
    format: str
    file: str
    sha256: str
    rows: int
    refused: int
    dateline: str


def keep(
    folder: Path,
    rows: Iterator[Foreign | Issue],
    issues: list[Issue],
    *,
    name: str,
    format_: str,
    file: Path,
    force: bool = False,
) -> Imported:
    """Write the rows of a file beside a store, whole or not at all; what could not be read is added to `issues`.

    Raises UsageError, InputError.
    """
    if not re.fullmatch(r"[\w-]+", name):
        raise UsageError(f"'{name}' is no name for a data set.", "--name", "Use letters, digits, - and _.")
    home = folder / FOLDER
    target, draft = home / f"{name}.parquet", home / f".{name}.draft"
    if target.exists() and not force:
        raise UsageError("a data set of that name is there already.", str(target), "Give --name, or --force.")
    home.mkdir(exist_ok=True)
    taken = _write(draft, name, rows, issues)
    if not taken:
        draft.unlink()
        raise InputError(f"no row of the file can be read as {format_}.", str(file), str(next(iter(issues), "")))
    draft.replace(target)
    made = Imported(name=name, format=format_, file=file.name, sha256=sha256(file), rows=taken, refused=len(issues),
                    dateline=__version__)  # fmt: skip
    (home / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    return made


def kept(folder: Path) -> list[Imported]:
    """The data sets beside a store, by name."""
    found = sorted((folder / FOLDER).glob("*.json"))
    return [msgspec.json.decode(path.read_bytes(), type=Imported) for path in found]


def table(folder: Path, name: str) -> Path:
    """The file of a data set; raises NotFoundError."""
    path = folder / FOLDER / f"{name}.parquet"
    if not path.is_file():
        known = ", ".join(one.name for one in kept(folder)) or "none yet"
        hint = f"There are: {known}. Import one: dateline import FILE --from FORMAT --store {folder}"
        raise NotFoundError(f"there is no data set '{name}' beside the store.", str(folder), hint)
    return path


def _write(path: Path, name: str, rows: Iterator[Foreign | Issue], issues: list[Issue]) -> int:
    def taken() -> Iterator[dict[str, object]]:
        for row in rows:
            if isinstance(row, Issue):
                issues.append(row)
            else:
                yield {"dataset": name, **msgspec.structs.asdict(row)}

    count = 0
    with path.open("wb") as file:
        for some, number in parquet_pieces(SCHEMA, taken()):
            file.write(some)
            count += number
    return count
