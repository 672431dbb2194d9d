import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.clean import cell, fit, line, shown


@pytest.mark.parametrize("begins", ["\n=", " +", "=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begins):
    assert str(cell(f"{begins}cmd|'/c calc'!A1"))[0] in "'\ufffd"


def test_numbers_stay_numbers():
    assert [cell(-9.5), cell(3), cell(None), cell("town")] == [-9.5, 3, None, "town"]


def test_escapes_and_turned_directions_are_taken_out():
    assert shown("a\x1b[31mb\u202ec\nd") == "a\ufffd[31mb\ufffdc\nd"
    assert line("a \n\n b\r\n") == "a b"


@given(st.text(), st.integers(1, 30))
def test_cells_fit(text, width):
    cut = fit(text, width)
    wide = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cut)
    assert wide == width
    assert "\n" not in cut
