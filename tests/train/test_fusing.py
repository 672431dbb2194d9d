"""The scorer as it is learned: from strands whose act is known, by stated rules, the same each time."""

import gzip
import json

import msgspec
import pytest

from dateline.fuse.score import Scorer, score
from dateline.train import fusing
from dateline.train.fusing_sources import Told, article, look_alikes, mentions
from dateline.train.fusing_thresholds import PRECISION, cross_validated, of_records, of_wording
from tests.fuse.stories import side, strand

PLACES = ("ayorou", "tillaberi", "mopti")
TEXT = "Dockers walked out at Tema. The walkout closed the port. Ships wait."


def stream():
    """Nine cases: three reports of an act, and one of another act of the same kind, elsewhere and later."""
    for n in range(9):
        own = {"story": (f"harbour{n}", f"crane{n}", f"pilot{n}"), "sentence": (f"harbour{n}", f"crane{n}")}
        other = {"story": (f"school{n}", f"roof{n}"), "sentence": (f"school{n}",)}
        town = PLACES[n % 3]
        for report in range(3):
            one = strand(f"c{n}r{report}", town=town, day="2020-06-02", published="2020-06-02", **own)
            yield Told(one, f"act {n}", f"s{n:03}")
        away = {"town": PLACES[(n + 1) % 3], "day": "2020-06-06", "published": "2020-06-06", "killed": 1, **other}
        yield Told(strand(f"c{n}r9", recipients=side("pupils", "NER"), **away), f"other {n}", f"s{n:03}")


def mention(id_, text, start, sentence, *, cluster, kind="ACTION_OCCURRENCE"):
    spans = [{"start": start, "end": start + len(text), "text": text}]
    return {"id": id_, "type": kind, "spans": spans, "sentence": sentence, "cluster": cluster}


def ecb(topic=1):
    """Two documents of one seminal event, and one of another."""
    for name, event in (("1_1", "1_ecb"), ("1_2", "1_ecb"), ("1_3", "1_ecbplus")):
        text = TEXT if event == "1_ecb" else TEXT.replace("Tema", "Lomé").replace("Dockers", "Nurses")
        ends = [text.index(". ") + 1, text.index(". Ships") + 1]
        start = text.index("walked out")
        told = [
            mention("1", "walked out", start, 0, cluster=event),
            mention("2", "walkout", ends[0] + 5, 1, cluster=event),
            mention("3", text[:7], 0, 0, cluster=None, kind="HUMAN_PART_PER"),
        ]
        yield {
            "id": name, "topic": topic, "subtopic": event, "std_split": "train", "text": text, "mentions": told,
            "sentences": [{"start": 0, "end": ends[0]}, {"start": ends[0] + 1, "end": ends[1]}],
            "valid_sentences": [0, 1],
        }  # fmt: skip


@pytest.fixture(scope="module")
def learned():
    return fusing.fitted(list(stream()), list(ecb()))


def test_what_one_act_shares_weighs_for_it(learned):
    weights = learned.weights
    assert weights["place"]["same"] > weights["place"]["apart"]
    assert weights["date"]["same day"] > weights["date"]["more than 3 days apart"]
    assert weights["stories"]["60% alike"] > weights["stories"]["unlike"]


def test_zero_parts_one_act_from_its_look_alikes(learned):
    one, again, other, week = (
        strand("d1"), strand("d2"), strand("d3", town="mopti", killed=1), strand("d4", day="2023-03-09", killed=1),
    )  # fmt: skip
    assert score(one, again, learned).score > learned.threshold == 0
    assert score(one, other, learned).verdict == "different"
    assert score(one, week, learned).score < score(one, again, learned).score


def test_the_same_input_gives_the_same_scorer(learned):
    backwards = list(stream())[::-1]
    assert fusing.fitted(backwards, list(ecb())) == learned


def test_look_alikes_are_other_acts_of_the_same_kind():
    (one,) = [told for told in stream() if told.strand.document == "c0r0"]
    town, week = look_alikes([one])
    assert {told.act for told in (one, town, week)} == {"act 0", "act 0 next town", "act 0 week later"}
    assert {told.strand.type for told in (town, week)} == {"ASSAULT"}
    assert (town.strand.first, week.strand.first) == ("2020-06-03", "2020-06-09")
    assert (town.strand.place, week.strand.place) == (("ayorou next",), ("ayorou",))
    assert one.strand.actors == town.strand.actors
    assert one.strand.killed not in (town.strand.killed, week.strand.killed)
    assert not {one.strand.document} & {town.strand.document, week.strand.document}


def test_the_threshold_is_the_lowest_that_is_precise_enough():
    feed = [*stream(), *look_alikes(stream())]
    found = of_records(feed, lambda part: fusing.learn([part]))
    curve = dict(cross_validated(feed, lambda part: fusing.learn([part])))
    assert curve[found]["bcubed_precision"] >= PRECISION
    assert all(figures["bcubed_precision"] < PRECISION for step, figures in curve.items() if step < found)


def test_no_case_is_grouped_by_what_it_taught():
    seen = []

    def learn(part):
        seen.append({told.case for told in part})
        return fusing.learn([part])

    cross_validated(list(stream()), learn)
    cases = {told.case for told in stream()}
    assert set.union(*(cases - part for part in seen)) == cases
    assert sum(len(cases - part) for part in seen) == len(cases)


def test_mentions_and_articles_of_the_corpus_are_told_by_their_wording():
    story = next(ecb())
    said = [told.strand.trigger for told in mentions(story)]
    assert said == ["walked out", "walkout"]
    assert {told.act for told in mentions(story)} == {"1_ecb"}
    assert (article(story).act, article(story).strand.trigger) == ("1_ecb", "")


def test_wordings_that_nothing_parts_are_grouped_at_the_lowest_threshold():
    told = [article(story) for story in ecb()][:2]
    assert of_wording(told, Scorer(bias=0.0, threshold=0.0, weights={})) == -3


def test_the_command_writes_what_evaluation_reads(tmp_path):
    source, target = tmp_path / "ecb.jsonl.gz", tmp_path / "scorer.json"
    lines = [json.dumps(story) for topic in (1, 2) for story in ecb(topic)]
    source.write_bytes(gzip.compress("\n".join(lines).encode()))
    fusing.main(["wording", str(source), str(target), "--topics", "1"])
    found = msgspec.json.decode(target.read_bytes(), type=Scorer)
    assert found == fusing.fitted_to_wording(list(ecb()))


def test_words_of_three_stories_are_counted():
    stories = [{"title": "Port", "text": "The port closed."}, {"text": "A port."}, {"title": None, "text": "port shut"}]
    assert fusing.count(stories).words == {"port": 3}
