"""GeoNames dump files into a gazetteer, on samples written in their format."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DataError, InputError, NotFoundError
from dateline.knowledge import Gazetteer, key
from dateline.knowledge.geonames import import_geonames


def line(
    number: int,
    name: str,
    point: tuple[float, float],
    feature: str,
    place: tuple[str, str, str],
    *,
    others: str = "",
    people: int = 0,
) -> str:
    """One line of allCountries.txt; `feature` is "P.PPL", `place` country, first and second division."""
    class_, code = feature.split(".")
    country, first, second = place
    cells = [
        number,
        name,
        name,
        others,
        *point,
        class_,
        code,
        country,
        "",
        first,
        second,
        "",
        "",
        people,
        "",
        0,
        "",
        "",
    ]
    return "\t".join(map(str, cells)) + "\n"


SAMPLE = (
    line(101, "Nordhafen", (36.5, 40.7), "P.PPL", ("SY", "01", "0101"), others="Port North,Nord Hafen", people=5000),
    line(102, "Nordland", (36.0, 40.0), "A.ADM1", ("SY", "01", ""), people=90000),
    line(103, "Old Nordhafen", (36.5, 40.8), "P.PPLH", ("SY", "01", "")),
    line(104, "Camp Lima", (36.6, 40.9), "S.CMPRF", ("SY", "01", "")),
    line(105, "A school", (36.6, 40.9), "S.SCH", ("SY", "01", "")),
    line(106, "Lake Quill", (-12.5, -150.25), "H.LK", ("", "", "")),
)


def folder(tmp_path: Path, *, alternates: str = "") -> Path:
    (tmp_path / "allCountries.txt").write_text("".join(SAMPLE), "utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text("SY.01\tNordland\tNordland\t102\n", "utf-8")
    if alternates:
        (tmp_path / "alternateNamesV2.txt").write_text(alternates, "utf-8")
    return tmp_path


def sites(gazetteer: Gazetteer, name: str) -> list[str]:
    found = (gazetteer.site(int(row)) for row in gazetteer.candidates(name).rows)
    return [f"{s.kind} {s.name} {s.country} {s.geoname}" for s in found if s.source == "geonames"]


def test_the_places_of_a_dump_are_found_by_all_their_names(tmp_path: Path) -> None:
    done = import_geonames(folder(tmp_path), tmp_path / "out.parquet")
    assert (done.lines, done.places) == (6, 4)
    gazetteer = Gazetteer.load(tmp_path / "out.parquet")
    assert sites(gazetteer, "nord-hafen") == ["city Nordhafen SYR 101"]
    assert sites(gazetteer, "Port North") == ["city Nordhafen SYR 101"]
    assert sites(gazetteer, "Nordland") == ["admin1 Nordland SYR 102"]
    assert sites(gazetteer, "Camp Lima") == ["camp Camp Lima SYR 104"]
    assert sites(gazetteer, "Lake Quill") == ["lake Lake Quill  106"]
    assert sites(gazetteer, "A school") == sites(gazetteer, "Old Nordhafen") == []
    assert [gazetteer.site(int(r)).kind for r in gazetteer.candidates("Syria").rows] == ["country"]  # our own tables


def test_the_table_of_alternate_names_stands_before_the_column_and_links_are_no_names(tmp_path: Path) -> None:
    names = "1\t104\t\tKamp Lima\n2\t101\tlink\thttps://example.org/Nordhafen\n3\t101\tde\tHafen im Norden\n"
    import_geonames(folder(tmp_path, alternates=names), tmp_path / "out.parquet")
    gazetteer = Gazetteer.load(tmp_path / "out.parquet")
    assert sites(gazetteer, "Hafen im Norden") == ["city Nordhafen SYR 101"]
    assert sites(gazetteer, "Kamp Lima") == ["camp Camp Lima SYR 104"]
    assert sites(gazetteer, "Port North") == sites(gazetteer, "https://example.org/Nordhafen") == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("only\tthree\tcells\n", "line 7: has 3 cells"),
        (line(0, "X", (95.0, 0.0), "P.PPL", ("SY", "", "")), "line 7: 95.0, 0.0 is not on the earth"),
        (
            line(1, "X", (5.0, 0.0), "P.PPL", ("SY", "", "")).replace("1\t", "one\t", 1),
            "line 7: “one” is no whole number",
        ),
    ],
)
def test_a_bad_line_is_named_and_no_half_file_is_left(tmp_path: Path, bad: str, told: str) -> None:
    path = folder(tmp_path) / "allCountries.txt"
    path.write_text("".join(SAMPLE) + bad, "utf-8")
    with pytest.raises(InputError, match=told):
        import_geonames(tmp_path, tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


def test_what_is_not_there_or_no_gazetteer_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"allCountries\.txt"):
        import_geonames(tmp_path, tmp_path / "out.parquet")
    with pytest.raises(NotFoundError, match="import-geonames"):
        Gazetteer.load(tmp_path / "none.parquet")
    (tmp_path / "wrong.parquet").write_bytes(b"no Parquet")
    with pytest.raises(DataError, match="no Parquet file"):
        Gazetteer.load(tmp_path / "wrong.parquet")


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.text("abcdéß -", min_size=1), st.floats(-90, 90), st.floats(-180, 180)), max_size=8))
def test_every_place_with_letters_comes_back_at_its_point(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[str, float, float]]
) -> None:
    where = tmp_path_factory.mktemp("dump")
    rows = [line(i, n, (a, b), "P.PPL", ("SY", "01", "")) for i, (n, a, b) in enumerate(places, 1)]
    (where / "allCountries.txt").write_text("".join(rows), "utf-8")
    import_geonames(where, where / "out.parquet")
    gazetteer = Gazetteer.load(where / "out.parquet")
    for i, (name, latitude, longitude) in enumerate(places, 1):
        found = [gazetteer.site(int(r)) for r in gazetteer.candidates(name).rows] if key(name) else []
        mine = [s for s in found if s.geoname == str(i) and s.source == "geonames"]
        assert len(mine) == bool(key(name))
        assert all(abs(s.latitude - latitude) < 0.01 and abs(s.longitude - longitude) < 0.01 for s in mine)
