"""Heads over made-up vectors: what is fitted is found again, and a score is the sum of what its words add."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.codebook_heads import Heads, Lesson, fit, read_heads, score
from dateline.coding.codebook_reading import Seen
from dateline.errors import DataError

WIDTH = 6
RNG = np.random.default_rng(1)


def text(axis: int | None, *lemmas: str, words: int = 3) -> Seen:
    vectors = RNG.normal(0, 0.3, (words, WIDTH)).astype(np.float32)
    if axis is not None:
        vectors[0, axis] += 3
    return Seen(tuple(range(words)), vectors, {lemma: (n % words,) for n, lemma in enumerate(lemmas)})


def lessons() -> list[Lesson]:
    news = [Lesson(text(None, "say", "go"), frozenset(), n, ordinary=True) for n in range(40)]
    own = [Lesson(text(0, "truck", "road"), frozenset({"ROAD"}), n) for n in range(4)]
    own += [Lesson(text(1, "visa"), frozenset({"PAPER"}), n) for n in range(4)]
    return [*news, *own]


def test_a_head_finds_its_own_and_leaves_ordinary_news_alone():
    voices, heads = fit(("ROAD", "PAPER"), lessons())
    assert [head.label for head in heads] == ["ROAD", "PAPER"]
    road, paper = heads
    assert score(road, text(0, "truck"), voices)[0] > road.least
    assert score(paper, text(0, "truck"), voices)[0] < paper.least
    passing = sum(score(road, text(None, "say"), voices)[0] >= road.least for _ in range(100))
    assert passing <= 15


def test_what_all_ordinary_news_has_is_taken_away():
    given_ = lessons()
    voices, _ = fit(("ROAD", "PAPER"), given_)
    news = [lesson.seen.vectors.mean(axis=0) for lesson in given_ if lesson.ordinary]
    assert voices.centre == pytest.approx(np.mean(news, axis=0), abs=1e-4)


def test_lemmas_speak_where_the_vectors_do_not():
    voices, (road, _) = fit(("ROAD", "PAPER"), lessons())
    plain = text(None, "truck", "road")
    assert score(road, plain, voices)[0] > score(road, msgspec.structs.replace(plain, lemmas={}), voices)[0]


VOICES, HEADS = fit(("ROAD", "PAPER"), lessons())


@settings(deadline=None)
@given(st.integers(1, 8), st.lists(st.sampled_from(["truck", "road", "visa", "moon"]), unique=True))
def test_a_score_is_the_bias_and_what_each_word_adds(words, lemmas):
    road = HEADS[0]
    total, spoken = score(road, text(0, *lemmas, words=words), VOICES)
    assert total == pytest.approx(road.bias + sum(spoken.values()))
    assert set(spoken) == set(range(words))


def test_a_text_that_counts_against_one_category_leaves_the_other_as_it_is():
    against = Lesson(text(0, "truck"), frozenset(), 0, against="ROAD")
    _, (road, paper) = fit(("ROAD", "PAPER"), lessons())
    rng_state = lessons()
    _, (without, same) = fit(("ROAD", "PAPER"), rng_state)
    _, (held, kept) = fit(("ROAD", "PAPER"), [*rng_state, against])
    assert held.vector != without.vector
    assert kept.examples == same.examples == paper.examples == road.examples == 4


def test_the_same_lessons_give_the_same_bytes():
    held = lessons()
    first, second = fit(("ROAD",), held), fit(("ROAD",), list(held))
    assert msgspec.json.encode(first[1]) == msgspec.json.encode(second[1])


def test_a_label_that_nothing_bears_has_no_head():
    assert fit(("NONE",), lessons())[1] == ()


def test_heads_of_another_codebook_or_encoder_are_refused(tmp_path):
    voices, heads = fit(("ROAD",), lessons())
    file = tmp_path / "x.trained.json"
    made = Heads(name="x", codebook="c", encoder="e", centre=(0.0,), rarity=dict(voices.rarity), heads=heads)
    file.write_bytes(msgspec.json.encode(made))
    assert read_heads(file, "c", "e") == made
    with pytest.raises(DataError, match="another edition of the encoder"):
        read_heads(file, "c", "other")
    with pytest.raises(DataError, match="another text of the codebook"):
        read_heads(file, "changed", "e")
    file.write_bytes(b"\x80\x04pickle")
    with pytest.raises(DataError, match=r"no heads of a codebook.*dateline train --codebook"):
        read_heads(file, "c", "e")
