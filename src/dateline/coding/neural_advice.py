"""What the rules of the syntax coder say, as inputs of the learned coder: it decides whom to trust where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.coding.auxiliary import Auxiliary
from dateline.coding.company import Company
from dateline.coding.lexicon import Lexicon
from dateline.coding.neural_labels import STATUSES
from dateline.coding.slots import Filler, Slots
from dateline.coding.trigger import find_triggers, mode_by_company
from dateline.model import Attribution, Parse, Parsed, Party, Place, When
from dateline.ontology import Ontology, plover

KINDS = 2  # kinds of act that the rules may see in one word
ROLES = ("actors", "recipients", "attribution", "place", "date")

Floats = npt.NDArray[np.float32]
Spanned = Attribution | Party | Place | When


class Rules(msgspec.Struct, frozen=True):
    """The rules: PLOVER's, as the syntax coder has them."""

    ontology: Ontology
    lexicon: Lexicon
    auxiliary: Auxiliary

    @classmethod
    def load(cls) -> Rules:
        """The package's rules."""
        return cls(plover(), Lexicon.load(), Auxiliary.load())


class Advice:
    """What the rules say about one document.

    `kinds` (tokens x KINDS) numbers, from 1, the kinds of act that each token names by the lexicon; `types` (tokens x
    types) is 1 where one of those is of the type, and `sure` is true where the rules outrank the network: threats that
    hang on a condition, of which it has seen few and the rules are seldom wrong.
    """

    def __init__(self, parsed: Parsed, rules: Rules) -> None:
        self._parse, self._types = parsed.parse, rules.ontology.types
        self._filler = Filler(parsed, learned=False)
        self._company, self._modes = Company(parsed.parse), rules.lexicon.modes
        found = list(self._found(parsed, rules))
        self._triggers = {(i, type_): (slots, status) for i, type_, _, slots, status in found}
        self.kinds = np.zeros((len(parsed.parse.tokens), KINDS), dtype=np.int64)
        self.types = np.zeros((len(parsed.parse.tokens), len(self._types)), dtype=np.float32)
        self.sure = np.zeros(self.types.shape, dtype=np.bool_)
        number = {kind: n for n, kind in enumerate(rules.ontology.kinds, 1)}
        for i, type_, mode, slots, _ in found:
            self.sure[i, self._types.index(type_)] |= type_ == "THREATEN" and slots.condition is not None
            free = int((self.kinds[i] > 0).sum())
            if free < KINDS:
                self.kinds[i, free] = number[type_, mode]
                self.types[i, self._types.index(type_)] = 1.0

    def _found(self, parsed: Parsed, rules: Rules) -> Iterator[tuple[int, str, str | None, Slots, str]]:
        for sentence in parsed.parse.sentences:
            for trigger in find_triggers(self._company, sentence, rules.lexicon):
                slots = self._filler.fill(trigger.index, trigger.type, trigger.mode)
                type_, mode, status = rules.auxiliary.settle(parsed.parse, trigger, slots.status)
                yield trigger.index, type_, mode, slots, status

    def mode(self, word: int, number: int) -> str | None:
        """The mode that the company of an act of the type of that number tells: the "chemical" of an attack."""
        return mode_by_company(self._company, self._modes, self._types[number], word)

    def about(self, word: int, number: int) -> tuple[Floats, int]:
        """For an act of the type of that number at a token: tokens x ROLES, and its status's number."""
        type_ = self._types[number]
        slots, status = self._triggers.get((word, type_)) or (self._filler.fill(word, type_, None), None)
        roles = np.zeros((len(self._parse.tokens), len(ROLES)), dtype=np.float32)
        parts: Sequence[Sequence[Spanned | None]] = (
            slots.actors, slots.recipients, slots.attribution, (slots.place,), (slots.date,),
        )  # fmt: skip
        for role, spans in enumerate(parts):
            for span in spans:
                head = head_word(self._parse, span.start, span.end) if span is not None else None
                if head is not None:
                    roles[head, role] = 1.0
        return roles, STATUSES.index(status or slots.status)


def words_in(parse: Parse, start: int, end: int) -> range:
    """The tokens that share a character with a span."""
    first = bisect_right(parse.tokens, start, key=lambda t: t.end)
    return range(first, max(first, bisect_left(parse.tokens, end, key=lambda t: t.start)))


def head_word(parse: Parse, start: int, end: int) -> int | None:
    """The syntactic head of a span: its token whose own head lies outside, the first such that can head a phrase."""
    inside = words_in(parse, start, end)
    tops = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    weighty = [i for i in tops if parse.tokens[i].pos not in ("PUNCT", "SPACE", "DET", "ADP", "CCONJ", "PART")]
    return next(iter(weighty or tops), None)
