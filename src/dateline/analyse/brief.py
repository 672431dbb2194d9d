"""A briefing: what is new, what changed, what is disputed, what is denied; every sentence cites its evidence.

Sentences are put together by rule. A report that says so itself "reported" it, a source "said" or "denied" it: the
verbs are fixed, for a word like "confirmed" or "admitted" would be a judgement that no record carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.analyse.citing import Citation, Citer, Sentence
from dateline.analyse.following import followed_since
from dateline.analyse.indicators import FORMULA, Indicator, indicators
from dateline.analyse.saying import NAMES, opening, parted, said_by, subject
from dateline.analyse.words import day, days, many, value_words
from dateline.fuse.follow import WINDOW
from dateline.model import Fact, FollowUp, Incident, Testimony, Value
from dateline.model.incident import FactName
from dateline.run.incidents import plain
from dateline.store import Query, Store
from dateline.store.analytic import Analytic

Part = Literal["new", "changed", "disputed", "denied", "indicators", "followed"]
TITLES: dict[Part, str] = {
    "new": "What is new",
    "changed": "What changed",
    "disputed": "What is disputed",
    "denied": "What is denied",
    "indicators": "More or less than usual",
    "followed": "From words to deeds",
}
SHOWN = 12  # sentences of a part; how many more there are is told
LOOKED = 400  # incidents that are looked into, those with most independent reports first
CITED = 3  # reports that one value is shown by
_TOLD: tuple[FactName, ...] = ("killed", "injured")


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a briefing; `more` sentences are left out."""

    part: Part
    title: str
    sentences: tuple[Sentence, ...]
    more: int = 0


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of `since` to `until` (ISO days) add to the answer to a query.

    `articles` were published in those days, and tell of `incidents` that answer; `looked` of these were looked into.
    `generation` is the store's version that all of it was read from.
    """

    query: str
    since: str
    until: str
    generation: int
    articles: int
    incidents: int
    looked: int
    sections: tuple[Section, ...]
    formula: str = FORMULA

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All evidence, each once, in the order in which it is first cited."""
        told = (sentence for section in self.sections for sentence in section.sentences)
        return tuple(dict.fromkeys(citation for sentence in told for citation in sentence.citations))


def brief(
    store: Store, analytic: Analytic, query: Query, since: str, *, until: str = "", shown: int = SHOWN
) -> Briefing:
    """The briefing on what was published from a day on, to the last article or to `until`; days are ISO."""
    read = analytic.read() or ("", "")
    last = until or query.until or max(read[1], since)
    asked = query.without("since", "until", "limit", "cursor", "order")
    ids = analytic.reported(asked, since, last)
    looked = [plain(store, id_) for id_ in ids[:LOOKED]]
    citer = Citer(store)
    found: dict[Part, list[Sentence]] = {
        "new": [_new(citer, one) for one in looked if one.reported >= since],
        "changed": [said for one in looked if one.reported < since for said in _changes(citer, one, since)],
        "disputed": [said for one in looked for said in _disputes(citer, one)],
        "denied": [said for one in looked for said in _denials(citer, one, since)],
        "indicators": list(_indicators(citer, analytic, msgspec.structs.replace(asked, until=last))),
        "followed": list(_followed(citer, analytic, asked, since, frozenset(ids))),
    }
    sections = (_section(part, sentences, shown) for part, sentences in found.items() if sentences)
    return Briefing(
        query=str(asked), since=since, until=last, generation=analytic.generation.number, incidents=len(ids),
        articles=sum(step.articles for step in analytic.coverage(since, last, "year")), looked=len(looked),
        sections=tuple(sections),
    )  # fmt: skip


def _section(part: Part, sentences: Sequence[Sentence], shown: int) -> Section:
    return Section(
        part=part, title=TITLES[part], sentences=tuple(sentences[:shown]), more=max(0, len(sentences) - shown)
    )


def _new(citer: Citer, one: Incident) -> Sentence:
    lead = opening(one)
    tolls = [fact for name in _TOLD if (fact := one.fact(name)) and fact.best]
    toll = "".join(f"; {_toll(fact)}" for fact in tolls)
    independent = f", {one.independent} independent" if one.independent < len(one.reports) else ""
    told = [lead, *(t for fact in tolls for value in _best(fact) for t in value.testimonies[:1])]
    others = [t for fact in one.facts if fact.name == "happened" for value in fact.values for t in value.testimonies]
    cited = [*citer.testimonies(told, one.id, len(told)), *citer.testimonies(others, one.id, CITED)]
    reports = many(len(one.reports), "report")
    text = f"{subject(one)}{_when(one)}: {said_by(one, lead)}{toll}; {reports}{independent}."
    return Sentence(text=text, citations=tuple(dict.fromkeys(cited)), incident=one.id)


def _when(one: Incident) -> str:
    told = days(one.first, one.last)
    return f", {told}" if told else ""


def _best(fact: Fact) -> Iterator[Value]:
    return (value for value in fact.values if value.value == fact.best or fact.low in (value.low, value.high))


def _toll(fact: Fact) -> str:
    span = f", told as {fact.low} to {fact.high}" if fact.low != fact.high and None not in (fact.low, fact.high) else ""
    return f"{fact.best} {fact.name}{span}"


def _changes(citer: Citer, one: Incident, since: str) -> Iterator[Sentence]:
    """The values that reports of these days gave first, beside what was told before."""
    for fact in one.facts:
        old = [value for value in fact.values if _first(value) < since]
        new = [value for value in fact.values if _first(value) >= since]
        if old and new and fact.name not in ("denied", "claimed"):
            cited = [*_shown(citer, new, one.id), *_shown(citer, old, one.id)]
            now, before = (", ".join(parted(one, fact.name, value) for value in held) for held in (new, old))
            text = f"{subject(one)}{_when(one)}: {NAMES[fact.name]} is now told as {now}; before, as {before}."
            yield Sentence(text=text, citations=tuple(dict.fromkeys(cited)), incident=one.id)


def _first(value: Value) -> str:
    """The first day on which somebody said so; undated reports count as old."""
    return min((one.reported for one in value.testimonies), default="")


def _shown(citer: Citer, values: Iterable[Value], incident: str) -> Iterator[Citation]:
    return (one for value in values for one in citer.testimonies(value.testimonies, incident, CITED))


def _disputes(citer: Citer, one: Incident) -> Iterator[Sentence]:
    for fact in one.facts:
        if fact.agreement == "disputed" and len(fact.values) > 1:
            told = " against ".join(parted(one, fact.name, value) for value in fact.values)
            text = f"{subject(one)}{_when(one)}: {NAMES[fact.name]} is disputed, {told}."
            cited = tuple(dict.fromkeys(_shown(citer, fact.values, one.id)))
            yield Sentence(text=text, citations=cited, incident=one.id)


def _denials(citer: Citer, one: Incident, since: str) -> Iterator[Sentence]:
    """Who denied it in these days, the act or a part in it."""
    fact = one.fact("denied")
    for value in fact.values if fact else ():
        told = [testimony for testimony in value.testimonies if testimony.reported >= since]
        if told:
            text = f"{value_words('denied', value)} denied on {day(told[0].reported)}: {subject(one)}{_when(one)}."
            yield Sentence(text=text, citations=citer.testimonies(told, one.id, CITED), incident=one.id)


def _indicators(citer: Citer, analytic: Analytic, asked: Query) -> Iterator[Sentence]:
    for told in indicators(analytic, asked):
        if told.verdict in ("more", "less"):
            yield Sentence(text=told.sentence, citations=_counted(citer, analytic, told), query=told.query)


def _counted(citer: Citer, analytic: Analytic, told: Indicator) -> tuple[Citation, ...]:
    """Some of the incidents that are counted: of the last days or, where there are none, of the baseline."""
    for query in (told.query, told.base):
        rows = analytic.page(msgspec.structs.replace(Query.parse(query), order="-date", limit=CITED))
        cited = tuple(citer.event(row.event, row.id) for row in rows if row.event)
        if cited:
            return cited
    return ()


def _followed(citer: Citer, analytic: Analytic, asked: Query, since: str, ids: frozenset[str]) -> Iterator[Sentence]:
    """The acts reported in these days that had been threatened, promised or demanded at most two windows before."""
    begin = (date.fromisoformat(since) - timedelta(2 * WINDOW)).isoformat()
    for pair in followed_since(analytic, asked, begin):
        if pair.followed in ids:
            yield _pair(citer, plain(citer.store, pair.announced), plain(citer.store, pair.followed), pair)


def _pair(citer: Citer, announced: Incident, act: Incident, pair: FollowUp) -> Sentence:
    text = f"{subject(announced)}{_when(announced)}; {many(pair.days, 'day')} later: {subject(act)}{_when(act)}."
    cited = [citer.event(_lead(one), one.id) for one in (announced, act)]
    return Sentence(text=text, citations=tuple(cited), incident=act.id)


def _lead(one: Incident) -> str:
    told: Testimony = opening(one)
    return told.event
