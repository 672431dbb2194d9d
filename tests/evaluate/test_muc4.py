from dateline.evaluate import muc4
from tests.evaluate.made import predictor, write

TEXT = "guerrillas kidnapped the mayor and bombed a bridge"


def at(words):
    return {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def test_kinds_and_parties_of_a_document(tmp_path):
    template = {
        "incident_type": "kidnapping", "PerpInd": [[at("guerrillas")]], "PerpOrg": [],
        "Victim": [[at("mayor")]], "Target": [[at("bridge")]],
    }  # fmt: skip
    rows = [{"id": "a", "text": TEXT, "templates": [template]}, {"id": "b", "text": TEXT, "templates": []}]
    answers = {"a": [("kidnapped", "ASSAULT", "abduct", "guerrillas", "the mayor")]}
    found = muc4.run(write(tmp_path / "m.jsonl.gz", rows), predictor(answers)).figures
    assert found == {"relevant_f1": 1, "kinds_f1": 1, "perpetrators_recall": 1, "victims_recall": 0.5}


def test_acts_in_irrelevant_documents_cost_precision(tmp_path):
    rows = [{"id": "a", "text": TEXT, "templates": []}]
    answers = {"a": [("bombed", "ASSAULT", "explosives")]}
    found = muc4.run(write(tmp_path / "m.jsonl.gz", rows), predictor(answers)).figures
    assert (found["relevant_f1"], found["kinds_f1"]) == (0, 0)
