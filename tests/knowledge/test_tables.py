from dateline.knowledge import tables
from dateline.knowledge.lint import faults
from dateline.ontology.load import plover


def test_the_tables_keep_their_rules():
    assert list(faults(frozenset(plover().sectors))) == []


def test_the_linter_reports_what_it_does_not_know():
    found = list(faults(frozenset({"GOV"})))
    assert any("no such sector: REB" in fault for fault in found)
    assert all("row" in fault or "sectors.csv" in fault for fault in found)


def test_lists_in_cells_are_parted_and_trimmed():
    assert tables.listed("a| b |") == ("a", "b")
    assert tables.listed("") == ()


def test_the_tables_are_as_large_as_promised():
    sizes = {
        name: sum(1 for _ in tables.rows(f"{name}.csv")) for name in ("sites", "groups", "organisations", "states")
    }
    assert sizes["sites"] >= 150
    assert sizes["groups"] >= 250
    assert sizes["organisations"] >= 100
    assert sizes["states"] >= 195


def test_every_state_has_a_point_and_every_alias_of_a_division_is_placed():
    assert all(row["latitude"] and row["longitude"] for row in tables.rows("states.csv"))
    assert all(row["aliases"] or row["demonyms"] or row["latitude"] for row in tables.rows("divisions.csv"))
