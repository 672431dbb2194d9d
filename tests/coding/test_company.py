from dateline.coding.company import Company, hyphenated, relations
from dateline.model import Entity, Parse, Token
from tests.coding.trees import tree

PASSIVE = tree(
    "Four/four/CD/nummod/2 guards/guard/NNS/nsubjpass/4 were/be/VBD/auxpass/4 shot/shoot/VBN/ROOT/0 "
    "by/by/IN/agent/4 rebels/rebel/NNS/pobj/5 in/in/IN/prep/4 Gao/Gao/NNP/pobj/7"
)
COUNTED = tree(
    "They/they/PRP/nsubj/2 expelled/expel/VBD/ROOT/0 hundreds/hundred/NNS/dobj/2 "
    "of/of/IN/prep/3 refugees/refugee/NNS/pobj/4"
)
CONCERNED = tree(
    "We/we/PRP/nsubj/2 are/be/VBP/ROOT/0 worried/worried/JJ/acomp/2 about/about/IN/prep/3 this/this/DT/pobj/4"
)
VOWED = tree(
    "Generals/general/NNS/nsubj/2 vowed/vow/VBD/ROOT/0 to/to/TO/aux/4 strike/strike/VB/xcomp/2 and/and/CC/cc/4 "
    "burn/burn/VB/conj/4 camps/camp/NNS/dobj/6"
)


def lemmas(parsed, index, relation):
    return [parsed.parse.tokens[i].lemma for i in Company(parsed.parse).find(index, relation)]


def test_passive_keeps_doer_and_done_to_apart():
    assert lemmas(PASSIVE, 3, "object") == ["guard"]
    assert lemmas(PASSIVE, 3, "subject") == ["rebel"]


def test_a_preposition_is_a_relation_of_its_own():
    assert lemmas(PASSIVE, 3, "in") == ["Gao"]
    assert lemmas(PASSIVE, 3, "near") == ["four", "guard", "be", "by", "rebel", "in", "Gao"]


def test_what_is_counted_is_an_object_too():
    assert lemmas(COUNTED, 1, "object") == ["hundred", "refugee"]


def test_the_subject_of_a_predicate_adjective():
    assert lemmas(CONCERNED, 2, "subject") == ["we"]


def test_complements_are_spread_over_coordination_and_subjects_shared():
    assert lemmas(VOWED, 1, "infinitive") == ["strike"]
    assert lemmas(VOWED, 1, "complement") == ["strike", "burn"]
    assert lemmas(VOWED, 3, "subject") == ["general"]
    assert lemmas(VOWED, 3, "object") == ["camp"]


def test_governor_goes_through_the_preposition():
    assert lemmas(PASSIVE, 7, "governor") == ["in", "shoot"]


def test_labels_of_entities_are_known_by_token():
    named = tree("Gao/Gao/NNP/nsubj/2 fell/fall/VBD/ROOT/0", entities=(Entity(0, 1, "GPE"),))
    assert Company(named.parse).labels == {0: "GPE"}


def test_on_and_off_are_relations_though_yaml_has_them_for_booleans():
    assert {"on", "off", "object", "near"} <= relations()


def test_a_word_that_the_tokenizer_split_at_its_hyphen_is_known_whole():
    texts = [("cease", 0), ("-", 5), ("fire", 6), ("-", 11), ("talks", 13)]
    tokens = tuple(Token(i, at, at + len(t), t, t, "NOUN", "NN", "dep", 2, 0) for i, (t, at) in enumerate(texts))
    assert dict(hyphenated(Parse(tokens=tokens, sentences=()))) == {2: "cease-fire"}
