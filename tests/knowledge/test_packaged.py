"""The packaged data, loaded once: what a reader of conflict news would look up."""

from itertools import pairwise

import pytest

from dateline.knowledge import Actors, Gazetteer, Sectors, States


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def actors():
    return Actors.load()


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Ain al-Asad Airbase", "airbase", "IRQ"),
        ("Deir Ezzor", "admin1", "SYR"),
        ("Bab al-Mandeb", "strait", ""),
        ("Київ", "capital", "UKR"),
        ("الحسكة", "city", "SYR"),
        ("Calif.", "admin1", "USA"),
        ("Malians", "country", "MLI"),
        ("Kosovo", "country", "KOS"),
    ],
)
def test_places_are_found(gazetteer, name, kind, country):
    sites = [gazetteer.site(int(row)) for row in gazetteer.candidates(name).rows]
    assert (kind, country) in [(site.kind, site.country) for site in sites]


def test_every_division_alias_of_ours_lands_on_a_division(gazetteer):
    from dateline.knowledge import tables

    for row in tables.rows("divisions.csv"):
        for alias in tables.listed(row["aliases"]):
            sites = [gazetteer.site(int(r)) for r in gazetteer.candidates(alias).rows]
            assert any(s.kind == "admin1" and s.country == row["country"] for s in sites), (row["country"], alias)


@pytest.mark.parametrize(
    ("name", "entity", "country", "sector"),
    [
        ("Nujaba Movement", "harakat-hezbollah-al-nujaba", "IRQ", "PRM"),
        ("the Houthi movement", "houthis", "YEM", "REB"),
        ("CENTCOM", "united-states-central-command", "USA", "MIL"),
        ("UNHCR", "united-nations-high-commissioner-for-refugees", "UNO", ""),
        ("Doctors Without Borders", "medecins-sans-frontieres", "NGO", "MED"),
    ],
)
def test_actors_are_found(actors, name, entity, country, sector):
    found = actors.named(name.removeprefix("the "))
    assert [(e.id, e.country, e.sector) for e in found] == [(entity, country, sector)]


def test_an_acronym_counts_in_capitals_only(actors):
    assert actors.named("IS")
    assert not actors.named("is")


def test_an_office_is_held_on_its_days(actors):
    (austin,) = actors.named("Lloyd Austin")
    assert austin.roles[-1].held("2024-08-13")
    assert not austin.roles[-1].held("2025-08-13")
    assert austin.sector_on("2024-08-13") == "GOV"
    assert austin.sector_on("2029-01-01") == "ELI"
    assert austin.sector_on("") == "GOV"


def test_a_surname_finds_the_office_holders(actors):
    assert [e.name for e in actors.called("Haniyeh")] == ["Ismail Haniyeh"]
    assert "Kim Jong Un" in [e.name for e in actors.called("Kim")]
    assert "Bashar al-Assad" in [e.name for e in actors.called("Assad")]


def test_actors_inside_a_phrase_do_not_overlap(actors):
    text = "fighters of the Islamic State of Iraq and Syria and al-Nusra Front"
    words = [(i, i + len(w)) for i, w in _words(text)]
    found = list(actors.within(text, words))
    assert [f.entities[0].name for f in found] == ["Islamic State", "al-Nusra Front"]
    assert all(a.last <= b.first for a, b in pairwise(found))


def _words(text):
    at = 0
    for word in text.split(" "):
        yield at, word
        at += len(word) + 1


def test_states_by_name_people_and_metonym():
    states = States.load()
    assert states.named("Burma").code == "MMR"
    assert states.named("us") is None
    assert states.named("U.S.").code == "USA"
    assert states.people("Iraqi").code == "IRQ"
    assert states.metonym("Kremlin").code == "RUS"
    assert states.by_code["FRA"].people == "French"


def test_sector_words_are_found_at_the_end_of_a_phrase():
    sectors = Sectors.load()
    assert sectors.last(["senior", "defense", "officials"]).sector == "MIL"
    assert sectors.last(["masked", "gunmen"]).sector == "UAF"
    assert sectors.any(["police", "in", "riot", "gear"]).sector == "COP"
    assert sectors.last(["cloud"]) is None
