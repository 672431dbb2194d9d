import pytest

from dateline.ontology import plover
from dateline.serve import known, words


@pytest.mark.parametrize("code", plover().sectors)
def test_every_sector_has_words(code):
    assert words.sector(code) != code


@pytest.mark.parametrize("code", ["EUR", "IGO", "IMG", "ISM", "KOS", "MNC", "NGO", "PSE", "UNO", "SDN"])
def test_whatever_stands_for_a_country_has_words(code):
    assert known.country(code) != code


def test_what_has_no_words_is_told_as_it_is():
    assert (words.sector("XYZ"), words.sector(None)) == ("XYZ", "")
    assert (known.country("XYZ"), known.country(None)) == ("XYZ", "")


@pytest.mark.parametrize(
    ("field", "told"),
    [("actors[0]", "who"), ("recipients[1]", "to whom, 2nd"), ("attribution[7]", "who says so, another"),
     ("place", "where"), ("size", "size")],
)  # fmt: skip
def test_fields_are_told_in_words(field, told):
    assert words.slot(field) == told
