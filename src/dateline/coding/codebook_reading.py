"""What a codebook's coder sees of a text: the encoder's vectors of its verbs and nouns, and its lemmas.

The encoder is the learned coder's own, and its pass over a document is not made twice: `Listener` overhears it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from tokenizers import Tokenizer

from dateline.coding.neural_advice import Advice, Rules
from dateline.coding.neural_scores import Acts, Floats, Network
from dateline.coding.neural_windows import Window, windows
from dateline.model import Parsed

ACTS = frozenset({"VERB", "NOUN"})
SENSE = frozenset({"VERB", "NOUN", "ADJ", "ADV"})


class Listener:
    """A `neural_scores.Network` that remembers what it said of words, until that is taken."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._heard: list[tuple[Window, Floats]] = []

    def words(self, window: Window) -> tuple[Floats, Floats]:
        """Vectors of words and the logits of their types."""
        words, types = self._network.words(window)
        self._heard.append((window, words))
        return words, types

    def slots(self, words: Floats, acts: Acts) -> tuple[Floats, Floats, Floats]:
        """Logits of kinds, statuses and arcs of the given acts."""
        return self._network.slots(words, acts)

    def take(self) -> list[tuple[Window, Floats]]:
        """What was said of every window since this was last asked."""
        heard, self._heard = self._heard, []
        return heard


class Seen(msgspec.Struct, frozen=True):
    """A stretch of text: the tokens of its acts with their vectors (N x width), and its lemmas with their tokens."""

    words: tuple[int, ...]
    vectors: Floats
    lemmas: dict[str, tuple[int, ...]]


class Reading:
    """Reads texts through the encoder."""

    def __init__(self, listener: Listener, tokenizer: Tokenizer) -> None:
        self._listener, self._tokenizer, self._rules = listener, tokenizer, Rules.load()

    def forget(self) -> None:
        """Drop what was overheard: another document is coming."""
        self._listener.take()

    def vectors(self, parsed: Parsed) -> Floats:
        """One vector a token of the document; the encoder runs only where no coder has run it just now."""
        heard = self._listener.take() or self._run(parsed)
        found = np.zeros((len(parsed.parse.tokens), heard[0][1].shape[1] if heard else 0), dtype=np.float32)
        for window, words in heard:
            found[window.first : window.last] = words[window.first - window.start : window.last - window.start]
        return found

    def _run(self, parsed: Parsed) -> list[tuple[Window, Floats]]:
        advice = Advice(parsed, self._rules)
        for window in windows(parsed.parse, parsed.document.title, self._tokenizer, advice.kinds):
            self._listener.words(window)
        return self._listener.take()


def seen(parsed: Parsed, vectors: Floats, places: Sequence[int]) -> Seen:
    """Tokens `places` of a document, whose vectors are given; of a text without verb and noun all tokens count."""
    tokens = parsed.parse.tokens
    acts = tuple(i for i in places if tokens[i].pos in ACTS) or tuple(places)
    lemmas: dict[str, tuple[int, ...]] = {}
    for i in places:
        if tokens[i].pos in SENSE and tokens[i].text.isalpha():
            lemma = tokens[i].lemma.lower()
            lemmas[lemma] = (*lemmas.get(lemma, ()), i)
    return Seen(acts, vectors[list(acts)], lemmas)
