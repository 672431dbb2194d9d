"""Annotated documents as what the network is to answer: types of words, kinds and statuses of triggers, arcs to heads.

A document is shaped as `data/gold` is (docs/records.md): `events` with spans, and beside them what else is acceptable
(`types`, `modes`, `statuses`, `optional`, `<field>_optional`): nothing acceptable is ever punished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dateline.coding.neural_advice import Advice, Rules, head_word, words_in
from dateline.coding.neural_labels import ROLES, STATUSES, kinds
from dateline.coding.neural_scores import Acts, acts_of
from dateline.coding.neural_windows import Window, windows
from dateline.model import Parse, Parsed
from dateline.ontology import Ontology
from dateline.train.offsets import cue_of

Record = Mapping[str, Any]
Floats = npt.NDArray[np.float32]

PARTIES = ("actors", "recipients", "attribution")
SINGLE = ("place", "date", "fatalities", "injured", "size", "condition")


class Annotated(msgspec.Struct, frozen=True):
    """A document's records (shaped as `data/gold`) and its parse."""

    record: Record
    parsed: Parsed


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What one annotated record says: words count from the document's first token.

    `kinds` and `statuses` are 1 for what is acceptable; `arcs` lists (word, role); `loose` the roles that are not to be
    learned from; `inside` the words of the trigger's span.
    """

    word: int
    inside: tuple[int, ...]
    type: int
    types: tuple[int, ...]
    optional: bool
    kinds: Floats
    statuses: Floats
    arcs: tuple[tuple[int, int], ...]
    loose: tuple[int, ...]


def targets(document: Record, parse: Parse, ontology: Ontology) -> Iterator[Target]:
    """One target a record whose trigger stands in the parse."""
    order, types = kinds(ontology), list(ontology.types)
    for record in document["events"]:
        word = head_word(parse, record["trigger"]["start"], record["trigger"]["end"])
        if word is None:
            continue
        loose = [ROLES.index(f) for f in PARTIES if record.get(f"{f}_optional")]
        loose += [ROLES.index("cue")] if record.get("attribution_optional") else []
        yield Target(
            word=word,
            inside=tuple(words_in(parse, record["trigger"]["start"], record["trigger"]["end"])),
            type=types.index(record["type"]),
            types=tuple(types.index(t) for t in record.get("types") or ()),
            optional=bool(record.get("optional")),
            kinds=_kinds(record, order),
            statuses=_one_hot({record["status"], *(record.get("statuses") or ())}, STATUSES),
            arcs=tuple(_arcs(record, document["text"], parse)),
            loose=tuple(loose),
        )


def _kinds(record: Record, order: list[tuple[str, str | None]]) -> Floats:
    modes = {record.get("mode"), *(record.get("modes") or ())}
    return np.array([t == record["type"] and m in modes for t, m in order], dtype=np.float32)


def _one_hot(wanted: set[str], names: tuple[str, ...]) -> Floats:
    return np.array([name in wanted for name in names], dtype=np.float32)


def _arcs(record: Record, text: str, parse: Parse) -> Iterator[tuple[int, int]]:
    for role, span in _spans(record, text):
        if span.get("start") is not None and (word := head_word(parse, span["start"], span["end"])) is not None:
            yield word, ROLES.index(role)


def _spans(record: Record, text: str) -> Iterator[tuple[str, Record]]:
    for field in PARTIES:
        yield from ((field, span) for span in record.get(field) or ())
    for source in record.get("attribution") or ():
        if found := cue_of(source, text):
            yield "cue", found
    yield from ((field, record[field]) for field in SINGLE if record.get(field))


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A window with its answers: `types` (W x types) and how much each cell counts, and the records coded in it.

    `acts` are the records' inputs of the second pass, row by row.
    """

    window: Window
    types: Floats
    weights: Floats
    records: tuple[Target, ...]  # words still count from the document's first token
    acts: Acts | None


def examples(annotated: Annotated, rules: Rules, tokenizer: Tokenizer, optional_weight: float) -> Iterator[Example]:
    """One document's windows with their answers."""
    parsed = annotated.parsed
    advice = Advice(parsed, rules)
    found = list(targets(annotated.record, parsed.parse, rules.ontology))
    for window in windows(parsed.parse, parsed.document.title, tokenizer, advice.kinds):
        here = [t for t in found if window.first <= t.word < window.last]
        chosen = [(t.word - window.start, t.type) for t in here]
        acts = acts_of(parsed.parse, window, advice, chosen) if chosen else None
        wanted, weights = answers(window, here, len(rules.ontology.types), optional_weight)
        yield Example(window=window, types=wanted, weights=weights, records=tuple(here), acts=acts)


def answers(window: Window, here: Sequence[Target], types: int, optional_weight: float) -> tuple[Floats, Floats]:
    """Which types each word bears, and how much each cell counts; words outside the coded range count nothing."""
    size = window.stop - window.start
    wanted, weights = np.zeros((size, types), np.float32), np.zeros((size, types), np.float32)
    weights[window.first - window.start : window.last - window.start] = 1.0
    for target in here:
        for word in (i - window.start for i in target.inside if window.first <= i < window.last):
            weights[word, [target.type, *target.types]] = 0.0
    for target in sorted(here, key=lambda t: not t.optional):  # what is required has the last word
        wanted[target.word - window.start, target.type] = 1.0
        weights[target.word - window.start, target.type] = optional_weight if target.optional else 1.0
    return wanted, weights
