import pytest

from dateline.model import Document, DocumentId

pytestmark = pytest.mark.model


def told(parser, text):
    parse = parser.parse(Document(id=DocumentId("d"), text=text)).parse
    for r in parse.references:
        assert text[r.mention.start : r.mention.end] == r.mention.text
        assert text[r.antecedent.start : r.antecedent.end] == r.antecedent.text
    return {r.mention.text: (r.antecedent.text, r.how) for r in parse.references}


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Omar Haddad spoke first. Haddad then left.", "Haddad", ("Omar Haddad", "surname")),
        (
            "The World Food Programme (WFP) sent trucks. The WFP said that they arrived.",
            "The WFP",
            ("World Food Programme", "acronym"),
        ),
        ("President Maria Silva arrived. She met nobody.", "She", ("President Maria Silva", "pronoun")),
        (
            "President Maria Silva met the envoy. The president left.",
            "The president",
            ("President Maria Silva", "role"),
        ),
        (
            "The Foreign Ministry warned Iran. The ministry gave no date.",
            "The ministry",
            ("The Foreign Ministry", "noun"),
        ),
        ("Hezbollah fired rockets on Monday. The group said it would go on.", "The group", ("Hezbollah", "near")),
        ('"I will resign," said Omar Haddad.', "I", ("Omar Haddad", "speaker")),
        ('"We will resign," said Omar Haddad.', "We", ("Omar Haddad", "speaker's side")),
    ],
)
def test_reference(parser, text, mention, expected):
    assert told(parser, text)[mention] == expected


def test_nobody_is_told_of_himself(parser):
    assert "him" not in told(parser, "Omar Haddad met him.")


def test_gender_decides(parser):
    text = "Mary Jones met Robert Brown in Geneva. She left early."
    assert told(parser, text)["She"][0] == "Mary Jones"


def test_refuses_between_two(parser):
    text = "Omar Haddad and Karim Aziz argued. The men left, and his car burned."
    assert "his" not in told(parser, text)


def test_refuses_a_surname_of_two(parser):
    text = "Omar Haddad met Karim Haddad. Haddad left."
    assert "Haddad" not in told(parser, text)


def test_empty_it_has_no_reference(parser):
    assert "It" not in told(parser, "Hezbollah fired rockets. It is clear that the truce failed.")
