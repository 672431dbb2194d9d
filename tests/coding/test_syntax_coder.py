import pytest

from dateline.coding import SyntaxCoder
from dateline.coding.contexts import ContextLexicon
from dateline.coding.lexicon import build
from dateline.model import event_id, to_json_lines
from dateline.ontology import Kind, Ontology, plover
from tests.coding.trees import tree

ATTACK = (
    "Rebels/rebel/NNS/nsubj/2 attacked/attack/VBD/ROOT/0 a/a/DT/det/4 convoy/convoy/NN/dobj/2 "
    "in/in/IN/prep/2 Gao/Gao/NNP/pobj/5"
)
JAILED = (
    "She/she/PRP/nsubjpass/3 was/be/VBD/auxpass/3 sentenced/sentence/VBN/ROOT/0 to/to/IN/prep/3 prison/prison/NN/pobj/4"
)


@pytest.fixture(scope="module")
def coder():
    return SyntaxCoder.load()


def test_a_record_says_what_the_ontology_says_of_its_kind(coder):
    (event,) = coder.code(tree(ATTACK))
    kind = plover().kind("ASSAULT")
    assert (event.type, event.quad, event.score, event.cameo) == ("ASSAULT", kind.quad, kind.score, kind.cameo)
    assert [p.text for p in event.actors] == ["Rebels"]
    assert [p.text for p in event.recipients] == ["a convoy"]
    assert event.trigger.text == "attacked"
    assert event.contexts == ()


def test_every_span_slices_back(coder):
    parsed = tree(ATTACK, JAILED)
    text = parsed.document.text
    for event in coder.code(parsed):
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text
        for party in (*event.actors, *event.recipients):
            assert text[party.start : party.end] == party.text


def test_two_records_on_one_word_have_ids_of_their_own(coder):
    events = coder.code(tree(JAILED))
    assert [(e.type, e.mode) for e in events] == [("SANCTION", "convict"), ("COERCE", "arrest")]
    assert len({e.id for e in events}) == 2


def test_ids_are_those_of_the_model(coder):
    (event,) = coder.code(tree(ATTACK))
    assert event.id == event_id(event.document, "ASSAULT", event.mode, status=event.status, trigger=event.trigger)


def test_records_do_not_depend_on_what_was_coded_before(coder):
    alone = to_json_lines(coder.code(tree(ATTACK)))
    coder.code(tree(JAILED))
    assert to_json_lines(coder.code(tree(ATTACK))) == alone == to_json_lines(SyntaxCoder.load().code(tree(ATTACK)))


def test_a_codebook_of_ones_own():
    ontology = Ontology({("RAID", None): Kind("RAID", None, "material conflict", -9, "190")}, (), ())
    lexicon = build([("raids.yaml", "type: RAID\nentries: [{verb: [attack]}]")], ontology)
    (event,) = SyntaxCoder(ontology, lexicon, ContextLexicon({}, {}, ())).code(tree(ATTACK))
    assert (event.type, event.score, event.contexts) == ("RAID", -9, ())
    assert [p.text for p in event.actors] == ["Rebels"]
