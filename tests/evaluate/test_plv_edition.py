import pytest

from dateline.evaluate import plv_edition
from dateline.model import Event, Extent, Span, event_id
from tests.coding.trees import tree

PROMISE = tree("They/they/PRP/nsubj/3 will/will/MD/aux/3 free/free/VB/ROOT/0 the/the/DT/det/5 envoys/envoy/NNS/dobj/3")
FREED = tree("They/they/PRP/nsubj/2 freed/free/VBD/ROOT/0 the/the/DT/det/4 envoys/envoy/NNS/dobj/2")
TRUCE = tree(
    "They/they/PRP/nsubj/2 violated/violate/VBD/ROOT/0 the/the/DT/det/6 cease/cease/NN/compound/6 -/-/HYPH/punct/6 "
    "fire/fire/NN/dobj/2"
)
BAN = tree("They/they/PRP/nsubj/2 violated/violate/VBD/ROOT/0 a/a/DT/det/4 ban/ban/NN/dobj/2")


def record(written, word, type_, mode=None, status="actual"):
    start = written.document.text.index(word)
    at = Span.of(written.document.text, start, start + len(word))
    return Event(
        id=event_id(written.document.id, type_, mode, status=status, trigger=at),
        document=written.document.id, sentence=Extent(0, len(written.document.text)),
        type=type_, mode=mode, quad="", score=0, cameo="", trigger=at, status=status,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "word", "kind", "root"),
    [
        (FREED, "freed", ("SANCTION", "convict"), "ACCUSE"),
        (FREED, "freed", ("CONCEDE",), "CONCEDE"),
        (PROMISE, "free", ("CONCEDE",), "AGREE"),
        (FREED, "freed", ("COERCE", "curfew"), "COERCE"),
        (FREED, "freed", ("COERCE", "curfew", "future"), "THREATEN"),
        (TRUCE, "violated", ("REJECT",), "ASSAULT"),
        (BAN, "violated", ("REJECT",), "REJECT"),
    ],
)
def test_the_root_by_the_edition_of_the_benchmark(written, word, kind, root):
    assert plv_edition.root(record(written, word, *kind), written.parse) == root


def test_every_difference_names_known_kinds():
    from dateline.ontology import plover

    kinds = {type_ for type_, _ in plover().kinds}
    assert all(d.type in kinds and d.root in kinds for d in plv_edition.differences())
