import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Block, Document, DocumentId, Issue, Published
from dateline.parse import parser as parser_module
from dateline.parse.installed import model_path
from dateline.parse.syntax import SENTENCE

pytestmark = pytest.mark.model

TEXT = """The army shelled Rastan on Monday, killing at least five people, officials said.

"We will answer," said Gen. Omar Haddad, who commands the northern front. He blamed the Free Column (FC).

There is no sign that the FC will stop. Its fighters took three villages last week and two in the U.S.-held zone."""


def document(text, *, name="d1", language="en", blocks=(), published="2024-08-13"):
    return Document(
        id=DocumentId(name),
        text=text,
        language=language,
        blocks=blocks,
        published=Published(published, "day", "given"),
        source="input.jsonl line 3",
    )


def parsed(parser, text, **fields):
    return parser.parse(document(text, **fields))


def test_parse_tokens_slice_back_and_point_home(parser):
    parse = parsed(parser, TEXT).parse
    for i, token in enumerate(parse.tokens):
        assert TEXT[token.start : token.end] == token.text
        assert token.index == i
        assert parse.sentences[token.sentence].first <= token.head < parse.sentences[token.sentence].last


def test_parse_sentences_cover_the_tokens(parser):
    parse = parsed(parser, TEXT).parse
    assert [s.paragraph for s in parse.sentences] == [0, 1, 1, 2, 2]
    assert [s.first for s in parse.sentences[1:]] == [s.last for s in parse.sentences[:-1]]
    assert parse.sentences[-1].last == len(parse.tokens)
    assert all(parse.tokens[e.first].sentence == parse.tokens[e.last - 1].sentence for e in parse.entities)


def test_parse_fills_times_quotes_and_references(parser):
    parse = parsed(parser, TEXT).parse
    assert [t.text for t in parse.times] == ["Monday", "last week"]
    assert [(q.span.text, q.speaker.text) for q in parse.quotes] == [("We will answer,", "Gen. Omar Haddad")]
    told = {(r.mention.text, r.antecedent.text) for r in parse.references}
    assert {("We", "Gen. Omar Haddad"), ("He", "Gen. Omar Haddad"), ("the FC", "Free Column")} <= told


def test_pipe_does_not_depend_on_batch_or_order(parser):
    texts = [TEXT, TEXT[:80], "Rebels fled. " * 30, TEXT.replace("army", "navy")]
    documents = [document(text, name=str(i)) for i, text in enumerate(texts)]
    alone = [parser.parse(d).parse for d in documents]
    assert [p.parse for p in parser.pipe(documents)] == alone
    assert [p.parse for p in parser.pipe(reversed(documents))] == alone[::-1]


def test_parse_long_text_is_read_in_pieces(parser, monkeypatch):
    text = "\n\n".join(f"Fighters took village number {i} on Monday." for i in range(40))
    whole = parsed(parser, text).parse
    monkeypatch.setattr("dateline.parse.syntax.CHUNK", 50)
    pieces = parsed(parser, text).parse
    assert len(whole.sentences) == len(pieces.sentences) == 40
    assert [t.text for t in whole.tokens] == [t.text for t in pieces.tokens]


def test_parse_same_annotation_as_the_plain_pipeline(parser):
    nlp = spacy.load(model_path(), exclude=["senter"])
    for sentence in TEXT.split("\n\n"):
        parse = parsed(parser, sentence).parse
        doc = spacy.tokens.Doc(
            nlp.vocab,
            words=[t.text for t in parse.tokens],
            spaces=[a.end < b.start for a, b in zip(parse.tokens, parse.tokens[1:], strict=False)] + [False],
            sent_starts=[t.index == parse.sentences[t.sentence].first for t in parse.tokens],
        )
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        ours = [(t.lemma, t.pos, t.tag, t.dep) for t in parse.tokens]
        assert ours == [(t.lemma_, t.pos_, t.tag_, t.dep_) for t in doc]


def test_parse_only_coded_blocks_and_no_sentence_across(parser):
    text = "The title says\nThe army left\nA caption here\nand the rebels came."
    ends = [14, 28, 43, len(text)]
    kinds = ["title", "body", "caption", "body"]
    starts = [0, 15, 29, 44]
    blocks = tuple(Block(*row) for row in zip(kinds, starts, ends, strict=True))
    parse = parsed(parser, text, blocks=blocks).parse
    assert [text[s.start : s.end] for s in parse.sentences] == ["The army left", "and the rebels came."]


@pytest.mark.parametrize(
    ("text", "fields", "reason"),
    [
        ("", {}, "no body text"),
        (" \n ", {}, "no body text"),
        ("Un mot.", {"language": "fr"}, "language 'fr'"),
        ("Only a title", {"blocks": (Block("title", 0, 12),)}, "no body text"),
    ],
)
def test_parse_refuses(parser, text, fields, reason):
    issue = parsed(parser, text, **fields)
    assert isinstance(issue, Issue)
    assert reason in issue.reason
    assert (issue.stage, issue.where, issue.document) == ("parse", "input.jsonl line 3", "d1")


def test_parse_refuses_what_is_too_long(parser, monkeypatch):
    monkeypatch.setattr(parser_module, "LONGEST", 20)
    assert "the limit is 20" in parsed(parser, "The army left the town at dawn.").reason


def test_a_sentence_without_end_is_cut_and_told_of(parser):
    text = "The army left the town. Troops shelled the town and " + "troops shelled the town and " * 149
    note, found = parser.pipe([document(text)])
    assert isinstance(note, Issue)
    assert (note.fatal, note.document) == (False, "d1")
    assert f"limit of {SENTENCE} words" in note.reason
    lengths = [sentence.last - sentence.first for sentence in found.parse.sentences]
    assert max(lengths) == SENTENCE
    assert lengths[0] == 6
    assert len(found.parse.tokens) == sum(lengths) == 6 + 750
    inside = found.parse.sentences
    assert all(inside[t.sentence].first <= t.head < inside[t.sentence].last for t in found.parse.tokens)


def test_pipe_goes_on_after_an_issue(parser):
    results = list(parser.pipe([document(""), document("The army left.")]))
    assert isinstance(results[0], Issue)
    assert len(results[1].parse.tokens) == 4


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=50) | st.text(alphabet="Aa b.\n\"'“”()he said", max_size=50))
def test_parse_any_text(parser, text):
    found = parsed(parser, text)
    if not isinstance(found, Issue):
        assert all(text[t.start : t.end] == t.text for t in found.parse.tokens)
        assert "".join(t.text for t in found.parse.tokens).split() == "".join(text.split()).split()
