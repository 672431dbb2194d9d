"""By whom and to whom: parties that are one side, and perpetrators that cannot both be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations

import msgspec

from dateline.fuse.happened import affirms, denies
from dateline.fuse.pairs import same_party
from dateline.fuse.sides import is_told, same_side, speaks, telling_words
from dateline.fuse.testimony import Statement, Telling, called, state, values
from dateline.model import Event, Fact, Party
from dateline.model.incident import Agreement, FactName

Pick = Callable[[Event], tuple[Party, ...]]

RULE = "the party that most independent reports name; of equals the first named"
_PRONOUN = 4  # letters at most


class Said(msgspec.Struct, frozen=True):
    """A party with what is said of it."""

    party: Party
    statement: Statement


def actor_fact(told: Sequence[Telling]) -> Fact | None:
    """Who did it. Two named perpetrators contradict each other unless a record names both as acting together."""
    said = [*_said(told, lambda event: event.actors), *_disowned(told)]
    bearing = {name for name, party in _distinct(said).items() if _suffers(party, told)}
    said = [one for one in said if _name(one.party) not in bearing]
    return _fact("actor", said, _perpetrators(said, told))


def recipient_fact(told: Sequence[Telling]) -> Fact | None:
    """To whom. An act may have many victims: their names add up, but fighters are no civilians.

    Disputed where one report tells of fighters only, another of civilians only, and none of both.
    """
    said = list(_said(told, lambda event: event.recipients))
    return _fact("recipient", said, "disputed" if _opposed(said) else "agreed")


def _opposed(said: Sequence[Said]) -> bool:
    """Whether reports divide into those that tell of fighters and those that tell of civilians."""
    kinds: dict[str, set[str]] = {}
    for one in said:
        kinds.setdefault(one.statement.telling.origin, set()).update(_kinds(one.party))
    return {frozenset(told) for told in kinds.values() if told} == {frozenset({kind}) for kind in harmed()}


def _kinds(party: Party) -> list[str]:
    words = set(party.text.lower().split())
    return [kind for kind, known in harmed().items() if words & known]


@cache
def harmed() -> dict[str, frozenset[str]]:
    """The words for those who are hit, by kind."""
    lines = files(__package__).joinpath("data", "harmed.txt").read_text("utf-8").splitlines()
    rows = [line.split(": ", 1) for line in lines if not line.startswith("#")]
    kinds = dict.fromkeys(kind for kind, _ in rows)
    return {kind: frozenset(w for name, words in rows if name == kind for w in words.split()) for kind in kinds}


def _fact(name: FactName, said: Sequence[Said], agreement: Agreement) -> Fact | None:
    if not said:
        return None
    found = values([one.statement for one in keyed(said)], lambda a, b: a.key == b.key)
    told = {one.statement.key for one in keyed(said) if is_told(one.party)}
    best = next((value for value in found if value.key in told), found[0])
    return Fact(name=name, agreement=agreement, values=found, best=best.value, rule=RULE)


def keyed(said: Sequence[Said]) -> list[Said]:
    """The same, with one key and one name for all mentions of one party."""
    groups: list[list[Said]] = []
    for one in sorted(said, key=lambda s: (not s.party.entity, not s.party.name)):
        group = next((g for g in groups if same_party(g[0].party, one.party)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    renamed = [_renamed(one, group[0].party) for group in groups for one in group]
    return sorted(renamed, key=lambda one: (one.statement.telling.order, one.statement.start))


def _renamed(one: Said, party: Party) -> Said:
    key = party.entity or " ".join(sorted(telling_words(party))) or party.text.lower()
    return Said(one.party, msgspec.structs.replace(one.statement, key=key, value=party.name or party.text))


def _said(told: Sequence[Telling], pick: Pick) -> Iterable[Said]:
    """Each mention in a record that says it was done; a pronoun that stands for nobody known tells nothing."""
    for telling in told:
        if affirms(telling.event):
            parties = [p for p in pick(telling.event) if is_told(p) or len(p.text) > _PRONOUN]
            yield from (Said(p, state(telling, p.name or p.text, "", p)) for p in parties)


def _disowned(told: Sequence[Telling]) -> Iterable[Said]:
    """A party that is said not to have done it, on the word of who denies it."""
    for telling in told:
        denier = denies(telling.event)
        for party in telling.event.actors if denier else ():
            plain = state(telling, party.name or party.text, "", party)
            if is_told(party):
                yield Said(party, msgspec.structs.replace(plain, source=called(denier), stance="denies"))


def _suffers(party: Party, told: Sequence[Telling]) -> bool:
    """Whether more records have this party suffer the act than do it."""
    does = sum(any(same_side(party, other) for other in t.event.actors) for t in told)
    bears = sum(any(same_side(party, other) for other in t.event.recipients) for t in told)
    return bears > does


def _perpetrators(said: Sequence[Said], told: Sequence[Telling]) -> Agreement:
    accused = _distinct([one for one in said if one.statement.stance != "denies" and is_proper(one)]).values()
    return "disputed" if any(_rival(a, b, told) for a, b in combinations(accused, 2)) else "agreed"


def _distinct(said: Iterable[Said]) -> dict[str, Party]:
    """One mention of each party, by what it is called."""
    found: dict[str, Party] = {}
    for one in said:
        found.setdefault(_name(one.party), one.party)
    return found


def _name(party: Party) -> str:
    return f"{party.entity} {party.country} {party.sector} {(party.name or party.text).lower()}"


def is_proper(one: Said) -> bool:
    """Whether a name stands there: known, or written with a capital where no sentence begins."""
    party, sentence = one.party, one.statement.telling.event.sentence
    inner = party.text.split()[1:] if party.start == sentence.start else party.text.split()
    return is_told(party) and bool(party.entity or party.name or any(word[:1].isupper() for word in inner))


def _rival(a: Party, b: Party, told: Sequence[Telling]) -> bool:
    """Whether two mentions name different sides that no record has act together."""
    return not same_side(a, b) and not any(_among(a, t) and _among(b, t) for t in told)


def _among(party: Party, telling: Telling) -> bool:
    return any(same_side(party, other) for other in telling.event.actors)


def is_source(party: Party, event: Event) -> bool:
    """Whether the party itself says what the record says."""
    return any(speaks(party, one) for one in event.attribution if one.stance in ("asserts", "confirms"))
