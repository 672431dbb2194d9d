"""What other annotated news teaches before the records do: who says so (PolNeAR), and whether it happened (UW).

Neither set knows our types: words get one at random, and only the arcs to source and cue, or the status, count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from tokenizers import Tokenizer

from dateline.coding.neural_advice import KINDS, head_word
from dateline.coding.neural_advice import ROLES as ADVISED
from dateline.coding.neural_labels import ROLES, STATUSES
from dateline.coding.neural_scores import acts_of
from dateline.coding.neural_windows import windows
from dateline.evaluate.rows import rows
from dateline.model import Parse
from dateline.ontology import Ontology
from dateline.parse import Parser
from dateline.train.documents import parsed
from dateline.train.targets import Annotated, Example, Floats, Target

POLNEAR, UW = ("polnear", "train.jsonl.gz"), ("factuality", "uw_train.jsonl.gz")
ARTICLES = 160  # of PolNeAR: more cost time and bring little
EACH = 2  # words asked about in a sentence
SOURCE, CUE = ROLES.index("attribution"), ROLES.index("cue")
SURE = 1.5  # of 3: from here on an event is presented as having happened, or not


class Silence(msgspec.Struct, frozen=True):
    """Advice that says nothing, in the shape of `neural_advice.Advice`."""

    tokens: int

    @property
    def kinds(self) -> Any:
        """No kinds."""
        return np.zeros((self.tokens, KINDS), dtype=np.int64)

    def about(self, word: int, number: int) -> tuple[Floats, int]:  # noqa: ARG002 - says the same of every word
        """No roles, and the commonest status."""
        return np.zeros((self.tokens, len(ADVISED)), dtype=np.float32), 0


class Lessons:
    """Examples out of a folder shaped as the development data; what is absent there teaches nothing."""

    def __init__(self, ontology: Ontology, tokenizer: Tokenizer, parser: Parser, seed: int) -> None:
        self._ontology, self._tokenizer, self._parser = ontology, tokenizer, parser
        self._rng = np.random.default_rng(seed)

    def examples(self, folder: Path) -> Iterator[Example]:
        """The examples of both sets."""
        for annotated in parsed(_articles(folder.joinpath(*POLNEAR)), self._parser):
            yield from self._windows(annotated, list(self._said(annotated)))
        for annotated in parsed(_lines(folder.joinpath(*UW)), self._parser):
            yield from self._windows(annotated, list(self._happened(annotated)))

    def _windows(self, annotated: Annotated, found: Sequence[Target]) -> Iterator[Example]:
        parse, title = annotated.parsed.parse, annotated.parsed.document.title
        silence = Silence(len(parse.tokens))
        for window in windows(parse, title, self._tokenizer, silence.kinds):
            here = [t for t in found if window.first <= t.word < window.last]
            if here:
                acts = acts_of(parse, window, silence, [(t.word - window.start, t.type) for t in here])
                nothing = np.zeros((window.stop - window.start, len(self._ontology.types)), dtype=np.float32)
                yield Example(window=window, types=nothing, weights=nothing, records=tuple(here), acts=acts)

    def _said(self, annotated: Annotated) -> Iterator[Target]:
        """A few verbs and nouns of each sentence, with arcs to whoever says them."""
        parse = annotated.parsed.parse
        holding = _holding(annotated, parse)
        for sentence in parse.sentences:
            words = [i for i in range(sentence.first, sentence.last) if parse.tokens[i].pos in ("VERB", "NOUN")]
            for word in self._rng.permutation(words)[:EACH].tolist():
                arcs = sorted({arc for arcs in holding[word] for arc in arcs})
                yield self._target(word, tuple(arcs), {*STATUSES}, {SOURCE, CUE})

    def _happened(self, annotated: Annotated) -> Iterator[Target]:
        for target in annotated.record["targets"]:
            word = head_word(annotated.parsed.parse, target["start"], target["end"])
            if word is not None:
                yield self._target(word, (), _accepted(target["factuality"]), set())

    def _target(self, word: int, arcs: tuple[tuple[int, int], ...], statuses: set[str], counted: set[int]) -> Target:
        return Target(
            word=word,
            inside=(word,),
            type=int(self._rng.integers(len(self._ontology.types))),
            types=(),
            optional=False,
            kinds=np.ones(len(self._ontology.kinds), dtype=np.float32),
            statuses=np.array([s in statuses for s in STATUSES], dtype=np.float32),
            arcs=arcs,
            loose=tuple(role for role in range(len(ROLES)) if role not in counted),
        )


def _accepted(factuality: float) -> set[str]:
    if factuality >= SURE:
        return {"actual", "historical"}
    return {"negated"} if factuality <= -SURE else {"hypothetical", "future"}


def _holding(annotated: Annotated, parse: Parse) -> list[list[list[tuple[int, int]]]]:
    """For each token, the arcs of every attribution whose content holds it."""
    found: list[list[list[tuple[int, int]]]] = [[] for _ in parse.tokens]
    for attribution in annotated.record["attributions"]:
        ends = [(SOURCE, s) for s in attribution["source"]] + [(CUE, c) for c in attribution["cue"][:1]]
        heads = [(head_word(parse, span["start"], span["end"]), role) for role, span in ends]
        arcs = [(word, role) for word, role in heads if word is not None]
        for piece in attribution["content"]:
            for token in parse.tokens:
                if token.start < piece["end"] and piece["start"] < token.end:
                    found[token.index].append(arcs)
    return found


def _articles(path: Path) -> list[Any]:
    """ARTICLES articles, each in one annotator's reading, picked by their ids alone."""
    readings = {article["id"]: article for article in reversed(list(_lines(path)))}
    picked = sorted(readings, key=lambda i: hashlib.md5(i.encode(), usedforsecurity=False).hexdigest())
    return [readings[i] for i in picked[:ARTICLES]]


def _lines(path: Path) -> Iterator[Any]:
    if path.is_file():
        yield from rows(path)
