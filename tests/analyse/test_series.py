import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyse import series
from dateline.store import Query
from dateline.store.analytic.measures import SPLITS
from tests.analyse.acts import Act, on, opened

ACTS = [
    *on("2024-01-01", 2, 0, 1, place="Kassala"),
    *on("2024-02-10", 1, type="AID", by="Medics", place="Aleppo"),
    Act(day="2024-02-11", status="negated"),
    Act(day="2024-02-12", status="future"),
    Act(day="2024-01-01", to_day="2024-12-31", published="2024-02-01"),
    Act(day="", published=""),
]
ARTICLES = ["2024-01-05", "2024-02-01", "2024-03-02"]


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("series") / "store", ACTS, ARTICLES)
    yield found
    found.close()


def test_incidents_stand_beside_the_articles_that_were_read(analytic):
    told = series(analytic, Query(), by="month", split="type")
    assault, aid = told.lines
    assert (assault.label, [p.incidents for p in assault.points]) == ("ASSAULT", [3, 0, 0])
    assert [p.articles for p in assault.points] == [step.articles for step in told.coverage] == [4, 5, 1]
    assert (assault.points[0].rate, assault.points[1].rate, assault.points[0].share) == (750.0, 0.0, 1.0)
    assert (assault.points[0].score, aid.points[1].score, aid.points[0].score) == (-9.0, 10.0, None)


def test_what_no_step_shows_is_counted_apart(analytic):
    apart = series(analytic, Query(), by="month").apart
    assert (apart.inside, apart.outside, apart.wide, apart.undated) == (4, 0, 1, 1)


def test_plans_and_denials_are_left_out_unless_asked_for(analytic):
    assert series(analytic, Query(), split="all").lines[0].incidents == 4
    denied = series(analytic, Query(standing=("denied",)), split="all")
    assert (denied.query, denied.lines[0].incidents) == ("standing:denied", 1)


def test_steps_without_an_article_have_no_rate(analytic):
    days = series(analytic, Query(), by="day", split="all").lines[0].points
    bare = next(point for point in days if point.first == "2024-01-02")
    assert (bare.incidents, bare.rate, bare.share) == (0, None, None)


def test_windows_of_days_end_with_the_last_article(analytic):
    told = series(analytic, Query(since="2024-01-01"), by=30, split="all")
    firsts = [point.first for point in told.lines[0].points]
    assert firsts == ["2023-12-04", "2024-01-03", "2024-02-02"]
    assert (told.frame.first, told.frame.last) == ("2023-12-04", "2024-03-02")
    assert [point.incidents for point in told.lines[0].points] == [2, 1, 1]


def test_a_line_is_found_by_its_query(analytic):
    for split in SPLITS:
        for line in series(analytic, Query(), by="year", split=split).lines:
            counted = analytic.counts(Query.parse(line.query)).incidents
            assert line.incidents <= counted <= line.incidents + 2, (split, line.label)  # the loose and the undated one


def test_lines_are_told_in_words(analytic):
    labels = {split: series(analytic, Query(), split=split).lines[0].label for split in ("country", "dyad", "act")}
    assert labels == {"country": "incidents in Sudan", "dyad": "incidents by Rebels against Traders",
                      "act": "ASSAULT by Rebels against Traders"}  # fmt: skip


def test_rows_are_flat(analytic):
    told = series(analytic, Query(), by="month", split="type")
    rows = list(told.rows())
    assert len(rows) == len(told.lines) * len(told.coverage)
    assert list(rows[0]) == ["first", "line", "incidents", "score", "articles", "rate", "share"]


def test_nothing_answers_without_a_frame(analytic):
    told = series(analytic, Query(actor=("nobody",)))
    assert (told.lines, told.frame, told.apart.undated) == ((), None, 0)


@settings(deadline=None, max_examples=20)
@given(
    by=st.sampled_from(["day", "week", "month", "year", 7, 30]),
    split=st.sampled_from(["all", "type", "quad", "standing"]),
    dates=st.sampled_from(["filed", "event", "report"]),
    query=st.sampled_from(["", "type:ASSAULT", "standing:denied", "since:2024-01-02", "country:SDN"]),
)
def test_every_incident_is_in_one_step_or_apart(analytic, by, split, dates, query):
    told = series(analytic, Query.parse(query), by=by, split=split, dates=dates, lines=99)
    inside = sum(line.incidents for line in told.lines)
    assert inside == told.apart.inside
    assert sum(msgspec.structs.astuple(told.apart)) == analytic.counts(Query.parse(told.query)).incidents
