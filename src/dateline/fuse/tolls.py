"""Numbers counted beside a record: "Eleven others were wounded", "seven rockets", in its sentence or just after it.

Such a sentence tells of no act of its own, so that no record carries its number. It is read as the toll of the act told
last before it, in the same paragraph and at most `AFTER` sentences on, and only where no sentence on the way tells of
another violent act; one that only counts the harmed is no other. Weapons are counted in the record's own sentence. A
report whose records give the number themselves is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from dateline.fuse.testimony import Telling
from dateline.model import Document, DocumentId, Event, Magnitude

Counted = Literal["killed", "injured", "size"]
Found = tuple[Telling, Magnitude]
Stretch = tuple[int, int]

AFTER = 2  # sentences
_FIELD = {"killed": "fatalities", "injured": "injured", "size": "size"}
_MATERIAL = "material conflict"
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_ONES + _TEENS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_VAGUE = {"several": 3, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_WORDS = "|".join([*reversed(_SMALL), *_VAGUE])
_NUMBER = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES[1:])})|{_WORDS}|\d[\d,]*"
_UNIT = r"(?:minute|hour|day|night|week|month|year|time|kilomet(?:re|er)|met(?:re|er)|mile)s?"
_MEASURE = rf"(?: o'clock| percent| [ap]m\b| {_UNIT}\b)"
_COUNT = rf"(?P<count>(?:(?:at least|more than|over|some|about|around) )?\b(?:{_NUMBER})\b(?!{_MEASURE}))"
_KILLED = (
    r"(?:killed|martyred|martyrs|slain|shot dead|dead|died|perished|deaths?|bodies|fatalities|(?:lost|gave) their lives"
    r"|attained martyrdom|eliminated|liquidated|neutrali[sz]ed)"
)
_INJURED = r"(?:wounded|injured|hurt|injuries|hospitali[sz]ed)"
_BREAK = (
    rf"(?:and (?:an?\b|another\b|\d|{_WORDS})|but\b|or\b|while\b|when\b|of (?:the|them|those|whom|his|its)\b"
    rf"|{_KILLED}\b|{_INJURED}\b)"
)
_FILLER = rf"(?: (?!{_BREAK})[^\W\d][\w’'-]*){{0,5}}?"
_MORE = r"(?:another |as many as |up to )?"
_CROWD = (
    r"(?:protest[eo]rs|demonstrators|marchers|participants|strikers|rioters|worshippers|people (?:took|taking) part)"
)
_ARMS = r"(?:rockets|missiles|drones|shells|mortar rounds|mortar bombs)"
_NOBODY = r"(?P<nobody>no ?one|nobody|none|no [\w-]+(?: [\w-]+)?)"
_NOBODY_DIED = rf"{_NOBODY} (?:(?:was|were|(?:has|have|had) been) (?:killed|martyred)|(?:(?:has|have|had) )?died)\b"
_GATHERED = (
    r"(?:gathered|marched|rallied|protested|demonstrated|assembled|took part|downed tools|walked out|turned out"
    r"|blocked|(?:are|were|went) (?:out|on strike))"
)
_HELD = (
    r"(?:arrested|detained|rounded up|abducted|kidnapped|seized|taken|held|freed|released|let go|expelled|deported"
    r"|jailed|sentenced|convicted)"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?[\"”’]*")
_PATTERNS: dict[Counted, re.Pattern[str]] = {
    "killed": re.compile(
        rf"{_COUNT}{_FILLER} {_KILLED}\b|\btoll\b[^.]{{0,40}}? (?:at|to|was|is|of) {_COUNT.replace('count', 'toll')}"
        rf"|\bkill(?:ed|ing|s) {_MORE}{_COUNT.replace('count', 'after')}"
        rf"|{_NOBODY_DIED}|(?P<none>no (?:deaths|fatalities|casualties|(?:human )?losses))\b",
        re.IGNORECASE,
    ),
    "injured": re.compile(
        rf"{_COUNT}{_FILLER} {_INJURED}\b|\b(?:wound|injur)(?:ed|ing) {_MORE}{_COUNT.replace('count', 'after')}"
        rf"|{_NOBODY} (?:was|were) (?:hurt|injured|wounded)\b"
        r"|(?P<none>no (?:injuries|casualties))\b",
        re.IGNORECASE,
    ),
    "size": re.compile(
        rf"{_COUNT}{_FILLER} {_CROWD}\b|\b(?:crowd|turnout|taking part|participants)\b[^.]{{0,20}}? (?:at|as|of) "
        rf"{_COUNT.replace('count', 'toll')}|{_COUNT.replace('count', 'arms')}(?: [A-Z][\w’'-]*)? {_ARMS}\b",
        re.IGNORECASE,
    ),
}
# What the size of an act is, of some kinds: those who gather, those who are held or let go.
_SIZES = {
    "PROTEST": re.compile(rf"{_COUNT}{_FILLER} {_GATHERED}\b", re.IGNORECASE),
    **dict.fromkeys(
        ("COERCE", "RETREAT", "SANCTION", "ASSAULT/abduct"),
        re.compile(rf"{_COUNT}{_FILLER} {_HELD}\b|\b{_HELD} {_MORE}{_COUNT.replace('count', 'after')}", re.IGNORECASE),
    ),
}
_HARM = re.compile(rf"{_KILLED}|{_INJURED}", re.IGNORECASE)


def tolls(
    of: Counted, told: Sequence[Telling], around: Iterable[Event], documents: Mapping[DocumentId, Document]
) -> list[Found]:
    """Each number of the harmed that stands beside a record, with the record that it hangs on."""
    others = [event for event in around if event.quad == _MATERIAL and not _only_counts(event)]
    found: dict[tuple[DocumentId, int], Found] = {}
    for telling in told:
        document = documents.get(telling.document)
        if document is not None and not _counts_itself(of, telling.document, told):
            for start, end in _stretches(telling, told, others, document.text):
                for number in _numbers(_patterns(of, telling.event), document.text, start, end):
                    found[telling.document, number.start] = (telling, number)
    return list(found.values())


def _only_counts(event: Event) -> bool:
    """Whether a record tells how many were harmed, without a day or a place of its own."""
    return not event.date and not event.place and bool(_HARM.fullmatch(event.trigger.text))


def _counts_itself(of: Counted, document: DocumentId, told: Sequence[Telling]) -> bool:
    """Whether a record of the report gives the number itself."""
    own = [telling.event for telling in told if telling.document == document]
    return any(getattr(event, _FIELD[of]) for event in own)


def _stretches(telling: Telling, told: Sequence[Telling], others: Sequence[Event], text: str) -> Iterator[Stretch]:
    """The record's own sentence and the next ones of its paragraph, up to one that tells of another act."""
    sentence = telling.event.sentence
    stop = text.find("\n\n", sentence.end)
    after = _SENTENCE.finditer(text, sentence.end, stop if stop >= 0 else len(text))
    following = [m.span() for m in after if m[0].strip()][:AFTER]
    own = {other.event.id for other in told}
    for start, end in [(sentence.start, sentence.end), *following]:
        if any(o.document == telling.document and o.id not in own and start <= o.trigger.start < end for o in others):
            return
        yield start, end


def _patterns(of: Counted, event: Event) -> list[re.Pattern[str]]:
    own = _SIZES.get(event.type) or _SIZES.get(f"{event.type}/{event.mode}") if of == "size" else None
    return [_PATTERNS[of], own] if own else [_PATTERNS[of]]


def _numbers(patterns: Iterable[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[Magnitude]:
    for match in chain.from_iterable(pattern.finditer(text, start, end) for pattern in patterns):
        name = next(group for group, written in match.groupdict().items() if written)
        written, at = match[name], match.start(name)
        low = 0 if name in ("nobody", "none") else _value(written)
        yield Magnitude(text=written, start=at, end=at + len(written), low=low, high=None if _is_open(written) else low)


def _is_open(written: str) -> bool:
    """Whether there may be more: "at least", "more than", "dozens"."""
    words = written.lower().split()
    return words[0] in ("at", "more", "over") or words[-1] in _VAGUE


def _value(written: str) -> int:
    """The least number meant."""
    words = written.lower().split()
    ones, _, more = words[-1].partition("-")
    word = _VAGUE.get(ones) or _SMALL.get(ones, 0) + _SMALL.get(more, 0)
    n = int(ones.replace(",", "")) if ones[0].isdigit() else word
    return n + 1 if words[0] in ("more", "over") else n
