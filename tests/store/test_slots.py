import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.model import Attribution, Party, Place, Reason, When
from dateline.store.slots import BY_KEY, SLOTS, put, read, slot, taken, written
from tests.store.records import document, event, party

TEXT = "On Monday, the army said, militia fighters shelled the market in Aleppo. The market traders fled to Idlib."
OF = document("d", TEXT)


def span(kind, text, **fields):
    start = TEXT.index(text)
    return kind(text=text, start=start, end=start + len(text), **fields)


RECORD = event(
    OF,
    mode="drone",
    actors=(party(OF, "militia fighters", name="Free Militia", country="SYR", sector="REB"),),
    recipients=(party(OF, "the market"),),
    place=span(Place, "Aleppo", name="Aleppo", country="SYR", latitude=36.2, longitude=37.2),
    date=span(When, "Monday", first="2024-08-12", last="2024-08-12"),
    attribution=(span(Attribution, "the army", cue="said", stance="relays"),),
    reasons=(Reason("recipients", "ambiguous"), Reason("fatalities", "not stated")),
)


def changed(key, words, known=()):
    return read(RECORD, TEXT, slot(key), words, known)


def test_slots_are_told_in_words():
    assert [written(RECORD, one) for one in SLOTS] == [
        "militia fighters = Free Militia",
        "ASSAULT/drone",
        "the market",
        "Aleppo",
        "Monday = 2024-08-12",
        "the army (relays)",
        "actual",
    ]


@pytest.mark.parametrize("key", BY_KEY)
def test_what_is_written_reads_back_as_the_same_record(key):
    again = changed(key, written(RECORD, slot(key)))
    assert taken(again, slot(key)) == taken(RECORD, slot(key))
    assert put(RECORD, slot(key), taken(RECORD, slot(key))).id == RECORD.id


@given(st.lists(st.sampled_from(["the market", "militia fighters", "The market traders", "the army"]), unique=True))
def test_any_list_of_phrases_reads_back(phrases):
    made = changed("whom", "; ".join(phrases))
    assert [p.text for p in made.recipients] == phrases
    assert all(TEXT[p.start : p.end] == p.text for p in made.recipients)
    assert read(made, TEXT, slot("whom"), written(made, slot("whom"))) == made


def test_a_new_party_brings_the_codes_that_are_known_of_it():
    known = (Party(text="traders", start=0, end=7, name="Traders' Union", country="SYR", sector="BUS"),)
    (made,) = changed("whom", "The market traders = Traders' Union", known).recipients
    assert (made.text, made.name, made.sector) == ("The market traders", "Traders' Union", "BUS")
    assert TEXT[made.start : made.end] == "The market traders"


def test_a_name_alone_renames_who_stands_there():
    (made,) = changed("who", "= Northern Front").actors
    assert (made.text, made.name, made.country) == ("militia fighters", "Northern Front", None)


def test_type_and_mode_bring_what_follows_from_them():
    made = changed("did", "protest/demo")
    assert (made.type, made.mode, made.quad, made.id) == ("PROTEST", "demo", "material conflict", RECORD.id)
    assert made.score != RECORD.score


def test_a_filled_slot_has_no_reason_to_be_empty():
    assert [reason.field for reason in changed("whom", "The market traders").reasons] == ["fatalities"]


def test_slots_can_be_emptied():
    assert changed("whom", "").recipients == ()
    assert changed("where", "").place is None
    assert changed("when", "").date is None
    assert changed("says", "").attribution == ()


def test_days_keep_the_words_that_tell_them():
    made = changed("when", "2024-08-10..2024-08-11").date
    assert (made.text, made.first, made.last) == ("Monday", "2024-08-10", "2024-08-11")
    bare = read(event(OF), TEXT, slot("when"), "2024-08").date
    assert (bare.text, bare.first, bare.last) == ("", "2024-08-01", "2024-08-31")


def test_a_source_keeps_its_cue_when_its_stance_changes():
    (made,) = changed("says", "the army (denies)").attribution
    assert (made.stance, made.cue) == ("denies", "said")


@pytest.mark.parametrize(
    ("key", "words", "told"),
    [
        ("who", "the navy; the army", "'the navy' does not stand in the document"),
        ("did", "ASSAULT/drnoe", "Did you mean 'ASSAULT/drone'"),
        ("did", "", "no kind of act"),
        ("when", "yesterday", "no days"),
        ("when", "2024-02-31", "no calendar"),
        ("when", "2024-08-11..2024-08-10", "is after"),
        ("status", "actul", "Did you mean 'actual'"),
        ("says", "a witness", "does not stand"),
    ],
)
def test_what_a_slot_cannot_hold_is_told(key, words, told):
    with pytest.raises(UsageError, match=told):
        changed(key, words)


def test_phrases_with_signs_are_quoted():
    text = 'He said "a; b = c (denies)" shelled it.'
    of = document("q", text)
    held = event(of, recipients=(party(of, "a; b = c (denies)"),))
    words = written(held, slot("whom"))
    assert words == '"a; b = c (denies)"'
    assert read(event(of), text, slot("whom"), words).recipients == held.recipients
