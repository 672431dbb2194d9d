"""What is counted: incidents that are told to have taken place, in a frame of time, told apart by a key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from dateline.knowledge import States
from dateline.ontology import plover
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.filters import EXACT
from dateline.store.analytic.measures import Split, Tally

LEFT_OUT = ("planned", "denied")
_ASKED: dict[Split, tuple[str, ...]] = {"dyad": ("actor", "recipient"), "act": ("type", "actor", "recipient")}
_PUT: dict[Split, str] = {
    "all": "incidents", "country": "incidents in {}", "place": "incidents in {}", "actor": "incidents by {}",
    "recipient": "incidents against {}", "source": "incidents told by {}", "publisher": "incidents reported by {}",
    "dyad": "incidents by {} against {}", "act": "{} by {} against {}",
}  # fmt: skip


def taken_place(query: Query) -> Query:
    """The query without plans and denials, unless it says itself what it wants of them; without limit and cursor."""
    plain = query.without("limit", "cursor", "order")
    if query.standing or any(key == "standing" for key, _ in query.exclude):
        return plain
    return msgspec.structs.replace(plain, exclude=(*plain.exclude, *(("standing", value) for value in LEFT_OUT)))


def narrowed(query: Query, split: Split, key: Sequence[str]) -> Query:
    """The query of one key's incidents; a class of act (quad) becomes its types."""
    if split == "quad":
        kinds = plover().kinds.values()
        return _set(query, {"type": tuple(dict.fromkeys(kind.type for kind in kinds if kind.quad in key))})
    return _set(query, {name: (value,) for name, value in zip(_ASKED.get(split, (split,)), key, strict=False)})


def _set(query: Query, keys: dict[str, Any]) -> Query:
    return msgspec.structs.replace(query, **keys)


@cache
def _countries() -> dict[str, str]:
    return {state.code: state.name for state in States.load().all}


def labels(analytic: Analytic, split: Split, keys: Iterable[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """What people read for keys: "ASSAULT by Rebels against traders"."""
    held = [tuple(key) for key in keys]
    named = split in ("actor", "recipient", "source", "dyad", "act")
    parts = {value.removeprefix(EXACT) for key in held for value in key if value.startswith(EXACT)}
    names = analytic.names(sorted(parts)) if named else _countries() if split == "country" else {}
    form = _PUT.get(split, "{}")
    return {key: form.format(*(_name(value, names) for value in key)) for key in held}


def _name(value: str, names: dict[str, str]) -> str:
    key = value.removeprefix(EXACT)
    return names.get(key, key)


def score(tallies: Iterable[Tally]) -> float | None:
    """The mean of PLOVER's conflict-cooperation scores (-10 to 10) of some incidents; None without one that has any."""
    kinds = plover().kinds
    told = [(kinds.get((t.type, t.mode or None)) or kinds.get((t.type, None)), t.incidents) for t in tallies]
    number = sum(n for kind, n in told if kind)
    return round(sum(kind.score * n for kind, n in told if kind) / number, 3) if number else None
