import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read import from_text
from dateline.read.blocks import annotate
from dateline.read.layout import paragraphs
from tests.read.pages import BODY, CAPTION, DISCLAIMER, REPOSTED, TITLE


def said(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def kinds(text, **known):
    return [b.kind for b in from_text(text, **known).blocks]


PROSE = "The army shelled the town on Monday, the mayor said."


def test_a_reposted_report_is_taken_apart():
    document = from_text(REPOSTED)
    assert document.text == REPOSTED
    assert (document.title, document.section, document.original_publisher) == (TITLE, "Conflict", "Meridian Post")
    assert (document.published.value, document.published.how) == ("2025-03-03T23:20", "text")
    assert said(document, "body") == list(BODY)
    assert said(document, "caption") == [CAPTION, CAPTION]
    assert [b.note for b in document.blocks if b.kind == "caption"] == ["", "repeats the caption before it"]
    assert said(document, "credit") == ["Lena Ortiz/AP"]
    assert said(document, "disclaimer") == [DISCLAIMER]


def test_a_single_line_is_body_whatever_it_looks_like():
    assert kinds("Iran condemns strikes on port") == ["body"]
    assert kinds("Read more: the war at sea") == ["related"]


def test_the_first_line_before_prose_is_the_title_unless_another_is_known():
    assert kinds(f"Army shells town\n\n{PROSE}") == ["title", "body"]
    assert kinds(f"Ministers met in Geneva on the war\n\n{PROSE}", title="Talks on the war") == ["body", "body"]
    assert kinds(f"World\n\nArmy shells town\n\n{PROSE}") == ["section", "title", "body"]
    assert kinds(f"Talks on the War!\n\n{PROSE}", title="Talks on the war") == ["title", "body"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ann Lee and Bo van Ek", "byline"),
        ("World", "section"),
        ("4 March 2025", "published"),
        ("Related stories", "related"),
        ("À lire aussi : la guerre en mer", "related"),
        ("Subscribe to our morning briefing.", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("© 2025 Coast Daily", "disclaimer"),
        ("The views expressed in this article are the author's own.", "disclaimer"),
        ("What happened before", "heading"),
        ("Photo: Lena Ortiz", "credit"),
        ("FILE - Soldiers stand guard in Varn, March 1, 2024.", "caption"),
        ("Ana Muñoz contributed to this report from Varn.", "credit"),
    ],
)
def test_a_line_between_paragraphs(line, kind):
    text = (
        f"Army shells town\n\n{line}\n\n{PROSE}"
        if kind in ("byline", "section", "published")
        else f"{PROSE}\n\n{line}\n\n{PROSE} Again."
    )
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Related protests took place in the capital on Friday.",
        "Read in parliament on Monday, the bill bans the party.",
        "Copyright law was the first thing the junta changed.",
        "Comments by the minister drew anger in the province.",
        "Share prices fell after the strike on the refinery.",
        "By Tuesday the rebels had taken the bridge and the airport.",
        "Photos of the dead man were shown to reporters on Monday.",
        "Both men are seen as close to the army, which denied the report.",
        "The minister posted the photo: it shows the burnt bridge.",
        "Officials said on 4 March 2025 that the ceasefire had failed.",
        "Israeli-Palestinian talks broke down after the raid on Monday.",
        "The U.S.-Mexico border was closed by troops on Monday.",
        "Secretary of State Ann Lee's U.S.-Russia talks ended without a deal on Monday.",
        "The ministry contributed to the report, which accuses the army of murder.",
        "NATO - the alliance - said it would send two ships.",
    ],
)
def test_a_sentence_of_the_report_stays_body(sentence):
    assert kinds(f"{PROSE}\n\n{sentence}\n\n{PROSE} Again.") == ["body"] * 3
    assert kinds(f"{sentence}\n\n{PROSE}") == ["body"] * 2


def test_lines_under_related_stories_go_with_them_until_prose_begins():
    text = f"{PROSE}\n\nRelated stories\n\nArmy takes bridge\n\nWhy the port matters\n\n{PROSE} Again."
    assert kinds(text) == ["body", "related", "related", "related", "body"]


def test_a_paragraph_given_twice_later_is_not_coded_twice():
    text = f"{PROSE} It gave no details.\n\nThe navy denied it.\n\n{PROSE} It gave no details."
    assert [(b.kind, b.note) for b in from_text(text).blocks][2] == ("boilerplate", "repeats an earlier paragraph")


def test_a_caption_is_known_by_its_credit():
    document = from_text(f"{PROSE}\n\nA soldier looks on in Varn. (AP Photo/Lena Ortiz)\n\n{PROSE} Again.")
    assert said(document, "caption") == ["A soldier looks on in Varn."]
    assert said(document, "credit") == ["(AP Photo/Lena Ortiz)"]


lines = st.sampled_from(
    [PROSE, "Read more: x", "By Ann Lee", "World", "4 March 2025", "", "A",
     "FILE - A man walks, May 1, 2020. He said no.", "BAGHDAD (Reuters) - The army said so.", "Image: Lena Ortiz.",
     "Headline Of Some Length Here -CAIRO — -The army left.", "\t  ", "© 2024", "-", "…", "(AP Photo)-What now."]
)  # fmt: skip


@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\n\n", " "]))
def test_blocks_cover_the_text_in_order_and_gaps_are_white_space(chosen, separator):
    check(separator.join(chosen))


@given(st.text(max_size=300))
def test_blocks_cover_any_text(text):
    check(text)


def check(text):
    at = 0
    for block in annotate(text, paragraphs(text)).blocks:
        assert block.start >= at
        assert text[at : block.start].strip() == ""
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        at = block.end
    assert text[at:].strip() == ""
