from dateline.evaluate.predictor import answered
from dateline.model import Issue
from tests.evaluate.made import predictor

ROWS = [{"id": "a", "text": "they met"}, {"id": "b", "text": "they left"}]


def acts(coded):
    return [event.trigger.text for event in coded.events]


def test_each_row_gets_the_answer_to_its_own_text_in_its_own_order():
    predict = predictor({"b": [("left", "RETREAT", None)], "a": [("met", "CONSULT", "meet")]})
    found = answered(iter(ROWS), lambda documents: reversed(list(predict(documents))), acts, [])
    assert found == [(ROWS[0], ["met"]), (ROWS[1], ["left"])]


def test_a_text_that_could_not_be_coded_is_answered_all_the_same():
    def refusing(documents):
        first, second = documents
        yield Issue(stage="code", where=str(first.id), reason="it is too odd.")
        yield from predictor({"b": [("left", "RETREAT", None)]})([second])

    assert answered(ROWS, refusing, acts, ["nothing"]) == [(ROWS[0], ["nothing"]), (ROWS[1], ["left"])]
