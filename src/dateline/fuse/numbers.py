"""How many: numbers that agree, that grow from report to report, and that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from dateline.fuse.pairs import same_party
from dateline.fuse.sides import is_told
from dateline.fuse.testimony import Statement, Telling, state, values
from dateline.fuse.tolls import Found
from dateline.model import Event, Fact, Magnitude, Party, Value
from dateline.model.incident import Agreement, FactName

Pick = Callable[[Event], Magnitude | None]

RULES: dict[Agreement, str] = {
    "agreed": "the number that all reports give",
    "updated": "the number in the latest report",
    "disputed": "the number that most independent reports give; of equals the latest",
}
GROWTH = 2.25  # times (12, then 27): a toll that another outlet makes more than so many times as high is another count
_VAGUE = re.compile(r"\b(several|dozens?|scores|hundreds|thousands|few|couple|many|some|number of)\b", re.IGNORECASE)
_MORE_THAN_A_WORD = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|\d+) dozen", re.IGNORECASE)


def number_fact(name: FactName, told: Sequence[Telling], pick: Pick, beside: Iterable[Found] = ()) -> Fact | None:
    """The fact of a number; None where no record gives one, and none stands `beside` one (see `tolls`)."""
    given = [(telling, pick(telling.event)) for telling in told] + list(beside)
    heads = headline([s for telling, number in given if (s := _statement(telling, number))])
    if not heads:
        return None
    actors = [party for telling in told for party in telling.event.actors]
    agreement = agree(heads, actors, grows=name != "size")
    found = values(heads, same)
    best = _best(agreement, heads, found)
    return Fact(
        name=name, agreement=agreement, values=found, best=best.value, rule=RULES[agreement],
        low=min(low(s) for s in heads), high=max(_high(s) for s in heads),
    )  # fmt: skip


def headline(statements: Sequence[Statement]) -> list[Statement]:
    """Of several numbers from one source in one report the largest: the smaller ones count a part.

    A sum over several acts ("two attacks left 19 dead") counts only where the report tells no number of the one act.
    """
    single = {s.telling.document for s in statements if not _sums(s)}
    kept: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        if _sums(statement) and statement.telling.document in single:
            continue
        place = (statement.telling.document, statement.source)
        if place not in kept or (is_vague(kept[place]), -low(kept[place])) > (is_vague(statement), -low(statement)):
            kept[place] = statement
    return sorted(kept.values(), key=lambda s: s.telling.order)


def agree(heads: Sequence[Statement], actors: Sequence[Party] = (), *, grows: bool = True) -> Agreement:
    """Agreed if all numbers fit, updated if each that does not fit revises what stood before it, disputed otherwise.

    `grows` says whether the true number may rise with time (deaths do, the size of a crowd that was does not).
    """
    heads = _without_copies(heads)
    stood = [([s for s in heads[:i] if s.key == _standing(heads[:i], b).key], b) for i, b in enumerate(heads) if i]
    clashes = [(before, b) for before, b in stood if not fit(before[0], b)]
    inside = any(not fit(a, b) for a, b in combinations(heads, 2) if a.telling.origin == b.telling.origin)
    if not clashes and not inside:
        return "agreed"
    revised = all(any(revises(b, a, actors, grows=grows) for a in before) for before, b in clashes)
    return "updated" if revised and not inside else "disputed"


def _without_copies(heads: Sequence[Statement]) -> list[Statement]:
    """The numbers of reports whose origin does not give one itself."""
    documents = {s.telling.document for s in heads}
    return [s for s in heads if s.telling.document == s.telling.origin or s.telling.origin not in documents]


def _standing(before: Sequence[Statement], new: Statement) -> Statement:
    """The number that stood when a report came: the last one told by another report."""
    return next((s for s in reversed(before) if s.telling.origin != new.telling.origin), before[-1])


def revises(later: Statement, earlier: Statement, actors: Sequence[Party] = (), *, grows: bool = True) -> bool:
    """Whether a later report corrects its own outlet's or source's number, or counts more of what grows.

    No more than `GROWTH` times as many, and not by or against the side that did it: that is a quarrel, not an update.
    """
    a, b = earlier.telling, later.telling
    if a.origin == b.origin or a.at >= b.at:
        return False
    if (later.source and later.source == earlier.source) or (b.outlet and a.outlet == b.outlet):
        return True
    grown = low(earlier) < low(later) <= GROWTH * max(1, low(earlier))
    return grows and grown and not any(_is_of(s, actor) for s in (earlier, later) for actor in actors)


def _is_of(statement: Statement, actor: Party) -> bool:
    """Whether a number is on the word of a party to the act, as a source or as the outlet itself."""
    voice = statement.source or statement.telling.outlet
    return is_told(actor) and bool(voice) and same_party(actor, Party(text=voice, start=0, end=len(voice)))


def fit(a: Statement, b: Statement) -> bool:
    """Whether two numbers can both be right: equal, or one within the range of the other if that is a vague word."""
    if low(a) == low(b):
        return True
    if is_vague(a) or is_vague(b):
        vague, other = (a, b) if is_vague(a) else (b, a)
        return low(vague) <= max(_high(other), low(other)) or (is_vague(a) and is_vague(b))
    return _ranges_meet(a, b)


def same(a: Statement, b: Statement) -> bool:
    """Whether two numbers are one value."""
    return a.key == b.key


def is_vague(statement: Statement) -> bool:
    """Whether the number is a word such as "dozens"."""
    return statement.key.endswith("+")


def low(statement: Statement) -> int:
    """The least that is said."""
    return statement.low if statement.low is not None else (statement.high or 0)


def _high(statement: Statement) -> int:
    return statement.high if statement.high is not None else low(statement)


def _ranges_meet(a: Statement, b: Statement) -> bool:
    """Two ranges with both ends stated ("between 10 and 15") that overlap."""
    if _high(a) == low(a) and _high(b) == low(b):
        return False
    return low(a) <= _high(b) and low(b) <= _high(a)


def _statement(telling: Telling, number: Magnitude | None) -> Statement | None:
    if number is None or (number.low is None and number.high is None):
        return None
    least = number.low if number.low is not None else number.high
    vague = number.high is None and bool(_VAGUE.search(number.text)) and not _MORE_THAN_A_WORD.search(number.text)
    is_range = number.high is not None and number.low is not None and number.high > number.low
    key = f"{least}+" if vague else (f"{number.low}-{number.high}" if is_range else f"{least}")
    return state(telling, number.text if vague else key, key, number, low=number.low, high=number.high)


def _sums(statement: Statement) -> bool:
    event = statement.telling.event
    word = event.trigger.text.lower().split()[-1] if event.trigger.text.split() else ""
    return word.endswith("s") and not word.endswith("ss")


def _best(agreement: Agreement, heads: Sequence[Statement], found: Sequence[Value]) -> Value:
    """The value that the rule of this agreement chooses."""
    exact = [s for s in heads if not is_vague(s)] or list(heads)
    if agreement == "agreed":
        return _value(max(exact, key=lambda s: (low(s), s.telling.order)), found)
    if agreement == "updated":
        return _value(exact[-1], found)
    most = max(value.independent for value in found)
    among = {value.key for value in found if value.independent == most}
    return _value(next((s for s in reversed(exact) if s.key in among), exact[-1]), found)


def _value(statement: Statement, found: Sequence[Value]) -> Value:
    return next(value for value in found if value.key == statement.key)
