"""What the network says about a document, found window by window, before anything is decided."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from tokenizers import Tokenizer

from dateline.coding.neural_advice import ROLES as ADVISED
from dateline.coding.neural_advice import Advice
from dateline.coding.neural_features import Ints
from dateline.coding.neural_labels import ROLES
from dateline.coding.neural_pairs import ancestors, pair_features
from dateline.coding.neural_windows import Window, windows
from dateline.model import Parse, Parsed

Floats = npt.NDArray[np.float32]


class Acts(msgspec.Struct, frozen=True):
    """N triggers of one window: their words, their types, how each word stands to them, their status by the rules."""

    trigger: Ints
    type: Ints
    pairs: Ints  # N x W x len(neural_pairs.SIZES)
    advice: Floats  # N x W x neural_advice.ROLES: which words the rules give which role
    standing: Ints


class Adviser(Protocol):
    """Says how words stand to an act: `neural_advice.Advice`."""

    def about(self, word: int, number: int) -> tuple[Floats, int]:
        """For an act of the type of that number at a token: tokens x ROLES, and its status's number."""
        ...


class Network(Protocol):
    """The two passes of the learned coder; ONNX Runtime at run time, torch while training."""

    def words(self, window: Window) -> tuple[Floats, Floats]:
        """Vectors of words (W x width) and the logits of their types (W x types)."""
        ...

    def slots(self, words: Floats, acts: Acts) -> tuple[Floats, Floats, Floats]:
        """For N acts: logits of kinds (N x kinds), of statuses (N x statuses), of arcs to words (N x W x roles)."""
        ...


class Choice(msgspec.Struct, frozen=True):
    """How triggers are chosen: the least probability of each type, and of a second type on the same word.

    `trust` is added to the logit of a type that the rules name at a word.
    """

    least: Sequence[float]
    second: float
    trust: float = 0.0


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger: its word in the document, its type's number and probability, and the scores of its slots.

    `arcs` (words x roles) are probabilities; row 0 belongs to word `start` of the document. The rest is what the rules
    say: the kinds they name there (`hints`), whether one is of this type, their roles (words x roles), their status,
    the mode that the words beside the trigger tell (`manner`).
    """

    word: int
    type: int
    probability: float
    kinds: Floats
    statuses: Floats
    arcs: Floats
    start: int
    hints: tuple[int, ...] = ()
    hinted: bool = False
    advice: Floats | None = None
    standing: int = 0
    manner: str | None = None


def find(parsed: Parsed, advice: Advice, tokenizer: Tokenizer, network: Network, choice: Choice) -> Iterator[Found]:
    """Every trigger of a document with its scores, in text order; each window is run alone."""
    for window in windows(parsed.parse, parsed.document.title, tokenizer, advice.kinds):
        words, logits = network.words(window)
        named = advice.types[window.start : window.stop]
        sure = advice.sure[window.start : window.stop]
        chosen = list(_chosen(_sigmoid(logits + choice.trust * named), sure, window, choice))
        if chosen:
            acts = acts_of(parsed.parse, window, advice, [c[:2] for c in chosen])
            found = _slots(acts, window, network, words, chosen)
            yield from (_with_hints(one, advice) for one in found)


def _with_hints(found: Found, advice: Advice) -> Found:
    hints = tuple(int(n) for n in advice.kinds[found.word] if n)
    named, manner = bool(advice.types[found.word, found.type]), advice.mode(found.word, found.type)
    return replace(found, hints=hints, hinted=named, manner=manner)


def _chosen(
    probability: Floats, sure: npt.NDArray[np.bool_], window: Window, choice: Choice
) -> Iterator[tuple[int, int, float]]:
    passing = (probability >= choice.least) | sure
    coded = slice(window.first - window.start, window.last - window.start)
    for word in (coded.start + int(i) for i in np.flatnonzero(passing[coded].any(axis=1))):
        row = probability[word]
        best = int(np.argmax(row - choice.least))
        for type_ in np.flatnonzero(passing[word]):
            if type_ == best or sure[word, type_] or row[type_] >= choice.second:
                yield word, int(type_), float(row[type_])


def heeded(found: Found, heed: Mapping[str, float]) -> Found:
    """The scores with the rules' advice added to the logits, as much for each role (and "status") as `heed` says."""
    statuses, arcs = found.statuses.copy(), found.arcs.copy()
    statuses[found.standing] += heed.get("status", 0.0)
    for column, role in enumerate(ADVISED):
        step, number = heed.get(role, 0.0), ROLES.index(role)
        if step and found.advice is not None:
            p = np.clip(arcs[:, number].astype(np.float64), 1e-6, 1 - 1e-6)
            arcs[:, number] = _sigmoid(np.log(p / (1 - p)) + step * found.advice[:, column])
    return replace(found, statuses=statuses, arcs=arcs)


def acts_of(parse: Parse, window: Window, advice: Adviser, chosen: Sequence[tuple[int, int]]) -> Acts:
    """The inputs of the second pass: words (counted from the window's start) with the numbers of their types."""
    above = ancestors(window.heads)
    sentences = np.array([t.sentence for t in parse.tokens[window.start : window.stop]], dtype=np.int64)
    heard = [advice.about(word + window.start, type_) for word, type_ in chosen]
    labels, quoted = window.features[:, 1], window.features[:, 4]
    pairs = [pair_features(word, above, labels=labels, sentences=sentences, quoted=quoted) for word, _ in chosen]
    return Acts(
        np.array([word for word, _ in chosen], dtype=np.int64),
        np.array([type_ for _, type_ in chosen], dtype=np.int64),
        np.stack(pairs),
        np.stack([roles[window.start : window.stop] for roles, _ in heard]),
        np.array([standing for _, standing in heard], dtype=np.int64),
    )


def _slots(
    acts: Acts, window: Window, network: Network, words: Floats, chosen: list[tuple[int, int, float]]
) -> Iterator[Found]:
    kinds, statuses, arcs = network.slots(words, acts)
    for row, (word, number, p) in enumerate(chosen):
        yield Found(
            word=word + window.start,
            type=number,
            probability=p,
            kinds=kinds[row],
            statuses=statuses[row],
            arcs=_sigmoid(arcs[row]),
            start=window.start,
            advice=acts.advice[row],
            standing=int(acts.standing[row]),
        )


def reaching(column: Floats, first: float, further: float) -> list[int]:
    """Places of all scores that reach `further`; where none does, of the highest, if that reaches `first`."""
    top = float(column.max(initial=0.0))
    return [int(i) for i in np.flatnonzero(column >= (further if top >= further else max(first, top)))]


def logit(probability: float) -> float:
    """The inverse of the logistic function, within +-13.8."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def _sigmoid(x: Floats) -> Floats:
    y: Floats = (1.0 / (1.0 + np.exp(-x.astype(np.float64)))).astype(np.float32)
    return y
