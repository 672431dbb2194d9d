from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.company import relations
from dateline.coding.lexicon import Lexicon, build, head_of
from dateline.coding.words import words
from dateline.errors import DataError
from dateline.ontology import Kind, Ontology, plover

DOCS = Path(__file__).parents[2] / "docs" / "ontology.md"


def kinds(lexicon):
    rules = [rule for found in lexicon.rules.values() for rule in found if rule.type]
    named = {(r.type, r.mode) for r in rules} | {kind for r in rules for kind in r.also}
    return named | {(type_, m.mode) for type_, modes in lexicon.modes.items() for m in modes}


def test_every_kind_of_plover_is_reachable():
    assert kinds(Lexicon.load()) == set(plover().kinds)


def test_the_lexicon_is_of_a_size_to_be_useful():
    assert sum(map(len, Lexicon.load().rules.values())) > 3000


def test_reporting_verbs_are_no_acts_by_themselves():
    rules = Lexicon.load().rules
    plain = [
        r
        for verb in ("say", "add", "note", "report", "state")
        for r in rules.get(verb, ())
        if not r.after and not r.needs
    ]
    assert [r.name for r in plain if r.part == "verb"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type: WAR\nentries: [{verb: [fight]}]", "WAR/-"),
        ("type: ASSAULT\nentries: [{verb: [fight], mode: chess}]", "ASSAULT/chess"),
        ("type: ASSAULT\nentries: [{verb: [fight], with: {victim: [man]}}]", "no such relation: victim"),
        ("type: ASSAULT\nentries: [{verb: [fight], with: {object: [$men]}}]", "no such class of words: $men"),
        ("type: ASSAULT\nentries: [{verb: [fight], with: {object: [old man]}}]", "not one word"),
        ("type: ASSAULT\nentries: [{verb: ['']}]", "empty phrase"),
        ("type: ASSAULT\nentries: [{verbs: [fight]}]", "no lexicon file"),
        ("type: [", "no lexicon file"),
        ("type: ASSAULT\nmodes: [{mode: drone}]", "a mode rule needs"),
        ("type: ASSAULT\nentries: [{verb: [kill], echoes: [place]}]", "no such relation: place"),
    ],
)
def test_a_fault_names_file_and_entry(text, said):
    with pytest.raises(DataError, match=r"own\.yaml") as caught:
        build([("own.yaml", text)], plover())
    assert said in str(caught.value)


def test_words_that_yaml_takes_for_booleans_stay_words():
    lexicon = build([("own.yaml", "type: REJECT\nentries: [{verb: [say no], with: {on: [no, off]}}]")], plover())
    rule = lexicon.rules["say"][0]
    assert rule.after == ("no",)
    assert rule.needs[0].words == {"no", "off"}


def test_classes_are_shared_among_files_and_may_hold_classes():
    lexicon = build(
        [
            ("a.yaml", "type: ASSAULT\nentries: [{verb: [fight], with: {object: [$foe]}}]"),
            ("b.yaml", "classes: {foe: [enemy, $rebels], rebels: [rebel]}"),
        ],
        plover(),
    )
    assert lexicon.rules["fight"][0].needs[0].words == {"enemy", "rebel"}


def test_a_lexicon_of_ones_own_for_an_ontology_of_ones_own(tmp_path: Path):
    strike = Kind("STRIKE", None, "material conflict", -4, "143")
    ontology = Ontology({("STRIKE", None): strike}, (), ())
    path = tmp_path / "strikes.yaml"
    path.write_text("type: STRIKE\nentries: [{verb: [walk out, down tools]}]", "utf-8")
    assert set(Lexicon.read([path], ontology).rules) == {"walk", "down"}


@pytest.mark.parametrize(
    ("phrase", "part", "head"),
    [
        ("blow up", "verb", "blow"),
        ("air strike", "noun", "strike"),
        ("act of terrorism", "noun", "act"),
        ("keen on", "adj", "keen"),
    ],
)
def test_the_head_of_a_phrase(phrase, part, head):
    words = tuple(phrase.split())
    assert words[head_of(words, part)] == head


@given(
    st.lists(st.sampled_from(["of", "on", "attack", "air", "war"]), min_size=1, max_size=5),
    st.sampled_from(["verb", "noun"]),
)
def test_the_head_is_a_word_of_the_phrase(words, part):
    assert 0 <= head_of(tuple(words), part) < len(words)


def test_the_documented_example_is_a_lexicon():
    text = DOCS.read_text("utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    lexicon = build([("example.yaml", example)], plover())
    assert ("ASSAULT", "abduct") in kinds(lexicon)
    assert lexicon.rules["board"][0].needs[0].words >= {"ship", "frigate"}


def test_every_relation_and_kind_is_documented():
    text = DOCS.read_text("utf-8")
    assert [name for name in relations() - words("triggers")["prepositions"] if f"`{name}`" not in text] == []
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for type_, mode in plover().kinds:
        score = f"{plover().kind(type_, mode).score:g}"
        assert any(
            row.startswith(f"| {type_} |") and (f" {mode} {score}" in row if mode else f"| {score} |" in row)
            for row in rows
        )
