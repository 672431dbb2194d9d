import pytest

from dateline.analyse import concentration
from dateline.store import Query
from tests.analyse.acts import PAIRS, opened


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("concentration") / "store", PAIRS)
    yield found
    found.close()


def test_concentration_is_the_sum_of_squared_shares(analytic):
    told = concentration(analytic, Query(), "dyad", top=1)
    assert (told.parts, told.pairs, told.top_share) == (3, 10, 0.6)
    assert told.hhi == pytest.approx(0.6**2 + 0.2**2 + 0.2**2)
    assert told.effective == pytest.approx(1 / told.hhi, abs=0.01)
    assert told.sentence.startswith("Of 10 incidents, the first 1 of 3 pairs of actors have 60 % of the mentions (10)")
    assert analytic.counts(Query.parse(told.top[0].query)).incidents == told.top[0].incidents == 6


def test_one_part_is_all_and_none_is_told(analytic):
    assert concentration(analytic, Query(type=("AID",)), "actor").hhi == 1.0
    none = concentration(analytic, Query(), "country")
    assert (none.parts, none.hhi, none.sentence) == (0, 0.0, "None of 10 incidents names a country.")
