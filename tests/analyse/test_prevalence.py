from random import Random

import pytest

from dateline.analyse import prevalence
from dateline.analyse.prevalence import ENOUGH, draw, powered
from dateline.errors import UsageError
from dateline.store import Query, Store
from dateline.store.reviews import Author, append, decision, log
from tests.analyse.acts import fill, on

ANN = Author("ann", "2024-12-02T09:00:00+00:00")


def judge(folder, verdicts):
    with Store.open(folder) as store:
        rows = [decision(store.hit(id_).event, verdict, ANN) for id_, verdict in verdicts.items()]
    with log(folder) as connection:
        append(connection, rows)


@pytest.fixture
def folder(tmp_path):
    acts = [*on("2024-01-01", *[1] * 30, confidence=0.9), *on("2024-02-01", *[1] * 30, type="AID", confidence=0.4)]
    return fill(tmp_path / "store", acts)


def test_a_drawn_sample_and_the_machine_give_an_estimate(folder):
    with Store.open(folder) as store:
        order = draw(store, Query(), 40)
        assert order == draw(store, Query(), 99)[:40]
        assert order != draw(store, Query(), 40, "another")
        types = {id_: store.hit(id_).event.type for id_ in order}
    judge(folder, {id_: "accept" if type_ == "ASSAULT" else "reject" for id_, type_ in types.items()})
    with Store.open(folder) as store:
        told = prevalence(store, Query())
        assert (told.records, told.reviewed, told.unsure, told.drawn) == (60, 40, 0, True)
        assert told.machine == pytest.approx(0.65)
        assert told.estimate.low <= 0.5 <= told.estimate.high
        assert told.estimate.high - told.estimate.low < told.sample.high - told.sample.low
        assert "of 60 records are right (95 % interval" in told.sentence
        assert "from 40 reviewed, drawn at random, and the machine's 65 %" in told.sentence
        of = prevalence(store, Query(), Query(type=("ASSAULT",)))
        assert of.estimate.value == pytest.approx(told.estimate.value, abs=0.05)
        assert draw(store, Query(), 99) == [id_ for id_ in draw(store, Query(), 99) if id_ not in order]


def test_a_sample_that_was_not_drawn_is_called_so(folder):
    with Store.open(folder) as store:
        last = draw(store, Query(), 60)[-ENOUGH:]
    judge(folder, dict.fromkeys(last, "accept") | {last[0]: "unsure"})
    with Store.open(folder) as store:
        told = prevalence(store, Query())
        assert (told.reviewed, told.unsure, told.drawn) == (ENOUGH - 1, 1, False)
        assert "which nothing here assures" in told.sentence
        assert told.estimate.low < 0.95  # all the same: no narrower than Wilson's
        assert prevalence(store, Query(type=("AID",)), Query(exclude=(("type", "ASSAULT"),))).sample.value == 1


def test_too_few_reviews_and_what_no_correction_tells_are_refused(folder):
    with Store.open(folder) as store:
        with pytest.raises(UsageError, match="only 0 records is decided"):
            prevalence(store, Query())
        with pytest.raises(UsageError, match="cannot be 'actor'"):
            prevalence(store, Query(), Query(actor=("rebels",)))


def test_the_interval_holds_the_truth_as_often_as_it_says_and_a_good_machine_makes_it_narrower():
    random, number, n, held, narrower = Random(11), 400, 80, 0, 0.0
    for _ in range(number):
        truth = [float(random.random() < 0.3) for _ in range(800)]
        said = [min(1.0, max(0.0, 0.15 + 0.6 * y + random.gauss(0, 0.15))) for y in truth]  # biased, but informed
        told, alone = powered(truth[:n], said[:n], said[n:]), powered(truth[:n], [0.0] * n, [0.0] * (800 - n))
        held += told.low <= 0.3 <= told.high
        narrower += (told.high - told.low) / (alone.high - alone.low)
    assert 0.925 <= held / number <= 0.975
    assert narrower / number < 0.7


def test_a_worthless_machine_does_no_harm():
    random, number, held, wider = Random(5), 300, 0, 0.0
    for _ in range(number):
        truth = [float(random.random() < 0.5) for _ in range(60)]
        noise = [random.random() for _ in range(600)]
        told, alone = powered(truth, noise[:60], noise[60:]), powered(truth, [0.0] * 60, [0.0] * 540)
        held += told.low <= 0.5 <= told.high
        wider += (told.high - told.low) / (alone.high - alone.low)
    assert held / number >= 0.92
    assert wider / number < 1.02
