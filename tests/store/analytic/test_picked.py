from datetime import date, timedelta

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.store import Query
from dateline.store.analytic import Analytic, times
from dateline.store.analytic.picked import Links, Picked, most
from dateline.store.analytic.times import DAY_OF
from tests.serve.many import fill

# From a day on whose step of thirty days begins after the year 1, before which there are no dates
DAYS = st.lists(st.dates(date(1, 2, 1), date(9999, 12, 31)), min_size=1, max_size=30)


@given(counts=st.lists(st.integers(0, 5), max_size=30), limit=st.integers(1, 12))
def test_the_highest_counts_come_first_and_equal_ones_in_their_order(counts, limit):
    expected = sorted((place for place, n in enumerate(counts) if n), key=lambda place: (-counts[place], place))
    assert most(np.array(counts, np.int64), limit).tolist() == expected[:limit]


@given(links=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5))), rows=st.sets(st.integers(1, 9)))
def test_links_are_counted_and_what_they_reach_once(links, rows):
    held = Links(np.array([r for r, _ in links], np.int32), np.array([e for _, e in links], np.int32), 6)
    among = np.isin(np.arange(10), sorted(rows))
    picked = Picked(np.flatnonzero(among), among)
    ends = [end for row, end in links if row in rows]
    assert held.counted(picked).tolist() == [ends.count(end) for end in range(6)]
    assert held.reached(picked) == len(set(ends))


@settings(deadline=None)
@given(days=DAYS, grain=st.sampled_from(["day", "week", "month", "year", 1, 7, 30]))
def test_steps_of_time_begin_where_the_database_begins_them(days, grain):
    days, last = sorted(set(days)), max(days).isoformat()
    written = ", ".join(f"(DATE '{day}')" for day in days)
    asked = f"SELECT {times.step_of('day', grain, last)}::DATE FROM (VALUES {written}) AS t(day) ORDER BY day"
    expected = [day for (day,) in duckdb.sql(asked).fetchall()]
    found = times._steps(np.array(days, "datetime64[D]"), grain, last)
    assert found.tolist() == [day if isinstance(day, date) else day.date() for day in expected]


@settings(deadline=None, max_examples=60)
@given(offsets=st.lists(st.integers(-4_000, 4_000), min_size=1, max_size=60))
def test_a_span_leaves_out_a_few_far_days_as_the_database_counts_them(offsets):
    days = [date(2020, 1, 1) + timedelta(offset) for offset in offsets]
    written = ", ".join(f"(DATE '{day}')" for day in days)
    asked = f"SELECT min(d), quantile_disc(d, [0.04, 0.96]), max(d) FROM (VALUES {written}) AS t(d)"
    low, (near, late), high = duckdb.sql(asked).fetchall()[0]
    core = max((late - near).days, 30) / 3
    expected = (low if (near - low).days <= core else near, high if (high - late).days <= core else late)
    distinct, numbers = np.unique(np.array(days, "datetime64[D]"), return_counts=True)
    assert times._fitting(distinct, numbers) == tuple(day.isoformat() for day in expected)


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = Analytic.open(fill(tmp_path_factory.mktemp("picked") / "store")).ready()
    yield found
    found.close()


@pytest.mark.parametrize("dates", sorted(DAY_OF))
@pytest.mark.parametrize("query", [Query(), Query(type=("ASSAULT",)), Query(exclude=(("country", "SDN"),))])
def test_bars_hold_what_the_rows_say(analytic, query, dates):
    told = analytic.histogram(query, dates, ("2024-01-01", "2024-12-31"))
    found = {bar.first: sum(bar.incidents.values()) for bar in told.bars}
    days = [_day(row, dates) for row in analytic.page(query)]
    assert told.undated == days.count(None)
    assert sum(found.values()) + told.wide == sum("2024-01-01" <= day <= "2024-12-31" for day in days if day)
    for first, number in found.items():
        step = sum(bool(day) and 0 <= (date.fromisoformat(day) - date.fromisoformat(first)).days < 7 for day in days)
        assert number == step


def _day(row, dates):
    event = row.first or row.last
    return {"filed": event or row.reported, "event": event, "report": row.reported}[dates]


def test_articles_are_counted_by_day_and_publisher(analytic):
    documents = [one for one in analytic.documents(Query()) if one.published]
    told = analytic.coverage("0001-01-01", "9999-12-31", "year")
    for step in told:
        inside = [one for one in documents if one.published[:4] == step.first[:4]]
        assert (step.articles, step.publishers) == (len(inside), len({one.publisher for one in inside}))
    assert sum(step.articles for step in told) == len(documents)
