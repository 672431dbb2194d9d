import re

from dateline.knowledge import tables
from dateline.knowledge.actors import FILES
from dateline.knowledge.lint import faults
from dateline.ontology.load import plover

RELATIONS = ("part of", "member of", "armed wing of", "split from", "successor of", "allied with")
DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


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
        name: sum(1 for _ in tables.rows(f"{name}.csv"))
        for name in ("sites", "groups", "organisations", "agencies", "states", "memberships")
    }
    assert sizes["sites"] >= 150
    assert sizes["groups"] >= 1500
    assert sizes["organisations"] >= 300
    assert sizes["agencies"] >= 1500
    assert sizes["states"] >= 195
    assert sizes["memberships"] >= 500
    assert len({row["name"] for row in tables.rows("people.csv")}) >= 3000


def test_memberships_join_what_the_tables_know_and_their_dates_are_iso():
    known = {row["name"] for file in (*FILES, "states.csv") for row in tables.rows(file)}
    for row in tables.rows("memberships.csv"):
        assert {row["member"], row["body"]} <= known, row
        assert row["member"] != row["body"], row
        assert row["relation"] in RELATIONS, row
        assert all(DATE.match(row[end]) for end in ("from", "to") if row[end]), row
        assert not (row["from"] and row["to"]) or row["from"] <= row["to"], row
        assert row["confidence"] in ("high", "medium"), row


def test_nothing_is_a_member_of_itself_by_way_of_others():
    bodies: dict[str, set[str]] = {}
    for row in tables.rows("memberships.csv"):
        if row["relation"] in ("part of", "member of", "armed wing of"):
            bodies.setdefault(row["member"], set()).add(row["body"])
    for start, own in bodies.items():
        above, seen = set(own), set[str]()
        while above:
            seen |= above
            above = {b for a in above for b in bodies.get(a, ())} - seen
        assert start not in seen, start


def test_every_state_has_a_point_and_every_alias_of_a_division_is_placed():
    assert all(row["latitude"] and row["longitude"] for row in tables.rows("states.csv"))
    assert all(row["aliases"] or row["demonyms"] or row["latitude"] for row in tables.rows("divisions.csv"))
