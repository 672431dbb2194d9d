from dateline.export.crosswalk import group
from dateline.export.entry import Side
from dateline.export.tables import countries, country, rows, sectors
from dateline.knowledge import States
from dateline.ontology import plover


def test_every_state_has_its_codes_and_no_two_share_one():
    assert set(countries()) == {state.code for state in States.load().all}
    for scheme in ("code", "alpha2", "name", "numeric", "fips", "gw", "cow"):
        told = [getattr(one, scheme) for one in countries().values() if getattr(one, scheme)]
        assert len(set(told)) == len(told), scheme
    assert all(one.acled for one in countries().values())
    assert (country("CAF").gw, country("CAF").fips, country("CAF").ucdp) == ("482", "CT", "Africa")
    assert country("UNO").name == ""


def test_every_sector_is_told():
    assert set(sectors()) == set(plover().sectors)
    assert {one.side for one in sectors().values()} == {"state", "rebel", "militia", "civil", ""}
    assert group(Side(name="Sudan", country="SDN")) == "state"
    assert group(Side(name="Sudanese", country="SDN")) == ""


def test_crosswalks_name_kinds_that_exist():
    for name in ("cameo.csv", "acled.csv", "ucdp.csv"):
        for row in rows(name):
            if row["type"]:
                assert plover().kind(row["type"], row["mode"].replace("*", "") or None)


def test_every_table_is_well_formed():
    for name in ("countries", "sectors", "cameo", "acled", "ucdp", "losses"):
        for row in rows(f"{name}.csv"):
            assert None not in row
            assert None not in row.values()
