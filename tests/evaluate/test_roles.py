import pytest

from dateline.evaluate import roles
from tests.evaluate.made import predictor, write

TEXT = "Rebels killed two miners near Goma and bought maize"


def argument(role, words):
    return {"role": role, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def row(type_="life.die.deathcausedbyviolentevents", trigger="killed", id_="r1"):
    at = {"start": TEXT.index(trigger), "end": TEXT.index(trigger) + len(trigger)}
    arguments = [argument("killer", "Rebels"), argument("victim", "miners"), argument("place", "Goma")]
    return {"id": id_, "text": TEXT, "event": {"type": type_, "trigger": at, "arguments": arguments}}


def test_a_found_event_with_both_parties_is_right_in_everything(tmp_path):
    answer = {"r1": [("killed", "ASSAULT", None, "Rebels", "two miners")]}
    found = roles.run(write(tmp_path / "rams.jsonl.gz", [row()]), predictor(answer))
    assert found.figures == {"found": 1, "typed": 1, "parties_p": 1, "parties_f1": 1}


def test_another_type_is_found_but_not_typed_and_exchanged_parties_are_wrong(tmp_path):
    answer = {"r1": [("killed", "ACCUSE")], "r2": [("killed", "ASSAULT", None, "two miners", "Rebels")]}
    found = roles.run(write(tmp_path / "rams.jsonl.gz", [row(), row(id_="r2")]), predictor(answer))
    assert found.figures == {"found": 1, "typed": 0.5, "parties_p": 0, "parties_f1": 0}


def test_events_that_are_no_act_of_ours_are_left_out(tmp_path):
    path = write(tmp_path / "rams.jsonl.gz", [row(), row("transaction.transferownership.purchase", "bought", "r2")])
    assert roles.run(path, predictor({})).figures["found"] == 0
    assert list(roles.acts(row("transaction.transferownership.purchase", "bought"))) == []


def test_an_entity_counts_by_any_of_its_mentions():
    wiki = {
        "id": "w", "text": TEXT,
        "entities": [{"id": "T1", "start": 0, "end": 6}, {"id": "T2", "start": 14, "end": 24}],
        "events": [{"type": "Life.Die.Unspecified", "trigger": {"start": 7, "end": 13},
                    "arguments": [{"role": "Victim", "entity_id": "T1"}]}],
        "coreference": {"clusters": [["T1", "T2"]]},
    }  # fmt: skip
    (act,) = roles.acts(wiki)
    assert act.recipients == (((0, 6), (14, 24)),)


@pytest.mark.parametrize(("event", "known"), [("conflict.attack.bombing", "conflict.attack"), ("manufacture.x", None)])
def test_the_first_line_that_begins_the_name_speaks(event, known):
    found = roles.rule(event)
    assert (found and found.event) == known
