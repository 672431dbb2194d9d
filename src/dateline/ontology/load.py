"""PLOVER 2.0 as data: sixteen types, their modes, quad classes, scores and nearest CAMEO codes.

Source: Political Language Ontology for Verifiable Event Records, Open Event Data Alliance (CC BY-SA 4.0). Its lists are
facts; where the manual contradicts itself the choice made is told in `docs/ontology.md`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.errors import DataError


class Kind(msgspec.Struct, frozen=True):
    """One type, or one mode of a type: PLOVER's unit of meaning."""

    type: str
    mode: str | None
    quad: str
    score: float  # conflict-cooperation scale, -10 to 10
    cameo: str  # nearest CAMEO 1.1b3 code

    @property
    def fields(self) -> dict[str, Any]:
        """What every record of this kind says: its type, mode, quad, score and cameo."""
        return msgspec.structs.asdict(self)


class Ontology(msgspec.Struct, frozen=True):
    """The kinds of act an event can be, keyed by (type, mode): mode names repeat across types."""

    kinds: dict[tuple[str, str | None], Kind]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The type names, in the table's order."""
        return tuple(type_ for type_, mode in self.kinds if mode is None)

    def modes(self, type_: str) -> tuple[str, ...]:
        """The modes of one type; raises DataError for an unknown type."""
        self.kind(type_)
        return tuple(mode for t, mode in self.kinds if t == type_ and mode is not None)

    def kind(self, type_: str, mode: str | None = None) -> Kind:
        """The kind with that type and mode; raises DataError where there is none."""
        try:
            return self.kinds[type_, mode]
        except KeyError:
            raise DataError(f"no such event type and mode: {type_}/{mode or '-'}", "ontology") from None


def _lines(name: str) -> list[str]:
    return files(__package__).joinpath("data", name).read_text("utf-8").splitlines()


@cache
def plover() -> Ontology:
    """PLOVER 2.0, read once."""
    rows = csv.DictReader(_lines("plover.csv"))
    kinds = (Kind(r["type"], r["mode"] or None, r["quad"], float(r["score"]), r["cameo"]) for r in rows)
    return Ontology({(k.type, k.mode): k for k in kinds}, tuple(_lines("contexts.txt")), tuple(_lines("sectors.txt")))
