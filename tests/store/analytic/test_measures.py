import pytest

from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.measures import SPLITS, Frame
from tests.serve.many import fill


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = Analytic.open(fill(tmp_path_factory.mktemp("measures") / "store"))
    yield found
    found.close()


@pytest.mark.parametrize("split", SPLITS)
def test_a_key_has_as_many_incidents_as_a_query_for_it_finds(analytic, split):
    asked = {"dyad": ("actor", "recipient"), "act": ("type", "actor", "recipient"), "all": (), "quad": ()}
    sums = {}
    for tally in analytic.tally(Query(), split):
        sums[tally.key] = sums.get(tally.key, 0) + tally.incidents
    assert sums or split in ("source", "category")  # no source of these stories is known by name, no codebook is used
    for key, number in sums.items():
        names = asked.get(split, (split,))
        if names or split == "all":
            query = Query(**{name: (value,) for name, value in zip(names, key, strict=True)})
            assert analytic.counts(query).incidents == number, key


def test_only_the_most_frequent_keys_are_told(analytic):
    two = {tally.key for tally in analytic.tally(Query(), "publisher", None, 2)}
    assert len(two) == 2
    assert two < {tally.key for tally in analytic.tally(Query(), "publisher")}


@pytest.mark.parametrize("grain", ["day", "week", "month", "year", 1, 7, 30])
def test_every_day_is_in_the_step_that_begins_at_or_before_it(analytic, grain):
    frame = Frame(first="2024-01-01", last="2024-09-30", grain=grain)
    inside = analytic.inside(Query(), frame)
    tallies = analytic.tally(Query(), "all", frame)
    assert sum(tally.incidents for tally in tallies) == inside.inside > 0
    days = {row.first or row.reported for row in analytic.page(Query()) if row.first or row.reported}
    assert all(any(tally.first <= day for day in days) for tally in tallies)
    total = inside.inside + inside.outside + inside.wide + inside.undated
    assert total == analytic.counts(Query()).incidents


def test_deeds_and_reports_name_incidents_that_there_are(analytic):
    ids = {row.id for row in analytic.page(Query())}
    parties = analytic.parties()
    for deed in analytic.deeds(Query(type=("ASSAULT",))):
        assert deed.id in ids
        assert deed.type == "ASSAULT"
        assert {deed.by, deed.to} <= set(parties)
    told = analytic.reported(Query(), "2024-01-01", "2024-03-31")
    assert set(told) < ids
    assert analytic.reported(Query(), "2020-01-01", "2020-03-31") == ()
