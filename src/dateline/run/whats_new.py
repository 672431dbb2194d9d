"""What became of the answer to a query since an earlier generation: new, changed, newly denied, gone.

Everything follows from the two generations, which are immutable, and from the store's history of merges and splits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from dateline.model import IncidentId
from dateline.run.differences import Altered
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.analytic.fingerprints import FACTS, REPORTED, Fingerprint
from dateline.store.analytic.rows import Row
from dateline.store.incidents import redirect, splits

Kind = Literal["denied", "changed", "new", "reported", "left"]
KINDS: tuple[Kind, ...] = ("denied", "changed", "new", "reported", "left")
SHOWN = 50  # incidents of a kind that are told one by one
_CONTESTED = ("denied", "disputed")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: as it reads now (of one that left: as it read), what was altered, and where it came from or went.

    `kind` is "denied" where it is newly denied or disputed, as a whole or in a fact; else "changed" where a fact moved,
    or it did not answer before; "reported" where only further reports tell of it; "left" where it answers no more.
    """

    kind: Kind
    row: Row
    altered: tuple[Altered, ...] = ()
    why: str = ""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """From generation `since` to generation `until`: how many of each kind, and the newest of them one by one."""

    since: int
    until: int
    counts: dict[Kind, int]
    items: tuple[Item, ...] = ()

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """Those of one kind."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def total(self) -> int:
        """How many incidents there is news of."""
        return sum(self.counts.values())


def news(store: Store, before: Analytic, now: Analytic, query: Query, shown: int = SHOWN) -> News:
    """What is new in the answer to a query; words of texts are looked for in the texts of today."""
    since, until = before.generation.number, now.generation.number
    if since == until:
        return News(since=since, until=until, counts=dict.fromkeys(KINDS, 0))
    asked = query.without("limit", "order", "cursor")
    kinds = _kinds(before, now, asked)
    chosen = {kind: held[:shown] for kind, held in kinds.items()}
    items = _items(store, before, now, chosen)
    return News(since=since, until=until, counts={kind: len(kinds[kind]) for kind in KINDS}, items=tuple(items))


def _kinds(before: Analytic, now: Analytic, asked: Query) -> dict[Kind, list[str]]:
    """The ids of each kind, newest first."""
    was, are = before.fingerprints(asked), now.fingerprints(asked)
    entered = _by_id(before, [id_ for id_ in are if id_ not in was])
    found: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for id_, held in are.items():
        if was.get(id_) != held:
            found[_kind(was.get(id_) or entered.get(id_), held)].append(id_)
    found["left"] = [id_ for id_ in was if id_ not in are]
    return found


def _kind(then: Fingerprint | None, held: Fingerprint) -> Kind:
    if then is None:
        return "new"
    if (held.standing in _CONTESTED and then.standing not in _CONTESTED) or set(held.disputed) - set(then.disputed):
        return "denied"
    return "reported" if held.facts == then.facts and held.reported != then.reported else "changed"


def _by_id(analytic: Analytic, ids: Iterable[str]) -> dict[str, Fingerprint]:
    held = tuple(ids)
    return analytic.fingerprints(Query(incident=held)) if held else {}


def _items(store: Store, before: Analytic, now: Analytic, chosen: dict[Kind, list[str]]) -> Iterator[Item]:
    ids = [id_ for held in chosen.values() for id_ in held]
    old, new = _rows(before, ids), _rows(now, ids)
    parted: dict[str, str] = {id_: one.old[0] for one in splits(store) for id_ in one.new if id_ not in one.old}
    for id_ in chosen["left"]:
        yield Item(
            kind="left", row=old[id_], altered=_altered(old[id_], new.get(id_)), why=_went(store, id_, id_ in new)
        )
    for kind in KINDS[:-1]:
        for id_ in chosen[kind]:
            why = f"parted from {parted[id_]}" if kind == "new" and id_ in parted else ""
            yield Item(kind=kind, row=new[id_], altered=_altered(old.get(id_), new[id_]), why=why)


def _went(store: Store, id_: str, is_here: bool) -> str:
    led = redirect(store, id_)
    if led:
        reason = f": {led.reason}" if led.reason else ""
        return f"is one with {led.new} now, says {led.by}{reason}"
    return "reads otherwise now" if is_here else "no record tells of it any more"


def _rows(analytic: Analytic, ids: list[str]) -> dict[str, Row]:
    return {row.id: row for row in analytic.page(Query(incident=tuple(ids)))} if ids else {}


def _altered(then: Row | None, row: Row | None) -> tuple[Altered, ...]:
    if then is None or row is None:
        return ()
    pairs = ((fact, getattr(then, fact), getattr(row, fact)) for fact in (*FACTS, *REPORTED))
    return tuple(Altered(IncidentId(row.id), fact, old, new) for fact, old, new in pairs if old != new)
