"""A store of small stories of our own, with actors, towns, provinces, days and sources that vary, and a generation."""

from __future__ import annotations

from pathlib import Path

from dateline.model import Attribution, Coded, Party, Place, Span, When
from dateline.store import Store
from dateline.store.generation import publish
from tests.store.records import coded, document, event

WHO = ("Rebels", "The army", "Police")
WHOM = ("traders", "the Red Band", "farmers")
PLACES = (
    {"name": "Kassala", "country": "SDN", "latitude": 15.45, "longitude": 36.4, "precision": "city"},
    {"name": "Aleppo", "country": "SYR", "latitude": 36.2, "longitude": 37.16, "precision": "city"},
    {"name": "Darfur", "country": "SDN", "latitude": 13.5, "longitude": 25.0, "precision": "admin1"},
    None,
)
TRIGGERS = (("shelled", "ASSAULT"), ("praised", "SUPPORT"), ("threatened", "THREATEN"))
STATUSES = ("actual", "actual", "future", "negated")
OUTLETS = ("Blue Paper", "Green Radio", '<script>alert("x")</script>')


def story(n: int) -> Coded:
    """One record; everything about it follows from its number."""
    who, whom, (trigger, kind) = WHO[n % 3], WHOM[n % 2], TRIGGERS[n % 3 if n % 5 else 0]
    place = PLACES[n % 4]
    text = f"{who} {trigger} {whom} near {place['name'] if place else 'there'}, a medic said."
    of = document(
        f"d{n}", text, published=f"2024-0{1 + n % 9}-15" if n % 7 else "", publisher=OUTLETS[n % 3], title=f"Story {n}"
    )
    when = When(text="near", start=text.index("near"), end=text.index("near") + 4, first=f"2024-0{1 + n % 9}-1{n % 9}",
                last=f"2024-0{1 + n % 9}-1{n % 9}")  # fmt: skip
    said = Attribution(text="a medic", start=text.index("a medic"), end=text.index("a medic") + 7,
                       stance="denies" if n % 6 == 1 else "asserts")  # fmt: skip
    given = {"place": _place(text, place)} if place else {}
    return coded(
        of,
        event(
            of, trigger, kind, status=STATUSES[n % 4 if n % 3 else 0],
            actors=(_party(text, who, entity=f"{who.lower().replace(' ', '-')}"),), recipients=(_party(text, whom),),
            attribution=(said,) if n % 2 else (), date=when if n % 3 else None,
            condition=Span.of(text, 0, 3) if n % 11 == 10 else None,
            incident=f"i{n // 2 if n % 8 == 1 else n}", **given,
        ),
    )  # fmt: skip


def _party(text: str, words: str, **fields: str) -> Party:
    return Party(text=words, start=text.index(words), end=text.index(words) + len(words), name=words, **fields)


def _place(text: str, about: dict) -> Place:
    at = text.index(about["name"])
    return Place(text=about["name"], start=at, end=at + len(about["name"]), **about)


def fill(folder: Path, number: int = 40) -> Path:
    """A store in a folder, with so many stories and a generation."""
    with Store.open(folder, write=True) as store:
        run = store.begin_run("2024-12-01T00:00:00+00:00", "{}")
        for n in range(number):
            store.write(story(n), coder="test", run=run)
        store.end_run(run, "2024-12-01T00:01:00+00:00", "complete", "{}")
        publish(store)
    return folder
