"""One linear head a category, over the encoder's view of a sentence: fitted to a codebook's own texts, or to more.

Logistic regression on two voices of unit length: the mean vector of the sentence's verbs and nouns, less that of
ordinary news, and its lemmas weighted by rarity (TF-IDF). Ordinary news is what no category is:
`data/ordinary_news.txt`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.coding.codebook_reading import Seen
from dateline.coding.neural_scores import Floats
from dateline.errors import DataError

EDITION = 1
RIDGE = 3e-3  # strength of the penalty on weights
STEPS = 150
FOLDS = 4
RARE = 0.97  # share of the sentences of ordinary news that a category must leave alone
DIGITS = 6

Numbers = npt.NDArray[np.float64]


class Lesson(msgspec.Struct, frozen=True):
    """A text with the labels that it bears. Texts of one `group` are left out together when a head is tried.

    `against` names the one category for which it counts, "" all of them.
    """

    seen: Seen
    labels: frozenset[str]
    group: int
    ordinary: bool = False
    against: str = ""


class Head(msgspec.Struct, frozen=True):
    """The weights of one label; a sentence bears it from `least` on. `examples` it was fitted to."""

    label: str
    bias: float
    least: float
    vector: tuple[float, ...]
    lemmas: dict[str, float]
    examples: int


class Heads(msgspec.Struct, frozen=True, kw_only=True):
    """All heads of a codebook: of which file (`codebook`) and which encoder (`encoder`), both as SHA-256."""

    edition: int = EDITION
    name: str
    codebook: str
    encoder: str
    centre: tuple[float, ...]
    rarity: dict[str, float]
    heads: tuple[Head, ...]
    taught: int = 0  # labelled sentences besides the codebook's own

    @property
    def by_label(self) -> dict[str, Head]:
        """The heads by label."""
        return {head.label: head for head in self.heads}


class Voices(msgspec.Struct, frozen=True):
    """How a text becomes numbers: the centre of ordinary news, and the lemmas that count with their rarity."""

    centre: Floats
    rarity: Mapping[str, float]

    def rows(self, texts: Sequence[Seen]) -> Numbers:
        """One row a text: width + lemmas."""
        place = {lemma: n for n, lemma in enumerate(self.rarity)}
        found = np.zeros((len(texts), len(self.centre) + len(place)))
        for row, text in zip(found, texts, strict=True):
            row[: len(self.centre)] = self.dense(text).mean(axis=0)
            for lemma, weight in self.sparse(text).items():
                row[len(self.centre) + place[lemma]] = weight
        return found

    def dense(self, text: Seen) -> Floats:
        """Vectors of the text's acts (N x width) whose mean has unit length."""
        away = text.vectors - self.centre
        length = float(np.linalg.norm(away.mean(axis=0)))
        return away / max(length, 1e-6)

    def sparse(self, text: Seen) -> dict[str, float]:
        """The text's lemmas with weights of unit length together."""
        known = {lemma: self.rarity[lemma] for lemma in text.lemmas if lemma in self.rarity}
        length = math.sqrt(sum(weight * weight for weight in known.values()))
        return {lemma: weight / length for lemma, weight in known.items()}


class Bench(msgspec.Struct, frozen=True):
    """What all heads are fitted with: the lessons, their rows turned, and the way back."""

    lessons: Sequence[Lesson]
    rows: Numbers
    back: Numbers
    voices: Voices


def fit(labels: Iterable[str], lessons: Sequence[Lesson]) -> tuple[Voices, tuple[Head, ...]]:
    """The heads of labels that some lesson bears, fitted to lessons of which some are ordinary news."""
    voices = _voices(lessons)
    rows, back = _turned(voices.rows([lesson.seen for lesson in lessons]))
    borne = {label for lesson in lessons for label in lesson.labels}
    bench = Bench(lessons, rows, back, voices)
    return voices, tuple(_head(label, bench) for label in labels if label in borne)


def _voices(lessons: Sequence[Lesson]) -> Voices:
    plain = [lesson.seen.vectors.mean(axis=0) for lesson in lessons if lesson.ordinary]
    used = sorted({lemma for lesson in lessons if not lesson.ordinary for lemma in lesson.seen.lemmas})
    counted = Counter(lemma for lesson in lessons for lemma in lesson.seen.lemmas)
    rarity = {lemma: round(math.log((len(lessons) + 1) / (counted[lemma] + 1)) + 1, DIGITS) for lemma in used}
    return Voices(np.round(np.stack(plain).mean(axis=0), DIGITS).astype(np.float32), rarity)


def _turned(rows: Numbers) -> tuple[Numbers, Numbers]:
    """The rows in as few columns as they span, and the matrix that brings weights of those back: nothing is lost.

    There are thousands of lemmas and some hundred lessons, and the penalty is the same in any direction.
    """
    values, vectors = np.linalg.eigh(rows @ rows.T)
    spanned = values > values[-1] * 1e-10
    length = np.sqrt(values[spanned])
    return vectors[:, spanned] * length, rows.T @ (vectors[:, spanned] / length)


def _head(label: str, bench: Bench) -> Head:
    counting = [n for n, lesson in enumerate(bench.lessons) if lesson.against in ("", label.partition("/")[0])]
    lessons, rows = [bench.lessons[n] for n in counting], bench.rows[counting]
    bears = np.array([label in lesson.labels for lesson in lessons], dtype=np.float64)
    turned = _fitted(rows, bears)
    weights = np.round(bench.back @ turned[:-1], DIGITS)
    width = len(bench.voices.centre)
    lemmas = dict(zip(bench.voices.rarity, weights[width:].tolist(), strict=True))
    return Head(
        label=label,
        bias=round(float(turned[-1]), DIGITS),
        least=_least(lessons, rows, bears),
        vector=tuple(weights[:width].tolist()),
        lemmas={lemma: weight for lemma, weight in lemmas.items() if weight},
        examples=int(bears.sum()),
    )


def _least(lessons: Sequence[Lesson], rows: Numbers, bears: Numbers) -> float:
    """The score from which a sentence bears the label: where the lessons part best, and little ordinary news comes.

    Each lesson is scored by a head that was fitted without its group.
    """
    unseen = np.zeros(len(lessons))
    groups = np.array([lesson.group % FOLDS for lesson in lessons])
    for fold in range(FOLDS):
        out = groups == fold
        if out.any() and bears[~out].any():
            unseen[out] = rows[out] @ (weights := _fitted(rows[~out], bears[~out]))[:-1] + weights[-1]
    plain = np.array([lesson.ordinary for lesson in lessons])
    order = np.argsort(-unseen, kind="stable")
    f1 = 2 * np.cumsum(bears[order]) / (np.arange(1, len(order) + 1) + bears.sum())
    last = int(np.argmax(f1))  # the lowest score that is in; the line runs half way to the next
    parting = float(unseen[order][last : last + 2].mean())
    return round(max(parting, float(np.quantile(unseen[plain], RARE))), DIGITS)


def _fitted(rows: Numbers, bears: Numbers) -> Numbers:
    """Weights and bias of logistic regression, both sides weighing alike; Nesterov's accelerated descent."""
    share = np.where(bears > 0, 0.5 / max(bears.sum(), 1), 0.5 / max((1 - bears).sum(), 1))
    given = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(given.shape[1], RIDGE)
    penalty[-1] = 0.0
    step = 1 / (0.25 * float((given * given).sum(axis=1).max()) + RIDGE)
    at = ahead = np.zeros(given.shape[1])
    for n in range(STEPS):
        slope = given.T @ (share * (1 / (1 + np.exp(-(given @ ahead))) - bears)) + penalty * ahead
        following = ahead - step * slope
        ahead = following + n / (n + 3) * (following - at)
        at = following
    return at


def score(head: Head, text: Seen, voices: Voices) -> tuple[float, dict[int, float]]:
    """How much a text speaks for a label, and what each of its tokens adds to that."""
    spoken = dict.fromkeys(text.words, 0.0)
    each = voices.dense(text) @ np.array(head.vector, dtype=np.float32) / max(len(text.words), 1)
    for word, part in zip(text.words, each.tolist(), strict=True):
        spoken[word] += part
    for lemma, weight in voices.sparse(text).items():
        for word in (places := text.lemmas[lemma]):
            spoken[word] = spoken.get(word, 0.0) + weight * head.lemmas.get(lemma, 0.0) / len(places)
    return head.bias + sum(spoken.values()), spoken


def read_heads(path: Path, codebook: str, encoder: str) -> Heads:
    """Heads that were trained for this codebook and this encoder; raises DataError for any others."""
    again = "Train again: dateline train --codebook FILE --examples FILE"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Heads)
    except msgspec.DecodeError as error:
        raise DataError(f"these are no heads of a codebook ({error}).", str(path), again) from None
    if found.edition != EDITION or found.encoder != encoder:
        raise DataError("it was trained with another edition of the encoder.", str(path), again)
    if found.codebook != codebook:
        raise DataError("it was trained for another text of the codebook.", str(path), again)
    return found
