"""Groups of records get the ids of incidents, so that an id stands for as much as possible of what it stood for.

A group keeps the id of the earlier incident with which it shares most records; where two groups claim one id, the one
with more of its records has it. An id that no group keeps leads on to where most of its records went; a group that is
parted from there again, and is most of what had that id, has it back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from dateline.model import MACHINE, Change, EventId, IncidentId, content_hash

Group = Sequence[EventId]
Membership = Mapping[EventId, IncidentId]
Led = Mapping[IncidentId, IncidentId]
Former = Mapping[IncidentId, Collection[EventId]]


class Settled(msgspec.Struct, frozen=True):
    """`ids[n]` is the incident of the n-th group; `redirects` say where ids led that no group keeps."""

    ids: list[IncidentId]
    redirects: dict[IncidentId, IncidentId]
    changes: list[Change]


def settle(
    groups: Sequence[Group], before: Membership, led: Led | None = None, former: Former | None = None, *,
    by: str = MACHINE, reason: str = "", at: str = "",
) -> Settled:  # fmt: skip
    """Ids for the groups, given who belonged where before; `led` says where ids lead that were given up.

    `former` are those of them whose records are known, with these.
    """
    led, former = led or {}, former or {}
    shares = _shares(groups, before)
    kept = _kept(groups, shares)
    taken = {*led, *before.values()}
    back = _back(groups, kept, former)
    ids = [kept.get(n) or back.get(n) or _new(group, taken) for n, group in enumerate(groups)]
    told = [msgspec.structs.replace(c, by=by, reason=reason, at=at) for c in changes(groups, ids, before)]
    gone = _redirects(_went(ids, shares))
    return Settled(ids, gone | _moved(groups, ids, {old: gone.get(new, new) for old, new in led.items()}, former), told)


def changes(groups: Sequence[Group], ids: Sequence[IncidentId], before: Membership) -> list[Change]:
    """What became of earlier incidents, where the groups have these ids."""
    shares = _shares(groups, before)
    went = _went(ids, shares)
    redirects = _redirects(went)
    return [*_of_groups(groups, ids, shares, before, redirects), *_of_incidents(groups, before, went)]


def _shares(groups: Sequence[Group], before: Membership) -> list[Counter[IncidentId]]:
    return [Counter(before[event] for event in group if event in before) for group in groups]


def _redirects(went: Mapping[IncidentId, Sequence[IncidentId]]) -> dict[IncidentId, IncidentId]:
    """The ids that no group keeps, with the one that has most of their records."""
    return {old: new[0] for old, new in went.items() if old not in new}


def _kept(groups: Sequence[Group], shares: Sequence[Counter[IncidentId]]) -> dict[int, IncidentId]:
    """Which groups keep which id: the largest shares choose first, of equals the group that sorts first."""
    shared = ((n, old, count) for n, share in enumerate(shares) for old, count in share.items())
    claims = sorted((-count, old, tuple(groups[n][:1]), n) for n, old, count in shared)
    kept: dict[int, IncidentId] = {}
    gone: set[IncidentId] = set()
    for _, old, _, n in claims:
        if n not in kept and old not in gone:
            kept[n] = old
            gone.add(old)
    return kept


def _back(groups: Sequence[Group], kept: Mapping[int, IncidentId], former: Former) -> dict[int, IncidentId]:
    """Which groups are most of what an id had that leads on, and nothing else: of several such ids the narrowest."""
    had: defaultdict[EventId, list[IncidentId]] = defaultdict(list)
    for old in sorted(former, key=lambda id_: (len(former[id_]), id_)):
        for event in former[old]:
            had[event].append(old)
    found: dict[int, IncidentId] = {}
    for n, group in enumerate(groups):
        names = [] if n in kept else had.get(group[0], [])
        whole = (old for old in names if 2 * len(group) > len(former[old]) and {*group} <= {*former[old]})
        if name := next(whole, None):
            found[n] = name
    return found


def _moved(
    groups: Sequence[Group], ids: Sequence[IncidentId], led: Led, former: Former
) -> dict[IncidentId, IncidentId]:
    """The ids that lead where most of their records are no more, with where these are now."""
    had = {event for events in former.values() for event in events}
    home = {event: id_ for group, id_ in zip(groups, ids, strict=True) for event in group if event in had}
    found: dict[IncidentId, IncidentId] = {}
    for old in sorted({*former} - {*ids}):
        homes = Counter(home[event] for event in former[old] if event in home)
        if homes and homes[led[old]] < max(homes.values()):
            found[old] = min(homes, key=lambda id_: (-homes[id_], id_))
    return found


def _new(group: Group, taken: Collection[str]) -> IncidentId:
    """An id from the first record, that nothing else has."""
    names = (IncidentId("i" + content_hash("incident", group[0], str(n))) for n in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _went(ids: Sequence[IncidentId], shares: Sequence[Counter[IncidentId]]) -> dict[IncidentId, list[IncidentId]]:
    """Where the records of each earlier incident are now, most of them first."""
    found: defaultdict[IncidentId, list[tuple[int, IncidentId]]] = defaultdict(list)
    for id_, share in zip(ids, shares, strict=True):
        for old, count in share.items():
            found[old].append((-count, id_))
    return {old: [id_ for _, id_ in sorted(homes)] for old, homes in found.items()}


def _of_groups(
    groups: Sequence[Group],
    ids: Sequence[IncidentId],
    shares: Sequence[Counter[IncidentId]],
    before: Membership,
    redirects: Mapping[IncidentId, IncidentId],
) -> Iterator[Change]:
    """What was found, joined and merged."""
    for group, id_, share in zip(groups, ids, shares, strict=True):
        fresh = tuple(event for event in group if event not in before)
        if not share:
            yield Change(what="found", new=(id_,), events=tuple(group))
            continue
        if fresh:
            yield Change(what="joined", old=(id_,) if id_ in share else (), new=(id_,), events=fresh)
        if others := sorted(old for old in share if redirects.get(old) == id_):
            moved = tuple(event for event in group if before.get(event) in others)
            yield Change(what="merged", old=tuple(others), new=(id_,), events=moved)


def _of_incidents(
    groups: Sequence[Group], before: Membership, went: Mapping[IncidentId, Sequence[IncidentId]]
) -> Iterator[Change]:
    """What was split, lost records, or is gone."""
    here = {event for group in groups for event in group}
    lost: defaultdict[IncidentId, list[EventId]] = defaultdict(list)
    for event, old in before.items():
        if event not in here:
            lost[old].append(event)
    for old in sorted({*lost, *went}):
        homes = tuple(went.get(old, ()))
        if len(homes) > 1:
            yield Change(what="split", old=(old,), new=homes)
        if old in lost:
            yield Change(what="left" if homes else "gone", old=(old,), new=homes[:1], events=tuple(sorted(lost[old])))
