from dateline.resolve import phrase as phrases
from tests.resolve.written import span, story

SENTENCE = "A/DT/det/4 U.S./NNP/compound/4 defense/NN/compound/4 official/NN/nsubj/5 spoke/VBD/ROOT/0 ././punct/5"


def test_the_head_hangs_outside_the_phrase():
    parsed = story(SENTENCE)
    found = phrases.of_span(parsed.document.text, parsed.parse, span(parsed, "A U.S. defense official"))
    assert found.word(found.head) == "official"
    assert found.bare == "U.S. defense official"
    assert found.lower(1, 4) == ["u.s.", "defense", "official"]


def test_unparsed_text_is_read_by_its_words():
    parsed = story(SENTENCE)
    text = parsed.document.text
    found = phrases.of_text(text, span(parsed, "A U.S. defense official"))
    assert found.word(found.head) == "official"
    other = "members of the council"
    assert phrases.of_text(other, phrases.Span(0, len(other), other)).head == 0


def test_a_coordination_is_taken_apart():
    parsed = story(
        "Russia/NNP/nsubj/4 and/CC/cc/1 Syria/NNP/conj/1 signed/VBD/ROOT/0 it/PRP/dobj/4 ././punct/4",
    )
    both = span(parsed, "Russia and Syria")
    assert [part.text for part in phrases.conjuncts(parsed.parse, both)] == ["Russia", "Syria"]
    alone = span(parsed, "Russia")
    assert phrases.conjuncts(parsed.parse, alone) == (alone,)
    for part in phrases.conjuncts(parsed.parse, both):
        assert parsed.document.text[part.start : part.end] == part.text
