import importlib.util
import json
from pathlib import Path

import pytest

from dateline.evaluate import stories
from dateline.evaluate.result import data_home
from dateline.evaluate.score_events import (
    Days,
    Extent,
    Mention,
    Record,
    Where,
    align,
    b_cubed,
    figures,
    same_party,
    same_place,
    tally,
)

GOLD = data_home() / "gold" / "dev.jsonl"
SCORER = data_home().parent / "score" / "score_events.py"


def record(start, end, type_="ASSAULT", **fields):
    return Record(type=type_, trigger=Extent(start, end), **fields)


def mention(start, end, text):
    return Mention(start=start, end=end, text=text)


def test_a_perfect_prediction_scores_one_everywhere_it_is_asked():
    gold = [record(10, 16, mode="aerial", actors=(mention(0, 5, "Chad"),), date=Days("2024-08-10", "2024-08-10"))]
    found = figures([tally(gold, gold)])
    assert {
        found[name] for name in ("detected", "typed", "record", "actors", "status", "mode", "dated", "incidents")
    } == {1.0}


def test_a_wrong_type_is_detected_but_not_typed():
    found = figures([tally([record(10, 16)], [record(12, 20, "COERCE")])])
    assert (found["detected_f1"], found["typed_f1"]) == (1.0, 0.0)


def test_the_right_type_elsewhere_in_the_sentence_counts():
    gold = [record(10, 16, sentence=Extent(0, 90))]
    assert align(gold, [record(60, 66)]) == [(0, 0)]
    assert align(gold, [record(60, 66, "COERCE")]) == []
    assert align(gold, [record(90, 96)]) == []


def test_optional_records_count_neither_way():
    gold = [record(0, 5), record(10, 15, optional=True)]
    found = figures([tally(gold, [record(0, 5), record(10, 15)])])
    assert (found["detected_p"], found["detected_r"]) == (1.0, 1.0)
    missed = figures([tally(gold, [record(0, 5)])])
    assert (missed["detected_p"], missed["detected_r"]) == (1.0, 1.0)


def test_one_wrong_party_spoils_the_record_only():
    gold = [record(0, 5, actors=(mention(10, 15, "Chad"),))]
    found = figures([tally(gold, [record(0, 5, actors=(mention(50, 55, "Mali"),))])])
    assert (found["typed"], found["record"], found["actors"]) == (1.0, 0.0, 0.0)


def test_parties_agree_by_place_or_name_but_not_by_swallowing_the_sentence():
    assert same_party(mention(0, 4, "Chad"), mention(2, 9, "ad army"))
    assert same_party(mention(0, 9, "the Army of Chad"), mention(50, 60, "Chad's army"))
    assert not same_party(mention(0, 4, "Chad"), mention(0, 400, "Chad and all that follows"))
    assert not same_party(mention(0, 4, "Chad"), mention(9, 13, "Mali"))


def test_places_agree_within_their_own_precision():
    city = Where(text="Gao", latitude=16.27, longitude=-0.04, precision="city")
    assert same_place(city, Where(text="x", latitude=16.5, longitude=-0.04))
    assert not same_place(city, Where(text="x", latitude=17.5, longitude=-0.04))
    assert same_place(city, Where(text="Gao"))
    assert not same_place(city, None)


def test_b_cubed_of_one_lump_is_perfect_in_recall_only():
    sums = b_cubed([("a", "x"), ("b", "x")])
    assert (sums["incidents precision"], sums["incidents recall"]) == (1.0, 2.0)


def test_no_documents_score_nothing():
    assert set(figures([]).values()) == {0.0}


@pytest.fixture(scope="module")
def predicted():
    """The rules' own records of the gold stories."""
    from dateline.coding import SyntaxCoder
    from dateline.model import Parsed
    from dateline.parse import Parser

    parser, coder = Parser.load(), SyntaxCoder.load()
    documents = [stories.document(story) for story in stories.read(GOLD)]
    parsed = [p for p in parser.pipe(documents) if isinstance(p, Parsed)]
    return {str(p.document.id): coder.code(p) for p in parsed}


@pytest.mark.data
@pytest.mark.model
@pytest.mark.skipif(not (GOLD.exists() and SCORER.exists()), reason="the gold stories and their scorer are not here")
def test_the_figures_are_those_of_the_reference_scorer(predicted):
    spec = importlib.util.spec_from_file_location("reference_scorer", Path(SCORER))
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    told, _ = reference.score(
        gold, [json.loads(json.dumps(e.to_dict())) for found in predicted.values() for e in found]
    )
    own = figures(tally(s.events, [Record.of(e) for e in predicted[s.id]]) for s in stories.read(GOLD))
    for name, figure in told.items():
        if "f1" in figure:
            assert [own[f"{name}_{part}"] for part in ("p", "r", "f1")] == [
                figure[part] for part in ("p", "r", "f1")
            ], name
        elif figure["n"]:
            assert own[name] == figure["accuracy"], name
