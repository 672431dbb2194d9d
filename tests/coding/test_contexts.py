import pytest

from dateline.coding.contexts import ContextLexicon, build
from dateline.errors import DataError
from dateline.ontology import plover
from tests.coding.trees import tree

NUKES = "Tehran/Tehran/NNP/nsubj/2 enriched/enrich/VBD/ROOT/0 uranium/uranium/NN/dobj/2"
COURT = "The/the/DT/det/3 supreme/supreme/NNP/compound/3 court/court/NN/nsubj/4 sat/sit/VBD/ROOT/0"
PLAIN = "It/it/PRP/nsubj/2 rained/rain/VBD/ROOT/0"


def test_the_sentence_tells_its_contexts():
    parsed = tree(NUKES)
    assert ContextLexicon.load().of(parsed.parse)[0] == ("natural_resource", "cbrn")


def test_the_paragraph_tells_where_it_names_a_context_twice():
    parsed = tree(COURT, COURT, PLAIN)
    assert "legal" in ContextLexicon.load().of(parsed.parse)[2]


def test_another_paragraph_tells_nothing():
    parsed = tree(COURT, COURT, PLAIN, paragraphs=(0, 0, 1))
    assert ContextLexicon.load().of(parsed.parse)[2] == ()


def test_some_kinds_bring_their_context_along():
    assert ContextLexicon.load().with_kind(("legal",), "COERCE", "cyber") == ("legal", "cyber")


def test_every_context_of_plover_has_words():
    listed = {context for found in ContextLexicon.load().phrases.values() for _, context in found}
    assert listed == set(plover().contexts)


def test_an_unknown_context_is_named():
    with pytest.raises(DataError, match="football"):
        build("words: {football: [goal]}\nalways: {}", plover())
