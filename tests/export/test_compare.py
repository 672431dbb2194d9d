import shutil

import pytest

from dateline.errors import InputError, NotFoundError, UsageError
from dateline.export.compare import compare
from dateline.export.foreign import FOLDER, keep, kept, table
from dateline.export.readers import read
from dateline.store import Query, Store

UCDP = "id,date_start,date_end,type_of_violence,side_a,side_b,country_id,latitude,longitude,best,low,high,where_prec\n"


@pytest.fixture
def store(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "store")


@pytest.fixture
def imported(store, tmp_path):
    """Puts lines in UCDP's layout beside the store."""

    def put(*lines, **more):
        path = tmp_path / "u.csv"
        path.write_text(UCDP + "".join(f"{line}\n" for line in lines))
        issues = []
        told = {"name": "ucdp", "format_": "ucdp", "file": path} | more
        return keep(store, read(path, "ucdp"), issues, **told), issues

    return put


def test_an_export_beside_its_own_store_is_met_whole(written, store):
    path, made = written("ucdp", "incidents")
    issues = []
    keep(store, read(path, "ucdp"), issues, name="back", format_="ucdp", file=path)
    (one,) = compare(store, "back", Query(type=("ASSAULT",)), days=0, km=0.1)
    assert not issues
    assert (one.group, one.theirs, one.theirs_met) == ("all", made.kept, made.kept)
    assert made.kept <= one.ours_met <= one.ours
    assert one.theirs_killed == 7 * made.kept


def test_pairs_are_near_in_days_and_space(imported, store):
    imported(
        "1,2024-03-03,2024-03-03,3,A,B,625,15.45,36.4,2,2,2,1",  # Kassala
        "2,2024-03-03,2024-03-03,3,A,B,625,15.9,36.4,3,3,3,1",  # fifty kilometres north
        "3,2023-03-03,2023-03-03,3,A,B,625,15.45,36.4,5,5,5,1",
        "4,2024-03-03,2024-03-03,3,A,B,482,4.4,18.5,7,7,7,1",
    )
    asked = Query(since="2024-01-01", country=("SDN",))
    near, far = (compare(store, "ucdp", asked, days=1, km=km)[0] for km in (10, 60))
    assert (near.theirs, near.theirs_met, near.theirs_killed) == (2, 1, 5)
    assert far.theirs_met == 2
    assert compare(store, "ucdp", asked, days=0, km=60)[0].ours_met <= far.ours_met
    assert [row.group for row in compare(store, "ucdp", Query(), by="year")] == ["2023", "2024"]
    assert {row.group for row in compare(store, "ucdp", Query(), by="country")} >= {"CAF", "SDN"}
    assert sum(row.theirs for row in compare(store, "ucdp", Query(), by="month")) == 4
    (none,) = compare(store, "ucdp", Query(actor=("nobody",)))
    assert (none.ours, none.theirs, none.theirs_met) == (0, 4, 0)


def test_what_was_imported_is_told(imported, store):
    made, issues = imported("1,2024-03-03,2024-03-03,3,A,B,625,,,2,2,2,1", "2,never,2024-03-03,3,A,B,625,,,2,2,2,1")
    assert (made.rows, made.refused, len(issues), made.file) == (1, 1, 1, "u.csv")
    assert kept(store) == [made]
    before = table(store, "ucdp").read_bytes()
    with pytest.raises(UsageError, match="there already"):
        imported()
    imported("1,2024-03-03,2024-03-03,3,A,B,625,,,2,2,2,1", force=True)
    assert table(store, "ucdp").read_bytes() == before


def test_nothing_is_kept_of_a_file_without_a_row(imported, store):
    with pytest.raises(InputError, match="no row of the file"):
        imported("2,never,2024-03-03,3,A,B,625,,,2,2,2,1")
    assert not [*(store / FOLDER).iterdir()]
    with pytest.raises(UsageError, match="no name for a data set"):
        imported(name="../x")
    with pytest.raises(NotFoundError, match="none yet"):
        compare(store, "ucdp", Query())


def test_importing_leaves_the_store_as_it_is(imported, store):
    with Store.open(store) as opened:
        before = opened.state(), opened.view(), opened.count()
    imported("1,2024-03-03,2024-03-03,3,A,B,625,,,2,2,2,1")
    with Store.open(store) as opened:
        assert (opened.state(), opened.view(), opened.count()) == before
