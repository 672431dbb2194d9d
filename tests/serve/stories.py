"""Stories made by hand: one act in three reports that disagree, a copy among them; and one in every kind of script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from dateline.model import (
    Attribution,
    Block,
    Document,
    DocumentId,
    Event,
    Extent,
    Fact,
    Incident,
    IncidentId,
    Issue,
    Magnitude,
    Party,
    Place,
    Published,
    Reason,
    Report,
    Span,
    Testimony,
    Value,
    When,
    event_id,
)
from dateline.ontology import plover
from dateline.store import Store
from tests.store.records import coded

COMBINING = "Cafe\u0301 owners"
LINES = (
    "\U0001f4f0\U0001f4a5 Breaking: the army shelled the town. \U0001f44d\U0001f3fd",
    "قصفت قوات الدعم السريع السوق في الفاشر يوم الاثنين.",
    "כוחות הצבא תקפו את הכפר ביום שני.",
    f"{COMBINING} denied that the militia attacked the caf\u00e9\u0301 on Monday.",
    "Nothing else was known.",
)
SCRIPTS = "\n\n".join(LINES)


def document(id_: str, text: str, day: str = "2026-03-12", **fields: Any) -> Document:
    return Document(id=DocumentId(id_), text=text, published=Published(day, "day", "json-ld"), **fields)


def spot(of: Document, kind: Any, text: str, nth: int = 0, **fields: Any) -> Any:
    at = -1
    for _ in range(nth + 1):
        at = of.text.index(text, at + 1)
    return kind(text=text, start=at, end=at + len(text), **fields)


def record(of: Document, sentence: str, trigger: str, kind: str = "ASSAULT", **fields: Any) -> Event:
    type_, _, mode = kind.partition("/")
    first = of.text.index(sentence)
    at = of.text.index(trigger, first)
    span = Span.of(of.text, at, at + len(trigger))
    told = plover().kind(type_, mode or None)
    status = fields.pop("status", "actual")
    return Event(
        id=event_id(of.id, type_, mode or None, status=status, trigger=span),
        document=of.id,
        sentence=Extent(first, first + len(sentence)),
        type=type_,
        mode=mode or None,
        quad=told.quad,
        score=told.score,
        cameo=told.cameo,
        trigger=span,
        status=status,
        incident=fields.pop("incident", "i-act"),
        **fields,
    )


def scripts() -> tuple[Document, list[Event]]:
    """Left to right, right to left, combining marks, characters of two UTF-16 units; slots that overlap."""
    of = document("scripts", SCRIPTS, publisher="Gazette", title="العنوان والخبر")
    return of, [
        record(
            of, LINES[0], "shelled",
            actors=(spot(of, Party, "the army"),), recipients=(spot(of, Party, "the town"),), incident="i-1",
        ),
        record(
            of, LINES[1], "قصفت",
            actors=(spot(of, Party, "قوات الدعم السريع", name="Rapid Support Forces"),),
            recipients=(spot(of, Party, "السوق"),), place=spot(of, Place, "الفاشر", name="El Fasher", country="SDN"),
            date=spot(of, When, "يوم الاثنين", first="2026-03-09", last="2026-03-09"), incident="i-2",
        ),
        record(
            of, LINES[2], "תקפו",
            actors=(spot(of, Party, "כוחות הצבא"),), recipients=(spot(of, Party, "הכפר"),), incident="i-3",
        ),
        record(
            of, LINES[3], "attacked",
            actors=(spot(of, Party, "the militia"),), recipients=(spot(of, Party, "the caf\u00e9\u0301"),),
            attribution=(spot(of, Attribution, COMBINING, cue="denied", stance="denies"),),
            place=spot(of, Place, "caf\u00e9\u0301"),
            reasons=(Reason("fatalities", "not stated"),), incident="i-4",
        ),
    ]  # fmt: skip


FIRST = "Fighters shelled the market in Aleppo on Monday, a medic said. Twelve people were killed. Nobody claimed it."
COPY = FIRST
LATER = "At least 27 people died when fighters shelled the market in Aleppo, the army said. The group denied it."


def three() -> list[tuple[Document, list[Event]]]:
    """An early count, its copy, and a later count with a denial."""
    early = document("wire-1", FIRST, publisher="Wire", title="Market shelled")
    copy = document("paper-1", COPY, publisher="Paper", title="Market shelled, says medic", day="2026-03-13")
    late = document("radio-1", LATER, publisher="Radio", title="Toll rises", day="2026-03-14")
    return [(early, [_first(early)]), (copy, [_first(copy)]), (late, [_late(late)])]


def _first(of: Document) -> Event:
    return record(
        of, "Fighters shelled the market in Aleppo on Monday, a medic said.", "shelled",
        actors=(spot(of, Party, "Fighters"),), recipients=(spot(of, Party, "the market"),),
        place=spot(of, Place, "Aleppo", name="Aleppo", country="SYR", precision="city"),
        date=spot(of, When, "Monday", first="2026-03-09", last="2026-03-09"),
        fatalities=spot(of, Magnitude, "Twelve", low=12, high=12),
        attribution=(spot(of, Attribution, "a medic", cue="said", anonymous=True),), confidence=0.8,
    )  # fmt: skip


def _late(of: Document) -> Event:
    return record(
        of, "At least 27 people died when fighters shelled the market in Aleppo, the army said.", "shelled",
        actors=(spot(of, Party, "fighters"),), recipients=(spot(of, Party, "the market"),),
        fatalities=spot(of, Magnitude, "At least 27", low=27, high=None),
        attribution=(
            spot(of, Attribution, "the army", cue="said"), spot(of, Attribution, "The group", stance="denies"),
        ),
        confidence=0.4,
    )  # fmt: skip


def fill(folder: Path, stories: list[tuple[Document, list[Event]]], issues: tuple[Issue, ...] = ()) -> Path:
    """A store of stories."""
    with Store.open(folder, write=True) as store:
        for of, events in stories:
            store.write(coded(of, *events, issues=issues), coder="coder-1", run=1)
    return folder


def captioned() -> tuple[Document, list[Event]]:
    """Blocks that are not coded, apart from those that are."""
    text = (
        "Market hit\n\nSmoke over Aleppo. (Photo: Gazette)\n\nTroops shelled the town. It rained.\n\nRelated: Cup final"
    )
    kinds = (("title", "Market hit"), ("caption", "Smoke over Aleppo. (Photo: Gazette)"))
    last = (("body", "Troops shelled the town. It rained."), ("related", "Related: Cup final"))
    blocks = tuple(Block(kind, text.index(part), text.index(part) + len(part)) for kind, part in (*kinds, *last))  # type: ignore[arg-type]
    of = document("captioned", text, blocks=blocks, title="Market hit", byline="Ann Author", publisher="Gazette")
    return of, [record(of, "Troops shelled the town.", "shelled", actors=(spot(of, Party, "Troops"),))]


def incident() -> Incident:
    """The view of the three reports, written by hand."""
    (early, (one,)), (copy, (two,)), (late, (three_,)) = three()
    reports = (
        Report(document=early.id, publisher="Wire", title=early.title, published="2026-03-12", origin=early.id),
        Report(document=copy.id, publisher="Paper", title=copy.title, published="2026-03-13", origin=early.id,
               dependence="reprint", shared=1.0, why="100 % the same text"),
        Report(document=late.id, publisher="Radio", title=late.title, published="2026-03-14", origin=late.id),
    )  # fmt: skip

    def says(event: Event, part: Any, source: str, **fields: Any) -> Testimony:
        day = {"wire-1": "2026-03-12", "paper-1": "2026-03-13", "radio-1": "2026-03-14"}[event.document]
        return Testimony(
            event=event.id, document=event.document, start=part.start, end=part.end,
            source=source, reported=day, **fields,
        )  # fmt: skip

    happened = Fact(
        name="happened", agreement="disputed", best="actual", rule="the last word of each outlet counts",
        values=(
            Value(value="actual", key="actual", independent=2, testimonies=(
                says(one, one.trigger, "a medic"), says(two, two.trigger, "a medic"),
                says(three_, three_.trigger, "the army"))),
            Value(value="negated", key="negated", independent=1,
                  testimonies=(says(three_, three_.attribution[1], "The group", stance="denies"),)),
        ),
    )  # fmt: skip
    killed = Fact(
        name="killed", agreement="updated", best="at least 27", low=12, high=27,
        values=(
            Value(value="at least 27", key="27", low=27, independent=1,
                  testimonies=(says(three_, three_.fatalities, "the army"),)),
            Value(value="12", key="12", low=12, high=12, independent=1,
                  testimonies=(says(one, one.fatalities, "a medic"), says(two, two.fatalities, "a medic"))),
        ),
    )  # fmt: skip
    place = Fact(
        name="place", agreement="agreed", best="Aleppo",
        values=(Value(value="Aleppo", key="Aleppo", independent=1, testimonies=(says(one, one.place, "a medic"),)),),
    )  # fmt: skip
    return Incident(
        id=IncidentId("i-act"), type="ASSAULT", mode=None, quad="material conflict", status="actual",
        title="Fighters shelled the market in Aleppo", first="2026-03-09", last="2026-03-09", reported="2026-03-12",
        events=(one.id, two.id, three_.id), reports=reports, independent=2, facts=(happened, killed, place),
    )  # fmt: skip


def clock() -> Any:
    """A clock that goes one second forward each time it is asked."""
    start = datetime(2026, 3, 20, tzinfo=UTC)
    ticks = iter(range(100_000))
    return lambda: start + timedelta(seconds=next(ticks))


def retitled(of: Document, title: str) -> Document:
    return msgspec.structs.replace(of, title=title)
