"""Reports and records of them written by hand, for the tests of the view."""

from dateline.model import (
    Attribution,
    Block,
    Coded,
    Document,
    DocumentId,
    Event,
    Magnitude,
    Parse,
    Party,
    Place,
    Published,
    Report,
    Span,
    When,
    event_id,
)
from dateline.model.event import Extent
from dateline.ontology import plover

TOWNS = {"Ayorou": (14.73, 0.92), "Tillaberi": (14.21, 1.45)}


def document(id_, published, text="", outlet=""):
    """A report; without text, of blanks."""
    text = text or " " * 400
    return Document(
        id=DocumentId(id_), text=text, blocks=(Block("body", 0, len(text)),), publisher=outlet or f"Outlet {id_}",
        published=Published(published, "minute" if "T" in published else "day", "given"),
    )  # fmt: skip


def party(text, entity=None, country=None, sector=None, start=200):
    return Party(text=text, start=start, end=start + len(text), entity=entity, country=country, sector=sector)


def source(text, stance="asserts", cue="said", *, anonymous=False, entity=None):
    return Attribution(
        text=text, start=300, end=300 + len(text), cue=cue, stance=stance, anonymous=anonymous, entity=entity
    )


def place(name, precision="city", country="NER"):
    latitude, longitude = TOWNS.get(name, (None, None))
    return Place(
        text=name, start=120, end=120 + len(name), name=name, country=country, precision=precision, latitude=latitude,
        longitude=longitude,
    )  # fmt: skip


def when(first, last=None, at=140):
    return When(text=first, start=at, end=at + 6, first=first, last=last or first)


def number(low, high=None, text="", *, open_=False):
    text = text or str(low)
    return Magnitude(text=text, start=160, end=160 + len(text), low=low, high=None if open_ else (high or low))


def record(document_, kind="ASSAULT/explosives", trigger="bombing", at=10, sentence=0, **fields):
    """A record of a document; `fields` are those of Event."""
    type_, _, mode = kind.partition("/")
    known = plover().kind(type_, mode or None)
    span = Span(at, at + len(trigger), trigger)
    status = fields.get("status", "actual")
    return Event(
        id=event_id(DocumentId(document_), type_, mode or None, status=status, trigger=span), trigger=span,
        document=DocumentId(document_), sentence=Extent(sentence, sentence + 100), **known.fields, **fields,
    )  # fmt: skip


def coded(text, trigger, id_, published, kind="ASSAULT/explosives", **fields):
    """A report with one record, on the first place of its trigger."""
    sentence = text[: text.index(trigger)].rfind(". ") + 1
    told = record(id_, kind, trigger, at=text.index(trigger), sentence=sentence, incident=f"s {id_}", **fields)
    report = document(id_, published, text)
    return Coded(document=report, parse=Parse(tokens=(), sentences=()), events=(told,))


def of_states(text, trigger, id_, published, kind):
    """The same of what Iran does to Israel on the day of the report."""
    iran, israel = party("Iran", "state-irn", "IRN", "GOV"), party("Israel", "state-isr", "ISR", "GOV", start=240)
    return coded(text, trigger, id_, published, kind, actors=(iran,), recipients=(israel,), date=when(published))


def copy(document_, origin):
    return Report(document=DocumentId(document_), origin=DocumentId(origin), dependence="reprint", shared=0.9)
