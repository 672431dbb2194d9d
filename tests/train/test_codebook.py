"""Labelled sentences to heads: what the file may hold is tested without a model, the whole way with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.coding.codebook_heads import Heads
from dateline.errors import InputError
from dateline.model import Category
from dateline.ontology.codebook import Codebook, Mode, OwnCategory, trained_file
from dateline.run import Pipeline, PipelineOptions
from dateline.run.provenance import hashes, provenance
from dateline.train.codebook import read_examples, train, write

EXAMPLES = Path(__file__).parents[2] / "docs" / "codebook-example"
BOOK = Codebook(
    name="mine",
    categories=(OwnCategory(name="FLIGHT", definition="x", modes=(Mode(name="foot", definition="y"),)),),
)


def read(tmp_path, *lines):
    file = tmp_path / "examples.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return list(read_examples(file, BOOK))


def test_a_category_may_be_written_in_every_way_that_dateline_writes_it(tmp_path):
    told = read(
        tmp_path,
        {"text": " They\nfled. ", "categories": ["FLIGHT"], "document": "d1"},
        {"sentence": "They walked.", "categories": ["mine.FLIGHT/foot", "other.THING"]},
        {"text": "On foot.", "categories": [{"codebook": "mine", "name": "FLIGHT", "mode": "foot", "confidence": 1}]},
        "",
        {"text": "It rained.", "categories": []},
    )
    both = frozenset({"FLIGHT", "FLIGHT/foot"})
    assert [labels for (_, labels), _ in told] == [frozenset({"FLIGHT"}), both, both, frozenset()]
    assert told[0] == (("They fled.", frozenset({"FLIGHT"})), "d1")
    assert told[1][1] != told[2][1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: the line is not JSON"),
        ("[]", "line 1: it has no text"),
        ({"text": "x"}, "line 1: it has no list 'categories'"),
        ({"text": "x", "categories": "FLIGHT"}, "line 1: it has no list 'categories'"),
        ({"text": "x", "categories": ["FLIHGT"]}, "no category 'FLIHGT'. Did you mean 'FLIGHT'?"),
        ({"text": "x", "categories": ["FLIGHT/car"]}, "no category 'FLIGHT/car'. Did you mean"),
    ],
)
def test_what_is_no_example_is_refused_with_its_line(tmp_path, line, told):
    with pytest.raises(InputError) as failure:
        read(tmp_path, line)
    assert told in str(failure.value)


def test_heads_are_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "x.trained.json"
    write(Heads(name="x", codebook="", encoder="", centre=(), rarity={}, heads=()), file)
    assert json.loads(file.read_bytes())["name"] == "x"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.model
def test_the_example_codebook_codes_untrained_and_trained(tmp_path):
    from dateline.read import from_text

    book = tmp_path / "access.yaml"
    book.write_bytes((EXAMPLES / "access.yaml").read_bytes())
    options = PipelineOptions(codebooks=(str(book),))
    story = from_text(
        "Soldiers turned back an aid convoy of twelve trucks near Kadugli on Monday, the U.N. said.\n\n"
        "Some 3,000 people have fled the town since Friday. The president met his ministers in the capital.\n",
        published="2024-05-07",
    )
    untrained = Pipeline.load(options).code(story)
    found = {event.trigger.text: event for event in untrained.events}
    denied = next(event for event in untrained.events if event.categories[:1] and event.categories[0].name == "DENIAL")
    assert denied.actors[0].text == "Soldiers"
    assert denied.attribution[0].text == "the U.N."
    assert denied.date.first == "2024-05-06"
    assert [category.label for category in found["fled"].categories] == ["access.DISPLACEMENT"]
    assert found["met"].categories == ()
    assert [name for name, _ in hashes(options.codebooks)] == ["access.yaml"]
    before = provenance().coder(options)

    done = train(book, EXAMPLES / "access.jsonl")
    assert done.file == trained_file(book)
    assert done.counts["DENIAL/paper"] == 2
    assert provenance().coder(options) != before
    assert [name for name, _ in hashes(options.codebooks)] == ["access.yaml", "access.trained.json"]
    trained = Pipeline.load(options).code(story)
    fled = next(event for event in trained.events if event.trigger.text == "fled")
    assert isinstance(fled.categories[0], Category)
    first = done.file.read_bytes()
    train(book, EXAMPLES / "access.jsonl")
    assert done.file.read_bytes() == first
