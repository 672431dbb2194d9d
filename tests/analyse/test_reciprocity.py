import pytest

from dateline.analyse import reciprocity
from dateline.errors import UsageError
from dateline.store import Query
from tests.analyse.acts import PAIRS, opened


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("reciprocity") / "store", PAIRS)
    yield found
    found.close()


def test_the_pairs_with_most_incidents_come_first_and_the_busier_side_is_a(analytic):
    first, second = reciprocity(analytic, Query())
    assert (first.a, first.b, first.there, first.back, first.index) == ("Rebels", "Traders", 6, 2, 0.5)
    assert (first.score_there, first.score_back) == (-9.0, 10.0)
    assert (second.there, second.back, second.index) == (2, 0, 0.0)
    assert first.sentence == (
        "Rebels to Traders: 6 incidents (mean score -9.0); Traders to Rebels: 2 incidents (mean score +10.0); 75 % go "
        "from Rebels (95 % interval 41 % to 93 %), reciprocity 0.50."
    )


def test_two_that_are_named_are_counted_both_ways(analytic):
    (told,) = reciprocity(analytic, Query(actor=("traders",), recipient=("rebels",)))
    assert (told.there, told.back, told.share.value) == (2, 6, 0.25)
    for query, number in ((told.query_there, told.there), (told.query_back, told.back)):
        assert analytic.counts(Query.parse(query)).incidents == number
    (none,) = reciprocity(analytic, Query(actor=("police",), recipient=("rebels",)))
    assert none.sentence == "Nothing is told between Police and Rebels."


def test_one_side_alone_is_refused(analytic):
    with pytest.raises(UsageError, match="names both, or neither"):
        reciprocity(analytic, Query(actor=("rebels",)))
