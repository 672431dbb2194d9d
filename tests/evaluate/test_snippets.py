from dateline.evaluate import snippets
from tests.evaluate.made import predictor, write


def test_narrow_labels_come_before_broad_ones_and_unmapped_ones_are_counted_apart(tmp_path):
    path = write(
        tmp_path / "s.jsonl.gz",
        [
            {"id": "a", "text": "Jets bombed the town", "label": "AIR_STRIKE"},
            {"id": "b", "text": "Men threw a grenade", "label": "GRENADE"},
            {"id": "c", "text": "A flood came", "label": "NATURAL_DISASTER"},
        ],
    )
    answers = {"a": [("bombed", "ASSAULT", "aerial")], "b": [("threw", "ASSAULT", "explosives")]}
    found = snippets.run(path, predictor(answers)).figures
    assert found["mapped_weighted_f1"] == 1
    assert found["weighted_f1"] == round(2 / 3, 4)
    assert found["mapped"] == round(2 / 3, 4)


def test_no_record_has_no_label():
    assert snippets.label((), "Nothing happened") == snippets.NONE
