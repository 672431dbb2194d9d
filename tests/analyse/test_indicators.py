from random import Random

import pytest

from dateline.analyse import indicators
from dateline.errors import UsageError
from dateline.store import Query
from tests.analyse.acts import on, opened

BEFORE = on("2024-01-02", *[4, 5, 4, 5, 4, 5], step=30)  # every 30 days, from 2 January
QUIET = on("2024-01-02", *[3, 3, 3, 3, 3, 3, 3], step=30, type="AID", by="Medics", to="Farmers")


def days(*numbers):
    return [act.day for act in on("2024-01-02", *numbers, step=30)]


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    acts = [*BEFORE, *on("2024-06-30", 20), *QUIET]
    found = opened(tmp_path_factory.mktemp("indicators") / "store", acts, days(20, 20, 20, 20, 20, 20, 8))
    yield found
    found.close()


def test_an_indicator_is_a_sentence_with_baseline_n_and_coverage(analytic):
    more, usual = indicators(analytic, Query(), split="act")
    assert (more.incidents, more.baseline, more.expected, more.windows) == (20, 27, 4.5, (4, 5, 4, 5, 4, 5, 20))
    assert (more.articles, more.articles_before) == (31, 165)
    assert more.verdict == "more"
    assert more.sentence == (
        "ASSAULT by Rebels against Traders: 20 incidents in the last 30 days, to 30 Jun 2024, against 4.5 expected "
        "from the 180 before (27 incidents); articles a day rose 13 %, and per article that is 3.9 times as many (95 % "
        "interval 2.1 to 7.3): more than usual."
    )
    assert (usual.label, usual.verdict) == ("AID by Medics against Farmers", "as usual")
    assert "expected = " in usual.formula


def test_the_queries_find_what_was_counted(analytic):
    told = indicators(analytic, Query(), split="act")[0]
    assert analytic.counts(Query.parse(told.query)).incidents == told.incidents
    assert analytic.counts(Query.parse(told.base)).incidents == told.baseline


def test_a_rise_of_articles_alone_is_no_rise(tmp_path):
    acts = [*on("2024-01-02", 5, 5, 5, 5, 5, 5, 15, step=30)]
    told = opened(tmp_path / "s", acts, days(45, 45, 45, 45, 45, 45, 135))
    (one,) = indicators(told, Query(until="2024-07-01"))
    assert one.incidents == 3 * one.expected
    assert (round(one.coverage, 2), round(one.ratio.value, 2), one.verdict) == (2.0, 1.0, "as usual")
    told.close()


def test_few_incidents_say_nothing(tmp_path):
    told = opened(tmp_path / "s", on("2024-06-30", 3), ["2024-01-02"])
    (one,) = indicators(told, Query())
    assert one.verdict == "too few"
    assert "the baseline has none to hold it against: fewer than 5 incidents in all" in one.sentence
    told.close()


def test_a_store_without_days_has_no_indicators_and_a_short_baseline_is_refused(tmp_path, analytic):
    empty = opened(tmp_path / "s", [])
    assert indicators(empty, Query()) == ()
    empty.close()
    with pytest.raises(UsageError, match="--before of at least twice --days"):
        indicators(analytic, Query(), days=30, before=40)


def test_chance_alone_is_seldom_called_more_or_less(tmp_path):
    random = Random(3)
    acts = [
        act
        for n in range(60)
        for act in on("2024-01-02", *(_poisson(random, 6) for _ in range(7)), step=30, by=f"Side {n}")
    ]
    told = opened(tmp_path / "s", acts)
    found = indicators(told, Query(until="2024-07-01"), split="actor", lines=60)
    assert len(found) == 60
    assert sum(one.verdict in ("more", "less") for one in found) <= 1
    told.close()


def _poisson(random, mean):
    time, number = random.expovariate(1), 0
    while time < mean:
        time, number = time + random.expovariate(1), number + 1
    return number
