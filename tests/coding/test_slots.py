import msgspec
import pytest

from dateline.coding.slots import Filler, fill
from dateline.coding.words import words
from dateline.errors import DataError
from dateline.ontology import plover
from tests.coding.saying import index_of, parsed, slots

TEXT = (
    "Officials in Oslo said on Monday that Israeli aircraft had killed at least seven fighters near Beirut, in "
    'response to an attack on a base. "If they return, we will strike again," General Dan Levi told reporters. '
    "Rebels denied it."
)


@pytest.mark.model
def test_every_span_of_every_slot_slices_back():
    found = parsed(TEXT)
    filler = Filler(found)
    for token in found.parse.tokens:
        for type_ in ("ASSAULT", "ACCUSE", "CONSULT", "MOBILIZE"):
            filled = filler.fill(token.index, type_, None)
            magnitudes = (filled.fatalities, filled.injured, filled.size)
            spans = [
                *filled.actors,
                *filled.recipients,
                *filled.attribution,
                filled.place,
                filled.date,
                filled.condition,
            ]
            for span in [*spans, *magnitudes]:
                assert span is None or TEXT[span.start : span.end] == span.text


@pytest.mark.model
def test_one_trigger_is_filled_as_among_many():
    index = index_of(TEXT, "killed")
    many = Filler(parsed(TEXT))
    many.fill(0, "ACCUSE", None)
    assert fill(parsed(TEXT), index, "ASSAULT", "aerial") == many.fill(index, "ASSAULT", "aerial")


@pytest.mark.model
def test_a_sentence_full_of_slots():
    found = slots(TEXT, "killed", "ASSAULT", "aerial")
    assert msgspec.to_builtins(found.actors)[0]["text"] == "Israeli aircraft"
    assert (found.place.text, found.fatalities.low, found.status) == ("Beirut", 7, "actual")
    assert found.attribution[0].text.startswith("Officials")


@pytest.mark.parametrize("name", ["cues", "magnitudes", "parties", "sources", "status", "where"])
def test_word_lists_hold_words_in_lower_case_or_types(name):
    for key, listed in words(name).items():
        assert listed, key
        lower = all(word == word.lower() and word == word.strip() for word in listed)
        assert lower or listed <= set(plover().types), key


def test_a_word_that_yaml_reads_otherwise_is_refused(monkeypatch):
    import yaml

    monkeypatch.setattr(yaml, "safe_load", lambda text: {"list": ["on", False]})
    words.cache_clear()
    with pytest.raises(DataError, match="quote words"):
        words("status")
    monkeypatch.undo()
    words.cache_clear()
