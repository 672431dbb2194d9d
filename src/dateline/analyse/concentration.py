"""How far a few actors, pairs, places or publishers make up all that is told."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from dateline.analyse.scope import labels, narrowed, taken_place
from dateline.analyse.words import many, percent
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.measures import Split

TOP = 5
FORMULA = (
    "HHI = sum of squared shares (Hirschman 1945, Herfindahl 1950), 1 / number of parts where all are equal, 1 where "
    "one is all; effective number = 1 / HHI; a share is of all (incident, part) pairs"
)
_WORDS: dict[Split, tuple[str, str]] = {
    "dyad": ("pair of actors", "pairs of actors"), "country": ("country", "countries"), "quad": ("class", "classes"),
    "act": ("kind and pair", "kinds and pairs"), "category": ("category", "categories"), "all": ("whole", "wholes"),
}  # fmt: skip


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the whole."""

    label: str
    incidents: int
    share: float
    query: str


class Concentration(msgspec.Struct, frozen=True, kw_only=True):
    """The parts with most incidents, and how concentrated all of them are."""

    query: str
    of: Split
    incidents: int
    pairs: int
    parts: int
    top: tuple[Part, ...]
    top_share: float
    hhi: float
    effective: float
    sentence: str
    formula: str = FORMULA


def concentration(analytic: Analytic, query: Query, of: Split = "dyad", top: int = TOP) -> Concentration:
    """Of the incidents that answer, the shares of actors, recipients, pairs, countries, places, sources or outlets."""
    asked = taken_place(query)
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for tally in analytic.tally(asked, of):
        sums[tally.key] += tally.incidents
    whole = sum(sums.values())
    first = sorted(sums, key=lambda key: (-sums[key], key))[:top]
    named = labels(analytic, of, first)
    parts = tuple(
        Part(label=named[key], incidents=sums[key], share=round(sums[key] / whole, 4),
             query=str(narrowed(asked, of, key)))
        for key in first
    )  # fmt: skip
    hhi = sum((number / whole) ** 2 for number in sums.values())
    made = Concentration(
        query=str(asked), of=of, incidents=analytic.counts(asked).incidents, pairs=whole, parts=len(sums), top=parts,
        top_share=round(sum(sums[key] for key in first) / whole, 4) if whole else 0.0, hhi=round(hhi, 6),
        effective=round(1 / hhi, 2) if hhi else 0.0, sentence="",
    )  # fmt: skip
    return msgspec.structs.replace(made, sentence=_sentence(made))


def _sentence(told: Concentration) -> str:
    one, several = _WORDS.get(told.of, (told.of, f"{told.of}s"))
    if not told.parts:
        return f"None of {many(told.incidents, 'incident')} names a {one}."
    top = f"the first {len(told.top)} of {many(told.parts, one, several)}" if told.parts > 1 else f"one {one}"
    return (
        f"Of {many(told.incidents, 'incident')}, {top} have {percent(told.top_share)} of the mentions "
        f"({told.pairs:,}); HHI {told.hhi:.3f}, as if {told.effective:.1f} equal {several} shared them."
    )
