import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.numerals import Range, read

STATED = [
    ("at least seven", 7, None),
    ("more than two dozen", 25, None),
    ("several", 3, None),
    ("a few", 3, None),
    ("a couple of", 2, None),
    ("dozens", 24, None),
    ("scores", 40, None),
    ("hundreds", 200, None),
    ("thousands", 2_000, None),
    ("tens of thousands", 20_000, None),
    ("hundreds of thousands", 200_000, None),
    ("several hundred", 300, None),
    ("no", 0, 0),
    ("12 to 15", 12, 15),
    ("between eight and ten", 8, 10),
    ("up to 30", None, 30),
    ("as many as 148", None, 148),
    ("nearly 70", None, 69),
    ("fewer than 20", None, 19),
    ("1,234", 1_234, 1_234),
    ("an estimated 80,000", 80_000, 80_000),
    ("about 60", 60, 60),
    ("ten or more", 10, None),
    ("a dozen", 12, 12),
    ("twenty-five", 25, 25),
    ("two hundred and fifty", 250, 250),
    ("$3.5 million", 3_500_000, 3_500_000),
    ("half a million", 500_000, 500_000),
]


@pytest.mark.parametrize(("phrase", "low", "high"), STATED)
def test_a_phrase_states_a_range(phrase, low, high):
    assert read(phrase) == Range(low, high)


def test_words_without_a_number_state_none():
    assert read("the soldiers") is None


@given(st.integers(0, 10_000_000))
def test_digits_are_read_as_they_are_written(n):
    assert read(f"{n:,}") == Range(n, n)
    assert read(str(n)) == Range(n, n)


@given(st.integers(1, 99_999))
def test_bounds_open_one_end(n):
    assert read(f"at least {n}") == Range(n, None)
    assert read(f"up to {n}") == Range(None, n)
    assert read(f"more than {n}") == Range(n + 1, None)


@given(st.integers(1, 500), st.integers(1, 500))
def test_two_numbers_are_the_ends_of_a_range(low, more):
    assert read(f"{low} to {low + more}") == Range(low, low + more)


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text):
    found = read(text)
    assert found is None or found.low is None or found.high is None or found.low <= found.high
