"""What of an answer is kept: only what the text and the ontology bear out, whatever the model was told by whom.

Every quote must stand in the document, every phrase too; kinds, statuses, stances and days must be ones that a record
can hold. Each thing that fails is an `Issue` with its reason, and is no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dateline.errors import InputError, UsageError
from dateline.model import Document, Event, Issue, Span
from dateline.run.addition import Draft, record
from dateline.second_reader.answers import MOST, Checked, Disagreement, Missed, Proposed, Source, decode
from dateline.second_reader.quotes import nearest, places
from dateline.shown import line
from dateline.store.second_readings import NO_ACT, Found, Objection
from dateline.store.slots import Slot, quoted, read, slot, written

PHRASES = ("who", "whom", "where", "says")  # slots that hold words of the text
CODES = ("did", "status")
MOST_WORDS = 6  # of a trigger
_CONFIDENCE = 0.5  # of a proposal: nothing says how often they are right


class Verified(NamedTuple):
    """What is left of an answer."""

    verdict: Found
    quote: Span | None = None
    objections: tuple[Objection, ...] = ()
    proposed: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()


class _RefusedError(InputError):
    """Something that an answer says and that is not borne out."""


def check(document: Document, event: Event, answer: str) -> Verified:
    """A record that was checked: agreed with on a quote of its sentence, or objected to slot by slot."""
    try:
        told = decode(answer, Checked)
        if not told.disagreements:
            return Verified("agree", quote=_of_sentence(document, event, told.evidence or ""))
    except InputError as fault:
        return Verified("refused", issues=(_issue(document, fault, event),))
    kept, issues = [], []
    for one in told.disagreements[:MOST]:
        try:
            kept.append(_objection(document, event, one))
        except InputError as fault:
            issues.append(_issue(document, fault, event))
    by_field = {one.field: one for one in reversed(kept)}  # the first word on a slot counts
    objections = tuple(one for one in kept if by_field[one.field] is one)
    return Verified("disagree" if objections else "refused", objections=objections, issues=tuple(issues))


def propose(document: Document, events: Sequence[Event], start: int, answer: str) -> Verified:
    """Events that the coder missed in the part of a document that begins at `start`."""
    try:
        told = decode(answer, Proposed)
    except InputError as fault:
        return Verified("refused", issues=(_issue(document, fault),))
    kept: list[Event] = []
    issues = []
    for one in told.events[:MOST]:
        try:
            kept.append(_missed(document, [*events, *kept], start, one))
        except (InputError, UsageError) as fault:
            issues.append(_issue(document, fault))
    verdict: Found = "proposed" if kept else "refused" if issues else "nothing"
    return Verified(verdict, proposed=tuple(kept), issues=tuple(issues))


# One objection


def _objection(document: Document, event: Event, told: Disagreement) -> Objection:
    if told.slot == NO_ACT:
        return Objection(NO_ACT, "", _of_sentence(document, event, told.quote))
    try:
        of = slot(told.slot)
        quote = _standing(document.text, told.quote, event.trigger.start, "the quote")
        words = _words(document.text, of, told.values, event.trigger.start)
        after = read(event, document.text, of, words)
    except UsageError as fault:
        raise _RefusedError(f"{line(told.slot)[:20]}: {fault.what}") from None
    if _alike(_held(event, of), _held(after, of)):
        raise _RefusedError(f"{of.key}: the record says so already.")
    return Objection(of.key, written(after, of) if of.key in CODES else words, quote)


def _of_sentence(document: Document, event: Event, quote: str) -> Span:
    """A quote that must share characters with the record's sentence; raises _RefusedError."""
    found = _standing(document.text, quote, event.trigger.start, "the quote")
    if not (found.start < event.sentence.end and event.sentence.start < found.end):
        raise _RefusedError(f"the quote “{_short(quote)}” does not stand in the record's sentence.")
    return found


def _standing(text: str, words: str, at: int, what: str) -> Span:
    found = nearest(text, words, at)
    if found is None:
        raise _RefusedError(f"{what} “{_short(words)}” does not stand in the document.")
    return found


def _words(text: str, of: Slot, values: Iterable[str | Source], at: int) -> str:
    """A slot's value as `dateline.store.slots` reads it, phrases as the text has them."""
    listed = list(values)
    if len(listed) > MOST:
        raise _RefusedError(f"{of.key}: {len(listed)} values are more than {MOST}.")
    if of.key in PHRASES:
        return "; ".join(_phrase(text, value, at, f"{of.key}:") for value in listed)
    return " ".join(value for value in listed if isinstance(value, str)).strip()


def _phrase(text: str, value: str | Source, at: int, what: str) -> str:
    """A phrase in quotation marks where a sign in it would mean something: no name can be slipped in after "="."""
    source = value if isinstance(value, Source) else Source(value)
    found = quoted(_standing(text, source.words, at, what).text)
    return found if source.stance == "asserts" else f"{found} ({source.stance})"


Held = tuple[tuple[int, int, str], ...]  # start, end, code


def _held(event: Event, of: Slot) -> Held:
    """What a slot comes to: where its phrases stand; codes that no phrase carries stand nowhere, from 0 to 1."""
    if of.key in ("who", "whom"):
        return tuple((party.start, party.end, "") for party in getattr(event, of.fields[0]))
    if of.key == "where":
        return ((event.place.start, event.place.end, ""),) if event.place else ()
    if of.key == "says":
        return tuple((source.start, source.end, source.stance) for source in event.attribution)
    if of.key == "when":
        return ((0, 1, f"{event.date.first}..{event.date.last}"),) if event.date else ()
    return ((0, 1, written(event, of)),)


def _alike(before: Held, after: Held) -> bool:
    """Whether two values of a slot are one: the same codes, and phrases that overlap each with its counterpart."""
    if len(before) != len(after):
        return False
    return all(a[0] < b[1] and b[0] < a[1] and a[2] == b[2] for a, b in zip(before, after, strict=True))


# One event that was missed


def _missed(document: Document, events: Sequence[Event], start: int, told: Missed) -> Event:
    trigger = _trigger(document.text, start, told)
    if any(event.trigger.overlaps(trigger) for event in events):
        raise _RefusedError(f"the trigger “{_short(trigger.text)}” has a record already.")
    values: dict[str, list[str | Source]] = {
        "did": [told.did], "status": [told.status], "who": [*(told.who or ())], "whom": [*(told.whom or ())],
        "where": [told.where] if told.where else [], "says": told.says or [],
    }  # fmt: skip
    slots = {key: _words(document.text, slot(key), value, trigger.start) for key, value in values.items()}
    if not slots["did"]:
        raise _RefusedError(f"the trigger “{_short(trigger.text)}” has no kind of act.")
    made = record(document, events, Draft(trigger=trigger.text, at=trigger.start, slots=slots))
    if made.trigger != trigger:
        raise _RefusedError(f"the trigger “{_short(trigger.text)}” does not stand in running text.")
    return msgspec.structs.replace(made, confidence=_CONFIDENCE)


def _trigger(text: str, start: int, told: Missed) -> Span:
    """Where the trigger stands: within the sentence that the model quotes, the one nearest to the part it was given."""
    if len(told.trigger.split()) > MOST_WORDS:
        raise _RefusedError(f"the trigger “{_short(told.trigger)}” is longer than {MOST_WORDS} words.")
    sentence = _standing(text, told.sentence, start, "the sentence")
    inside = (span for span in places(text, told.trigger) if sentence.start <= span.start and span.end <= sentence.end)
    found = next(inside, None)
    if found is None:
        raise _RefusedError(f"the trigger “{_short(told.trigger)}” does not stand in its sentence.")
    return found


def _issue(document: Document, fault: InputError | UsageError, event: Event | None = None) -> Issue:
    where = f"second reader, {f'event {event.id}' if event else f'document {document.id}'}"
    return Issue(stage="code", where=where, reason=_short(fault.what, 300), document=document.id, fatal=False)


def _short(words: str, most: int = 80) -> str:
    flat = line(words)
    return flat if len(flat) <= most else flat[: most - 1] + "…"
