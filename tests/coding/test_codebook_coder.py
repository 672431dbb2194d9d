"""Categories on records, by heads that are written by hand: no model is loaded."""

from __future__ import annotations

import numpy as np

from dateline.coding.codebook_coder import CodebookCoder, Own
from dateline.coding.codebook_heads import Head, Heads
from dateline.coding.syntax_coder import SyntaxCoder
from dateline.ontology.codebook import Codebook, Mode, OwnCategory
from tests.coding.written import ATTACK, written

FLIGHT = "families/NNS/nsubj/2 fled/VBD/ROOT/0 the/DT/det/4 town/NN/dobj/2 ././punct/2"
PLAIN = "rain/NN/nsubj/2 fell/VBD/ROOT/0 ././punct/2"


class Vectors:
    """One unit vector a lemma."""

    def __init__(self) -> None:
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1

    def vectors(self, parsed):
        rows = [[3.0 if token.text in words else 0.1 for words in AXES] for token in parsed.parse.tokens]
        return np.array(rows, dtype=np.float32)


AXES = (("attacked",), ("fled",), ("town",))


def head(label: str, axis: int) -> Head:
    vector = tuple(3.0 if n == axis else -1.0 for n in range(len(AXES)))
    return Head(label=label, bias=0.0, least=0.5, vector=vector, lemmas={}, examples=1)


def own(*categories: OwnCategory, place="beside", name="mine") -> Own:
    axes = {"HARM": 0, "FLIGHT": 1, "FLIGHT/foot": 1, "FLIGHT/car": 2}
    book = Codebook(name=name, categories=categories, place=place)
    heads = tuple(head(label, axes[label]) for label in book.labels)
    return Own(book, Heads(name=name, codebook="", encoder="", centre=(0.0,) * len(AXES), rarity={}, heads=heads))


HARM = OwnCategory(name="HARM", definition="harm")
AWAY = OwnCategory(
    name="FLIGHT",
    definition="flight",
    kind=("SANCTION", "expel"),
    modes=(Mode(name="car", definition="by car"), Mode(name="foot", definition="on foot")),
)


def code(parsed, *owned):
    return CodebookCoder(SyntaxCoder.load(), Vectors(), owned).code(parsed)


def test_a_category_goes_to_the_record_whose_trigger_speaks_for_it():
    parsed = written(ATTACK, PLAIN)
    plain = next(e for e in SyntaxCoder.load().code(parsed) if e.trigger.text == "attacked")
    bearing = [e for e in code(parsed, own(HARM)) if e.categories]
    assert len(bearing) == 1
    event = bearing[0]
    assert [category.label for category in event.categories] == ["mine.HARM"]
    assert 0.5 <= event.categories[0].confidence <= 1
    assert (event.id, event.actors, event.type) == (plain.id, plain.actors, plain.type)


def test_a_sentence_without_a_record_gets_one_where_the_category_names_a_kind():
    own_kind = written(FLIGHT.replace("fled", "strolled"))
    assert code(own_kind, own(AWAY)) == ()
    parsed = written(FLIGHT)
    if SyntaxCoder.load().code(parsed):
        (event,) = code(parsed, own(AWAY))
        assert [category.label for category in event.categories] == ["mine.FLIGHT/foot"]
    made = [e for e in code(parsed, own(AWAY)) if e.categories]
    assert made[0].type == "SANCTION"
    assert made[0].trigger.text == "fled"
    assert parsed.document.text[made[0].trigger.start : made[0].trigger.end] == "fled"


def test_a_record_of_its_own_says_why_it_has_its_kind():
    class Nobody:
        def code(self, parsed):
            return ()

    parsed = written(FLIGHT)
    (event,) = CodebookCoder(Nobody(), Vectors(), [own(AWAY)]).code(parsed)
    assert (event.type, event.mode, event.quad) == ("SANCTION", "expel", "material conflict")
    assert event.categories[0].mode == "foot"
    assert any(reason.field == "type" and "mine.FLIGHT" in reason.reason for reason in event.reasons)
    only = OwnCategory(name="FLIGHT", definition="flight")
    assert CodebookCoder(Nobody(), Vectors(), [own(only)]).code(parsed) == ()


def test_instead_leaves_out_what_bears_no_category():
    parsed = written(ATTACK, FLIGHT)
    assert len(code(parsed, own(AWAY, place="beside"))) == 1 + len(code(parsed, own(AWAY, place="instead")))
    assert all(event.categories for event in code(parsed, own(AWAY, place="instead")))


def test_two_codebooks_keep_their_names_apart():
    (event,) = code(written(ATTACK), own(HARM, name="mine"), own(HARM, name="yours"))
    assert [category.label for category in event.categories] == ["mine.HARM", "yours.HARM"]


def test_what_another_document_left_behind_is_forgotten():
    vectors = Vectors()
    CodebookCoder(SyntaxCoder.load(), vectors, [own(HARM)]).code(written(ATTACK))
    assert vectors.forgotten == 1
