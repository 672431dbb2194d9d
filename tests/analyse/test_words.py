from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.analyse.scale import following, nice, starting
from dateline.analyse.words import day, days, many, percent, times

GRAINS = ["day", "week", "month", "year"]


def test_numbers_and_days_are_put_as_people_write_them():
    assert (many(1, "day"), many(1204, "day"), many(0, "is", "are")) == ("1 day", "1,204 days", "0 are")
    assert (day("2026-03-12"), day("2026-03"), day("2026"), day(None)) == ("12 Mar 2026", "Mar 2026", "2026", "")
    assert days("2026-03-01", "2026-03-12") == "1–12 Mar 2026"
    assert days("2026-03-31", "2026-04-01") == "31 Mar 2026 – 1 Apr 2026"
    assert (percent(0.124), percent(0.004), percent(0)) == ("12 %", "0.4 %", "0 %")
    assert (times(2.44), times(0.08), times(0), times(float("inf"))) == ("2.4", "0.08", "0.0", "without end")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(GRAINS))
def test_a_step_holds_its_day_and_ends_where_the_next_begins(at, grain):
    begin = starting(at, grain)
    assert begin <= at < following(begin, grain)
    assert starting(begin, grain) == begin


@given(st.floats(0, 10**9))
def test_a_nice_number_is_no_less_and_not_much_more(most):
    assert max(most, 2) <= nice(most) <= max(2, 2 * most)
