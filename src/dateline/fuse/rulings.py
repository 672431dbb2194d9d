"""What people have judged, as rules for clustering. A person's judgement outranks any score.

Of several judgements of one pair the newest counts. "different" outranks a chain of "same": where the two collide,
the chain is cut, and the newer links of it are the ones that hold. "unsure" and "undecided" leave the pair to the
machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from dateline.fuse.strands import Strand
from dateline.model import MACHINE, EventId, Judgement

Pair = tuple[EventId, EventId]


class Rulings(msgspec.Struct, frozen=True):
    """Pairs of records that a person calls one act, newest judgement first, and pairs that are not."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()

    @property
    def events(self) -> frozenset[EventId]:
        """Every record that a person has judged."""
        return frozenset(event for pair in (*self.same, *sorted(self.different)) for event in pair)

    def apart(self, left: Collection[EventId], right: Collection[EventId]) -> bool:
        """Whether a person has called a record of one group different from one of the other."""
        return bool(self.different) and any(_pair(a, b) in self.different for a in left for b in right)


def rulings(judgements: Iterable[Judgement]) -> Rulings:
    """The rules that follow from judgements in any order; the machine's are passed over."""
    newest: dict[Pair, Judgement] = {}
    for judgement in sorted((j for j in judgements if j.by != MACHINE), key=lambda j: (j.at, j.by, j.verdict)):
        newest[_pair(judgement.left, judgement.right)] = judgement
    same = [(j.at, pair) for pair, j in newest.items() if j.verdict == "same"]
    ordered = [pair for at, pair in sorted(sorted(same, key=lambda s: s[1]), key=lambda s: s[0], reverse=True)]
    return Rulings(tuple(ordered), frozenset(pair for pair, j in newest.items() if j.verdict == "different"))


def pieces(strand: Strand, rules: Rulings) -> list[Strand]:
    """The strand, or its parts where a person has called two of its records different."""
    if not rules.apart(strand.events, strand.events):
        return [strand]
    groups: list[list[EventId]] = []
    for event in strand.events:
        home = next((group for group in groups if not rules.apart(group, [event])), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    return [msgspec.structs.replace(strand, events=tuple(group)) for group in groups]


def joined(groups: Sequence[Collection[EventId]], rules: Rulings) -> list[list[int]]:
    """Which of the groups a person's "same" joins, by position; newest judgement first, none across a "different"."""
    home = {event: n for n, group in enumerate(groups) for event in group}
    parts = {n: [n] for n in range(len(groups))}
    for left, right in rules.same:
        if left not in home or right not in home or home[left] == home[right]:
            continue
        a, b = sorted((home[left], home[right]))
        told = [[event for n in parts[x] for event in groups[n]] for x in (a, b)]
        if not rules.apart(*told):
            parts[a] += parts.pop(b)
            home.update(dict.fromkeys(told[1], a))
    return [sorted(part) for part in parts.values()]


def _pair(left: EventId, right: EventId) -> Pair:
    return (left, right) if left <= right else (right, left)
