import msgspec
import numpy as np

from dateline.coding.neural_light import told_once
from dateline.coding.neural_scores import Found
from tests.coding.written import written

STAGED = written("Rebels/NNS/nsubj/2 staged/VBD/ROOT/0 an/DT/det/4 attack/NN/dobj/2 ././punct/2").parse
NOTHING = np.zeros(1, dtype=np.float32)
VERB, NOUN = (
    Found(word=word, type=0, probability=0.9, kinds=NOTHING, statuses=NOTHING, arcs=NOTHING, start=0, hints=hints)
    for word, hints in ((1, (7,)), (3, (4,)))
)


def test_the_noun_stays_and_takes_over_the_kinds_of_its_verb():
    (kept,) = told_once(STAGED, [VERB, NOUN])
    assert (kept.word, kept.hints) == (3, (4, 7))


def test_acts_of_two_types_and_acts_alone_stay():
    other = msgspec.structs.replace(NOUN, type=1)
    assert [one.word for one in told_once(STAGED, [VERB, other])] == [1, 3]
    assert told_once(STAGED, [VERB]) == [VERB]
