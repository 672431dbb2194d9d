"""An incident as its page tells it: facts by values by who says so, its reports by origin, why its records are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.analyse.words import value_words
from dateline.model import Document, Event, Fact, Incident, Judgement, Report, Testimony, Value
from dateline.model.incident import Agreement
from dateline.serve import evidence
from dateline.serve.words import MARKS, day
from dateline.shown import line
from dateline.store import Hit
from dateline.store.standing import standing

Hits = Mapping[str, Hit]


class How(NamedTuple):
    """How the values of a fact stand to one another: a sign and a word."""

    sign: str
    word: str
    meaning: str


AGREEMENTS: dict[Agreement, How] = {
    "agreed": How("✓", "agreed", "Whoever speaks of it says the same, more or less exactly."),
    "updated": How("↻", "updated", "Later reports know more; they do not contradict the earlier ones."),
    "disputed": How("≠", "disputed", "Reports contradict one another."),
    "open": How("○", "open", "Nobody says it in a way that settles it."),
}
_COMPATIBLE = How(
    "✓", "compatible", "Told in several ways that do not contradict one another, some more exact than others."
)
LABELS = {
    "happened": "Did it happen?",
    "actor": "By whom?",
    "recipient": "To whom?",
    "place": "Where?",
    "date": "When?",
    "killed": "Killed",
    "injured": "Injured",
    "size": "How many?",
    "how": "How?",
    "claimed": "Who claims it?",
    "denied": "Who denies it?",
}
SHOWN = 4  # names on a chip; the rest are counted


class Chip(NamedTuple):
    """One value of a fact."""

    id: str  # killed:1
    words: str
    best: bool
    independent: int
    reports: int
    who: tuple[str, ...]
    more: int
    first: str  # the day of the first report that says so
    chosen: str  # "a" and "b" are those in the evidence pane


class Row(NamedTuple):
    """One fact."""

    name: str
    label: str
    how: How
    agreement: Agreement
    chips: tuple[Chip, ...]
    rule: str


class Voice(NamedTuple):
    """One testimony: a report, who says so in it, and the words."""

    publisher: str
    reported: str
    source: str
    verb: str
    excerpt: evidence.Excerpt
    document: str
    event: str
    language: str
    title: str
    dependent: str  # why this report is no independent one, "" where it is


class Pane(NamedTuple):
    """One value in the evidence pane, with everything that says so."""

    id: str
    label: str
    words: str
    voices: tuple[Voice, ...]


class Origin(NamedTuple):
    """Reports that are not independent of one another."""

    letter: str
    reports: tuple[Report, ...]


class Record(NamedTuple):
    """A record of the incident."""

    event: Event
    document: Document
    excerpt: evidence.Excerpt
    standing: str


class Why(NamedTuple):
    """A judgement that two records tell of one act, in words."""

    judgement: Judgement
    left: str
    right: str
    factors: tuple[tuple[str, float], ...]


def rows(incident: Incident, chosen: Sequence[str]) -> Iterator[Row]:
    """The facts in their order; of numbers that were updated the values stand in the order of their days."""
    for fact in incident.facts:
        chips = [_chip(fact, number, value, chosen) for number, value in enumerate(fact.values)]
        if fact.agreement == "updated":
            chips.sort(key=lambda chip: chip.first)
        several = fact.agreement == "agreed" and len(chips) > 1
        how = _COMPATIBLE if several else AGREEMENTS[fact.agreement]
        yield Row(fact.name, LABELS.get(fact.name, fact.name), how, fact.agreement, tuple(chips), fact.rule)


def _chip(fact: Fact, number: int, value: Value, chosen: Sequence[str]) -> Chip:
    id_ = f"{fact.name}:{number}"
    who = list(dict.fromkeys(line(t.source) or "the report itself" for t in value.testimonies))
    return Chip(
        id=id_,
        words=value_words(fact.name, value),
        best=value.value == fact.best and len(fact.values) > 1,
        independent=value.independent,
        reports=len({testimony.document for testimony in value.testimonies}),
        who=tuple(who[:SHOWN]),
        more=len(who) - SHOWN,
        first=min((t.reported for t in value.testimonies if t.reported), default=""),
        chosen="ab"[chosen.index(id_)] if id_ in chosen else "",
    )


def opening(incident: Incident) -> list[str]:
    """What is shown before anybody chooses: the first two values of the first disputed fact, else the first value."""
    disputed = next((fact for fact in incident.facts if fact.agreement == "disputed" and len(fact.values) > 1), None)
    if disputed:
        return [f"{disputed.name}:0", f"{disputed.name}:1"]
    return [f"{fact.name}:0" for fact in incident.facts[:1] if fact.values]


def panes(incident: Incident, chosen: Iterable[str], hits: Hits) -> Iterator[Pane]:
    """The chosen values that there are."""
    copies = (report for report in incident.reports if report.document != report.origin)
    dependent: dict[str, str] = {report.document: report.why for report in copies}
    for id_ in chosen:
        name, _, number = id_.partition(":")
        fact = next((fact for fact in incident.facts if fact.name == name), None)
        if fact and number.isdecimal() and int(number) < len(fact.values):
            value = fact.values[int(number)]
            voices = (_voice(testimony, hits, dependent) for testimony in value.testimonies)
            told = tuple(voice for voice in voices if voice)
            yield Pane(id_, LABELS.get(name, name), value_words(name, value), told)


def _voice(testimony: Testimony, hits: Hits, dependent: Mapping[str, str]) -> Voice | None:
    hit = hits.get(testimony.event)
    if hit is None:
        return None
    return Voice(
        publisher=line(hit.document.publisher) or "outlet not stated",
        reported=day(testimony.reported),
        source=line(testimony.source),
        verb=evidence.STANCES[testimony.stance],
        excerpt=evidence.excerpt(hit.document, hit.event, testimony.start, testimony.end),
        document=hit.document.id,
        event=hit.event.id,
        language=hit.document.language,
        title=line(hit.document.title),
        dependent=dependent.get(hit.document.id, ""),
    )


def origins(incident: Incident) -> list[Origin]:
    """The reports grouped by what they depend on; who was first comes first, and within a group the origin."""
    groups: dict[str, list[Report]] = {}
    for report in sorted(incident.reports, key=lambda report: (report.published, report.document)):
        groups.setdefault(report.origin, []).append(report)
    ordered = [sorted(group, key=lambda r: r.document != r.origin) for group in groups.values()]
    return [Origin(_letter(number), tuple(group)) for number, group in enumerate(ordered)]


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def records(incident: Incident, hits: Hits) -> list[Record]:
    """The records that tell of it, in the order of their reports."""
    order = {report.document: number for number, report in enumerate(incident.reports)}
    found = [hits[id_] for id_ in incident.events if id_ in hits]
    found.sort(key=lambda hit: (order.get(hit.document.id, len(order)), hit.event.trigger.start))
    return [_record(hit) for hit in found]


def _record(hit: Hit) -> Record:
    event = hit.event
    excerpt = evidence.excerpt(hit.document, event, event.trigger.start, event.trigger.end)
    return Record(event, hit.document, excerpt, standing(event))


def heading(incident: Incident) -> list[tuple[str, str]]:
    """How the incident stands, as (mark, words): claimed by whom, denied by whom."""
    happened = incident.fact("happened")
    marks = [_standing(incident, happened)]
    told = [(name, incident.fact(name)) for name in ("claimed", "denied") if name in LABELS]
    for name, fact in told:
        if fact and fact.values:
            marks.append((name, f"{name} by {', '.join(line(value.value) for value in fact.values[:3])}"))
    return marks


def _standing(incident: Incident, happened: Fact | None) -> tuple[str, str]:
    if happened and happened.agreement == "disputed":
        return "disputed", MARKS["disputed"].word
    if incident.type == "THREATEN" and incident.status == "actual":
        return "threatened", MARKS["threatened"].word
    sign = {"negated": "denied", "future": "planned", "hypothetical": "planned"}.get(incident.status, "happened")
    plain = happened and any(not t.source for value in happened.values for t in value.testimonies)
    if sign == "happened" and not plain:
        sign = "claimed"
    return sign, MARKS[sign].word


def why(judgements: Iterable[Judgement], incident: Incident, hits: Hits) -> list[Why]:
    """The judgements among the incident's records: people's first, then the machine's, the surest first."""
    inside = set(incident.events)
    kept = [one for one in judgements if one.left in inside and one.right in inside]
    kept.sort(key=lambda one: (one.by == "dateline", -one.score, one.left, one.right))
    return [_why(one, hits) for one in kept]


def _why(judgement: Judgement, hits: Hits) -> Why:
    factors = sorted(((f.name, f.weight) for f in judgement.factors), key=lambda f: (-abs(f[1]), f[0]))
    return Why(judgement, _place(hits, judgement.left), _place(hits, judgement.right), tuple(factors))


def _place(hits: Hits, event: str) -> str:
    hit = hits.get(event)
    return f"{line(hit.document.publisher) or hit.document.id}: “{line(hit.event.trigger.text)}”" if hit else event
