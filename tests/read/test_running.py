import pytest

from dateline.read import ReadOptions, from_text, read
from dateline.read.running import credit_start
from dateline.read.sentences import sentences

FILED = "FILE - A soldier stands at the bridge in Varn, Sept. 22, 2016."
TEXT = f"The army said it had left. {FILED} The mayor denied it."


def test_a_caption_in_a_paragraph_is_a_block_of_its_own():
    blocks = from_text(TEXT).blocks
    assert [TEXT[b.start : b.end] for b in blocks] == ["The army said it had left.", FILED, "The mayor denied it."]
    assert [(b.kind, b.note) for b in blocks] == [("body", ""), ("body", "caption in running text"), ("body", "")]


def test_whether_it_is_coded_is_an_option(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (document,) = read([str(tmp_path)], ReadOptions(captions_in_prose="caption"))
    assert [b.kind for b in document.blocks] == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "In this photo released by the navy, sailors board a ship off Varn.",
        "A sailor waits at the mole, in this handout picture from the navy.",
        "Rescuers are seen at the mole after the shelling in Varn, May 4, 2016.",
        "A sailor waits at the mole. (AP Photo/Lena Ortiz)",
        "Vote 2016: FILE - A sailor waits at the mole.",
    ],
)
def test_what_a_caption_says_of_itself(caption):
    text = f"The army said it had left. {caption} The mayor denied it."
    assert "caption in running text" in [b.note for b in from_text(text).blocks]


@pytest.mark.parametrize(
    ("start", "title", "dateline"),
    [
        (
            "Talks Fail As Army Shells Port of Varn-CAIRO — -The talks failed.",
            "Talks Fail As Army Shells Port of Varn",
            "CAIRO",
        ),
        ("Talks Fail Again in Geneva -The talks between both sides ended on Monday.", "Talks Fail Again in Geneva", ""),
        ("Will Arms Reach the Port? ROME — -The arms were sent.", "Will Arms Reach the Port?", "ROME"),
        ("BAGHDAD (Reuters) - The army left.", "", "BAGHDAD"),
        ("TEL AVIV, Israel — The army left.", "", "TEL AVIV, Israel"),
        ("Varn, Coastland (AP) — The army left.", "", "Varn, Coastland"),
        ("The army left - nobody knows why.", "", ""),
    ],
)
def test_headline_and_dateline_before_the_first_sentence(start, title, dateline):
    document = from_text(f"{start} It had been there for weeks, and the mayor of the town had asked it to go.")
    assert (document.title, document.dateline) == (title, dateline)
    assert document.blocks[-1].kind == "body"


@pytest.mark.parametrize("text", ["He works for AP", "the images: none", "Reuters reported", "km/h", "and/or", ""])
def test_no_credit(text):
    assert credit_start(text) is None


def test_sentences_do_not_end_at_abbreviations():
    text = "Gen. A. B. Lee met U.S. envoys on Sept. 2. They agreed."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Gen. A. B. Lee met U.S. envoys on Sept. 2.",
        "They agreed.",
    ]
