"""Whatever the parser says: no tree makes the slots fail, loop or leave the text."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.attribution import find
from dateline.coding.slots import Filler
from dateline.model import Document, DocumentId, Parse, Parsed, Sentence, Token

WORDS = {
    "said": ("say", "VERB", "VBD"),
    "killed": ("kill", "VERB", "VBN"),
    "to": ("to", "PART", "TO"),
    "strike": ("strike", "NOUN", "NN"),
    "rebels": ("rebel", "NOUN", "NNS"),
    "Gao": ("Gao", "PROPN", "NNP"),
    "who": ("who", "PRON", "WP"),
    "he": ("he", "PRON", "PRP"),
    "in": ("in", "ADP", "IN"),
    "by": ("by", "ADP", "IN"),
    "of": ("of", "ADP", "IN"),
    "seven": ("seven", "NUM", "CD"),
    "not": ("not", "PART", "RB"),
    "would": ("would", "AUX", "MD"),
    "if": ("if", "SCONJ", "IN"),
    "alleged": ("allege", "ADJ", "VBN"),
    ",": (",", "PUNCT", ","),
}
DEPS = [
    "nsubj",
    "nsubjpass",
    "dobj",
    "ccomp",
    "xcomp",
    "relcl",
    "acl",
    "advcl",
    "conj",
    "prep",
    "pobj",
    "pcomp",
    "agent",
]
DEPS += ["amod", "compound", "poss", "appos", "aux", "neg", "mark", "nummod", "parataxis", "attr", "dative", "advmod"]


@st.composite
def parses(draw):
    chosen = draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=12))
    order = draw(st.permutations(range(len(chosen))))
    heads = {i: i if place == 0 else order[draw(st.integers(0, place - 1))] for place, i in enumerate(order)}
    tokens, at = [], 0
    for i, word in enumerate(chosen):
        lemma, pos, tag = WORDS[word]
        dep = "ROOT" if heads[i] == i else draw(st.sampled_from(DEPS))
        tokens.append(Token(i, at, at + len(word), word, lemma, pos, tag, dep, heads[i], 0))
        at += len(word) + 1
    text = " ".join(chosen)
    parse = Parse(tokens=tuple(tokens), sentences=(Sentence(0, 0, len(text), 0, len(tokens)),))
    return Parsed(Document(id=DocumentId("d1"), text=text), parse)


@given(parses(), st.sampled_from(["ASSAULT", "ACCUSE", "CONSULT", "AGREE", "PROTEST", "SANCTION"]))
def test_any_tree_fills_with_spans_of_its_text(parsed, type_):
    text, filler = parsed.document.text, Filler(parsed)
    for token in parsed.parse.tokens:
        found = filler.fill(token.index, type_, None)
        single = (found.place, found.date, found.condition, found.fatalities, found.injured, found.size)
        for span in (*found.actors, *found.recipients, *found.attribution, *single):
            assert span is None or text[span.start : span.end] == span.text


@given(parses())
def test_the_same_tree_gives_the_same_attributions(parsed):
    assert find(parsed) == find(parsed)
    assert all(r.content for r in find(parsed))
