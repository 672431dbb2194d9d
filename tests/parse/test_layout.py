from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Block, Document, DocumentId
from dateline.parse.layout import paragraphs


def texts(text, blocks=()):
    return [p.text for p in paragraphs(Document(id=DocumentId("d"), text=text, blocks=blocks))]


def test_paragraphs_at_blank_lines_and_newlines():
    assert texts("First one.\n\nSecond one.\nThird one.") == ["First one.", "Second one.", "Third one."]


def test_paragraphs_line_that_goes_on_is_joined():
    assert texts("The army left\nthe town.") == ["The army left\nthe town."]


def test_paragraphs_wrapped_mail_is_one_paragraph():
    line = "the commander of the northern front told reporters in the ca"
    assert len(texts("\n".join([f"On Monday {line}", f"Officials and {line}", f"Zayd and {line}", "end."]))) == 1


def test_paragraphs_bullets_stand_alone():
    assert texts("They want:\n- bread\n- peace") == ["They want:", "- bread", "- peace"]


def test_paragraphs_only_coded_blocks():
    text = "A title\n\nThe body.\n\nA caption."
    blocks = (Block("title", 0, 7), Block("body", 9, 18), Block("caption", 20, 30))
    assert texts(text, blocks) == ["The body."]


@given(st.text(alphabet="aB.\n \t-•0’\u2028\xa0", max_size=60))
def test_paragraphs_slice_back_in_order(text):
    found = paragraphs(Document(id=DocumentId("d"), text=text))
    assert all(text[p.start : p.end] == p.text and p.text == p.text.strip() for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(p.text for p in found).split()) == "".join(text.split())
