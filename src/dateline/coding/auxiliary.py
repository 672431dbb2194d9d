"""PLOVER's auxiliary rule: where one type already says "type and auxiliary", that type is coded.

A future visit is an agreement to visit, a future withdrawal a concession, "will not attend" a refusal to meet
(PLOVER 2.0 manual, auxiliary modes; `docs/ontology.md` tells what was settled).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from dateline.coding.grammar import below, lemma
from dateline.coding.trigger import Trigger
from dateline.model import Parse, Status

Kind = tuple[str, str | None]
WILL = frozenset({"will", "wo", "would", "'ll", "shall", "’ll"})


class Auxiliary(msgspec.Struct, frozen=True):
    """What a type becomes when its act lies in the future, and when its actor will not do it."""

    future: dict[str, Kind] = {}
    refused: dict[str, Kind] = {}

    @classmethod
    def load(cls) -> Auxiliary:
        """PLOVER's table."""
        return _plover_table()

    def settle(self, parse: Parse, trigger: Trigger, status: Status) -> tuple[str, str | None, Status]:
        """The type, mode and status to code. The act that is coded instead has been done: it is actual."""
        if trigger.type in self.refused and unwilling(parse, trigger.index):
            return *self.refused[trigger.type], "actual"
        if trigger.type in self.future and status == "future":
            return *self.future[trigger.type], "actual"
        return trigger.type, trigger.mode, status


def unwilling(parse: Parse, index: int) -> bool:
    """Whether the verb says that somebody will not do it: "will not attend"."""
    return bool(below(parse, index, "neg")) and any(lemma(parse, i) in WILL for i in below(parse, index, "aux"))


@cache
def _plover_table() -> Auxiliary:
    text = files(__package__).joinpath("data", "auxiliary.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Auxiliary)
