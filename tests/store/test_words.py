from hypothesis import given
from hypothesis import strategies as st

from dateline.store.words import index, phrase, words


def test_case_accents_and_punctuation_make_no_difference():
    assert words("Recep Tayyip Erdoğan") == words("recep tayyip ERDOGAN")
    assert words("U.S. Army") == "u s army"


def test_only_whole_words_are_found():
    assert phrase("Oman") not in index(["a woman in Romania"])
    assert phrase("Iranian army") in index(["the Iranian Army's commander", None, "Iran"])


def test_a_phrase_does_not_reach_into_the_next_name():
    assert phrase("army iran") not in index(["the army", "Iran"])


@given(st.lists(st.text(max_size=12), max_size=4), st.data())
def test_every_name_finds_itself(names, data):
    named = [name for name in names if words(name)]
    if named:
        assert phrase(data.draw(st.sampled_from(named))) in index(names)
