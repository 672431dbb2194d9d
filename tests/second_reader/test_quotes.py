import re

from hypothesis import given
from hypothesis import strategies as st

from dateline.second_reader.quotes import LONGEST, nearest, places

TEXT = "The army said “we hold the town”.\nRebels  shelled the town's market — twice. Rebels shelled it again."


def test_a_quote_is_found_letter_for_letter_but_for_the_signs_that_models_exchange():
    assert [span.start for span in places(TEXT, "Rebels shelled")] == [34, 77]
    assert next(places(TEXT, 'said "we hold the town".')).text == "said “we hold the town”."
    assert next(places(TEXT, "the town’s market - twice")).text == "the town's market — twice"


def test_what_is_not_there_or_says_nothing_is_no_quote():
    for quote in ("rebels shelled", "ebels shelled", "shelled the tow", "", " ", "”.", "e", "x" * (LONGEST + 1)):
        assert list(places(TEXT, quote)) == [], quote


def test_the_nearest_place_counts_and_the_earlier_of_two_as_near():
    assert nearest(TEXT, "Rebels shelled", 40).start == 34
    assert nearest(TEXT, "Rebels shelled", 70).start == 77
    assert nearest("ab cd ab", "ab", 4).start == 0
    assert nearest(TEXT, "nobody", 0) is None


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_what_is_found_stands_there_and_every_cut_between_words_is_found(text, first, last):
    quote = text[min(first, last) : max(first, last)]
    for span in places(text, quote):
        assert text[span.start : span.end] == span.text
    words = re.findall(r"[a-z]{2,}", text)
    for word in words:
        found = list(places(f"{text} {word} ", word))
        assert any(span.text == word for span in found)


@given(st.text(max_size=40))
def test_no_quote_is_a_pattern(quote):
    for span in places("aaa bbb ccc (ddd) [eee] .* a|b", quote):
        assert len(span.text.split()) == len(quote.split())
