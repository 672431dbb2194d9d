"""Echoes: mentions of an act, as background, in reports of something else.

A mention is background where it is told as history, where its own date or the known date of the act lies more than
`LATE` days before publication and the report does not open with it (or `LONG_PAST` days before), where its sentence
sets it before the news ("a day after the bombing"), or where, of an act of which nothing dates any mention, a noun
recalls it after a word such as "since" or "over".

Where another report told of the act as news on an earlier day, a mention is background too that its own sentence sets
before its news: by a pluperfect outside reported speech ("troops had shelled the town"), by "a week after", by
"last month" or "a week ago", or by "that" and "whose".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dateline.fuse.extent import interval
from dateline.fuse.testimony import Telling, tellings
from dateline.model import Document, DocumentId, Event

LATE = 7  # days after which a mention that does not open its report is background
LONG_PAST = 21  # days after which every mention is
_RECALLING = re.compile(
    r"\b(since|after|following|amid|despite|over|avenge|revenge|anniversary|aftermath|wake|response to|because of"
    r"|ago|last (week|month|year)|earlier|previous|killings? of|plans? to)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"\b(who|which|that|as|had) had\b|\bhad been\b|\b(days?|weeks?|months?|years?|hours) (after|since)\b"
    r"|\b(imposed|launched|carried out|staged|held) (this|last) (week|month|year)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(hours?|days?|weeks?|months?|years?) (after|since)\b[^,;.]*$|\b(that|those|whose)\s+$", re.IGNORECASE
)
_LONG_AGO = re.compile(r"\b(last (week|month|year|spring|summer|autumn|winter)|ago|earlier this)\b", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\bhad (?!(a|an|the|no|to|its|their|his|her|this|that|one|two|not)\b)", re.IGNORECASE)
_SAID = re.compile(
    r"\b(sa(id|ys)|told|that|accord\w+|(claim|announc|report|confirm|stat|insist|alleg|accus|deni|deny|warn|declar|admit"
    r"|acknowledg|believ)\w*)\b",
    re.IGNORECASE,
)
_PAST_TENSE = re.compile(r"ed$|^(shot|fought|struck|hit|took|held|met|beat|blew|stole|broke)", re.IGNORECASE)


def split(
    told: Sequence[Telling], documents: Mapping[DocumentId, Document]
) -> tuple[tuple[Telling, ...], tuple[Telling, ...]]:
    """The records that tell of the act, and those that only recall it."""
    day = act_day(told)
    recalled = {t.event.id for t in told if _recalls(t, day, documents.get(t.document))}
    asides = [t for t in told if t.event.id not in recalled and is_aside(t.event, documents.get(t.document))]
    news = [t for t in told if t.event.id not in recalled and t not in asides]
    recalled |= {t.event.id for t in asides if any(n.day < t.day and n.origin != t.origin for n in news)}
    return tuple(t for t in told if t.event.id not in recalled), tuple(t for t in told if t.event.id in recalled)


def is_background(event: Event, document: Document) -> bool:
    """Whether a record, taken alone, recalls an act rather than reports it."""
    (told,) = tellings([event], {document.id: document}, ())
    return _recalls(told, act_day([told]), document)


def only_recalls(events: Sequence[Event], documents: Mapping[DocumentId, Document]) -> bool:
    """Whether nothing in a group of records reports the act: all are background, or asides to other news."""
    told, _ = split(tellings(events, documents, ()), documents)
    return all(is_aside(telling.event, documents.get(telling.document)) for telling in told)


def is_aside(event: Event, document: Document | None) -> bool:
    """Whether the sentence sets the act before its own news, if it is known to have been told before."""
    if document is None:
        return False
    before = document.text[event.sentence.start : event.trigger.start]
    had = _PLUPERFECT.search(before)
    long_ago = event.date is not None and bool(_LONG_AGO.search(event.date.text))
    return long_ago or bool(_ASIDE.search(before)) or (had is not None and not _SAID.search(before[: had.start()]))


def act_day(told: Sequence[Telling]) -> str:
    """The ISO day of the act by the first of its most exactly dated records; "" where none is dated."""
    spans = [days for t in told if (days := interval(t.event.date))]
    return _middle(*min(spans, key=_span)) if spans else ""


def _middle(first: str, last: str) -> str:
    """The last of a few days; the middle of a longer span: "last month" is seldom its last day."""
    span = _days(first, last)
    return last if span <= LATE else (date.fromisoformat(first) + timedelta(span // 2)).isoformat()


def _span(days: tuple[str, str]) -> int:
    return _days(*days)


def _recalls(telling: Telling, act: str, document: Document | None) -> bool:
    event = telling.event
    if event.status == "historical":
        return True
    own = interval(event.date)
    known = act or (_middle(*own) if own else "")
    if known and telling.day:
        gap = _days(known, telling.day)
        late = gap > LONG_PAST or (gap > LATE and not _opens(event, document))
        return late or (gap > 0 and _is_before(event, document))
    return not known and document is not None and _nominal(event) and _cued(event, document)


def _opens(event: Event, document: Document | None) -> bool:
    """Whether the record stands in the first sentence of its report, and is no noun that the sentence recalls."""
    if document is None:
        return False
    body = next((block.start for block in document.blocks if block.kind == "body"), 0)
    return event.sentence.start <= body and not (_nominal(event) and _cued(event, document))


def _is_before(event: Event, document: Document | None) -> bool:
    """Whether the sentence sets the act before its own news: "who had been arrested", "a day after the bombing"."""
    return document is not None and bool(_BEFORE_THAT.search(document.text[event.sentence.start : event.trigger.start]))


def _nominal(event: Event) -> bool:
    """Whether the trigger looks like a noun; a passive "was killed" beside "since" is as good as one."""
    return not _PAST_TENSE.search(event.trigger.text.split()[-1]) if event.trigger.text.split() else False


def _cued(event: Event, document: Document) -> bool:
    """Whether a word that recalls stands before the trigger in its sentence."""
    return bool(_RECALLING.search(document.text[event.sentence.start : event.trigger.start]))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
