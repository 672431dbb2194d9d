import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Span
from dateline.parse.words import borders, words

TOKENIZER = spacy.blank("en").tokenizer


def read(text):
    return words(Span(0, len(text), text), lambda piece: ((t.idx, t.text) for t in TOKENIZER(piece)))


def texts(text):
    return [word.text for word in read(text)]


def sentences(text):
    """The text cut where a sentence must begin; `|` where the parser is asked."""
    found, marks = read(text), {True: "\n", None: " | ", False: " "}
    return "".join(marks[way] + word.text for word, way in zip(found, borders(found), strict=True)).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last week -The army", ["last", "week", "-", "The", "army"]),
        ("Lt. Gen. Ray Odd", ["Lt.", "Gen.", "Ray", "Odd"]),
        ("in the U.S.The army", ["in", "the", "U.S.", "The", "army"]),
        ('so."We left', ["so", ".", '"', "We", "left"]),
        ("the island.[2] After", ["the", "island", ".", "[2", "]", "After"]),
        ("at 10:30a.m.", ["at", "10:30", "a.m", "."]),
    ],
)
def test_words_mends_the_tokenizer(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was Sunday.The army fled.", "It was Sunday .\nThe army fled ."),
        ("Gen. Odd met Lt. Gen. Ray of the U.S. Army.", "Gen. Odd met Lt. Gen. Ray of the U.S. | Army ."),
        ("He left the U.S. The army stayed.", "He left the U.S.\nThe army stayed ."),
        ('"We left." He stayed.', '" We left . "\nHe stayed .'),
        ('"Who?" Odd asked.', '" Who ? " | Odd asked .'),
        ('"Who?" asked Odd.', '" Who ? " asked Odd .'),
        ("It ended ... and then", "It ended ... and then"),
        ("Clashes in the north-The army says", "Clashes in the north -\nThe army says"),
        ("PARIS — -French troops", "PARIS — -\nFrench troops"),
        ("Plants: * Lansing * Flint", "Plants :\n* Lansing\n* Flint"),
        ("Anglo-American and Iran-Iraq talks", "Anglo - American and Iran - Iraq talks"),
        ("John F. Odd spoke", "John F. Odd spoke"),
    ],
)
def test_borders(text, expected):
    assert sentences(text) == expected


@given(st.text(max_size=80) | st.text(alphabet="aB. \n\"“”'-!?)*U.S", max_size=80))
def test_words_keep_every_character(text):
    found = read(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert "".join(word.text for word in found).split() == "".join(text.split()).split()
    assert len(borders(found)) == len(found)
    assert not found or borders(found)[0] is True
