"""Incidents in words that keep apart what a report says itself, what it has somebody say, and what is denied."""

from __future__ import annotations

from dateline.analyse.words import day, value_words
from dateline.model import HAPPENED, Incident, Testimony, Value
from dateline.model.incident import FactName
from dateline.shown import line

NAMES: dict[FactName, str] = {
    "happened": "whether it happened",
    "actor": "who did it",
    "recipient": "to whom it was done",
    "place": "where",
    "date": "when",
    "killed": "how many were killed",
    "injured": "how many were injured",
    "size": "how many there were",
    "how": "how it was done",
    "claimed": "who claims it",
    "denied": "who denies it",
}
_PREFIXES = ("Denied: ", "Expected: ", "Possible: ")
_VERBS = {"denies": "denied", "doubts": "doubted", "expects": "expected"}
_OPENS = {"negated": frozenset({"negated"}), "future": frozenset({"future", "hypothetical"})}
_NAMED = 2  # sources that are named of a value; the rest are counted


def subject(one: Incident) -> str:
    """The incident in one line, without what its standing puts before it."""
    told = line(one.title)
    for prefix in _PREFIXES:
        told = told.removeprefix(prefix)
    return told[:1].upper() + told[1:]


def opening(one: Incident) -> Testimony:
    """Who is quoted for it first: of what makes the incident's status a report that says so itself, else a source."""
    fact = one.fact("happened")
    values = fact.values if fact else ()
    wanted = _OPENS.get(one.status, HAPPENED)
    told = [t for value in values if value.key in wanted for t in value.testimonies]
    told = told or [t for value in values for t in value.testimonies]
    return min(told, key=lambda t: (bool(t.source), t.reported or "~", t.document, t.start))


def said_by(one: Incident, told: Testimony) -> str:
    """Who says so, with a verb of a fixed few: "Radio Dabanga reported on 12 Mar 2026", "The mayor said"."""
    publisher = next((line(r.publisher) for r in one.reports if r.document == told.document), "") or "A report"
    when = f" on {day(told.reported)}" if told.reported else ""
    if not told.source:
        verb = "reported as denied" if one.status == "negated" else "reported"
        return f"{publisher} {'reported as expected' if one.status == 'future' else verb}{when}"
    who = line(told.source)
    return f"{who} {_VERBS.get(told.stance, 'said')}, {publisher} reported{when}"


def parted(one: Incident, fact: FactName, value: Value) -> str:
    """A value with who says so, the outlet where it says so itself: 17 (the army)."""
    outlets = {report.document: line(report.publisher) for report in one.reports}
    told = (line(t.source) or outlets.get(t.document, "") or "a report" for t in value.testimonies)
    who = list(dict.fromkeys(told))
    more = f" and {len(who) - _NAMED} more" if len(who) > _NAMED else ""
    return f"{value_words(fact, value)} ({', '.join(who[:_NAMED])}{more})"
