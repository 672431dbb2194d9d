import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge import gazetteer as module
from dateline.knowledge.gazetteer import Own, build

SCHEMA = pa.schema(
    [("id", pa.int32()), ("source", pa.string()), ("name", pa.string()), ("keys", pa.list_(pa.string())),
     ("kind", pa.string()), ("country", pa.string()), ("admin1", pa.string()), ("admin2", pa.string()),
     ("latitude", pa.float32()), ("longitude", pa.float32()), ("population", pa.int32())]
)  # fmt: skip


def row(name, keys, *, kind="city", country="SYR", admin1="01", latitude=36.5, population=1000, number=1):
    return {
        "id": number, "source": "geonames", "name": name, "keys": keys, "kind": kind, "country": country,
        "admin1": admin1, "admin2": "", "latitude": latitude, "longitude": 40.0, "population": population,
    }  # fmt: skip


def small(*own):
    rows = [
        row("Al-Hasakah", ["al hasakah", "hasakah"], kind="admin1", number=7),
        row("Qamishli", ["qamishli", "القامشلي"], number=8),
        row("Qamishli Camp", ["qamishli camp"], admin1="", number=9),
    ]
    return build(pa.Table.from_pylist(rows, SCHEMA), own)


def test_a_name_finds_its_places_by_any_spelling():
    gazetteer = small()
    assert [gazetteer.site(int(r)).name for r in gazetteer.candidates("QAMISHLI").rows] == ["Qamishli"]
    assert [gazetteer.site(int(r)).name for r in gazetteer.candidates("القامشلي").rows] == ["Qamishli"]
    assert list(gazetteer.candidates("Hasakah").roles) == [1]
    assert list(gazetteer.candidates("Al-Hasakah").roles) == [0]


@pytest.mark.parametrize("name", ["", "Atlantis", "qamish", "qamishli camps"])
def test_an_unknown_name_finds_nothing(name):
    assert len(small().candidates(name).rows) == 0


def test_own_places_and_aliases_are_found_beside_the_table():
    base = {"id": 0, "source": "dateline", "name": "Rumalyn", "kind": "base", "country": "SYR",
            "admin1": "", "admin2": "", "latitude": 37.0, "longitude": 42.0, "population": 0}  # fmt: skip
    gazetteer = small(
        Own(base, (("Rumalyn", "name"), ("Rmelan", "name"))),
        Own({}, (("Jazira", "name"),), alias_of=("SYR", "al hasakah")),
        Own({}, (("Nowhere", "name"),), alias_of=("SYR", "atlantis")),
    )
    assert len(gazetteer) == 4
    assert gazetteer.site(int(gazetteer.candidates("Rmelan").rows[0])).kind == "base"
    assert gazetteer.site(int(gazetteer.candidates("Jazira").rows[0])).geoname == "7"
    assert len(gazetteer.candidates("Nowhere").rows) == 0


def test_a_division_is_a_number_and_none_is_minus_one():
    gazetteer = small()
    assert gazetteer.division[0] == gazetteer.division[1] >= 0
    assert gazetteer.division[2] == -1


@given(st.lists(st.text(min_size=0, max_size=12), min_size=1, max_size=20))
def test_hashing_all_at_once_is_hashing_one_by_one(words):
    assert list(module._hashes(pa.array(words, pa.string()))) == [module._hash(word) for word in words]


def test_names_of_a_kind_are_told_with_their_rows():
    assert [(name, r) for name, r, _ in small().names_of(("admin1",))] == [("al hasakah", 0), ("hasakah", 0)]


def test_a_geoname_is_told_with_its_country():
    assert small().geonames() == {"7": "SYR", "8": "SYR", "9": "SYR"}
