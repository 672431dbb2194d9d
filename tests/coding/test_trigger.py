import pytest

from dateline.coding.company import Company
from dateline.coding.lexicon import build
from dateline.coding.trigger import find_triggers
from dateline.ontology import plover
from tests.coding.trees import tree

LEXICON = build(
    [
        ("guards.yaml", "type: none\nentries: [{noun: [heart attack]}]"),
        (
            "assault.yaml",
            """
type: ASSAULT
entries:
  - verb: [attack, fight]
  - verb: [kill]
    echoes: [in, subject, partner]
  - verb: [torch]
    echoes: [circumstance]
  - verb: [slay]
    echoes: [governor]
  - verb: [launch attack]
  - noun: [attack]
  - verb: [strike]
    with: {object: [$place]}
    without: {object: [deal]}
    mode: aerial
  - verb: [strike]
    with: {object: [deal]}
    type: AGREE
classes: {place: [town, camp]}
modes:
  - mode: drone
    with: {modifier|with: [drone]}
""",
        ),
        ("threaten.yaml", "type: THREATEN\nswallows: true\nentries: [{verb: [vow]}]"),
        ("sanction.yaml", "type: SANCTION\nentries: [{verb: [sentence], mode: convict, also: [COERCE/arrest]}]"),
    ],
    plover(),
)

ATTACKED = "Rebels/rebel/NNS/nsubj/2 attacked/attack/VBD/ROOT/0 a/a/DT/det/4 camp/camp/NN/dobj/2"
KILLED_IN_ATTACKS = (
    "Men/man/NNS/nsubjpass/3 were/be/VBD/auxpass/3 killed/kill/VBN/ROOT/0 in/in/IN/prep/3 attacks/attack/NNS/pobj/4"
)


def found(*sentences):
    parsed = tree(*sentences)
    return [
        (t.type, t.mode, parsed.parse.span(parsed.document.text, t.first, t.last).text)
        for s in parsed.parse.sentences
        for t in find_triggers(Company(parsed.parse), s, LEXICON)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (ATTACKED, [("ASSAULT", None, "attacked")]),
        ("He/he/PRP/nsubj/2 had/have/VBD/ROOT/0 a/a/DT/det/5 heart/heart/NN/compound/5 attack/attack/NN/dobj/2", []),
        (
            "They/they/PRP/nsubj/2 vowed/vow/VBD/ROOT/0 to/to/TO/aux/4 attack/attack/VB/xcomp/2 it/it/PRP/dobj/4",
            [("THREATEN", None, "vowed")],
        ),
        (
            "They/they/PRP/nsubj/2 launched/launch/VBD/ROOT/0 a/a/DT/det/5 big/big/JJ/amod/5 attack/attack/NN/dobj/2",
            [("ASSAULT", None, "launched a big attack")],
        ),
        (
            KILLED_IN_ATTACKS,
            [("ASSAULT", None, "attacks")],
        ),
        (
            "Nine/nine/CD/nsubjpass/3 were/be/VBD/auxpass/3 killed/kill/VBN/ROOT/0 in/in/IN/prep/3 Gao/Gao/NNP/pobj/4",
            [("ASSAULT", None, "killed")],
        ),
        (
            "They/they/PRP/nsubj/2 struck/strike/VBD/ROOT/0 a/a/DT/det/4 deal/deal/NN/dobj/2",
            [("AGREE", None, "struck")],
        ),
        (
            "Jets/jet/NNS/nsubj/2 struck/strike/VBD/ROOT/0 a/a/DT/det/4 town/town/NN/dobj/2",
            [("ASSAULT", "aerial", "struck")],
        ),
        ("Workers/worker/NNS/nsubj/2 struck/strike/VBD/ROOT/0", []),
        (
            "A/a/DT/det/3 drone/drone/NN/compound/3 attack/attack/NN/nsubj/4 failed/fail/VBD/ROOT/0",
            [("ASSAULT", "drone", "attack")],
        ),
        (
            "He/he/PRP/nsubjpass/3 was/be/VBD/auxpass/3 sentenced/sentence/VBN/ROOT/0",
            [("SANCTION", "convict", "sentenced"), ("COERCE", "arrest", "sentenced")],
        ),
        ("Attack/attack/NN/compound/2 helicopters/helicopter/NNS/nsubj/3 came/come/VBD/ROOT/0", []),
        ("Troops/troop/NNS/nsubj/2 came/come/VBD/ROOT/0 to/to/TO/aux/4 fight/fight/VB/advcl/2", []),
        ("It/it/PRP/nsubj/2 is/be/VBZ/ROOT/0 attack/attack/NN/attr/2", []),
    ],
)
def test_triggers(sentence, expected):
    assert found(sentence) == expected


def test_what_comes_after_a_threat_is_no_content_of_it():
    sentence = (
        "They/they/PRP/nsubj/2 vowed/vow/VBD/ROOT/0 revenge/revenge/NN/dobj/2 after/after/IN/prep/2 the/the/DT/det/6 "
        "attack/attack/NN/pobj/4"
    )
    assert [f[0] for f in found(sentence)] == ["THREATEN", "ASSAULT"]


def test_a_sentence_does_not_change_its_neighbour():
    assert found(ATTACKED, ATTACKED) == found(ATTACKED) * 2


def test_of_two_acts_that_echo_each_other_the_first_stands():
    burning = tree(
        "Rebels/rebel/NNS/nsubj/2 torched/torch/VBD/ROOT/0 a/a/DT/det/4 camp/camp/NN/dobj/2 ,/,/,/punct/2 "
        "slaying/slay/VBG/advcl/2 four/four/CD/dobj/6"
    )
    found = find_triggers(Company(burning.parse), burning.parse.sentences[0], LEXICON)
    assert [burning.parse.tokens[t.index].text for t in found] == ["torched"]
