from dateline.evaluate import classes
from tests.evaluate.made import predictor, write


def test_the_first_record_speaks_and_no_record_is_a_statement(tmp_path):
    path = write(
        tmp_path / "c.jsonl.gz",
        [
            {"id": "a", "text": "Troops attacked and talks began", "label": 4},
            {"id": "b", "text": "He spoke", "label": 0},
            {"id": "c", "text": "They praised it", "label": 1},
        ],
    )
    answers = {"a": [("attacked", "ASSAULT"), ("talks", "CONSULT")], "c": [("praised", "ACCUSE")]}
    found = classes.run(path, predictor(answers)).figures
    assert found["accuracy"] == round(2 / 3, 4)
    assert found["macro_f1"] == round(2 / 3, 4)
    assert found["acts_macro_f1"] == 0.5
