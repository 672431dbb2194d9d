import msgspec
import pytest

from dateline.model import Entity, Parsed, Quote, Reference
from dateline.resolve.story import Story
from dateline.resolve.who import Hints
from tests.resolve.written import span, story


def about(identifier, parsed, words, *, states=None, hints=None, nth=0):
    made = Story(parsed, states or {}, identifier.actors)
    return identifier.identify(span(parsed, words, nth), made, hints or Hints())


def subject(phrase):
    """A sentence whose subject is the phrase, its last word the head."""
    words = phrase.split()
    head = len(words)
    items = [f"{w}/{_tag(w)}/compound/{head}" for w in words[:-1]]
    return " ".join(
        [*items, f"{words[-1]}/{_tag(words[-1])}/nsubj/{head + 1}", f"spoke/VBD/ROOT/0 ././punct/{head + 1}"]
    )


def _tag(word):
    return "DT" if word.lower() in ("a", "the") else "NNP" if word[:1].isupper() else "NN"


@pytest.mark.parametrize(
    ("phrase", "country", "sector", "name"),
    [
        ("An Iraqi militia", "IRQ", "PRM", ""),
        ("a U.S. defense official", "USA", "MIL", ""),
        ("Turkish police", "TUR", "COP", "Turkish police"),
        ("the French government", "FRA", "GOV", "Government of France"),
        ("Iraqi soldiers", "IRQ", "MIL", "Iraqi Armed Forces"),
        ("The Pentagon", "USA", "MIL", "United States Department of Defense"),
        ("the Lebanese Hezbollah movement", "LBN", "REB", "Hezbollah"),
        ("Nujaba Movement representative", "IRQ", "PRM", "Harakat Hezbollah al-Nujaba"),
        ("Defense Secretary Lloyd Austin", "USA", "GOV", "Lloyd Austin"),
        ("Moscow", "RUS", "GOV", "Russia"),
        ("the U.S.", "USA", "GOV", "United States"),
        ("Syrians", "SYR", "CVL", "Syrians"),
        ("masked Nigerian gunmen", "NGA", "UAF", ""),
        ("Kenyan opposition lawmakers", "KEN", "OPP", ""),
        ("former Iraqi minister", "IRQ", "ELI", ""),
    ],
)
def test_a_phrase_tells_country_sector_and_name(identifier, phrase, country, sector, name):
    found = about(identifier, story(subject(phrase)), phrase)
    assert (found.country, found.sector, found.name) == (country, sector, name)


def test_what_tells_nothing_is_refused_with_its_reason(identifier):
    found = about(identifier, story(subject("the weather")), "the weather")
    assert not found.known
    assert "weather" in found.reason


def test_officials_of_two_states_have_no_country(identifier):
    parsed = story("Israeli/JJ/amod/4 and/CC/cc/1 U.S./NNP/conj/1 officials/NNS/nsubj/5 spoke/VBD/ROOT/0 ././punct/5")
    found = about(identifier, parsed, "Israeli and U.S. officials")
    assert (found.country, found.sector) == ("", "GOV")


def test_parties_side_by_side_are_named_side_by_side(identifier):
    parsed = story("Russia/NNP/nsubj/4 and/CC/cc/1 Syria/NNP/conj/1 agreed/VBD/ROOT/0 ././punct/4")
    found = about(identifier, parsed, "Russia and Syria")
    assert (found.name, found.country, found.sector) == ("Russia and Syria", "", "GOV")


def test_a_pronoun_takes_the_name_of_its_antecedent(identifier):
    parsed = story(subject("Hamas"), "It/PRP/nsubj/2 denied/VBD/ROOT/0 this/DT/dobj/2 ././punct/2")
    assert "no antecedent" in about(identifier, parsed, "It").reason
    link = Reference(span(parsed, "It"), span(parsed, "Hamas"), "test")
    linked = Parsed(parsed.document, msgspec.structs.replace(parsed.parse, references=(link,)))
    assert about(identifier, linked, "It").entity == "hamas"


def test_a_circle_of_references_ends(identifier):
    parsed = story("It/PRP/nsubj/2 hit/VBD/ROOT/0 them/PRP/dobj/2 ././punct/2")
    it, them = span(parsed, "It"), span(parsed, "them")
    circle = (Reference(it, them, "test"), Reference(them, it, "test"))
    linked = Parsed(parsed.document, msgspec.structs.replace(parsed.parse, references=circle))
    assert not about(identifier, linked, "It").known


def test_we_is_the_body_the_speaker_speaks_for(identifier):
    parsed = story(subject("Hamas spokesman"), "We/PRP/nsubj/2 reject/VBP/ROOT/0 it/PRP/dobj/2 ././punct/2")
    assert "speaker" in about(identifier, parsed, "We").reason
    quote = Quote(span(parsed, "We reject it"), speaker=span(parsed, "Hamas spokesman"))
    quoted = Parsed(parsed.document, msgspec.structs.replace(parsed.parse, quotes=(quote,)))
    assert about(identifier, quoted, "We").name == "Hamas"
    told = about(identifier, parsed, "We", hints=Hints(speaker=span(parsed, "Hamas spokesman")))
    assert told.name == "Hamas"


def test_a_surname_is_whom_the_story_introduced(identifier):
    first = "Kenyan/JJ/amod/3 Judge/NNP/compound/3 Jane/NNP/compound/4 Wanjiru/NNP/nsubj/5 ruled/VBD/ROOT/0 ././punct/5"
    first = first.replace("amod/3", "amod/4").replace("Judge/NNP/compound/3", "Judge/NNP/compound/4")
    parsed = story(first, subject("Wanjiru"), names={"Jane Wanjiru": "PERSON"})
    found = about(identifier, parsed, "Wanjiru", nth=1)
    assert (found.name, found.country, found.sector) == ("Jane Wanjiru", "KEN", "JUD")


def test_a_known_surname_needs_the_story_to_name_the_country(identifier):
    parsed = story(subject("Assad"))
    assert about(identifier, parsed, "Assad", states={"SYR": 3.0}).entity == "bashar-al-assad"
    assert about(identifier, parsed, "Assad", states={"KEN": 3.0}).entity == ""


def test_the_country_of_the_act_stands_in_for_one_that_nobody_states(identifier):
    parsed = story(subject("police"))
    assert about(identifier, parsed, "police").country == ""
    assert about(identifier, parsed, "police", hints=Hints(country="EGY")).country == "EGY"
    assert about(identifier, parsed, "police", states={"KEN": 5.0, "USA": 1.0}).name == "Kenya Police"


def test_the_group_is_the_body_named_last(identifier):
    parsed = story(subject("Hamas"), subject("the group"))
    assert about(identifier, parsed, "the group").entity == "hamas"
    assert about(identifier, story(subject("the group")), "the group").entity == ""


def test_a_name_after_its_title_is_that_person_whatever_heads_the_phrase(identifier):
    words = "Japan/NNP/poss/4 's/POS/case/1 Prime/NNP/compound/4 Minister/NNP/nsubj/7 Shinzo/NNP/compound/6"
    parsed = story(f"{words} Abe/NNP/appos/4 spoke/VBD/ROOT/0 ././punct/7", published="2015-03-01")
    assert about(identifier, parsed, "Japan's Prime Minister Shinzo Abe").entity == "shinzo-abe"
    friend = "A/DT/det/2 friend/NN/nsubj/6 of/IN/prep/2 Shinzo/NNP/compound/5 Abe/NNP/pobj/3 spoke/VBD/ROOT/0"
    assert about(identifier, story(f"{friend} ././punct/6"), "A friend of Shinzo Abe").entity != "shinzo-abe"


def test_a_middle_initial_does_not_hide_who_is_known_without_it(identifier):
    assert about(identifier, story(subject("Lloyd J. Austin")), "Lloyd J. Austin").entity == "lloyd-austin"


def test_a_title_stands_in_for_the_state_that_a_story_does_not_name(identifier):
    parsed = story(subject("Secretary Blinken"), subject("Blinken"), published="2022-03-01")
    parsed = with_people(parsed, "Secretary Blinken", 1)
    assert about(identifier, parsed, "Secretary Blinken").entity == "antony-blinken"
    assert about(identifier, story(subject("Mister Blinken")), "Mister Blinken").entity == ""


def test_another_bearer_of_a_surname_is_nobody_known(identifier):
    states = {"SYR": 3.0}
    parsed = story(subject("Karim Assad"), subject("Assad"), names={"Karim Assad": "PERSON"})
    assert about(identifier, parsed, "Assad", states=states, nth=1).entity == ""
    first = story(subject("Assad Haddad"), subject("Assad"), names={"Assad Haddad": "PERSON"})
    assert about(identifier, first, "Assad", states=states, nth=1).entity == ""


def test_the_last_word_of_a_name_is_that_body_if_only_one_was_named(identifier):
    parsed = story(subject("Muslim Brotherhood"), subject("The Brotherhood"))
    assert about(identifier, parsed, "The Brotherhood").entity == "muslim-brotherhood"
    assert about(identifier, story(subject("The Brotherhood")), "The Brotherhood").entity == ""
    two = story(subject("Iraqi Army"), subject("Syrian Arab Army"), subject("The Army"))
    assert about(identifier, two, "The Army").entity == ""


def test_an_army_with_a_name_of_its_own_is_not_the_states(identifier):
    words = "Army/NNP/nsubj/5 of/IN/prep/1 the/DT/det/4 Sunrise/NNP/pobj/2 struck/VBD/ROOT/0 ././punct/5"
    found = about(identifier, story(words), "Army of the Sunrise", states={"IRQ": 5.0})
    assert (found.name, found.entity) == ("Army of the Sunrise", "")


def test_extremists_are_the_armed_group_named_last(identifier):
    parsed = story(subject("Boko Haram"), subject("the religious extremists"))
    assert about(identifier, parsed, "the religious extremists").entity == "boko-haram"


def test_what_a_name_says_is_not_the_sector_of_who_bears_it(identifier):
    assert about(identifier, story(subject("Islamic State cells")), "Islamic State cells").entity == "islamic-state"


def test_a_leader_of_one_party_is_not_another_s(identifier):
    parsed = story(subject("Devlet Bahceli"), subject("HDP"), subject("the HDP leader"))
    parsed = with_people(parsed, "Devlet Bahceli", 2)
    assert about(identifier, parsed, "the HDP leader", states={"TUR": 4.0}).entity != "devlet-bahceli"


def with_people(parsed, words, count):
    """The story with the last `count` words of a phrase tagged as a person."""
    start = span(parsed, words).end
    last = next(t.index for t in parsed.parse.tokens if t.end == start) + 1
    named = (Entity(last - count, last, "PERSON"),)
    return Parsed(parsed.document, msgspec.structs.replace(parsed.parse, entities=named))
