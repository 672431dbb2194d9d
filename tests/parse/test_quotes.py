import pytest

from dateline.model import Document, DocumentId

pytestmark = pytest.mark.model


def quotes(parser, text):
    parse = parser.parse(Document(id=DocumentId("d"), text=text)).parse
    assert all(text[q.span.start : q.span.end] == q.span.text for q in parse.quotes)
    return [(q.span.text, q.speaker and q.speaker.text, q.cue and q.cue.text, q.how) for q in parse.quotes]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "how"),
    [
        ('"We left at dawn," Omar Haddad said.', "Omar Haddad", "said", "verb"),
        ('"We left at dawn," said Omar Haddad, who led them.', "Omar Haddad", "said", "verb"),
        ('Omar Haddad told reporters: "We left at dawn."', "Omar Haddad", "told", "verb"),
        ("“We left at dawn,” a spokesman for the group said.", "a spokesman for the group", "said", "verb"),
        ('"Did they leave at dawn?" Omar Haddad asked.', "Omar Haddad", "asked", "verb"),
        ('"They left at dawn," according to the ministry.', "the ministry", "according to", "verb"),
        ('The ministry said that the raid was "a grave crime" and would be punished.', "The ministry", "said", "verb"),
        ('Omar Haddad denied it. "We never left the town at all."', "Omar Haddad", "denied", "previous"),
        ('"We left at dawn," he said.', "he", "said", "verb"),
    ],
)
def test_speaker(parser, text, speaker, cue, how):
    assert quotes(parser, text)[0][1:] == (speaker, cue, how)


def test_second_part_continues(parser):
    text = '"We left," Omar Haddad said. "They stayed in the town."'
    assert [row[1:] for row in quotes(parser, text)] == [
        ("Omar Haddad", "said", "verb"),
        ("Omar Haddad", "said", "continued"),
    ]


def test_paragraphs_without_closing_mark_continue(parser):
    text = 'Omar Haddad said: "We left at dawn.\n\n"They stayed in the town."'
    assert quotes(parser, text) == [
        ("We left at dawn.", "Omar Haddad", "said", "verb"),
        ("They stayed in the town.", "Omar Haddad", "said", "continued"),
    ]


def test_colon_before_a_paragraph(parser):
    text = "A ministry spokesman said:\n\n“The minister met the envoy.”"
    assert quotes(parser, text) == [("The minister met the envoy.", "A ministry spokesman", "said", "colon")]


def test_statement_without_marks_after_a_colon(parser):
    text = "The minister, Ana Roy, said:\n\nThe attack was vile.\n\nWe will act."
    assert [(q[0], q[3]) for q in quotes(parser, text)] == [("The attack was vile.\n\nWe will act.", "colon")]


def test_nested_marks_are_one_quotation(parser):
    text = "“He told us ‘go now’ and we went,” Omar Haddad said."
    assert [q[0] for q in quotes(parser, text)] == ["He told us ‘go now’ and we went,"]


def test_lost_opening_mark(parser):
    assert quotes(parser, 'The raid is over," Omar Haddad said.')[0][:2] == ("The raid is over,", "Omar Haddad")


def test_lost_closing_mark_ends_with_its_sentence(parser):
    text = 'Omar Haddad called it "a crime. The army denied any part in the raid on the town.'
    assert [q[0] for q in quotes(parser, text)] == ["a crime."]


def test_a_doubled_stop_ends_a_quotation_that_never_closes(parser):
    text = "“We left at dawn. They stayed, Omar Haddad said.. The town was empty.\n“It still is,” said Rami Aziz."
    assert [row[0] for row in quotes(parser, text)] == ["We left at dawn.", "It still is,"]
    text = "“We left at dawn.. The town was empty.\n“It still is,” said Rami Aziz."
    assert [row[0] for row in quotes(parser, text)] == ["We left at dawn..", "It still is,"]


def test_quoted_term_has_no_speaker(parser):
    assert quotes(parser, 'The so-called "ghost road" runs to the coast.') == [("ghost road", None, None, "")]
