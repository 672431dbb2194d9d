"""GeoNames dump files to a gazetteer of our format, for those who want all thirteen million places.

Reads `allCountries.txt` (or another file of its format) and, where they lie beside it, `alternateNamesV2.txt`,
`admin1CodesASCII.txt` and `admin2Codes.txt`, as the GeoNames server's export folder has them (docs/importing.md). What
is written is what `scripts/build_gazetteer.py` writes, so the resolver cannot tell the two apart.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import InputError, NotFoundError
from dateline.knowledge import tables
from dateline.knowledge.names import key

MAIN, ALTERNATE, FIRST, SECOND = "allCountries.txt", "alternateNamesV2.txt", "admin1CodesASCII.txt", "admin2Codes.txt"
NO_NAMES = frozenset(("link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny"))
# Feature codes (geonames.org/export/codes.html) that are something other than what their class is
KINDS = {
    **dict.fromkeys(("PPLC", "PPLG"), "capital"),
    **dict.fromkeys(("MILB", "INSM", "NVB"), "base"),
    **dict.fromkeys(("PS", "PSH", "PSN", "OILR"), "plant"),
    **dict.fromkeys(("RGN", "CST", "PEN"), "region"),
    **dict.fromkeys(("ISL", "ISLS"), "island"),
    **dict.fromkeys(("MT", "MTS"), "mountain"),
    **dict.fromkeys(("STM", "STMC"), "river"),
    "ADM1": "admin1", "ADM2": "admin2", "AIRP": "airport", "AIRB": "airbase", "CMPRF": "camp", "PRT": "port",
    "PRN": "prison", "DAM": "dam", "HSP": "hospital", "DSRT": "desert", "CONT": "continent", "LK": "lake", "SEA": "sea",
    "GULF": "gulf", "STRT": "strait", "CNL": "canal", "OCN": "ocean",
}  # fmt: skip
GONE = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH", "ADM1H", "ADM2H"))  # historical, abandoned, destroyed
Item = TypeVar("Item")
FIELDS = 19  # columns of the main table
BATCH = 100_000
SCHEMA = pa.schema(
    [
        ("id", pa.int32()),
        ("source", pa.string()),
        ("name", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("country", pa.string()),
        ("admin1", pa.string()),
        ("admin2", pa.string()),
        ("latitude", pa.float32()),
        ("longitude", pa.float32()),
        ("population", pa.int32()),
    ]
)


class Imported(msgspec.Struct, frozen=True):
    """How many lines were read, and how many places of them written."""

    lines: int
    places: int


class Others(msgspec.Struct, frozen=True):
    """Alternate names by GeoNames id: ids in order, and the names in the same order."""

    ids: npt.NDArray[np.int32]
    names: pa.Array

    def of(self, geoname: int) -> list[str]:
        """The alternate names of one place, in the order of the file."""
        low, high = (int(np.searchsorted(self.ids, geoname, side)) for side in ("left", "right"))
        found: list[str] = self.names.slice(low, high - low).to_pylist()
        return found


def import_geonames(folder: Path, out: Path) -> Imported:
    """Write the gazetteer of the dump files of a folder to `out`.

    Raises NotFoundError where the main file is not there, InputError naming the line that is not of the format.
    """
    path = folder / MAIN
    if not path.is_file():
        raise NotFoundError(
            f"there is no {MAIN}.", str(folder), "Unpack allCountries.zip of the GeoNames export there."
        )
    others = _others(folder / ALTERNATE)
    divisions = {level: _codes(folder / name) for level, name in ((1, FIRST), (2, SECOND))}
    partial = out.with_name(f"{out.name}.partial")
    try:
        done = _write(path, partial, others, divisions)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return done


def _write(path: Path, out: Path, others: Others | None, divisions: Mapping[int, Mapping[str, int]]) -> Imported:
    lines = places = 0
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for batch in _batches(enumerate(_cells(path, FIELDS), 1)):
            rows = [row for number, cells in batch if (row := _row(cells, f"{path} line {number}", others, divisions))]
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
            lines, places = batch[-1][0], places + len(rows)
    return Imported(lines, places)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch


def _cells(path: Path, fields: int) -> Iterator[list[str]]:
    """The cells of each line; raises InputError where there are too few."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < fields:
                raise InputError(
                    f"has {len(cells)} cells where GeoNames has {fields}, parted by tabs.", f"{path} line {number}",
                    "Download the file again, or cut the line.",
                )  # fmt: skip
            yield cells


def _others(path: Path) -> Others | None:
    """The alternate names of alternateNamesV2.txt without links and codes; None where the file is not there."""
    if not path.is_file():
        return None
    ids, chunks = array("i"), []
    for batch in _batches(_named(path)):
        ids.extend(number for number, _ in batch)
        chunks.append(pa.array([name for _, name in batch], pa.large_string()))
    numbers = np.frombuffer(ids, dtype=np.int32) if ids else np.zeros(0, dtype=np.int32)
    order = np.argsort(numbers, kind="stable")
    names = pa.concat_arrays(chunks) if chunks else pa.array([], pa.large_string())
    return Others(numbers[order], names.take(pa.array(order)))


def _named(path: Path) -> Iterator[tuple[int, str]]:
    for number, cells in enumerate(_cells(path, 4), 1):
        if cells[2] not in NO_NAMES:
            yield _integer(cells[1], f"{path} line {number}"), cells[3]


def _codes(path: Path) -> dict[str, int]:
    """Code ("SY.13") to GeoNames id, of the tables of divisions; empty where the file is not there."""
    return {cells[0]: int(cells[3] or 0) for cells in _cells(path, 4)} if path.is_file() else {}


def _row(
    cells: list[str], where: str, others: Others | None, divisions: Mapping[int, Mapping[str, int]]
) -> dict[str, object] | None:
    """One place as the gazetteer has it, None for what it does not hold: states (our own table), schools, fields."""
    number = _integer(cells[0], where)
    kind = _kind(cells, number, divisions)
    if kind is None:
        return None
    alternates = others.of(number) if others else cells[3].split(",")
    keys = list(dict.fromkeys(k for k in map(key, (cells[1], cells[2], *alternates)) if k))
    if not keys:
        return None
    latitude, longitude = _degrees(cells, where)
    return {
        "id": number, "source": "geonames", "name": cells[1], "keys": keys, "kind": kind,
        "country": _states().get(cells[8], ""), "admin1": cells[10], "admin2": cells[11],
        "latitude": latitude, "longitude": longitude, "population": min(_integer(cells[14] or "0", where), 2**31 - 1),
    }  # fmt: skip


def _kind(cells: list[str], number: int, divisions: Mapping[int, Mapping[str, int]]) -> str | None:
    class_, code = cells[6], cells[7]
    if code in GONE:
        return None
    country, first, second = cells[8], cells[10], cells[11]
    if number and divisions[1].get(f"{country}.{first}") == number:
        return "admin1"
    if number and divisions[2].get(f"{country}.{first}.{second}") == number:
        return "admin2"
    return KINDS.get(code) or ("city" if class_ == "P" else None)


def _integer(cell: str, where: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise InputError(f"“{cell}” is no whole number.", where, "The columns may have been moved.") from None


def _degrees(cells: list[str], where: str) -> tuple[float, float]:
    try:
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        raise InputError(f"“{cells[4]}, {cells[5]}” is no point.", where, "The columns may have been moved.") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InputError(f"{latitude}, {longitude} is not on the earth.", where)
    return latitude, longitude


@cache
def _states() -> dict[str, str]:
    """Two-letter code of a state to the code of the contract."""
    return {row["alpha2"]: row["code"] for row in tables.rows("states.csv") if row["alpha2"]}
