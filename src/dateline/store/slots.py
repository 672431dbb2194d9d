"""The seven slots of a record that a person may put right: how each is told in words, and read back.

    who, whom   the parties: a phrase of the text, or `phrase = Canonical Name`; several are kept apart by ";",
                and `= Canonical Name` renames the only one there
    did         type and mode: ASSAULT/drone
    where       a phrase of the text, or `phrase = Canonical Name`
    when        days: 2024-08-12, or 2024-08-12..2024-08-14; `phrase = days` names the words that say so
    says        who says so: `phrase`, or `phrase (denies)`; several are kept apart by ";", nearest to the claim first
    status      actual, historical, future, hypothetical, negated

What stood there before and is written the same way keeps everything that is known of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec

from dateline.errors import UsageError, did_you_mean
from dateline.model import Attribution, Event, Party, Place, Stance, Status, When
from dateline.ontology import plover
from dateline.store.days import expand

Named = TypeVar("Named", Party, Place)


class _Scene(NamedTuple):
    """What words are read against: the record, its document's text, parties and places met before."""

    event: Event
    text: str
    known: tuple[Party | Place, ...]


class Slot(NamedTuple):
    """One slot: the key that a URL and the log call it by, its label, and the record's fields it stands for."""

    key: str
    label: str
    fields: tuple[str, ...]


SLOTS = (
    Slot("who", "Who", ("actors",)),
    Slot("did", "Did", ("type", "mode")),
    Slot("whom", "Whom", ("recipients",)),
    Slot("where", "Where", ("place",)),
    Slot("when", "When", ("date",)),
    Slot("says", "Says", ("attribution",)),
    Slot("status", "Status", ("status",)),
)
BY_KEY = {slot.key: slot for slot in SLOTS}

_DAYS = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:\s*(?:\.\.|…)\s*(\d{4}(?:-\d\d){0,2}))?", re.ASCII)
_STANCE = re.compile(rf"(?P<phrase>.+?)\s*\((?P<stance>{'|'.join(get_args(Stance))})\)", re.DOTALL)
_PART = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^;"]|")+')


def slot(key: str) -> Slot:
    """The slot of that key; raises UsageError."""
    if key not in BY_KEY:
        raise UsageError(f"there is no slot '{key}'.", "review", did_you_mean(key, BY_KEY))
    return BY_KEY[key]


def taken(event: Event, of: Slot) -> str:
    """What the record holds in a slot, as JSON: what the log keeps."""
    held = {name: getattr(event, name) for name in of.fields}
    return msgspec.json.encode(held).decode()


def put(event: Event, of: Slot, value: str) -> Event:
    """The record with a slot as `taken` told it; what follows from type and mode follows."""
    fields: dict[str, Any] = msgspec.to_builtins(event) | msgspec.json.decode(value)
    fields |= plover().kind(fields["type"], fields["mode"]).fields
    empty = (*of.fields, of.key)
    fields["reasons"] = [reason for reason in fields["reasons"] if reason["field"] not in empty]
    return msgspec.convert(fields, type=Event)


def written(event: Event, of: Slot) -> str:
    """The slot in words that `read` understands; "" for an empty one."""
    if of.key in ("who", "whom"):
        return "; ".join(_named(party) for party in getattr(event, of.fields[0]))
    if of.key == "says":
        return "; ".join(_source(source) for source in event.attribution)
    single = {"did": _kind(event), "where": _named(event.place), "when": _when(event.date), "status": event.status}
    return single[of.key]


def read(event: Event, text: str, of: Slot, words: str, known: Iterable[Party | Place] = ()) -> Event:
    """The record with a slot as a person wrote it; raises UsageError for what the slot cannot hold.

    `text` is the document's. `known` are parties and places met before: a name found there brings its codes along.
    """
    value = _read(_Scene(event, text, tuple(known)), of, " ".join(words.split()))
    return put(event, of, msgspec.json.encode(value).decode())


def _read(scene: _Scene, of: Slot, words: str) -> dict[str, Any]:
    if of.key in ("who", "whom"):
        held = getattr(scene.event, of.fields[0])
        return {of.fields[0]: [_named_by(Party, part, held, scene) for part in _parts(words)]}
    if of.key == "says":
        return {"attribution": [_told_by(part, scene.event, scene.text) for part in _parts(words)]}
    if of.key == "did":
        return dict(zip(("type", "mode"), _read_kind(words), strict=True))
    if of.key == "where":
        held = (scene.event.place,) if scene.event.place else ()
        return {"place": _named_by(Place, words, held, scene) if words else None}
    if of.key == "when":
        return {"date": _dated(words, scene.event, scene.text) if words else None}
    return {"status": _status(words)}


# In words


def _kind(event: Event) -> str:
    return f"{event.type}/{event.mode}" if event.mode else event.type


def _named(one: Party | Place | None) -> str:
    if one is None:
        return ""
    phrase = quoted(one.text)
    return f"{phrase} = {one.name}" if one.name and one.name != one.text else phrase


def _source(source: Attribution) -> str:
    phrase = quoted(source.text)
    return phrase if source.stance == "asserts" else f"{phrase} ({source.stance})"


def _when(when: When | None) -> str:
    if when is None:
        return ""
    days = f"{when.first or ''}..{when.last or ''}" if when.first != when.last else when.first or ""
    return " = ".join(part for part in (quoted(when.text), days) if part)


def quoted(phrase: str) -> str:
    """A phrase of the text on one line; in quotation marks where it holds a sign that means something."""
    flat = " ".join(phrase.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"' if re.search(r'[;="\\]|\)$', flat) else flat


def _bare(phrase: str) -> str:
    plain = phrase.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        return re.sub(r"\\(.)", r"\1", plain[1:-1])
    return plain


def _parts(words: str) -> list[str]:
    return [part.strip() for part in _PART.findall(words) if part.strip()]


def _halves(part: str) -> tuple[str, str]:
    """`phrase = name`; either half may be missing."""
    phrase = re.match(r'"(?:\\.|[^"\\])*"', part)
    at = part.find("=", phrase.end() if phrase else 0)
    return (_bare(part), "") if at < 0 else (_bare(part[:at]), part[at + 1 :].strip())


# Read back


def _named_by(kind: type[Named], part: str, held: tuple[Named, ...], scene: _Scene) -> Named:
    """The party or place that words mean: one that stands there, or one newly named."""
    same = next((one for one in held if _named(one) == part), None)
    if same:
        return same
    phrase, name = _halves(part)
    span = _span(scene.text, phrase, scene.event) if phrase else None
    if not phrase and len(held) == 1:
        span = (held[0].start, held[0].end)
    if span is None:
        raise _absent(phrase or part)
    codes = _codes(kind, name or phrase, scene) | ({"name": name} if name else {})
    return kind(**codes, text=scene.text[slice(*span)], start=span[0], end=span[1])


def _codes(kind: type[Named], name: str, scene: _Scene) -> dict[str, Any]:
    """What is known of somebody or somewhere met before by that name."""
    alike = (one for one in scene.known if isinstance(one, kind) and name in (one.name, one.text))
    met = next(alike, None)
    told = msgspec.structs.asdict(met) if met else {}
    return {field: value for field, value in told.items() if field not in ("text", "start", "end")}


def _told_by(part: str, event: Event, text: str) -> Attribution:
    same = next((source for source in event.attribution if _source(source) == part), None)
    if same:
        return same
    match = _STANCE.fullmatch(part)
    phrase, stance = (_bare(match["phrase"]), match["stance"]) if match else (_bare(part), "asserts")
    span = _span(text, phrase, event)
    if span is None:
        raise _absent(phrase)
    stood = next((s for s in event.attribution if (s.start, s.end) == span), None)
    if stood:
        return msgspec.structs.replace(stood, stance=stance)
    return msgspec.convert(
        {"text": text[slice(*span)], "start": span[0], "end": span[1], "stance": stance}, Attribution
    )


def _dated(words: str, event: Event, text: str) -> When:
    if event.date and _when(event.date) == words:
        return event.date
    phrase, days = _halves(words) if "=" in words else ("", words)
    match = _DAYS.fullmatch(days)
    if not match:
        raise UsageError(f"'{days}' are no days.", "when", "Write 2024-08-12 or 2024-08-12..2024-08-14.")
    first, last = _interval(match)
    span = _span(text, phrase, event) if phrase else None
    if phrase and span is None:
        raise _absent(phrase)
    if span is None:
        span = (event.date.start, event.date.end) if event.date else (event.trigger.start, event.trigger.start)
    return When(text=text[slice(*span)], start=span[0], end=span[1], first=first, last=last)


def _interval(match: re.Match[str]) -> tuple[str, str]:
    try:
        first, last = expand(match[1])[0], expand(match[2] or match[1])[1]
    except ValueError:
        raise UsageError(f"no calendar has '{match[0]}'.", "when", "Write 2024-08-12.") from None
    if first > last:
        raise UsageError(f"{first} is after {last}.", "when", "Exchange the two.")
    return first, last


def _read_kind(words: str) -> tuple[str, str | None]:
    type_, _, mode = words.partition("/")
    kind = (type_.strip().upper(), mode.strip().lower() or None)
    kinds = plover().kinds
    if kind not in kinds:
        known = [f"{t}/{m}" if m else t for t, m in kinds]
        raise UsageError(f"there is no kind of act '{words}'.", "did", did_you_mean(words, known))
    return kind


def _status(words: str) -> str:
    known = get_args(Status)
    if words.lower() not in known:
        raise UsageError(f"there is no status '{words}'.", "status", did_you_mean(words, known))
    return words.lower()


def _span(text: str, phrase: str, event: Event) -> tuple[int, int] | None:
    """Where a phrase stands: in the record's sentence if it does, else nearest to the trigger; None where nowhere."""
    pattern = r"\s+".join(re.escape(word) for word in phrase.split())
    if not pattern:
        return None
    found = [m.span() for m in re.finditer(pattern, text)] or [m.span() for m in re.finditer(pattern, text, re.I)]
    inside = [s for s in found if event.sentence.start <= s[0] and s[1] <= event.sentence.end]
    return min(inside or found, key=lambda s: (abs(s[0] - event.trigger.start), s), default=None)


def _absent(phrase: str) -> UsageError:
    hint = "Give words of the text, `words = name`, or `= name` to rename who stands there."
    return UsageError(f"'{phrase}' does not stand in the document.", "review", hint)
