import pytest

from dateline.coding.attribution import find
from dateline.model import Quote, Span
from tests.coding.saying import parsed, slots
from tests.coding.trees import tree

SAID = tree(
    "Rebels/rebel/NNS/nsubj/2 fled/flee/VBD/ccomp/5 ,/,/,/punct/5 witnesses/witness/NNS/nsubj/5 said/say/VBD/ROOT/0"
)
TWO = tree(
    "Rebels/rebel/NNS/nsubj/2 fled/flee/VBD/ROOT/0",
    "Kim/Kim/NNP/nsubj/2 smiled/smile/VBD/ROOT/0",
)


def test_a_source_a_cue_and_a_content():
    (found,) = find(SAID)
    assert [s.span.text for s in found.sources] == ["witnesses"]
    assert found.sources[0].anonymous
    assert (found.cue.text, [c.text for c in found.content]) == ("said", ["Rebels fled"])


def test_a_quotation_goes_to_its_speaker():
    import msgspec

    text = TWO.document.text
    quote = Quote(Span.of(text, 0, 11), Span.of(text, 12, 15), Span.of(text, 16, 22), "verb")
    quoted = msgspec.structs.replace(TWO, parse=msgspec.structs.replace(TWO.parse, quotes=(quote,)))
    (found,) = find(quoted)
    assert (found.sources[0].span.text, found.content[0].text) == ("Kim", "Rebels fled")


CHAINS = [
    ("Rebels attacked the port.", "attacked", "ASSAULT", []),
    ("The army said rebels attacked the port.", "attacked", "ASSAULT", [("The army", "said", "asserts", False)]),
    ("Rebels attacked the port, a witness said.", "attacked", "ASSAULT", [("a witness", "said", "asserts", True)]),
    (
        "According to the ministry, rebels attacked the port.",
        "attacked",
        "ASSAULT",
        [("the ministry", "According", "asserts", False)],
    ),
    (
        "The army said that residents had reported an attack.",
        "attack",
        "ASSAULT",
        [("residents", "reported", "asserts", True), ("The army", "said", "asserts", False)],
    ),
    ("The militia denied the attack.", "attack", "ASSAULT", [("The militia", "denied", "denies", False)]),
    ("The ministry confirmed the attack.", "attack", "ASSAULT", [("The ministry", "confirmed", "confirms", False)]),
    ("Experts expect the army to storm the city.", "storm", "ASSAULT", [("Experts", "expect", "expects", True)]),
    ("Rebels reportedly attacked the port.", "attacked", "ASSAULT", [("reportedly", "reportedly", "relays", True)]),
    (
        "Kenya accused Somalia of attacking a village.",
        "attacking",
        "ASSAULT",
        [("Kenya", "accused", "asserts", False)],
    ),
    (
        "The army said rebels shelled the town, which the group denied.",
        "shelled",
        "ASSAULT",
        [("The army", "said", "asserts", False), ("the group", "denied", "denies", False)],
    ),
    ("The army said rebels shelled the town, which the group denied.", "denied", "REJECT", []),
    ("Police beat the men, residents said, but the ministry denied it.", "denied", "REJECT", []),
    (
        "Calm returned, with reports emerging of a drone attack on the base.",
        "attack",
        "ASSAULT",
        [("reports", "reports", "asserts", True)],
    ),
    # the party of a verbal act is no source
    ("Hamas condemned the raid.", "condemned", "ACCUSE", []),
    ("The premier said he would help the farmers.", "help", "AGREE", []),
    # nor is one who declines to comment, or one who is not there
    ("The army declined to comment on the attack.", "attack", "ASSAULT", []),
    ("No group claimed the attack.", "attack", "ASSAULT", []),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "type_", "chain"), CHAINS)
def test_who_says_so_nearest_first(text, word, type_, chain):
    found = slots(text, word, type_).attribution
    assert [(a.text, a.cue, a.stance, a.anonymous) for a in found] == chain


@pytest.mark.model
def test_what_is_quoted_is_carried_over_to_the_next_sentence():
    text = '"Rebels attacked the port," Colonel Musa said. "They burned two ships."'
    found = slots(text, "burned", "ASSAULT").attribution
    assert [a.text for a in found] == ["Colonel Musa"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The minister told Reuters that rebels attacked the port.", "Reuters"),
        ("The army said in a statement that rebels attacked the port.", "in a statement"),
        ("The army said that rebels attacked the port.", None),
    ],
)
def test_where_it_was_said(text, medium):
    (found,) = slots(text, "attacked", "ASSAULT").attribution
    assert found.medium == medium


@pytest.mark.model
def test_every_span_slices_back_and_cues_come_in_text_order():
    text = (
        '"We will not yield," said the mayor, who accused the army of "sheer cruelty". Officials in Oslo, citing '
        "reports of clashes, told Reuters on Monday that a truce was reportedly near. According to the ministry, two "
        "claims that troops had left were false; its spokesman denied a withdrawal."
    )
    found = find(parsed(text))
    spans = [s for r in found for s in (r.cue, *r.content, *(source.span for source in r.sources))]
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert [r.cue.start for r in found] == sorted(r.cue.start for r in found)
    assert {r.cue.text for r in found} >= {"said", "accused", "told", "reportedly", "According", "denied"}
