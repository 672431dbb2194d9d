"""A fused incident on a terminal: its facts with who says so, its reports and which of them are independent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli.clean import line, shown
from dateline.cli.words import many

if TYPE_CHECKING:
    from dateline.model import Change, Fact, Incident, Report, Value
    from dateline.store import Store

_LABEL = 11
_MARKS = {"agreed": "", "updated": " ↑ updated", "disputed": " ≠ disputed", "open": " ? open"}


def pages(store: Store, id_: str) -> Iterator[str]:
    """The incident of an id, with a notice where that id was merged into another; nothing where it was never fused."""
    from dateline.errors import NotFoundError
    from dateline.run.incidents import incident
    from dateline.store.incidents import changes, redirect

    try:
        told = incident(store, id_)
    except NotFoundError:
        return
    if led := redirect(store, id_):
        why = f": {shown(led.reason)}" if led.reason else ""
        yield f"incident {led.old} was merged into {led.new} by {shown(led.by)}{why}"
    yield _head(told)
    if told.categories:
        yield _line("own", ", ".join(told.categories))
    yield from (_fact(fact) for fact in told.facts)
    yield from (_report(report) for report in told.reports)
    if told.echoes:
        yield _line("recalled", f"later, as background, in {many(len(told.echoes), 'record')}")
    yield from (_line("history", _change(change)) for change in changes(store, told.id))


def _change(change: Change) -> str:
    why = f": {change.reason}" if change.reason else ""
    return f"{change.what} by {change.by} {change.at[:10]}{why}"


def _head(told: Incident) -> str:
    count = many(len(told.reports), "report")
    days = told.first if told.first == told.last else f"{told.first} to {told.last}"
    facts = " · ".join(part for part in (told.status, days, f"{count}, {told.independent} independent") if part)
    return f"{click.style(line(told.title), bold=True)}\n  {facts}"


def _fact(fact: Fact) -> str:
    values = "\n".join(_line("", _value(value)) for value in fact.values)
    extremes = f" ({fact.low} to {fact.high})" if fact.low is not None and fact.low != fact.high else ""
    return f"{_line(fact.name, f'{fact.best}{extremes}{_MARKS[fact.agreement]}')}\n{values}"


def _value(value: Value) -> str:
    sources = dict.fromkeys(one.source or one.document for one in value.testimonies)
    return f"  {value.value} — {many(value.independent, 'independent report')}: {', '.join(sources)}"


def _report(report: Report) -> str:
    title = f" “{line(report.title)}”" if report.title else ""
    depends = "" if report.dependence == "original" else f" — {report.why} ({report.origin})"
    return _line("report", f"{report.published[:16]} {report.publisher or report.document}{title}{depends}")


def _line(label: str, value: str) -> str:
    return f"  {label:<{_LABEL}} {line(value) if label else '  ' + line(value)}"
