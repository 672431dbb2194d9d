import msgspec
import pytest

from dateline.model import Parsed, Timex
from dateline.model.ids import is_listed, unlisted_id
from dateline.resolve import Resolver
from tests.resolve.test_who import subject
from tests.resolve.written import event, plain, span, story


def test_an_event_is_filled_and_its_spans_stay(resolver):
    parsed = plain("Houthi fighters shelled Marib in Yemen on Monday.", names=("Marib", "Yemen"))
    at = span(parsed, "Monday")
    time = Timex(start=at.start, end=at.end, text="Monday", type="DATE", first="2024-08-12", last="2024-08-12")
    parsed = Parsed(parsed.document, msgspec.structs.replace(parsed.parse, times=(time,)))
    bare = event(parsed, actor=span(parsed, "Houthi fighters"), place=span(parsed, "Marib"), date=at)
    (found,) = resolver.resolve(parsed, (bare,))
    assert (found.actors[0].name, found.actors[0].country, found.actors[0].sector) == ("Houthis", "YEM", "REB")
    assert (found.place.country, found.place.precision) == ("YEM", "city")
    assert (found.date.first, found.date.last) == ("2024-08-12", "2024-08-12")
    assert found.reasons == ()
    for part in (found.actors[0], found.place, found.date):
        assert parsed.document.text[part.start : part.end] == part.text


def test_refusals_become_reasons_of_their_field(resolver):
    parsed = story(subject("the weather"))
    bare = event(parsed, actor=span(parsed, "the weather"), place=span(parsed, "spoke"), date=span(parsed, "spoke"))
    (found,) = resolver.resolve(parsed, (bare,))
    assert {reason.field for reason in found.reasons} == {"actors[0]", "place", "date"}
    assert found.actors[0].name is None
    assert found.place.latitude is None


def test_sources_get_names_like_parties(resolver):
    parsed = story(subject("The Pentagon"))
    (found,) = resolver.resolve(parsed, (event(parsed, source=span(parsed, "The Pentagon")),))
    assert found.attribution[0].name == "United States Department of Defense"
    assert found.attribution[0].entity == "united-states-department-of-defense"


def test_what_the_coder_already_knew_is_kept(resolver):
    parsed = story(subject("Hamas"))
    bare = event(parsed, actor=span(parsed, "Hamas"))
    known = msgspec.structs.replace(bare, actors=(msgspec.structs.replace(bare.actors[0], name="Somebody else"),))
    (found,) = resolver.resolve(parsed, (known,))
    assert found.actors[0].name == "Somebody else"


def test_a_story_without_events_is_left_alone(resolver):
    assert resolver.resolve(plain("Nothing happened."), ()) == ()


@pytest.mark.parametrize("before", ["Rebels took Goma.", "Paris is in Texas.", ""])
def test_other_stories_leave_no_trace(resolver, before):
    parsed = plain("Egyptian police closed Tahrir Square.")
    bare = (event(parsed, actor=span(parsed, "Egyptian police"), place=span(parsed, "Tahrir Square")),)
    alone = resolver.resolve(parsed, bare)
    if before:
        other = plain(before)
        word = span(other, before.split()[0])
        resolver.resolve(other, (event(other, actor=word, place=word),))
    assert resolver.resolve(parsed, bare) == alone


def test_resolving_twice_changes_nothing(resolver):
    parsed = plain("Iraqi soldiers left Mosul.")
    bare = (event(parsed, actor=span(parsed, "Iraqi soldiers"), place=span(parsed, "Mosul")),)
    once = resolver.resolve(parsed, bare)
    assert resolver.resolve(parsed, once) == once


def test_whoever_is_named_but_in_no_table_keeps_his_name_and_gets_an_id_of_it(resolver):
    parsed = story(subject("Odd Bergquist"), names={"Odd Bergquist": "PERSON"})
    bare = event(parsed, actor=span(parsed, "Odd Bergquist"), source=span(parsed, "Odd Bergquist"))
    (found,) = resolver.resolve(parsed, (bare,))
    actor = found.actors[0]
    assert (actor.name, actor.entity) == ("Odd Bergquist", unlisted_id("odd bergquist", ""))
    assert found.attribution[0].entity == actor.entity
    assert not is_listed(actor.entity)
    assert [r.field for r in found.reasons if "kept by that name" in r.reason] == ["actors[0]"]


def test_who_is_asked_for_alone_is_who_acts(resolver):
    parsed = story(subject("Hamas"))
    (party,) = resolver.identify(parsed, [span(parsed, "Hamas")])
    assert (party.text, party.entity, party.sector) == ("Hamas", "hamas", "REB")


def test_a_user_brings_his_own_actors(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("name,aliases,country,sector\nLake Guard,Hamas,TCD,REB\n", "utf-8")
    parsed = story(subject("Hamas"))
    (party,) = Resolver.load(actors=path).identify(parsed, [span(parsed, "Hamas")])
    assert (party.name, party.country) == ("Lake Guard", "TCD")


def test_an_article_at_the_head_of_a_sentence_is_no_part_of_a_name(resolver):
    parsed = story("The/DT/det/3 Lake/NNP/compound/3 Guard/NNP/nsubj/4 spoke/VBD/ROOT/0 ./././4")
    (party,) = resolver.identify(parsed, [span(parsed, "The Lake Guard")])
    assert (party.name, party.entity) == ("Lake Guard", unlisted_id("lake guard", ""))
