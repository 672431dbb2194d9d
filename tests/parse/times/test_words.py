import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.times.words import may_tell, numbers, read


def row(text):
    return list(numbers(read(text, 0, len(text))))


def kinds(text):
    return "".join(item.kind for item in row(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-four", 24),
        ("nineteen ninety-six", 1996),
        ("two thousand and six", 2006),
        ("two and a half", 2.5),
        ("2 1/2", 2.5),
        ("two dozen", 24),
        ("2 million", 2_000_000),
        ("1,500", 1500),
    ],
)
def test_numbers(text, expected):
    (item,) = row(text)
    assert item.value == expected
    assert item.kind in "ny"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday, Aug. 12, 2024", "Wcmdcy"),
        ("march may Sun sun", "__w_"),
        ("last week's 1990s", "RUpZ"),
        ("10:30 p.m. GMT", "Caz"),
        ("12th of August", "ofM"),
        ("three one-day", "nnhU"),
        ("Eid al-Fitr", "H"),
        ("9/11 and 4/7/2021", "HuD"),
    ],
)
def test_kinds(text, expected):
    assert kinds(text) == expected


def test_may_tell():
    assert may_tell(["on", "Friday"])
    assert may_tell(["in", "2016"])
    assert not may_tell(["the", "army", "said", "that", "it", "would", "leave", "the", "last", "town"])


@given(st.text(max_size=60))
def test_read_slices_back(text):
    items = read(text, 0, len(text))
    assert all(text[item.start : item.end] == item.text for item in items)
    assert "".join(item.text for item in items).split() == "".join(text.split()).split()
