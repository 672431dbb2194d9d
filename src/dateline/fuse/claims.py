"""Claims of responsibility and denials of it.

An act told on the word of its own actor is claimed; one told on the word of a source that "claims" it is claimed by
that source; a source whose stance is "denies" denies its part. Records of giving way (CONCEDE: admits, accepts
responsibility) and of refusing (REJECT: denies) that stand in one sentence with a record of the act count likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.fuse.happened import affirms, denies
from dateline.fuse.pairs import same_party
from dateline.fuse.sides import is_told, same_side, speaks
from dateline.fuse.testimony import Telling, source, state, values
from dateline.fuse.who import Said, is_proper, keyed
from dateline.model import HAPPENED, Attribution, Event, Fact, Party
from dateline.model.ids import is_listed
from dateline.model.incident import Agreement, FactName

CLAIM_RULE = "the side that claims the act; where several do, the one that most independent reports name"
DENIAL_RULE = "the side that denies it; where several do, the one that most independent reports name"
_CLAIMS = ("claim", "took responsibility", "takes responsibility", "admit", "acknowledg", "boast")
_MATERIAL = "material conflict"


def claimed_fact(told: Sequence[Telling], around: Iterable[Event] = ()) -> Fact | None:
    """Who claims the act; None where no report tells of a claim.

    Two named sides contradict each other.
    """
    said = _of_stance(told, around, denies=False)
    if not said or not any(t.event.quad == _MATERIAL for t in told):
        return None
    named = [one for one in said if is_proper(one)]
    rivals = any(not same_side(a.party, b.party) for a in named for b in named)
    return _fact("claimed", said, "disputed" if rivals else "agreed", CLAIM_RULE)


def denied_fact(told: Sequence[Telling], around: Iterable[Event] = ()) -> Fact | None:
    """Who denies the act or a part in it; None where no report tells of a denial.

    Disputed where the same side claims it in the same report, updated where it does so in another one.
    """
    around = list(around)
    said = _of_stance(told, around, denies=True)
    claims = _of_stance(told, around, denies=False)
    both = [(a.statement, b.statement) for a in claims for b in said if same_side(a.party, b.party)]
    together = any(a.telling.origin == b.telling.origin for a, b in both)
    agreement: Agreement = "disputed" if together else "updated" if both else "agreed"
    return _fact("denied", said, agreement, DENIAL_RULE) if said else None


def _fact(name: FactName, said: Sequence[Said], agreement: Agreement, rule: str) -> Fact:
    found = values((one.statement for one in said), lambda a, b: a.key == b.key)
    return Fact(name=name, agreement=agreement, values=found, best=found[0].value, rule=rule)


def _of_stance(told: Sequence[Telling], around: Iterable[Event], *, denies: bool) -> list[Said]:
    everything = [one for telling in told for one in _said(telling)] + list(_beside(told, around))
    return keyed([one for one in everything if (one.statement.stance == "denies") == denies])


def _said(telling: Telling) -> Iterator[Said]:
    event = telling.event
    if event.status == "negated" and denies(event) is None and (party := _denier(telling)):
        yield _of(telling, party, "denies")
    yield from (_of(telling, p, "asserts") for p in event.actors if affirms(event) and _speaks_itself(telling, p))
    for one in event.attribution:
        own = [party for party in event.actors if speaks(party, one)]
        if one.stance == "denies":
            yield _of(telling, own[0] if own else _party(one), "denies")
        elif own and _claims(one):
            yield from (_of(telling, party, "asserts") for party in event.actors if is_told(party))
        elif affirms(event) and (own or (_claims(one) and not event.actors)):
            party = own[0] if own else _party(one)
            if is_told(party):
                yield _of(telling, party, "asserts")


def _beside(told: Sequence[Telling], around: Iterable[Event]) -> Iterator[Said]:
    """Admissions and denials that stand in one sentence with a record of the act."""
    near = {(t.document, t.event.sentence): t for t in told}
    for event in around:
        telling = near.get((event.document, event.sentence))
        if telling is None or event.status not in HAPPENED:
            continue
        if event.type == "CONCEDE" or (event.type == "REJECT" and event.trigger.text.lower().startswith("den")):
            stance = "asserts" if event.type == "CONCEDE" else "denies"
            at = msgspec.structs.replace(telling, event=event)
            yield from (_of(at, party, stance) for party in event.actors if is_told(party))


def _denier(telling: Telling) -> Party | None:
    """Who says that the act was not done: the actor, a source of its own standing, or the outlet."""
    event, who = telling.event, source(telling.event)
    actor = next((party for party in event.actors if is_told(party)), None)
    if actor and not (who and is_listed(who.entity) and who.entity != actor.entity):
        return actor
    if who:
        return _party(who)
    at = event.trigger
    return Party(text=telling.outlet, start=at.start, end=at.end) if telling.outlet else None


def _speaks_itself(telling: Telling, actor: Party) -> bool:
    """Whether the outlet is the actor, telling in its own voice what it did."""
    outlet = Party(text=telling.outlet, start=0, end=len(telling.outlet))
    return not telling.event.attribution and bool(telling.outlet) and is_told(actor) and same_party(actor, outlet)


def _claims(source: Attribution) -> bool:
    return (source.cue or "").lower().startswith(_CLAIMS)


def _party(source: Attribution) -> Party:
    return Party(text=source.text, start=source.start, end=source.end, name=source.name, entity=source.entity)


def _of(telling: Telling, party: Party, stance: str) -> Said:
    plain = state(telling, party.name or party.text, "", party)
    said = "denies" if stance == "denies" else "asserts"
    return Said(party, msgspec.structs.replace(plain, source=party.name or party.text, stance=said))
