"""Who is on one side: a state and its forces are one, an armed group and its spokesman are one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dateline.fuse.pairs import same_party
from dateline.fuse.wording import content_words
from dateline.model import Attribution, Party
from dateline.model.ids import is_listed

_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


@cache
def nameless() -> frozenset[str]:
    """Words that name nobody."""
    lines = files(__package__).joinpath("data", "nameless.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def side(party: Party) -> str:
    """What makes parties one side: the state of a state's organs, else the entity, else the name; "" if nameless."""
    if party.country and party.sector in _OF_THE_STATE:
        return f"state {party.country}"
    return party.entity or " ".join(sorted(telling_words(party)))


def same_side(a: Party, b: Party) -> bool:
    """Whether two mentions are of one side."""
    return bool(side(a)) and (side(a) == side(b) or same_party(a, b))


def telling_words(party: Party) -> frozenset[str]:
    """The words that say who it is; none for "gunmen" or "they"."""
    return content_words(party.name or party.text) - nameless()


def is_told(party: Party) -> bool:
    """Whether the mention says who it is."""
    return bool(party.entity or telling_words(party))


def speaks(party: Party, one: Attribution) -> bool:
    """Whether a source is the party itself."""
    if is_listed(party.entity) and is_listed(one.entity):
        return party.entity == one.entity
    as_party = Party(text=one.text, start=one.start, end=one.end, name=one.name, entity=one.entity)
    return (one.start < party.end and party.start < one.end) or (is_told(party) and same_party(party, as_party))
