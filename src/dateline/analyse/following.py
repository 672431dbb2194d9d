"""From words to deeds in numbers: which share of threats, promises and demands was followed, and after how many days.

Which act follows which announcement is `dateline.fuse.follow`. An announcement made less than `window` days before the
last article was not watched to the end: it is *open*, and the share counts it for the days that it was watched (Kaplan
and Meier). Beside it stands what chance would give: had the side simply gone on as often as it did over all the time
that was read, which share of the windows would have held such an act? That an act followed is not that it was caused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import exp
from statistics import median

import msgspec

from dateline.analyse.scope import taken_place
from dateline.analyse.statistics import Interval, followed_within
from dateline.analyse.words import day, many, percent
from dateline.fuse.follow import WINDOW, Act, Pair, announces, by_kind, fitting, follow, ways, ways_of
from dateline.fuse.sides import is_told, side
from dateline.model import HAPPENED, FollowUp, IncidentId, Party
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.measures import Deed, Name

FORMULA = (
    "share = 1 - product over the days with a following act of (1 - 1 / announcements still watched); by chance = mean "
    "over announcements of 1 - exp(-acts that would follow / days read x window)"
)
ALL = "all sides"


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The announcements of one side and type. `open` ones were neither followed nor watched to the end."""

    side: str
    type: str
    announced: int
    followed: int
    open: int
    share: Interval | None
    chance: float
    median_days: float | None
    sentence: str


class FollowThrough(msgspec.Struct, frozen=True, kw_only=True):
    """The announcements that answer a query; `unknown` ones tell no two sides, and cannot be followed."""

    query: str
    window: int
    first: str
    last: str
    total: Share
    shares: tuple[Share, ...]
    unknown: int
    pairs: tuple[FollowUp, ...]
    formula: str = FORMULA

    @property
    def sentence(self) -> str:
        """What is to be said of all of them."""
        return self.total.sentence


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One announcement: after how many days it was followed, else None; for how many it was watched; its chance."""

    act: Act
    days: int | None
    watched: int
    chance: float


def follow_through(analytic: Analytic, query: Query, window: int = WINDOW) -> FollowThrough:
    """What became of the announcements that answer, whoever and whatever in the store followed them."""
    wanted, read = _announcing(taken_place(query)), analytic.read() or ("", "")
    announced = [one for one in _acts(analytic, wanted) if one.done and one.day <= read[1]]
    later = [one for one in _acts(analytic, _answering("")) if one.done]
    pairs = _linked(announced, later, window)
    cases = _cases(announced, later, pairs, window, read)
    told = analytic.counts(wanted).incidents if wanted else 0
    return FollowThrough(
        query=str(wanted or ""), window=window, first=read[0], last=read[1],
        total=_share(ALL, "", cases, window, read[1]), shares=tuple(_shares(cases, window, read[1])),
        unknown=max(0, told - len(announced)), pairs=tuple(pairs),
    )  # fmt: skip


def followed_since(analytic: Analytic, query: Query, since: str, window: int = WINDOW) -> list[FollowUp]:
    """The announcements that answer and what followed them, both no earlier than a day: a part of the store."""
    wanted = _announcing(taken_place(msgspec.structs.replace(query, since=since)))
    return _linked(_acts(analytic, wanted), _acts(analytic, _answering(since)), window)


def _announcing(asked: Query) -> Query | None:
    """The query of announcements alone, None where it asks for other types."""
    kinds = tuple(dict.fromkeys(way.announced for way in ways()))
    wanted = tuple(type_ for type_ in asked.type if announces(type_)) if asked.type else kinds
    return msgspec.structs.replace(asked, type=wanted) if wanted else None


def _answering(since: str) -> Query:
    return taken_place(Query(type=tuple(dict.fromkeys(way.follows for way in ways())), since=since))


def _linked(announced: Sequence[Act], later: Iterable[Act], window: int) -> list[FollowUp]:
    ids = {one.id for one in announced}
    found = follow([*announced, *(one for one in later if one.id not in ids)], window)
    return [pair for pair in found if pair.announced in ids]


def _acts(analytic: Analytic, asked: Query | None) -> list[Act]:
    """The incidents asked for, with the sides that each pair of their parties stands for."""
    parties = analytic.parties() if asked else {}
    sides = {number: _side(name) for number, name in parties.items()}
    groups: dict[str, list[Deed]] = defaultdict(list)
    for deed in analytic.deeds(asked) if asked else ():
        groups[deed.id].append(deed)
    found = (_act(held, sides) for held in groups.values())
    return [one for one in found if one.pairs]


def _act(held: Sequence[Deed], sides: Mapping[int, str]) -> Act:
    one = held[0]
    told = ((sides[deed.by], sides[deed.to]) for deed in held)
    pairs: tuple[Pair, ...] = tuple(dict.fromkeys((a, b) for a, b in told if a and b and a != b))
    done = one.status in HAPPENED
    return Act(id=IncidentId(one.id), type=one.type, mode=one.mode, done=done, day=one.day, pairs=pairs)


def _side(name: Name) -> str:
    about = {"name": name.name if name.known else None, "entity": name.entity}
    party = Party(text=name.name, start=0, end=len(name.name), country=name.country, sector=name.sector, **about)
    return side(party) if is_told(party) else ""


def _cases(
    announced: Iterable[Act], later: Sequence[Act], pairs: Iterable[FollowUp], window: int, read: tuple[str, str]
) -> list[Case]:
    delays: dict[str, int] = {}
    for pair in pairs:
        delays[pair.announced] = min(pair.days, delays.get(pair.announced, pair.days))
    kinds, days = by_kind(later), _days(*read) + 1 if read[0] else 1
    return [
        Case(act=one, days=delays.get(one.id), watched=min(window, _days(one.day, read[1])),
             chance=_chance(one, kinds, window / days, read))
        for one in announced
    ]  # fmt: skip


def _chance(one: Act, kinds: Mapping[tuple[str, Pair], list[Act]], windows: float, read: tuple[str, str]) -> float:
    """How often such an act falls into a window of that length, wherever it begins."""
    acts = {other.id for way in ways_of(one) for other in fitting(one, way, kinds) if read[0] <= other.day <= read[1]}
    return 1 - exp(-len(acts) * windows)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _shares(cases: Iterable[Case], window: int, last: str) -> Iterator[Share]:
    groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        for who in dict.fromkeys(pair[0] for pair in case.act.pairs):
            groups[who, case.act.type].append(case)
    for (who, type_), held in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _share(who, type_, held, window, last)


def _share(who: str, type_: str, cases: Sequence[Case], window: int, last: str) -> Share:
    delays = [case.days for case in cases if case.days is not None]
    watched = [case.watched for case in cases if case.days is None]
    made = Share(
        side=who, type=type_, announced=len(cases), followed=len(delays),
        open=sum(days < window for days in watched), share=followed_within(delays, watched, window),
        chance=round(sum(case.chance for case in cases) / len(cases), 4) if cases else 0.0,
        median_days=float(median(delays)) if delays else None, sentence="",
    )  # fmt: skip
    return msgspec.structs.replace(made, sentence=_sentence(made, window, last))


def _sentence(told: Share, window: int, last: str) -> str:
    what = f"{told.type or 'threats, promises and demands'} of {told.side}"
    if told.share is None:
        return f"No {what} with two sides that are known answers."
    after = f", after {told.median_days:g} days in the middle" if told.median_days is not None else ""
    share, low, high = (percent(value) for value in (told.share.value, told.share.low, told.share.high))
    return (
        f"{what[:1].upper() + what[1:]}: {told.followed} of {told.announced} were followed within {window} days{after};"
        f" {many(told.open, 'is', 'are')} open, less than {window} days old on {day(last)} (censored). With those "
        f"counted for as long as they were watched, {share} are followed (95 % interval {low} to {high}), against "
        f"{percent(told.chance)} by chance."
    )
