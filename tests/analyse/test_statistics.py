from math import inf, isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyse.statistics import adjusted, compare, followed_within, incomplete_beta, overdispersion, wilson

SHAPES = st.floats(0.2, 500)
PARTS = st.floats(0.001, 0.999)


@settings(deadline=None)
@given(SHAPES, SHAPES, PARTS)
def test_the_incomplete_beta_function_mirrors_itself_and_rises(a, b, x):
    assert isclose(incomplete_beta(a, b, x), 1 - incomplete_beta(b, a, 1 - x), abs_tol=1e-10)
    assert incomplete_beta(a, b, x) <= incomplete_beta(a, b, min(1.0, x + 0.01)) + 1e-12


@pytest.mark.parametrize(
    ("a", "b", "x", "value"),  # by SciPy 1.17
    [
        (2.5, 7.1, 0.3, 0.6490225790210132),
        (0.4, 0.6, 0.02, 0.15863834884905548),
        (120, 80, 0.61, 0.6100745513523662),
        (3000, 5000, 0.375, 0.5007677793118507),
        (1, 9, 0.1, 0.6125795110000001),
        (45, 31.5, 0.7, 0.9799061816666965),
    ],
)
def test_the_incomplete_beta_function_is_as_tabled(a, b, x, value):
    assert isclose(incomplete_beta(a, b, x), value, abs_tol=1e-10)


def test_the_binomial_tail_is_the_incomplete_beta_function():
    assert isclose(incomplete_beta(2, 3, 0.5), 11 / 16)  # at least two heads of four
    assert incomplete_beta(2, 3, 0.0) == 0
    assert incomplete_beta(2, 3, 1.0) == 1


def test_two_counts_with_equal_rates_differ_by_chance():
    told = compare(5, 30, (30, 180))
    assert told.ratio.value == pytest.approx(1.0)
    assert told.ratio.low < 1 < told.ratio.high
    assert told.p > 0.9


def test_a_count_against_none_has_no_upper_end():
    assert compare(3, 0, (30, 180)).ratio.value == compare(3, 0, (30, 180)).ratio.high == inf
    assert compare(0, 9, (30, 180)).ratio.low == 0
    assert compare(0, 0, (30, 180)).p == 1


def test_more_variation_makes_the_interval_wider_and_the_test_less_sure():
    plain, wide = compare(14, 31, (30, 180)), compare(14, 31, (30, 180), dispersion=3.0)
    assert wide.ratio.value == pytest.approx(plain.ratio.value)
    assert wide.ratio.low < plain.ratio.low < plain.ratio.high < wide.ratio.high
    assert wide.p > plain.p


def test_the_interval_of_a_ratio_holds_the_truth_as_often_as_it_says():
    random, held, number = Random(7), 0, 300
    for _ in range(number):
        n, b = _poisson(random, 6 * 1.8), _poisson(random, 30)
        ratio = compare(n, b, (1, 5)).ratio
        held += ratio.low <= 1.8 <= ratio.high
    assert held / number >= 0.94


def _poisson(random, mean):
    time, number = random.expovariate(1), 0
    while time < mean:
        time, number = time + random.expovariate(1), number + 1
    return number


def test_overdispersion_is_one_for_even_counts_and_more_for_bursts():
    assert overdispersion([4, 5, 4, 5], [1, 1, 1, 1]) == 1.0
    assert overdispersion([0, 0, 20, 0], [1, 1, 1, 1]) == pytest.approx(20)
    assert overdispersion([2, 4, 8], [10, 20, 40]) == 1.0  # as much as was read
    assert overdispersion([0, 0], [1, 1]) == 1.0


def test_many_tests_are_adjusted_by_their_order():
    assert adjusted([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert adjusted([]) == []


def test_wilsons_interval_is_the_textbooks():
    told = wilson(8, 10)
    assert (told.value, round(told.low, 3), round(told.high, 3)) == (0.8, 0.49, 0.943)


def test_survival_counts_the_censored_for_as_long_as_they_were_watched():
    assert followed_within([], [], 90) is None
    assert followed_within([5, 10], [90, 90], 90).value == pytest.approx(0.5)  # all watched through: the plain share
    # one followed on day 10 of three at risk, one open since day 5, one on day 20 of the two that are left
    assert followed_within([10, 20], [5, 90], 90).value == pytest.approx(1 - (2 / 3) * (1 / 2))
    assert followed_within([], [90, 90], 90).high < 1


@settings(deadline=None)
@given(st.lists(st.integers(1, 90), max_size=12), st.lists(st.integers(0, 90), max_size=12))
def test_survival_lies_within_its_interval(delays, watched):
    told = followed_within(delays, watched, 90)
    assert told is None or -1e-9 <= told.low <= told.value + 1e-9 <= told.high + 2e-9 <= 1 + 3e-9
