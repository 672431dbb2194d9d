import msgspec
import pytest

from dateline.coding.background import Background
from dateline.model import Parsed, Published, Timex
from tests.coding.saying import slots
from tests.coding.trees import tree

pytestmark = pytest.mark.model

SENTENCES = [
    ("Rebels shelled the town on Friday.", "shelled", "ASSAULT", "actual"),
    # negation
    ("The army did not shell the town.", "shell", "ASSAULT", "negated"),
    ("The rebels failed to capture the base.", "capture", "ASSAULT", "negated"),
    ("The general denied bombing the village.", "bombing", "ASSAULT", "negated"),
    ("The general denied any role in the attack.", "attack", "ASSAULT", "negated"),
    ("They left the camp without attacking the guards.", "attacking", "ASSAULT", "negated"),
    ("There was no attack on the base.", "attack", "ASSAULT", "negated"),
    ("Nobody attacked the base.", "attacked", "ASSAULT", "negated"),
    ("The army shelled no village.", "shelled", "ASSAULT", "negated"),
    ("No soldiers were killed in the town.", "killed", "ASSAULT", "negated"),
    ("No fewer than ten soldiers were killed in the town.", "killed", "ASSAULT", "actual"),
    ("Parliament rejected the accusations.", "accusations", "ACCUSE", "actual"),
    ("Police were blamed for failing to stop the attack.", "attack", "ASSAULT", "actual"),
    # to come
    ("The army will attack the port.", "attack", "ASSAULT", "future"),
    ("The army is preparing an offensive.", "offensive", "ASSAULT", "future"),
    ("Troops are expected to storm the city.", "storm", "ASSAULT", "future"),
    ("The planned offensive worries the residents.", "offensive", "ASSAULT", "future"),
    ("An attack on the port may be imminent.", "attack", "ASSAULT", "future"),
    ("An attack on the port is not imminent.", "attack", "ASSAULT", "negated"),
    # possible
    ("The army could attack the port.", "attack", "ASSAULT", "hypothetical"),
    ("If rebels attack the port, ships will leave.", "attack", "ASSAULT", "hypothetical"),
    ("A possible attack worries the residents.", "attack", "ASSAULT", "hypothetical"),
    ("If troops are involved again in targeting our sons, we will respond.", "targeting", "ASSAULT", "hypothetical"),
    ("Observers described what may be a strike on the base.", "strike", "ASSAULT", "hypothetical"),
    ("If the court frees the men who attacked the base, crowds will gather.", "attacked", "ASSAULT", "actual"),
    # a threat, a promise or a request that is uttered is actual
    ("The general will continue to threaten the town.", "threaten", "THREATEN", "actual"),
    ("The rebels must release the hostages, the envoy said.", "release", "REQUEST", "actual"),
    # background
    ("Rebels seized the city in 2009.", "seized", "ASSAULT", "historical"),
    ("The 2011 bombing of the station was never solved.", "bombing", "ASSAULT", "historical"),
    ("Rebels seized the city on Monday.", "seized", "ASSAULT", "actual"),
    ("The envoy rejected claims about the 2011 bombing on Monday.", "rejected", "REJECT", "actual"),
]


@pytest.mark.parametrize(("text", "word", "type_", "status"), SENTENCES)
def test_whether_it_happened(text, word, type_, status):
    assert slots(text, word, type_).status == status


def test_without_a_date_of_publication_nothing_is_history():
    undated = tree("Rebels/rebel/NNS/nsubj/2 left/leave/VBD/ROOT/0 in/in/IN/prep/2 1994/1994/CD/pobj/3")
    assert not Background(undated).holds(1)


@pytest.mark.parametrize(("published", "old"), [("1994-06-01", False), ("1996-01-01", True), ("0001-03-04", False)])
def test_what_ended_more_than_a_year_before_the_report_is_history(published, old):
    left = tree("Rebels/rebel/NNS/nsubj/2 left/leave/VBD/ROOT/0 in/in/IN/prep/2 1994/1994/CD/pobj/3")
    year = Timex(start=15, end=19, text="1994", type="DATE", value="1994", first="1994-01-01", last="1994-12-31")
    document = msgspec.structs.replace(left.document, published=Published(published, "day", "given"))
    told = Parsed(document, msgspec.structs.replace(left.parse, times=(year,)))
    assert Background(told).holds(1) == old


CONDITIONS = [
    ("If the forces return, the militia will strike the base.", "strike", "ASSAULT", "If the forces return"),
    (
        "The group warned that it would respond unless the siege is lifted.",
        "warned",
        "THREATEN",
        "unless the siege is lifted",
    ),
    ("The militia struck the base.", "struck", "ASSAULT", None),
    ("The minister asked if the militia had left.", "asked", "REQUEST", None),
]


@pytest.mark.parametrize(("text", "word", "type_", "condition"), CONDITIONS)
def test_what_it_depends_on(text, word, type_, condition):
    found = slots(text, word, type_).condition
    assert (found.text if found else None) == condition
