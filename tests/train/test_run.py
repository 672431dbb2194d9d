"""Stories, folds, and one whole training run on two stories of our own."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("torch", reason="training needs torch: install dateline[train]")
pytest.importorskip("onnx", reason="training needs onnx: install dateline[train]")

from dateline.errors import DataError, MissingExtraError
from dateline.train.documents import fold, parsed, split, stories
from dateline.train.targets import Annotated
from tests.coding.written import ATTACK, written

TEXTS = ["Rebels attacked an army convoy near Mopti on Friday, the army said.", "The minister condemned the attack."]


def story(number: int):
    text = TEXTS[number % 2]
    word, type_ = ("attacked", "ASSAULT") if number % 2 == 0 else ("condemned", "ACCUSE")
    trigger = {"text": word, "start": text.index(word), "end": text.index(word) + len(word)}
    event = {"trigger": trigger, "type": type_, "mode": None, "status": "actual"}
    event |= {"actors": [], "recipients": [], "attribution": []}
    return {
        "id": f"story-{number}",
        "title": "News",
        "published": "2020-05-0" + str(1 + number),
        "text": text,
        "events": [event],
    }


def test_no_stories_is_one_clear_error(tmp_path):
    with pytest.raises(DataError, match="nothing to train on"):
        list(stories(tmp_path / "none", tmp_path / "none.jsonl"))


def test_folds_hang_on_the_id_alone():
    assert fold("story-1") == fold("story-1")
    assert {fold(f"story-{i}") for i in range(100)} == {0, 1, 2, 3, 4}


def test_stories_are_read_as_any_text_is():
    class Keeps:
        def parse(self, document):
            self.document = document

    keeps = Keeps()
    assert list(parsed([{"id": "a", "text": "Rebels fled.", "published": "2020-05-01", "title": "News"}], keeps)) == []
    assert (keeps.document.id, keeps.document.title, keeps.document.published.day) == ("a", "News", "2020-05-01")
    assert keeps.document.text == "Rebels fled."


def test_real_stories_are_held_out_before_our_own():
    real = [Annotated(story(i), written(ATTACK)) for i in range(30)]
    own = [Annotated({**story(i), "id": f"own-{i}", "split": "train"}, written(ATTACK)) for i in range(30)]
    rest, held = split([*own, *real], 0)
    assert held
    assert {a.record["id"] for a in held} == {a.record["id"] for a in real if fold(a.record["id"]) == 0}
    assert len(rest) + len(held) == 60
    assert all("split" in a.record for a in split(own, 0)[1])


@pytest.mark.model
def test_two_stories_become_a_coder(tmp_path):
    from dateline.coding.neural import NeuralCoder
    from dateline.coding.neural_onnx import OnnxNetwork, read_tokenizer
    from dateline.ontology import plover
    from dateline.train.loop import Recipe
    from dateline.train.run import TrainOptions, train

    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(story(i)) for i in range(4)), "utf-8")
    said: list[str] = []
    options = TrainOptions(out=tmp_path / "out", gold=gold, recipe=Recipe(epochs=1), finish=Recipe(epochs=1))
    try:
        trained = train(options, said.append)
    except MissingExtraError as error:
        pytest.skip(str(error))
    assert trained.documents == trained.records == 4
    assert any("epoch 1" in line for line in said)
    assert sorted(p.name for p in trained.folder.iterdir()) == [
        "coder.json",
        "coder.onnx",
        "pieces.bin",
        "slots.onnx",
        "tokenizer.json",
    ]
    coder = NeuralCoder(
        OnnxNetwork(trained.folder), read_tokenizer(trained.folder / "tokenizer.json"), trained.settings, plover()
    )
    assert isinstance(coder.code(written(ATTACK)), tuple)
