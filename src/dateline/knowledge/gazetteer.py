"""Places of the world by name: one Parquet of GeoNames and other open tables, and our own tables beside it.

Names are looked up by a 64-bit hash of their key in a sorted array and then compared, so that half a million places
with more than a million names cost tens of megabytes, not a dictionary's hundreds. scripts/build_gazetteer.py makes the
file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.errors import DataError, NotFoundError
from dateline.knowledge import tables
from dateline.knowledge.names import key

Ints: TypeAlias = npt.NDArray[np.int32]
Roles: TypeAlias = npt.NDArray[np.int8]
Floats: TypeAlias = npt.NDArray[np.float32]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Role = Literal["name", "alternate", "demonym", "code"]

ROLES: tuple[Role, ...] = ("name", "alternate", "demonym", "code")
COLUMNS = ("id", "source", "name", "kind", "country", "admin1", "admin2", "latitude", "longitude", "population")
WORDS = ("source", "kind", "country", "admin1", "admin2")  # columns of few distinct strings
_BASE = np.uint64(1_099_511_628_211)  # the FNV prime: odd, so that its powers never vanish modulo 2**64
_CHUNK = 1 << 11  # names hashed at once: what their sums take fits into a processor's cache


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """One place. `geoname` is its GeoNames id ("" where it has none here), `country` ISO 3166 alpha-3 ("" for seas)."""

    row: int
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    latitude: float
    longitude: float
    population: int
    geoname: str
    source: str


class Candidates(msgspec.Struct, frozen=True):
    """Rows of the gazetteer that bear a name, and the role the name has for each (an index into ROLES)."""

    rows: Ints
    roles: Roles


class Own(msgspec.Struct, frozen=True):
    """A place of our own tables, with (name, role) pairs; an alias of a GeoNames division has `alias_of` set."""

    record: dict[str, Any]
    names: tuple[tuple[str, Role], ...]
    alias_of: tuple[str, str] | None = None


class Gazetteer:
    """Half a million places; `candidates` finds them by name, the columns hold what is known of each row.

    `fame` is the logarithm of the number of names a place has: the world names in many tongues what it talks about.
    """

    def __init__(self, table: pa.Table, keys: pa.Array, key_rows: Ints, key_roles: Roles, *, packaged: int) -> None:
        self._table, self._packaged = table, packaged
        self._keys = keys
        hashes = _hashes(keys)
        self._order = np.argsort(hashes).astype(np.int32)
        self._hashes = hashes[self._order]
        self._key_rows, self._key_roles = key_rows, key_roles
        self.latitude: Floats = table["latitude"].to_numpy()
        self.longitude: Floats = table["longitude"].to_numpy()
        self.population: Ints = table["population"].to_numpy()
        self.fame: Floats = np.log1p(np.bincount(key_rows, minlength=table.num_rows)).astype(np.float32)
        self.kinds, self.kind = _coded(table["kind"])
        self.countries, self.country = _coded(table["country"])
        self.division, self.division_count = _paired(self.country, *_coded(table["admin1"]))

    @classmethod
    def load(cls, path: Path | None = None) -> Gazetteer:
        """The packaged gazetteer, or that of a file, with our own tables; well under a second and 300 MB.

        Raises NotFoundError where there is no such file, DataError where it is none of `import_geonames`.
        """
        if path is None:
            with as_file(files("dateline.knowledge").joinpath("data", "gazetteer.parquet")) as packaged:
                return build(_read(packaged), tuple(own_places()))
        if not path.is_file():
            raise NotFoundError(
                "there is no such gazetteer.", str(path), "Make one: dateline knowledge import-geonames"
            )
        try:
            table = _read(path)
        except (pa.ArrowInvalid, OSError) as fault:
            raise DataError(f"is no Parquet file: {fault}.", str(path)) from None
        if missing := {*COLUMNS, "keys"} - set(table.column_names):
            raise DataError(f"is no gazetteer: it has no column {', '.join(sorted(missing))}.", str(path))
        return build(table, tuple(own_places()))

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def candidates(self, name: str) -> Candidates:
        """The places that bear a name, by any of its spellings with the same key; empty where there is none."""
        wanted = key(name)
        hashed = _hash(wanted)
        low, high = (int(np.searchsorted(self._hashes, hashed, side)) for side in ("left", "right"))
        at = self._order[low:high]
        if low < high and self._keys[int(at[0])].as_py() != wanted:
            at = at[[self._keys[int(i)].as_py() == wanted for i in at]]
        return Candidates(self._key_rows[at], self._key_roles[at])

    def site(self, row: int) -> Site:
        """What is known of one row."""
        cells = {name: self._table[name][int(row)].as_py() for name in COLUMNS}
        geoname = str(cells.pop("id") or "")
        place = (round(cells.pop("latitude"), 3), round(cells.pop("longitude"), 3))
        return Site(row=int(row), geoname=geoname, latitude=place[0], longitude=place[1], **cells)

    def is_own(self, row: int) -> bool:
        """Whether a place is of our own tables."""
        return row >= self._packaged

    def geonames(self) -> dict[str, str]:
        """GeoNames id to country code, of all rows that have an id."""
        part = self._table.select(["id", "country"]).filter(pc.greater(self._table["id"], 0)).to_pydict()
        return {str(number): country for number, country in zip(part["id"], part["country"], strict=True)}

    def names_of(self, kinds: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
        """(key, row, role) of every name of the places of some kinds, in the order of the file."""
        wanted = np.isin(self.kind, [self.kinds.index(kind) for kind in kinds])[self._key_rows]
        at = np.flatnonzero(wanted)
        names = self._keys.take(pa.array(at)).to_pylist()
        yield from zip(names, self._key_rows[at].tolist(), self._key_roles[at].tolist(), strict=True)


def _read(path: Path) -> pa.Table:
    return pq.ParquetFile(path, read_dictionary=list(WORDS), pre_buffer=False).read(use_threads=False)


def build(table: pa.Table, own: tuple[Own, ...]) -> Gazetteer:
    """A gazetteer of a table as the build script writes it, and of our own places and aliases."""
    lengths = pc.list_value_length(table["keys"]).to_numpy()
    added = [(key(name), row, ROLES.index(role)) for row, name, role in _added(table, own)]
    chunks = [chunk.flatten() for chunk in table["keys"].chunks]
    table = table.select(COLUMNS)
    keys = pa.concat_arrays([*chunks, pa.array([a[0] for a in added], pa.string())])
    del chunks
    roles = np.ones(len(keys), dtype=np.int8)
    roles[np.cumsum(lengths) - lengths] = 0
    roles[len(keys) - len(added) :] = [a[2] for a in added]
    rows = np.concatenate(
        [np.repeat(np.arange(len(lengths), dtype=np.int32), lengths), np.array([a[1] for a in added], np.int32)]
    )
    records = pa.Table.from_pylist([o.record for o in own if o.alias_of is None], table.schema)
    return Gazetteer(pa.concat_tables([table, records]), keys, rows, roles, packaged=table.num_rows)


def _added(table: pa.Table, own: tuple[Own, ...]) -> Iterator[tuple[int, str, Role]]:
    """(row, name, role) of every name of our own tables."""
    next_row, divisions = table.num_rows, _division_rows(table)
    for place in own:
        row = next_row if place.alias_of is None else divisions.get(place.alias_of, -1)
        next_row += place.alias_of is None
        if row >= 0:
            yield from ((row, name, role) for name, role in place.names)


def _division_rows(table: pa.Table) -> dict[tuple[str, str], int]:
    """(country, key) to the row of the first-order division; its main name wins over an alternate one."""
    chosen = np.flatnonzero(pc.equal(table["kind"], "admin1").to_numpy(zero_copy_only=False))
    part = table.select(["country", "keys"]).take(chosen).to_pydict()
    found: dict[tuple[str, str], int] = {}
    for row, country, keys in zip(chosen, part["country"], part["keys"], strict=True):
        found[country, keys[0]] = int(row)
    for row, country, keys in zip(chosen, part["country"], part["keys"], strict=True):
        for other in keys[1:]:
            found.setdefault((country, other), int(row))
    return found


def own_places() -> Iterator[Own]:
    """The places and aliases of states.csv, sites.csv and divisions.csv."""
    for row in tables.rows("states.csv"):
        names = [(row["name"], "name"), *((alias, "name") for alias in tables.listed(row["aliases"]))]
        demonyms = [(word, "demonym") for word in tables.listed(row["demonyms"])]
        yield Own(_record(row, kind="country", country=row["code"]), (*names, *demonyms))  # type: ignore[arg-type]
    for row in tables.rows("sites.csv"):
        names = [(name, "name") for name in (row["name"], *tables.listed(row["aliases"]))]
        yield Own(_record(row, kind=row["kind"], country=row["country"]), tuple(names))  # type: ignore[arg-type]
    for row in tables.rows("divisions.csv"):
        aliases: list[tuple[str, Role]] = [
            (a, "code" if _is_code(a) else "name") for a in tables.listed(row["aliases"])
        ]
        people: list[tuple[str, Role]] = [(word, "demonym") for word in tables.listed(row["demonyms"])]
        yield Own({}, (*aliases, *people), alias_of=(row["country"], key(row["name"])))


def _is_code(alias: str) -> bool:
    """Whether an alias is an abbreviation ("Calif.", "AB", "N.S.W.")."""
    return "." in alias or (alias.isupper() and len(alias) <= 3)


def _record(row: tables.Row, *, kind: str, country: str) -> dict[str, Any]:
    return {
        "id": int(row["geoname"] or 0),
        "source": "dateline",
        "name": row["name"],
        "kind": kind,
        "country": country,
        "admin1": "",
        "admin2": "",
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "population": int(row.get("population") or 0),
    }


def _coded(column: pa.ChunkedArray) -> tuple[list[str], Ints]:
    """The distinct strings of a column, and each row's index among them."""
    encoded = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    indices = np.concatenate([chunk.indices.to_numpy() for chunk in encoded.chunks])
    return encoded.chunk(0).dictionary.to_pylist(), indices.astype(np.int32)


def _paired(country: Ints, names: list[str], admin1: Ints) -> tuple[Ints, int]:
    """A number for each (country, first-order division) pair, -1 for rows in no division; and how many there are."""
    codes, numbers = np.unique(country.astype(np.int64) * len(names) + admin1, return_inverse=True)
    none = admin1 == names.index("") if "" in names else np.zeros(len(admin1), dtype=bool)
    return np.where(none, -1, numbers).astype(np.int32), len(codes)


def _hashes(keys: pa.Array) -> Hashes:
    """A polynomial hash of every string, modulo 2**64, computed in chunks to keep memory low."""
    parts = [_hashes_of(keys[start : start + _CHUNK]) for start in range(0, len(keys), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _hashes_of(keys: pa.Array) -> Hashes:
    _, offsets_buffer, data = keys.buffers()
    offsets = np.frombuffer(offsets_buffer, dtype=np.int32)[keys.offset : keys.offset + len(keys) + 1].astype(np.int64)
    if data is None or offsets[-1] == offsets[0]:
        return np.zeros(len(keys), dtype=np.uint64)
    text = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]].astype(np.uint64)
    starts, lengths = offsets[:-1] - offsets[0], np.diff(offsets)
    positions = np.arange(len(text)) - np.repeat(starts, lengths)
    sums = np.zeros(len(text) + 1, dtype=np.uint64)
    np.cumsum((text + np.uint64(1)) * _powers(int(lengths.max()))[positions], out=sums[1:])
    return np.asarray(sums[starts + lengths] - sums[starts], dtype=np.uint64)


def _hash(wanted: str) -> np.uint64:
    text = wanted.encode("utf-8")
    total = sum((byte + 1) * pow(int(_BASE), i, 1 << 64) for i, byte in enumerate(text))
    return np.uint64(total % (1 << 64))


@cache
def _powers(length: int) -> Hashes:
    return np.cumprod(np.concatenate([[np.uint64(1)], np.full(length, _BASE)]), dtype=np.uint64)
