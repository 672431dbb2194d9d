import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Attribution, Place
from dateline.serve.evidence import Units, chain, claim, excerpt, marks, readable, told
from dateline.serve.layout import parts
from tests.serve.stories import SCRIPTS, captioned, document, record, scripts, spot, three

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def units(text):
    return text.encode("utf-16-le")


@given(TEXTS, st.data())
def test_offsets_in_units_cut_the_same_characters(text, data):
    at = Units(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert units(text)[2 * at(start) : 2 * at(end)].decode("utf-16-le") == text[start:end]


@given(TEXTS)
def test_what_is_made_readable_keeps_every_character_in_its_place(text):
    assert len(units(readable(text))) == len(units(text))
    assert readable(readable(text)) == readable(text)


def test_what_acts_is_not_passed_on_and_letters_are():
    assert readable("a\u202eb\x00c\x1b[0m\r\nd") == "a\ufffdb\ufffdc\ufffd[0m \nd"
    assert readable("ا\u200fب \u05d0\u200e") == "ا\u200fب \u05d0\u200e"


@given(st.integers(0, 3))
def test_every_mark_cuts_its_own_words(number):
    of, events = scripts()
    event = events[number]
    words = {of.text[mark.start : mark.end] for mark in marks(event)}
    assert event.trigger.text in words
    assert {party.text for party in (*event.actors, *event.recipients)} <= words
    assert [mark.start for mark in marks(event)] == sorted(mark.start for mark in marks(event))


def test_days_that_no_word_tells_have_no_mark():
    _, (event, *_) = scripts()
    bare = msgspec.convert({**msgspec.to_builtins(event), "date": {"text": "", "start": 3, "end": 3}}, type(event))
    assert {mark.letter for mark in marks(bare)} == {"T", "A", "R"}


def test_the_chain_goes_from_the_publisher_to_the_claim():
    of, events = scripts()
    first, last = chain(events[3], of)
    assert (first.who, first.about, first.verb) == ("Gazette", "report", "")
    assert (last.about, last.verb) == ("source", "denies")
    reprint = msgspec.structs.replace(of, original_publisher="Agency")
    assert [link.who for link in chain(events[0], reprint)] == ["Gazette", "Agency"]


def test_a_source_without_a_name_is_told_as_one():
    (of, (event,)), *_ = three()
    assert chain(event, of)[-1].about == "unnamed source"


def test_the_claim_is_words():
    of, events = scripts()
    assert claim(events[1]) == "Rapid Support Forces attacked السوق"
    absent = record(of, events[0].trigger.text, "shelled", status="future")
    assert claim(absent) == "Somebody not named attacked — planned or expected"


def test_slots_say_what_they_were_understood_as():
    _, events = scripts()
    rows = {(one.letter, one.text): one.known for one in told(events[1])}
    assert rows["P", "الفاشر"] == "El Fasher · SDN"
    assert rows["D", "يوم الاثنين"] == "9 Mar 2026"


def test_a_quotation_holds_the_sentence_around_the_value():
    (of, (event,)), *_ = three()
    inside = excerpt(of, event, event.place.start, event.place.end)
    assert (inside.marked, inside.before) == ("Aleppo", "Fighters shelled the market in ")
    outside = excerpt(of, event, event.fatalities.start, event.fatalities.end)
    assert outside.marked == "Twelve"
    assert outside.after.startswith(" people were killed")


# Layout


def pieces(of, events):
    return [piece for part in parts(of, events) for paragraph in part.paragraphs for piece in paragraph]


def test_every_piece_begins_where_it_says():
    of, events = scripts()
    for piece in pieces(of, events):
        cut = units(of.text)[2 * piece.start : 2 * piece.start + len(units(piece.text))]
        assert cut.decode("utf-16-le") == piece.text


def test_all_letters_of_the_text_are_shown_once_and_in_order():
    of, events = scripts()
    assert "".join("".join(piece.text.split()) for piece in pieces(of, events)) == "".join(SCRIPTS.split())


@given(TEXTS)
def test_no_letter_of_any_text_is_lost(text):
    of = document("d", text)
    shown = "".join(piece.text for piece in pieces(of, []))
    assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


def test_sentences_without_a_record_are_told_and_captions_stand_apart():
    of, events = captioned()
    laid = list(parts(of, events))
    assert [(part.kind, part.folded) for part in laid] == [
        ("title", False), ("caption", False), ("body", False), ("related", True),
    ]  # fmt: skip
    assert [piece.text for piece in pieces(of, events) if piece.is_missed] == ["It rained."]
    (told_,) = [piece for piece in pieces(of, events) if piece.events]
    assert told_.text == "Troops shelled the town."


def test_records_whose_sentences_overlap_do_not_break_the_page():
    of, events = captioned()
    wide = msgspec.structs.replace(events[0], sentence=msgspec.structs.replace(events[0].sentence, end=len(of.text)))
    assert any("shelled" in piece.text for piece in pieces(of, [events[0], wide]))
    assert spot(of, Place, "Aleppo").text == spot(of, Attribution, "Aleppo").text
