import pytest

from dateline.errors import DataError
from dateline.model import Event
from dateline.ontology import plover


def test_plover_is_complete():
    ontology = plover()
    assert len(ontology.types) == 16
    assert sum(len(ontology.modes(t)) for t in ontology.types) == 67
    assert len(ontology.contexts) == len(set(ontology.contexts)) == 37
    assert len(ontology.sectors) == 25


@pytest.mark.parametrize("kind", plover().kinds.values(), ids=lambda k: f"{k.type}-{k.mode}")
def test_scores_agree_with_the_quad(kind):
    assert (kind.score > 0) == ("cooperation" in kind.quad) or kind.type == "REQUEST"
    assert -10 <= kind.score <= 10
    assert kind.cameo.isdigit()


def test_modes_are_keyed_by_pair():
    assert plover().kind("THREATEN", "restrict").score != plover().kind("COERCE", "restrict").score
    with pytest.raises(DataError, match="AID/drone"):
        plover().kind("AID", "drone")


@pytest.mark.parametrize("kind", plover().kinds.values(), ids=str)
def test_a_kind_is_told_whole_by_a_record_of_it(kind):
    told = kind.fields
    assert plover().kind(told["type"], told["mode"]) == kind
    assert (told["quad"], told["score"], told["cameo"]) == (kind.quad, kind.score, kind.cameo)
    assert set(told) <= set(Event.__struct_fields__)
