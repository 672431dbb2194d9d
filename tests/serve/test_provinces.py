"""Provinces on the map: which one a place lies in, and that what is hatched adds up."""

import re

import pytest

from dateline.serve.draw import atlas
from dateline.serve.draw.provinces import _by_country, holding
from dateline.store.analytic.space import Area, Map
from tests.serve.many import fill
from tests.serve.screens import Page, client


@pytest.mark.parametrize(
    ("country", "longitude", "latitude", "name"),
    [
        ("SYR", 37.16, 36.2, "Aleppo"),
        ("UKR", 37.8, 48.0, "Donets'k"),
        ("RUS", 177.0, 66.0, "Chukchi Autonomous Okrug"),
        ("USA", -119.5, 37.0, "California"),
    ],
)
def test_a_place_lies_in_its_province(country, longitude, latitude, name):
    assert holding(country, longitude, latitude).name == name


def test_the_sea_and_unknown_countries_have_none():
    assert holding("SYR", 0.0, 0.0) is None
    assert holding("XXX", 37.16, 36.2) is None


def test_outlines_are_small_closed_and_on_the_map():
    provinces = [one for held in _by_country().values() for one in held]
    assert len(provinces) > 4_000
    for one in provinces:
        assert re.fullmatch(r"(M-?[\d.]+,-?[\d.]+l(-?[\d.]+,-?[\d.]+ ?)+z)+", one.path), one.name
        assert all(-18_000 <= ring[0] <= 18_000 and -9_000 <= ring[1] <= 9_000 for ring in one.rings)


def test_districts_of_a_province_are_hatched_together_and_towns_never():
    areas = (
        Area("Aleppo", "admin1", "SYR", 7, 36.2, 37.16),
        Area("A'zaz District", "admin2", "SYR", 2, 36.5, 37.1),
        Area("Syria", "country", "SYR", 3, 35.0, 38.0),
        Area("Atlantis", "admin1", "SYR", 1, 0.0, 0.0),
    )
    told = Map(spots=(), areas=areas, points=0, area=13, none=0, binned=False)
    view = atlas.view(told, (30.0, 30.0, 45.0, 40.0))
    (hatched,) = view.provinces
    assert (hatched.incidents, hatched.names, hatched.level) == (9, ("Aleppo", "A'zaz District"), 2)
    assert view.shaded["SYR"].incidents == 3


def test_a_hatched_province_leads_to_as_many_incidents_as_it_says(tmp_path):
    browser = client(fill(tmp_path / "store", 60))
    page = Page(browser.get("/").text)
    (link,) = [a for a in page.find("a") if "closer than Darfur" in a["text"]]
    told = int(re.search(r"(\d+) incident", link["text"])[1])
    (region,) = Page(browser.get(link["href"]).text).find(id="explore")
    assert int(region["data-count"]) == told > 0
