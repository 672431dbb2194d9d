"""Records written by hand, and a Hypothesis strategy for them."""

from hypothesis import strategies as st

from dateline.model import DocumentId, Event, Party, Span, When, event_id
from dateline.model.event import Extent, Place
from dateline.ontology import plover


def party(text, start=0, country=None):
    return Party(text=text, start=start, end=start + len(text), country=country)


def record(type_="ASSAULT", mode=None, trigger="attack", start=0, *, actors=(), recipients=(), day=None, place=None):
    kind = plover().kind(type_, mode)
    span = Span(start, start + len(trigger), trigger)
    identity = event_id(DocumentId("d1"), type_, mode, status="actual", trigger=span)
    return Event(
        id=identity, document=DocumentId("d1"), sentence=Extent(start, start + 50), type=type_, mode=mode,
        quad=kind.quad, score=kind.score, cameo=kind.cameo, trigger=span,
        actors=tuple(party(a) for a in actors), recipients=tuple(party(r) for r in recipients),
        date=When(text=day, start=0, end=len(day), first=day, last=day) if day else None,
        place=Place(text=place, start=0, end=len(place)) if place else None,
    )  # fmt: skip


names = st.sampled_from(["rebels", "the army", "two officers", "Iran", "the government", "residents"])
kinds = st.sampled_from(sorted((k.type, k.mode or "") for k in plover().kinds.values()))


@st.composite
def records(draw):
    count = draw(st.integers(0, 8))
    built = []
    for i in range(count):
        type_, mode = draw(kinds)
        built.append(
            record(
                type_, mode or None, draw(st.sampled_from(["attack", "killed", "talks", "arrested"])), i * 60,
                actors=draw(st.lists(names, max_size=2)), recipients=draw(st.lists(names, max_size=2)),
                day=draw(st.sampled_from([None, "2024-01-01", "2024-01-05"])),
            )
        )  # fmt: skip
    return tuple(built)
