"""Stores of acts made by numbers: each act is one story of one day, and tells who did what to whom, and where."""

from __future__ import annotations

import functools
from datetime import date, timedelta

import msgspec

from dateline.model import Party, Place, When
from dateline.store import Store
from dateline.store.analytic import Analytic
from dateline.store.generation import publish
from tests.store.records import coded, document, event

PLACES = {
    "Kassala": {"country": "SDN", "latitude": 15.45, "longitude": 36.4, "precision": "city"},
    "Aleppo": {"country": "SYR", "latitude": 36.2, "longitude": 37.16, "precision": "city"},
}
TRIGGERS = {"ASSAULT": "shelled", "SUPPORT": "praised", "THREATEN": "threatened", "AID": "fed"}


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One act; `to_day` makes it a span of days, and a `day` of "" leaves it undated."""

    day: str
    type: str = "ASSAULT"
    mode: str | None = None
    by: str = "Rebels"
    to: str = "Traders"
    place: str = ""
    to_day: str = ""
    published: str = ""
    publisher: str = "Blue Paper"
    status: str = "actual"
    confidence: float = 0.5


def on(first: str, *numbers: int, step: int = 1, **fields):
    """So many acts a step of days, from a day on: `on("2024-01-01", 2, 0, 1)` is two, none, and one on 3 January."""
    start = date.fromisoformat(first)
    days = ((start + timedelta(n * step)).isoformat() for n, number in enumerate(numbers) for _ in range(number))
    return [Act(day=day, **fields) for day in days]


PAIRS = [  # one pair both ways, another one way
    *on("2024-01-01", 6), *on("2024-02-01", 2, type="AID", by="Traders", to="Rebels"),
    *on("2024-03-01", 2, by="Police", to="Farmers"),
]  # fmt: skip


def fill(folder, acts, articles=()):
    """A store of acts, and of articles (days) that tell of none, with a generation."""
    with Store.open(folder, write=True) as store:
        run = store.begin_run("2024-12-01T00:00:00+00:00", "{}")
        for number, act in enumerate(acts):
            store.write(_story(number, act), coder="test", run=run)
        for number, day in enumerate(articles):
            empty = document(f"x{number}", f"Nothing was new on {day} {number}.", published=day, publisher="Red Radio")
            store.write(coded(empty), coder="test", run=run)
        store.end_run(run, "2024-12-01T00:01:00+00:00", "complete", "{}")
        publish(store)
    return folder


def opened(folder, acts, articles=()):
    """The same, ready to be asked."""
    return Analytic.open(fill(folder, acts, articles))


@functools.cache
def _trigger(type_: str) -> str:
    return TRIGGERS[type_]


def _story(number, act):
    trigger, where = _trigger(act.type), act.place or "there"
    text = f"{act.by} {trigger} {act.to} at {where} that day ({number})."
    published = act.published or act.to_day or act.day
    of = document(f"d{number}", text, published=published, publisher=act.publisher, title=f"Story {number}")
    fields = {}
    if act.day:
        at = text.index("that day")
        last = act.to_day or act.day
        fields["date"] = When(text="that day", start=at, end=at + 8, first=act.day, last=last)
    if act.place:
        at = text.index(act.place)
        fields["place"] = Place(text=act.place, start=at, end=at + len(act.place), name=act.place, **PLACES[act.place])
    told = event(
        of, trigger, act.type, act.mode, status=act.status, incident=f"i{number:04}", confidence=act.confidence,
        actors=(_party(text, act.by),), recipients=(_party(text, act.to),), **fields,
    )  # fmt: skip
    return coded(of, told)


def _party(text, words):
    at = text.index(words)
    return Party(text=words, start=at, end=at + len(words), name=words, entity=words.lower().replace(" ", "-"))
