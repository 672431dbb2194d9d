import msgspec
import pytest

from dateline.evaluate import police
from dateline.model import Magnitude
from dateline.ontology import plover
from dateline.read import from_text
from tests.evaluate.made import predictor, write

KILLED = Magnitude(text="three", start=0, end=5, low=3, high=3)


def _of_police(predict, fatalities=None):
    """The same answers, with every actor known to be police."""

    def told(documents):
        for coded in predict(documents):
            yield msgspec.structs.replace(coded, events=tuple(_known(e, fatalities) for e in coded.events))

    return told


def _known(event, fatalities):
    actors = tuple(msgspec.structs.replace(a, sector="COP") for a in event.actors)
    return msgspec.structs.replace(event, actors=actors, fatalities=fatalities, quad="material conflict")


def test_each_label_is_told_by_the_records_of_police_alone(tmp_path):
    rows = [
        {"id": "shot", "text": "officers fired and three died", "labels": [1, 0, 1, 0, 1]},
        {"id": "held", "text": "twelve men arrested", "labels": [0, 1, 1, 0, 0]},
        {"id": "mob", "text": "a mob burned shops", "labels": [0, 0, 0, 1, 0]},
    ]
    path = write(tmp_path / "p.jsonl.gz", rows)
    answers = {
        "shot": [("fired", "ASSAULT", "firearms", "officers")],
        "held": [("arrested", "COERCE", "arrest")],
        "mob": [("burned", "ASSAULT", "destroy", "mob")],
    }
    by_anybody = police.run(path, predictor(answers)).figures
    assert by_anybody["arrested"] == 1.0
    assert by_anybody["used_force"] == by_anybody["killed"] == 0.0
    del answers["mob"]
    by_police = police.run(path, _of_police(predictor(answers), KILLED)).figures
    assert set(by_police.values()) == {1.0}
    unharmed = police.run(path, _of_police(predictor(answers))).figures
    assert unharmed["killed"] == 0.0 < unharmed["used_force"]


def test_what_did_not_happen_does_not_count():
    (coded,) = predictor({"a": [("arrested", "COERCE", "arrest")]})([from_text("they arrested him", id="a")])
    event = coded.events[0]
    assert police.labels([event]) == {"ARRESTED", "ACTION"}
    assert police.labels([msgspec.structs.replace(event, status="negated")]) == frozenset()


@pytest.mark.parametrize(
    ("act", "by_police", "by_others"),
    [
        (("COERCE", "arrest"), {"ARRESTED", "ACTION"}, set()),
        (("MOBILIZE", None), {"ACTION"}, set()),
        (("COERCE", "seize"), {"ACTION"}, set()),
        (("CONSULT", None), set(), set()),
    ],
)
def test_what_police_do_is_no_act_of_others(act, by_police, by_others):
    kind = plover().kind(*act)
    (coded,) = predictor({"a": [("came", *act, "they")]})([from_text("they came", id="a")])
    event = msgspec.structs.replace(coded.events[0], quad=kind.quad)
    assert police.labels([event]) == by_others
    actors = tuple(msgspec.structs.replace(actor, sector="COP") for actor in event.actors)
    assert police.labels([msgspec.structs.replace(event, actors=actors)]) == by_police
