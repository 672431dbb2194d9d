"""What is more, or less, than usual: each a sentence with its formula, its baseline, its n and the change of coverage.

The last `days` are held against the `before` days before them. The ratio that decides is counted per article, so that
reading more does not look like more happening; the counts of the baseline's own windows say how much is usual.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.analyse.scope import taken_place
from dateline.analyse.series import LINES, Line, framed
from dateline.analyse.statistics import Interval, Two, adjusted, compare, overdispersion
from dateline.analyse.words import day, many, percent, times
from dateline.errors import UsageError
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.measures import Frame, Split

Verdict = Literal["more", "less", "as usual", "too few"]
DAYS, BEFORE = 30, 180
FEW = 5  # incidents in both spans together, below which nothing is said to be more or less
UNSURE = 0.05  # false discovery rate
FORMULA = (
    "expected = incidents of the baseline x days / days of the baseline; ratio = (incidents / articles) / (the same of "
    "the baseline), its 95 % interval exact given the sum, widened by the variation between the baseline's windows; "
    "more or less where the false discovery rate over all indicators of the list is below 5 %"
)
_SAID: dict[Verdict, str] = {
    "more": "more than usual", "less": "less than usual", "as usual": "within what is usual",
    "too few": f"fewer than {FEW} incidents in all, so nothing can be said",
}  # fmt: skip


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One line's last days against those before. `p` is that of the ratio, `q` its false discovery rate.

    `expected` is what the baseline leads to by days alone, `ratio` what there is per article against the baseline;
    without articles in either span it is per day. `query` finds the incidents of the last days, `base` those before.
    """

    label: str
    verdict: Verdict
    sentence: str
    first: str
    last: str
    days: int
    before: int
    incidents: int
    baseline: int
    windows: tuple[int, ...]  # incidents of the baseline's windows and of the last one, oldest first
    expected: float
    articles: int
    articles_before: int
    coverage: float | None  # articles a day against the baseline's: 0.12 is 12 % more
    ratio: Interval
    dispersion: float
    p: float
    q: float
    query: str
    base: str
    formula: str = FORMULA


def indicators(
    analytic: Analytic, query: Query, *, days: int = DAYS, before: int = BEFORE, split: Split = "type",
    lines: int = LINES,
) -> tuple[Indicator, ...]:  # fmt: skip
    """The most frequent lines of a query, surest first; to its `until`, else to the last article.

    Raises UsageError where the baseline does not hold at least two windows of `days`.
    """
    if days < 1 or before < 2 * days:
        hint = "Give --before of at least twice --days."
        raise UsageError(f"a baseline of {before} days is too short for windows of {days}.", "indicators", hint)
    asked, read = taken_place(query), analytic.read()
    last = asked.until or (read[1] if read else "")
    if not last:
        return ()
    number = before // days
    first = _days_before(last, (number + 1) * days - 1)
    frame = Frame(first=first, last=last, grain=days)
    told = framed(analytic, asked.without("since", "until"), frame, split, lines)
    drafts = [_draft(line, frame, days) for line in told.lines]
    rates = adjusted([draft.p for draft in drafts])
    found = [_decided(draft, q) for draft, q in zip(drafts, rates, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.q, one.p, -one.incidents, one.label)))


def _days_before(last: str, days: int) -> str:
    return (date.fromisoformat(last) - timedelta(days)).isoformat()


def _draft(line: Line, frame: Frame, days: int) -> Indicator:
    *past, now = line.points
    baseline, articles_before, before = sum(p.incidents for p in past), sum(p.articles for p in past), days * len(past)
    by_article = now.articles > 0 and articles_before > 0
    exposures = [p.articles if by_article else days for p in past]
    dispersion = overdispersion([p.incidents for p in past], exposures)
    over = (now.articles, articles_before) if by_article else (days, before)
    told: Two = compare(now.incidents, baseline, over, dispersion)
    here, base = _spans(line.query, now.first, frame)
    return Indicator(
        label=line.label, verdict="as usual", sentence="", first=now.first, last=frame.last, days=days, before=before,
        incidents=now.incidents, baseline=baseline, windows=tuple(p.incidents for p in line.points),
        expected=round(baseline / len(past), 2), articles=now.articles, articles_before=articles_before,
        coverage=round(now.articles * len(past) / articles_before - 1, 4) if articles_before else None,
        ratio=told.ratio, dispersion=round(dispersion, 3), p=told.p, q=1.0, query=here, base=base,
    )  # fmt: skip


def _spans(query: str, first: str, frame: Frame) -> tuple[str, str]:
    """The line's query for the last days, and for those before."""
    asked = Query.parse(query)
    now = msgspec.structs.replace(asked, since=first, until=frame.last)
    past = msgspec.structs.replace(asked, since=frame.first, until=_days_before(first, 1))
    return str(now), str(past)


def _decided(draft: Indicator, q: float) -> Indicator:
    few = draft.incidents + draft.baseline < FEW
    sure: Verdict = "more" if draft.ratio.value > 1 else "less"
    verdict: Verdict = "too few" if few else "as usual" if q >= UNSURE else sure
    made = msgspec.structs.replace(draft, q=q, verdict=verdict)
    return msgspec.structs.replace(made, sentence=_sentence(made))


def _sentence(told: Indicator) -> str:
    span = f"in the last {told.days} days, to {day(told.last)}"
    usual = f"against {told.expected:.1f} expected from the {told.before} before ({many(told.baseline, 'incident')})"
    return f"{told.label}: {many(told.incidents, 'incident')} {span}, {usual}; {_read(told)}: {_SAID[told.verdict]}."


def _read(told: Indicator) -> str:
    if told.coverage is None:
        return "nothing was read in the baseline, so it is counted by days"
    if not told.articles:
        return "no article of those days was read, so it is counted by days"
    moved = f"articles a day {'rose' if told.coverage >= 0 else 'fell'} {percent(abs(told.coverage))}"
    if not told.baseline:
        return f"{moved}, and the baseline has none to hold it against"
    low, high = times(told.ratio.low), times(told.ratio.high)
    return f"{moved}, and per article that is {times(told.ratio.value)} times as many (95 % interval {low} to {high})"
