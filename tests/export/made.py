"""Entries for Hypothesis, and a small store of our own whose records have sectors, deaths and towns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from dateline.export.entry import Entry, Side, Told
from dateline.model import Attribution, Category, Coded, Magnitude, Party, Place, When
from dateline.ontology import plover
from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.store import Store
from dateline.store.standing import STANDINGS
from tests.store.records import coded, document, event

WHO = (
    {"text": "Soldiers", "name": "Army of Sudan", "country": "SDN", "sector": "MIL"},
    {"text": "rebels", "name": "Red Band", "sector": "REB", "country": "SDN"},
    {"text": "Gunmen", "sector": "UAF"},
)
WHOM = (
    {"text": "traders", "sector": "BUS", "country": "SDN"},
    {"text": "the militia", "name": "Blue Band", "sector": "REB"},
)
TOWN = {
    "name": "Kassala",
    "country": "SDN",
    "latitude": 15.45,
    "longitude": 36.4,
    "precision": "city",
    "geoname": "372753",
}
PROVINCE = {"name": "Darfur", "country": "SDN", "latitude": 13.5, "longitude": 25.0, "precision": "admin1"}


def story(n: int, status: str = "") -> Coded:
    """One record of a fight or a raid; everything about it follows from its number."""
    who, whom, where = WHO[n % 3], WHOM[n % 2], (TOWN, PROVINCE, None)[n % 3]
    place = where["name"] if where else "there"
    text = f"{who['text']} shelled {whom['text']} near {place} on Monday; =SUM(7) died, medics said."
    of = document(
        f"r{n}",
        text,
        published=f"2024-03-{10 + n % 9}" if n % 5 else "",
        publisher=("Blue Paper", "+Radio")[n % 2],
        title=f"@Raid {n}",
        url=f"https://example.org/{n}" if n % 4 else "",
    )

    def spot(kind, words, **fields):
        at = text.index(words)
        return kind(text=words, start=at, end=at + len(words), **fields)

    day = f"2024-03-{1 + n % 9:02}"
    return coded(
        of,
        event(
            of, "shelled", "ASSAULT", (None, "drone", "firearms")[n % 3],
            status=status or ("actual", "actual", "actual", "negated", "future")[n % 5],
            actors=(spot(Party, **_worded(who)),), recipients=(spot(Party, **_worded(whom)),),
            place=spot(Place, place, **where) if where else None,
            date=spot(When, "Monday", first=day, last=day) if n % 4 else None,
            fatalities=spot(Magnitude, "7", low=7, high=None if n % 2 else 7) if n % 3 != 1 else None,
            attribution=(spot(Attribution, "medics"),) if n % 2 else (),
            incident=f"i{n // 2}",
            categories=(Category(codebook="desk", name="RAID", mode="near" if n % 2 else None),) if n % 3 else (),
        ),
    )  # fmt: skip


def _worded(about: dict) -> dict:
    return {"words": about["text"], **{name: value for name, value in about.items() if name != "text"}}


def fill(folder: Path, number: int = 30) -> Path:
    """A store of so many stories, fused, with a generation."""
    return hold(folder, map(story, range(number)))


def hold(folder: Path, stories: Iterable[Coded]) -> Path:
    """A store of these."""
    with Store.open(folder, write=True) as store:
        for one in stories:
            store.write(one, coder="test", run=1)
        fuse_store(store)
        publish(store)
    return folder


TEXTS = st.text(max_size=12) | st.sampled_from(["=1+1", "-2", "a\tb\nc", '"', "'", "a;b", "+x", "Käse", "\x00"])
DAYS = st.dates(min_value=date(1990, 1, 1)).map(lambda day: day.isoformat())
NUMBERS = st.none() | st.integers(0, 5000)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    return Side(
        name=draw(TEXTS.filter(lambda name: name.strip())), text=draw(TEXTS),
        entity=draw(st.sampled_from(["", "red-band", "army"])),
        country=draw(st.sampled_from(["", "SDN", "UNO", "USA"])),
        sector=draw(st.sampled_from(["", *plover().sectors])),
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    return [_entry(draw, n) for n in range(draw(st.integers(0, 5)))]


def _entry(draw: st.DrawFn, n: int) -> Entry:
    kind = draw(st.sampled_from(list(plover().kinds.values())))
    first = draw(st.just("") | DAYS)
    best = draw(NUMBERS)
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    reports = [
        Told(document=f"d{i}", url=draw(TEXTS), title=draw(TEXTS), publisher=draw(TEXTS))
        for i in range(draw(st.integers(1, 3)))
    ]
    return Entry(
        id=f"e{n}", incident=f"i{n}", level="events", type=kind.type, mode=kind.mode or "", quad=kind.quad,
        score=kind.score, cameo=kind.cameo, status=draw(st.sampled_from(["actual", "future", "negated"])),
        standing=draw(st.sampled_from(STANDINGS)), title=draw(TEXTS), sentence=draw(TEXTS), first=first, last=first,
        reported=draw(st.just("") | DAYS), actors=tuple(draw(st.lists(sides(), max_size=2))),
        recipients=tuple(draw(st.lists(sides(), max_size=2))), sources=tuple(draw(st.lists(TEXTS, max_size=2))),
        country=draw(st.sampled_from(["", "SDN", "CAF", "USA"])), place=draw(TEXTS), place_text=draw(TEXTS),
        latitude=point[0] if point else None, longitude=point[1] if point else None,
        precision=draw(st.sampled_from([None, "site", "city", "admin2", "admin1", "country", "area"])),
        killed_low=best, killed_best=best, killed_high=best, reports=tuple(reports),
    )  # fmt: skip
