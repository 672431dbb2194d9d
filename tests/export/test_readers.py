"""Exports read back by our importer, and files of other people's as they come."""

import gzip
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.importing import FORMATS as NAMED
from dateline.errors import InputError, NotFoundError, UsageError
from dateline.evaluate.result import data_home
from dateline.export.answers import number
from dateline.export.crosswalk import acled, acled_kind, cameo_kind, violence, violence_kind
from dateline.export.entry import Entry, Side
from dateline.export.readers import FORMATS, read
from dateline.export.readers.fields import UnreadableError, country, day, point, text, whole
from dateline.model import Issue
from dateline.ontology import plover
from dateline.store import Store
from dateline.store.standing import standing

UCDP = "id,date_start,date_end,type_of_violence,side_a,side_b,country_id,latitude,longitude,best,low,high,where_prec\n"


def test_the_command_knows_the_formats():
    assert tuple(FORMATS) == NAMED


@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("level", ["events", "incidents"])
def test_an_export_comes_back_as_the_same_rows(written, layout, level):
    path, made = written(layout, level)
    rows = list(read(path, layout))
    own = {row["id"]: row for row in _own(written, level)}
    assert len(rows) == made.kept > 0
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        one = own[next(id_ for id_ in own if row.id in (id_, str(number(id_)), f"SDN-{id_}"))]
        assert row.type == one["type"]
        assert row.first == (one["first"] or one["reported"])
        assert row.country == (one["country"] or "")
        assert (row.latitude, row.longitude) == (one["latitude"], one["longitude"])
        assert row.precision in (one["precision"], None)
        if layout == "ucdp":
            assert (row.killed_low, row.killed_best) == (one["killed_low"], one["killed_best"])
        elif layout == "acled":
            assert row.killed_best == (one["killed_best"] or 0)
        if layout not in ("gdelt", "ucdp"):
            told = one["actors"][:1] if layout == "icews" else one["actors"]  # ICEWS has one source a row
            assert [name.casefold() for name in row.actors] == [name.casefold() for name in told]


def _own(written, level):
    return [json.loads(line) for line in written("jsonl", level)[0].read_text().splitlines()]


def test_what_is_written_happened(written, folder):
    with Store.open(folder) as store:
        standings = {str(number(event.id)): standing(event) for event in store.query("")}
    assert {standings[row.id] for row in read(written("gdelt")[0], "gdelt")} == {"happened", "claimed"}


def test_packed_files_are_read_as_plain_ones(tmp_path):
    plain = tmp_path / "u.csv"
    plain.write_text(UCDP + "7,2014-01-05,2014-01-09,3,Anti-Balaka,Civilians,482,4.37,18.56,12,10,20,1\n")
    packed, zipped = tmp_path / "u.csv.gz", tmp_path / "u.zip"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(plain, "u.csv")
    (row,) = read(plain, "ucdp")
    assert (row.type, row.country, row.killed_high, row.last, row.precision) == (
        "ASSAULT", "CAF", 20, "2014-01-09", "city",
    )  # fmt: skip
    assert list(read(packed, "ucdp")) == list(read(zipped, "ucdp")) == [row]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("7,5 May,2014-01-09,3,A,B,482,4,18,1,1,1,1", "date_start is '5 May', which is no day"),
        ("7,2014-01-05,2014-01-09,3,A,B,482,94,18,1,1,1,1", "no point"),
        ("7,2014-01-05,2014-01-09,3,A,B,482,4,18,many,1,1,1", "best is 'many', which is no number"),
        ("7,2014-01-05", "date_end is '', which is no day"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_nothing_else_is_lost(tmp_path, line, reason):
    path = tmp_path / "u.csv"
    path.write_text(UCDP + line + "\n8,2014-01-05,2014-01-09,1,A,B,482,,,1,1,1,6\n")
    issue, row = read(path, "ucdp")
    assert isinstance(issue, Issue)
    assert reason in issue.reason
    assert issue.where == "u.csv line 2"
    assert (row.id, row.latitude) == ("8", None)


def test_a_file_of_another_format_is_refused_as_a_whole(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    for name, told in (("acled", "no column 'event_id_cnty'"), ("gdelt", "1 columns, and GDELT")):
        with pytest.raises(InputError, match=told):
            list(read(path, name))
    path.write_text("{not json\n")
    with pytest.raises(InputError, match="line 1 is no JSON object"):
        list(read(path, "ucdp"))
    path.write_bytes(b"\x1f\x8b broken")
    with pytest.raises(InputError, match="cannot be read"):
        list(read(path, "ucdp"))
    with pytest.raises(UsageError, match="Did you mean 'ucdp'"):
        read(path, "ucpd")
    with pytest.raises(NotFoundError):
        read(tmp_path / "none.csv", "ucdp")


@pytest.mark.data
def test_the_central_african_republic_of_ucdp_is_read_whole():
    home = data_home()
    path = home / "ucdp_ged_caf" / "ged231_central_african_republic.jsonl.gz" if home else None
    if path is None or not path.is_file():
        pytest.skip("DATELINE_DATA has no ucdp_ged_caf")
    rows = list(read(path, "ucdp"))
    assert (len(rows), sum(isinstance(row, Issue) for row in rows)) == (1848, 0)
    assert {row.type for row in rows} == {"ASSAULT"}
    assert all(row.latitude is not None and row.country == "CAF" and row.killed_best is not None for row in rows)


# Fields


def test_fields_are_read_or_refused():
    assert (text({"a": "'=x"}, "a"), text({"a": "'x"}, "a"), text({}, "a")) == ("=x", "'x", "")
    assert day({"d": "20240813"}, "d") == day({"d": "2024-08-13T00:00:00"}, "d") == "2024-08-13"
    assert whole({"n": "3.0"}, "n") == 3
    assert (country("Russian Federation"), country("SDN"), country("Atlantis"), country("")) == ("RUS", "SDN", "", "")
    assert point({"a": 1, "b": None}, "a", "b") == (None, None)
    with pytest.raises(UnreadableError, match="no whole number"):
        whole({"n": 2.5}, "n")


@given(st.dates(min_value=date(1979, 1, 1)))
def test_days_come_back(when):
    for written_ in (when.isoformat(), f"{when:%Y%m%d}"):
        assert day({"d": written_}, "d") == when.isoformat()


# Crosswalks


def entry(type_="ASSAULT", mode="", actor="REB", recipient="CVL"):
    kind = plover().kind(type_, mode or None)
    sides = [tuple([Side(name="x", sector=s)] if s else []) for s in (actor, recipient)]
    return Entry(
        id="e", incident="i", level="events", type=type_, mode=mode, quad=kind.quad, score=kind.score, cameo=kind.cameo,
        status="actual", standing="happened", actors=sides[0], recipients=sides[1],
    )  # fmt: skip


@pytest.mark.parametrize("kind", plover().kinds.values(), ids=lambda kind: f"{kind.type}-{kind.mode}")
def test_every_kind_comes_back_from_cameo_as_its_type(kind):
    assert cameo_kind(kind.cameo)[0] == kind.type


@pytest.mark.parametrize("code", ["0", "9", "99", "", "012", "021"])
def test_codes_without_a_plover_type_have_none(code):
    assert cameo_kind(code) == ("", "")


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        ({}, ("Violence against civilians", "Attack")),
        ({"recipient": "MIL"}, ("Battles", "Armed clash")),
        ({"mode": "drone", "recipient": "MIL"}, ("Explosions/Remote violence", "Air/drone strike")),
        ({"mode": "abduct"}, ("Violence against civilians", "Abduction/forced disappearance")),
        ({"actor": "CVL"}, ("Riots", "Mob violence")),
        ({"actor": "", "recipient": "MIL"}, ("Battles", "Armed clash")),
        ({"type_": "PROTEST", "mode": "riot"}, ("Riots", "Violent demonstration")),
        ({"type_": "PROTEST", "mode": "boycott"}, ()),
        ({"type_": "ACCUSE"}, ()),
        ({"type_": "MOBILIZE", "mode": "troops"}, ("Strategic developments", "Change to group/activity")),
    ],
)
def test_what_acled_calls_an_act(about, wanted):
    assert acled(entry(**about)) == wanted


@pytest.mark.parametrize("kind", plover().kinds.values(), ids=lambda kind: f"{kind.type}-{kind.mode}")
def test_what_acled_covers_comes_back_as_its_type(kind):
    told = acled(entry(kind.type, kind.mode or ""))
    if told and told[1] != "Agreement":  # ACLED does not tell a ceasefire kept from one signed
        assert acled_kind(told[1])[0] == kind.type


@pytest.mark.parametrize(
    ("sides", "wanted"),
    [
        (("MIL", "REB"), "1"), (("REB", "COP"), "1"), (("MIL", "MIL"), "1"), (("REB", "UAF"), "2"),
        (("UAF", "CVL"), "3"), (("MIL", "JRN"), "3"), (("CVL", "MIL"), ""), (("", "CVL"), ""), (("REB", ""), ""),
    ],
)  # fmt: skip
def test_what_ucdp_calls_violence(sides, wanted):
    assert violence(entry(actor=sides[0], recipient=sides[1])) == wanted
    assert not wanted or violence_kind(wanted)[0] == "ASSAULT"


def test_a_state_under_its_own_name_acts_through_its_government():
    sudan = Side(name="Sudan", country="SDN")
    one = entry(recipient="REB")
    assert violence(Entry(**{name: getattr(one, name) for name in one.__struct_fields__} | {"actors": (sudan,)})) == "1"
