"""The one Query object: what the command line, a URL, an export and Python ask of a store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

import msgspec

from dateline.errors import UsageError, did_you_mean
from dateline.model import Status
from dateline.ontology import plover
from dateline.store import grammar
from dateline.store.days import expand
from dateline.store.standing import STANDINGS
from dateline.store.words import words

Order = Literal["date", "-date", "document"]
_DEFAULT_ORDER: Order = "date"

_NAMES = ("text", "actor", "recipient", "place", "source", "publisher", "category")
_SINGLE = ("since", "until", "box", "order", "limit", "cursor")
_LISTED = ("type", "mode", "status", "standing", "country", "placed", "dated")  # a comma in a URL joins their values
PLACED = ("point", "area", "none")
DATED = ("yes", "no")


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted. Several values of one key mean any of them, several keys all of them.

    `text` is looked for in the full text and title of the document, every phrase of it; `actor`, `recipient`, `place`
    and `source` (who says so) match whole words of the text or canonical name, or a country code, sector or entity id;
    `category` is one of a codebook of the user's own (DENIAL, access.DENIAL, DENIAL/visa);
    `country` is where the act took place. `since` and `until` are ISO days: the event's date counts, and the
    publication's where it has none. `standing` is how it stands, see `dateline.store.standing`; `placed` tells a town
    ("point") from a province or country ("area") and from no place at all ("none"); `dated` is "yes" or "no"; `box` is
    "west,south,east,north" in degrees. `exclude` holds (key, value) pairs that must not be answered to, written with a
    minus sign: -type:ASSAULT. `cursor` is the id of the last event seen: the answer goes on after it.
    Raises UsageError for a value that cannot be.
    """

    text: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    exclude: tuple[grammar.Pair, ...] = ()
    since: str = ""
    until: str = ""
    box: str = ""
    order: Order = _DEFAULT_ORDER
    limit: int | None = None
    cursor: str = ""

    def __post_init__(self) -> None:
        """Refuse what no event can answer to, rather than answer with nothing."""
        for key in _NAMES:
            _check_names(key, getattr(self, key))
        for key in ("type", "mode", "status", "standing", "placed", "dated", "order"):
            _check_known(key, getattr(self, key))
        _check_excluded(self.exclude)
        _check_countries(self.country)
        for key in ("since", "until"):
            _check_day(key, getattr(self, key))
        _ = self.corners
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"since:{self.since} is after until:{self.until}.", "query", "Exchange the two.")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit:{self.limit} asks for no events.", "query", "Give a number from 1 up.")

    @classmethod
    def parse(cls, written: str) -> Query:
        """The query of its written form, see `dateline.store.grammar`; raises UsageError."""
        return cls._of(grammar.split(written))

    @classmethod
    def from_url(cls, query_string: str) -> Query:
        """The query of a URL's query string ("actor=RSF&type=ASSAULT,COERCE"); raises UsageError."""
        pairs = parse_qsl(query_string.removeprefix("?"), keep_blank_values=True)
        return cls._of((key, value) for key, joined in pairs for value in _apart(key, joined))

    @classmethod
    def _of(cls, pairs: Iterable[grammar.Pair]) -> Query:
        found: dict[str, list[str]] = {}
        excluded: list[grammar.Pair] = []
        for key, value in pairs:
            if key.startswith("-"):
                excluded.append((key[1:], _tidy(key[1:], value)))
            elif key not in KEYS:
                raise UsageError(f"there is no query key '{key}'.", "query", did_you_mean(key, KEYS))
            else:
                found.setdefault(key, []).append(_tidy(key, value))
        read: dict[str, Any] = {key: _value(key, values) for key, values in found.items()}
        return cls(**read, exclude=tuple(dict.fromkeys(excluded)))

    @property
    def corners(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of `box` in degrees, None where there is none; raises UsageError."""
        if not self.box:
            return None
        try:
            west, south, east, north = (float(part) for part in self.box.split(","))
        except ValueError:
            raise _bad_box(self.box) from None
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise _bad_box(self.box)
        return west, south, east, north

    @property
    def denials(self) -> Iterator[Query]:
        """What is excluded, each as a query of its own."""
        return (Query(**{key: (value,)}) for key, value in self.exclude)  # type: ignore[arg-type]

    def without(self, *keys: str) -> Query:
        """The same without those keys, excluded values of theirs included."""
        kept = tuple((key, value) for key, value in self.exclude if key not in keys)
        plain = Query()
        cleared = {key: getattr(plain, key) for key in keys}
        return msgspec.structs.replace(self, exclude=kept, **cleared)

    def limited(self, limit: int | None) -> Query:
        """The same, for at most so many events."""
        return msgspec.structs.replace(self, limit=limit)

    def pairs(self) -> list[grammar.Pair]:
        """What is asked for, as (key, value) pairs in a fixed order."""
        asked = ((key, getattr(self, key)) for key in KEYS)
        told = ((key, held) for key, held in asked if held and held != _DEFAULT_ORDER)
        wanted = [(key, str(value)) for key, held in told for value in (held if isinstance(held, tuple) else (held,))]
        return wanted + [(f"-{key}", value) for key, value in self.exclude]

    def __str__(self) -> str:
        return grammar.join(self.pairs())

    def to_url(self) -> str:
        """The query string of a URL that asks the same."""
        return urlencode(self.pairs())


KEYS = tuple(key for key in Query.__struct_fields__ if key != "exclude")


def _known(key: str) -> tuple[str, ...]:
    """The words that a key may take, of the keys that have a closed list."""
    if key in ("standing", "placed", "dated"):
        return {"standing": STANDINGS, "placed": PLACED, "dated": DATED}[key]
    if key == "type":
        return plover().types
    if key == "mode":
        return tuple(dict.fromkeys(mode for _, mode in plover().kinds if mode))
    return get_args(Status) if key == "status" else get_args(Order)


def _apart(key: str, joined: str) -> list[str]:
    return joined.split(",") if key.removeprefix("-") in _LISTED else [joined]


def _tidy(key: str, value: str) -> str:
    """A value as people may write it, as the records have it."""
    if key in ("type", "country"):
        return value.upper()
    if key in ("mode", "status", "standing", "placed", "dated"):
        return value.lower()
    if key in ("since", "until"):
        return _day(key, value)
    return value


def _day(key: str, value: str) -> str:
    try:
        return expand(value)[0 if key == "since" else 1]
    except ValueError:
        raise _bad_day(key, value) from None


def _bad_day(key: str, value: str) -> UsageError:
    return UsageError(f"'{value}' is no date for {key}.", "query", "Write 2024, 2024-08 or 2024-08-13.")


def _value(key: str, values: list[str]) -> str | int | tuple[str, ...]:
    return _single(key, values) if key in _SINGLE else tuple(dict.fromkeys(values))


def _single(key: str, values: list[str]) -> str | int:
    if len(values) > 1:
        raise UsageError(f"{key} is given {len(values)} times.", "query", "Give it once.")
    if key != "limit":
        return values[0]
    if not re.fullmatch(r"[0-9]{1,9}", values[0]):
        raise UsageError(f"'{values[0]}' is no number for limit.", "query", "Write limit:100.")
    return int(values[0])


def _check_names(key: str, values: tuple[str, ...]) -> None:
    for value in values:
        if not words(value):
            raise UsageError(f"'{value}' has no word that {key} could match.", "query", "Give a word or a name.")


def _check_known(key: str, values: tuple[str, ...] | str) -> None:
    for value in (values,) if isinstance(values, str) else values:
        if value not in _known(key):
            raise UsageError(f"there is no {key} '{value}'.", "query", did_you_mean(value, _known(key)))


def _check_excluded(pairs: tuple[grammar.Pair, ...]) -> None:
    many = tuple(key for key in KEYS if key not in _SINGLE)
    for key, value in pairs:
        if key not in many:
            raise UsageError(f"'{key}' is nothing that can be excluded.", "query", did_you_mean(key, many))
        Query(**{key: (value,)})  # type: ignore[arg-type]


def _bad_box(value: str) -> UsageError:
    return UsageError(f"'{value}' is no box.", "query", "Write west,south,east,north in degrees: 21,8,39,23.")


def _check_countries(values: tuple[str, ...]) -> None:
    for value in values:
        if not re.fullmatch(r"[A-Z]{3}", value):
            raise UsageError(f"'{value}' is no country code.", "query", "Write its three letters, such as SYR.")


def _check_day(key: str, value: str) -> None:
    try:
        if value and expand(value) != (value, value):
            raise _bad_day(key, value)
    except ValueError:
        raise _bad_day(key, value) from None
