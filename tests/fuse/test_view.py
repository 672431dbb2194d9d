import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.title import wordings
from dateline.fuse.view import view
from dateline.model import IncidentId
from dateline.ontology import plover
from tests.fuse.told import copy, document, number, party, place, record, source, when

ID = IncidentId("i1")


def seen(*events, reports=(), around=(), published=None, texts=None):
    days = published or {}
    documents = {
        id_: document(id_, days.get(id_, "2023-03-05"), (texts or {}).get(id_, ""))
        for id_ in sorted({event.document for event in events})
    }
    return view(ID, events, documents, reports, around)


def agreement(found, name):
    return found.fact(name).agreement


def test_one_report_gives_its_facts_with_the_characters_that_carry_them():
    event = record("d1", actors=(party("JNIM", "jnim"),), recipients=(party("a cattle market", start=230),),
                   place=place("Ayorou"), date=when("2023-03-04"), fatalities=number(12),
                   attribution=(source("a mayor", anonymous=True),))  # fmt: skip
    found = seen(event)
    assert found.title == "JNIM bombed a cattle market in Ayorou"
    assert (found.status, found.first, found.last, found.reported) == (
        "actual",
        "2023-03-04",
        "2023-03-04",
        "2023-03-05",
    )
    (killed,) = found.fact("killed").values
    (said,) = killed.testimonies
    assert (said.event, said.start, said.end, said.source, said.reported) == (
        event.id,
        160,
        162,
        "a mayor",
        "2023-03-05",
    )
    assert {fact.agreement for fact in found.facts} == {"agreed"}
    assert found.fact("injured") is None


def test_saturday_against_friday_is_disputed_and_the_span_covers_both():
    found = seen(record("d1", date=when("2023-03-04")), record("d2", date=when("2023-03-03")))
    assert agreement(found, "date") == "disputed"
    assert (found.first, found.last) == ("2023-03-03", "2023-03-04")


def test_a_day_within_a_week_agrees_and_is_updated_where_it_came_later():
    week, day = when("2023-02-27", "2023-03-05"), when("2023-03-04")
    assert agreement(seen(record("d1", date=week, at=10), record("d1", date=day, at=40)), "date") == "agreed"
    found = seen(record("d1", date=week), record("d2", date=day), published={"d1": "2023-03-05", "d2": "2023-03-06"})
    assert (agreement(found, "date"), found.fact("date").best) == ("updated", "2023-03-04")


def test_a_claim_of_responsibility_does_not_date_the_act():
    claim = record("d2", date=when("2023-03-05"), attribution=(source("JNIM", cue="claimed", entity="jnim"),))
    found = seen(record("d1", date=when("2023-03-04")), claim)
    assert [value.value for value in found.fact("date").values] == ["2023-03-04"]
    assert [value.value for value in found.fact("claimed").values] == ["JNIM"]


def test_a_day_before_after_belongs_to_another_act():
    text = "Traders buried their dead on Monday after the bombing.".ljust(400)
    mention = record("d1", at=text.index("bombing"), date=when("2023-03-06", at=text.index("Monday")))
    assert seen(mention, texts={"d1": text}).fact("date") is None


def test_two_named_perpetrators_are_disputed_unless_one_record_has_them_act_together():
    jnim, province = party("JNIM", "jnim"), party("Islamic State Sahel Province", "issp", start=240)
    assert agreement(seen(record("d1", actors=(jnim,)), record("d2", actors=(province,))), "actor") == "disputed"
    both = seen(record("d1", actors=(jnim,)), record("d2", actors=(jnim, province)))
    assert agreement(both, "actor") == "agreed"


def test_somebody_unnamed_contradicts_nobody():
    found = seen(record("d1", actors=(party("gunmen"),)), record("d2", actors=(party("JNIM", "jnim"),)))
    assert (agreement(found, "actor"), found.fact("actor").best) == ("agreed", "JNIM")


def test_an_army_and_its_state_are_one_side():
    state, army = party("Mali", "mali", "MLI", "GOV"), party("the Malian army", "fama", "MLI", "MIL")
    assert agreement(seen(record("d1", actors=(state,)), record("d2", actors=(army,))), "actor") == "agreed"


def test_victims_add_up():
    found = seen(record("d1", recipients=(party("Amadou Sow", "a"),)), record("d2", recipients=(party("Ali Ba", "b"),)))
    assert (agreement(found, "recipient"), len(found.fact("recipient").values)) == ("agreed", 2)


def test_fighters_are_no_civilians_unless_a_report_tells_of_both():
    fighters = record("d1", recipients=(party("ten militants"),))
    civilians = record("d2", recipients=(party("three farmers"),))
    assert agreement(seen(fighters, civilians), "recipient") == "disputed"
    both = record("d3", recipients=(party("ten militants"), party("three farmers")))
    assert agreement(seen(fighters, civilians, both), "recipient") == "agreed"


def test_a_denial_disputes_that_it_happened_and_says_who_denies():
    army = party("the army", "army")
    denial = record("d2", status="negated", actors=(army,), attribution=(source("the army", "denies", entity="army"),))
    found = seen(record("d1"), denial)
    assert (agreement(found, "happened"), found.status) == ("disputed", "actual")
    assert [value.key for value in found.fact("happened").values] == ["actual", "negated"]
    (denied,) = found.fact("denied").values
    assert (denied.value, denied.testimonies[0].stance) == ("the army", "denies")


def test_denying_ones_own_part_leaves_the_act_standing():
    text = "The army denied any role in the bombing of the market.".ljust(400)
    part = record("d1", at=text.index("bombing"), attribution=(source("the army", "denies", entity="army"),))
    found = seen(record("d2"), part, texts={"d1": text})
    assert (agreement(found, "happened"), found.fact("denied").best) == ("agreed", "the army")


def test_a_claim_and_its_denial_in_one_record_are_two_testimonies():
    both = record("d1", attribution=(source("a union"), source("the army", "denies")))
    assert agreement(seen(both), "happened") == "disputed"


def test_an_outlet_that_takes_it_back_makes_it_negated():
    said, back = record("d1"), record("d2", status="negated")
    documents = {
        "d1": document("d1", "2023-03-05", outlet="Niger River Post"),
        "d2": document("d2", "2023-03-06", outlet="Niger River Post"),
    }
    found = view(ID, [said, back], documents)
    assert (found.status, agreement(found, "happened")) == ("negated", "updated")
    assert found.title.startswith("Denied: ")


@pytest.mark.parametrize(("status", "title"), [("future", "Expected: "), ("hypothetical", "Possible: ")])
def test_what_nobody_says_happened_is_open(status, title):
    found = seen(record("d1", status=status))
    assert (found.status, agreement(found, "happened")) == (status, "open")
    assert found.title.startswith(title)


def test_a_forecast_that_came_true_is_updated():
    found = seen(record("d1", status="future"), record("d2"), published={"d1": "2023-03-03"})
    assert (found.status, agreement(found, "happened")) == ("actual", "updated")


def test_an_admission_in_the_sentence_of_the_act_claims_it():
    admission = record("d1", "CONCEDE", "admitted", at=40, actors=(party("the army", "army"),))
    assert seen(record("d1"), around=[admission]).fact("claimed").best == "the army"
    assert seen(record("d1", at=220, sentence=210), around=[admission]).fact("claimed") is None


def test_copies_are_reports_and_not_independent():
    found = seen(record("d1"), record("d2"), record("d3"), reports=[copy("d2", "d1")])
    assert ([report.document for report in found.reports], found.independent) == (["d1", "d2", "d3"], 2)
    assert found.fact("happened").values[0].independent == 2


def test_an_act_that_is_only_recalled_has_echoes_and_no_reports():
    found = seen(record("d1", at=150, sentence=110, date=when("2022-01-01")))
    assert (found.reports, found.events, len(found.echoes)) == ((), (), 1)
    assert found.first == "2022-01-01"


def test_no_record_is_a_wrong_call():
    with pytest.raises(ValueError, match="no record"):
        seen()


def test_every_kind_has_words_for_its_title():
    assert set(wordings()) == set(plover().kinds)
    assert all(words.did and words.noun and words.link for words in wordings().values())


parties = st.sampled_from(
    [party("gunmen"), party("JNIM", "jnim"), party("the army", "army", "NER", "MIL"), party("RSF", "rsf")]
)
sources = st.sampled_from(
    [source("the army", "denies", entity="army"), source("JNIM", cue="claimed"), source("a mayor")]
)
FIELDS = {
    "status": st.sampled_from(["actual", "historical", "future", "hypothetical", "negated"]),
    "actors": st.lists(parties, max_size=2).map(tuple),
    "recipients": st.lists(parties, max_size=1).map(tuple),
    "place": st.sampled_from([None, place("Ayorou"), place("Tillaberi"), place("Niger", "country")]),
    "date": st.sampled_from([None, when("2023-03-04"), when("2023-03-01", "2023-03-31")]),
    "fatalities": st.sampled_from([None, number(3), number(12), number(24, text="dozens", open_=True)]),
    "attribution": st.lists(sources, max_size=2).map(tuple),
}


@st.composite
def tellings(draw):
    """Up to six records of up to four reports, some of them copies, published on different days."""
    heads = draw(
        st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["ASSAULT", "CONCEDE"])), min_size=1, max_size=6)
    )
    fields = [{name: draw(drawn) for name, drawn in FIELDS.items()} for _ in heads]
    return [record(f"d{d}", kind, at=10 * n, **fields[n]) for n, (d, kind) in enumerate(heads)]


DAYS = {"d1": "2023-03-05", "d2": "2023-03-06", "d3": "2023-03-20", "d4": "2023-03-05"}


@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    copies = [copy("d2", "d1")]
    assert seen(*shuffled, reports=copies, published=DAYS) == seen(*events, reports=copies, published=DAYS)


@given(tellings())
def test_every_record_tells_or_recalls_and_every_value_has_its_testimony(events):
    found = seen(*events, published=DAYS)
    recalled = {echo.event for echo in found.echoes}
    assert set(found.events) | recalled == {event.id for event in events}
    assert not set(found.events) & recalled
    told = {event.id for event in events}
    for fact in found.facts:
        assert fact.values
        assert fact.best in {value.value for value in fact.values}
        assert fact.rule
        for value in fact.values:
            assert {said.event for said in value.testimonies} <= told
            assert 1 <= value.independent <= len({said.document for said in value.testimonies})


@given(tellings())
def test_numbers_lie_between_the_lowest_and_the_highest(events):
    killed = seen(*events, published=DAYS).fact("killed")
    assert killed is None or all(killed.low <= value.low <= killed.high for value in killed.values)


def test_two_named_sides_that_claim_one_act_are_disputed():
    def claim(report, name, entity):
        return record(report, attribution=(source(name, cue="claimed", entity=entity),))

    found = seen(claim("d1", "JNIM", "jnim"), claim("d2", "Islamic State Sahel Province", "issp"))
    assert (agreement(found, "claimed"), len(found.fact("claimed").values)) == ("disputed", 2)
    assert agreement(seen(claim("d1", "JNIM", "jnim"), claim("d2", "JNIM", "jnim")), "claimed") == "agreed"
