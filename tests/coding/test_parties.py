import pytest

from dateline.coding.parties import roles
from tests.coding.saying import slots, texts
from tests.coding.trees import tree

RECIPROCAL = tree(
    "The/the/DT/det/2 king/king/NN/nsubj/3 met/meet/VBD/ROOT/0 with/with/IN/prep/3 two/two/CD/nummod/6 "
    "envoys/envoy/NNS/pobj/4"
)
PASSIVE = tree(
    "A/a/DT/det/2 soldier/soldier/NN/nsubjpass/4 was/be/VBD/auxpass/4 shot/shoot/VBN/ROOT/0 by/by/IN/agent/4 "
    "rebels/rebel/NNS/pobj/5"
)


def test_a_passive_keeps_who_did_it_to_whom():
    found = roles(PASSIVE.parse, 3, "ASSAULT", "firearms")
    assert (found.actors, found.recipients) == ((5,), (1,))


def test_who_meets_with_whom_are_all_actors():
    found = roles(RECIPROCAL.parse, 2, "CONSULT", None)
    assert (found.actors, found.recipients) == ((1, 5), ())


SENTENCES = [
    # active, passive, nobody told
    ("Rebels ambushed a convoy near Gao.", "ambushed", "ASSAULT", ["Rebels"], ["a convoy"]),
    ("Two journalists were detained by police on Monday.", "detained", "COERCE", ["police"], ["Two journalists"]),
    ("Four soldiers were killed in the capital.", "killed", "ASSAULT", [], ["Four soldiers"]),
    # nominalisations, possessives, modifiers
    (
        "The minister criticised the Israeli airstrike on a hospital.",
        "airstrike",
        "ASSAULT",
        ["Israeli"],
        ["a hospital"],
    ),
    ("The attack by the militia on the village lasted hours.", "attack", "ASSAULT", ["the militia"], ["the village"]),
    ("Norway's condemnation of the junta came late.", "condemnation", "ACCUSE", ["Norway"], ["the junta"]),
    ("Talks between Egypt and Sudan collapsed.", "Talks", "CONSULT", ["Egypt", "Sudan"], []),
    ("The French raid that killed two rebels was brief.", "raid", "ASSAULT", ["French"], ["two rebels"]),
    # light verbs
    ("The army carried out an attack on the rebels.", "attack", "ASSAULT", ["The army"], ["the rebels"]),
    ("The army launched an offensive against the militia.", "launched", "ASSAULT", ["The army"], ["the militia"]),
    ("Rebels carried out an attack on soldiers.", "carried", "ASSAULT", ["Rebels"], ["soldiers"]),
    ("Officers raided the homes of three editors.", "raided", "COERCE", ["Officers"], ["three editors"]),
    ("Two editors face trial next week.", "face", "ACCUSE", [], ["Two editors"]),
    ("He was to go on trial in Bahrain.", "go", "ACCUSE", [], ["He"]),
    ("Ankara is refusing to allow reporters to cross.", "refusing", "REJECT", ["Ankara"], ["reporters"]),
    ("The senator won the endorsement of Governor Roe.", "endorsement", "SUPPORT", ["Governor Roe"], ["The senator"]),
    ("They mourned the deaths of ten people in clashes.", "clashes", "ASSAULT", [], ["ten people"]),
    ("The hospital suffered an attack.", "attack", "ASSAULT", [], ["The hospital"]),
    # coordination
    ("Iran and its allies condemned Israel.", "condemned", "ACCUSE", ["Iran", "its allies"], ["Israel"]),
    ("Police arrested a student and detained two teachers.", "detained", "COERCE", ["Police"], ["two teachers"]),
    # relative clauses, participles, control
    ("The gunmen who stormed the school were arrested.", "stormed", "ASSAULT", ["The gunmen"], ["the school"]),
    ("The group vowed to expel the settlers.", "expel", "COERCE", ["The group"], ["the settlers"]),
    ("They ended the siege by bombing the rebels.", "bombing", "ASSAULT", ["They"], ["the rebels"]),
    ("Kenya accused Somalia of arming the militia.", "arming", "AID", ["Somalia"], ["the militia"]),
    ("Officials urged the army to release the students.", "release", "RETREAT", ["the army"], ["the students"]),
    # whose share it is, at whose door it is laid
    ("The militia claimed responsibility for the bombing.", "bombing", "ASSAULT", ["The militia"], []),
    # who receives
    ("Kyiv received tanks from Berlin.", "received", "AID", ["Berlin"], ["Kyiv"]),
    ("Canada imposed sanctions on Belarus.", "sanctions", "SANCTION", ["Canada"], ["Belarus"]),
    # things are owned by whom they are said of
    ("The envoy criticised the government's plan.", "criticised", "ACCUSE", ["The envoy"], ["the government"]),
    ("The premier is committed to helping the refugees.", "committed", "AGREE", ["The premier"], ["the refugees"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "type_", "actors", "recipients"), SENTENCES)
def test_who_did_it_to_whom(text, word, type_, actors, recipients):
    found = slots(text, word, type_)
    assert (texts(found.actors), texts(found.recipients)) == (actors, recipients)


@pytest.mark.model
def test_what_is_said_of_somebody_is_the_speakers_act():
    found = slots('"The government has failed its people," the bishop said.', "failed", "ACCUSE", "disapprove")
    assert texts(found.actors) == ["the bishop"]
    assert texts(found.recipients) == ["The government"]
    assert found.attribution == ()


@pytest.mark.model
def test_an_unclaimed_act_has_no_actor_and_says_so():
    found = slots("No group has claimed responsibility for the attack.", "attack", "ASSAULT")
    assert found.actors == ()
    assert found.attribution == ()
    assert ("actors", "not stated") in [(r.field, r.reason) for r in found.reasons]


@pytest.mark.model
def test_when_and_where_are_no_parties():
    found = slots("Monday's attack killed three people.", "attack", "ASSAULT")
    assert found.actors == ()
    found = slots("The Mosul offensive began in March.", "offensive", "ASSAULT")
    assert found.actors == ()
