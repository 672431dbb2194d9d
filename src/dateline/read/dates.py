"""Publication dates as pages write them: "Post At: Aug 13/2024 02:50AM", "2024-08-13T02:50Z", "13 August 2024"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

import msgspec

from dateline.errors import UsageError
from dateline.model import Published
from dateline.model.document import Precision

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
LABEL = re.compile(
    r"^\W*(?:(?:first |originally )?(?:post(?:ed)?|publish(?:ed)?|publication|issued?|released?|filed|created?|date)"
    r"|(?P<later>last |recently )?(?P<update>updated?|modified|edited))"
    r"(?: date| time)?(?: (?:at|on))?\s*[:\-–—|]?\s*",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?:\b|(?<=T))(?P<hour>[01]?\d|2[0-3])(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
ZONES = r"(?:[abceimnp]|ce|ee|we|sa)[sde]?t|jst|kst|msk|pkt|wib"
FILLER = re.compile(rf"{WEEKDAY}|\b(?:at|on|{ZONES}|local time|hrs|uhr)\b|[\W_]+", re.IGNORECASE)
NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*"
OUTLET = re.compile(rf"{NAME}(?: (?:(?:of|the|and|&) )?{NAME}){{1,5}}")
WITH_SECONDS = re.compile(r"[T ]\d\d:?\d\d:?\d\d(?!:)")
IN_URL = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)"),
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"/{YEAR}/(?P<month>{'|'.join(MONTHS)})/(?P<day>\d\d?)(?=/|$)", re.IGNORECASE),
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])/"),
)


class Stamp(msgspec.Struct, frozen=True):
    """A date as written: an ISO 8601 value cut to its precision."""

    value: str
    precision: Precision

    def found(self, how: str) -> Published:
        """The stamp as a publication date, with the place where it was found."""
        return Published(self.value, self.precision, how)


class Line(msgspec.Struct, frozen=True):
    """A line that says when the report was published (`labelled`: in so many words) or `updated`."""

    stamp: Stamp
    labelled: bool
    updated: bool
    outlet: str = ""  # "Port Gazette, 14 June 2011" names the publisher too


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-])(?:{body})(?=T\d|[^\w/-]|$)", re.IGNORECASE)


def _number(match: re.Match[str], name: str) -> int:
    text = match.groupdict().get(name)
    if not text:
        return 0
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _slashed(match: re.Match[str]) -> tuple[int, int, int]:
    """Day and month of 13/08/2024 or 08/13/2024; of 03/04/2024 only the year is sure."""
    year, first, second = (int(match[name]) for name in ("year", "first", "second"))
    if first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else (year, 0, 0)


def _named(match: re.Match[str]) -> tuple[int, int, int]:
    return _number(match, "year"), _number(match, "month"), _number(match, "day")


SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
    (_pattern(rf"{YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})"), _named),
    (_pattern(rf"{MONTH}\s*{DAY}(?:\s*,\s*|\s*/\s*|\s+){YEAR}"), _named),
    (_pattern(rf"{DAY}(?:\s+of)?[\s-]+{MONTH}[\s,-]+{YEAR}"), _named),
    (_pattern(rf"{DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{YEAR}"), _named),
    (_pattern(rf"(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-]{YEAR}"), _slashed),
    (_pattern(rf"{YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"), _named),
    (_pattern(rf"(?<!\d\s){MONTH},?\s+{YEAR}"), _named),
    (_pattern(rf"{YEAR}-(?P<month>0[1-9]|1[0-2])"), _named),
)


def parse(text: str) -> Stamp | None:
    """The date in a short text that holds one, or None where it holds none that exists."""
    iso = _iso(text.strip())
    if iso is not None:
        return iso
    found = _find(text)
    return found[0] if found else None


def _iso(text: str) -> Stamp | None:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Stamp(text, "year")
    if len(text) <= len("2024-08-13") or text[:2] not in ("19", "20"):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _moment(moment, seconds=WITH_SECONDS.search(text) is not None)


def _moment(moment: datetime, *, seconds: bool = True) -> Stamp:
    """A point in time. Midnight to the second is how software writes a day without a time."""
    if moment.time() == time(0):
        return Stamp(moment.date().isoformat(), "day")
    moment = moment.replace(microsecond=0)
    return Stamp(moment.isoformat(timespec="seconds" if seconds else "minutes"), "second" if seconds else "minute")


def _find(text: str) -> tuple[Stamp, str] | None:
    """The first date of a text, and what remains of the text without it."""
    for pattern, read in SHAPES:
        match = pattern.search(text)
        stamp = _day(*read(match)) if match else None
        if match and stamp is not None:
            rest = text[: match.start()] + " " + text[match.end() :]
            return _with_time(stamp, rest)
    return None


def _day(year: int, month: int, day: int) -> Stamp | None:
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        return Stamp(f"{year:04}", "year")
    return Stamp(whole.isoformat(), "day") if day else Stamp(f"{year:04}-{month:02}", "month")


def _with_time(stamp: Stamp, rest: str) -> tuple[Stamp, str]:
    clock = CLOCK.search(rest)
    if stamp.precision != "day" or clock is None:
        return stamp, rest
    hour = int(clock["hour"]) % 12 if clock["half"] else int(clock["hour"])
    hour += 12 if clock["half"] and clock["half"][0] in "pP" else 0
    value = f"{stamp.value}T{hour:02}:{clock['minute']}" + (f":{clock['second']}" if clock["second"] else "")
    value += _offset(clock["zone"])
    return Stamp(value, "second" if clock["second"] else "minute"), CLOCK.sub(" ", rest, count=1)


def _offset(zone: str | None) -> str:
    """The ISO offset of a zone; named local zones are left out, because their names are not unique."""
    if not zone:
        return ""
    return "+00:00" if zone[0].isalpha() else f"{zone[:3]}:{zone[-2:]}"


def line(text: str) -> Line | None:
    """What a line says about publication, if that is all it says: at most a few words may stand beside the date."""
    label = LABEL.match(text)
    found = _find(text[label.end() :] if label else text)
    sentence = text.rstrip().endswith(".") and len(text.split()) > 6
    if found is None or sentence or len(text) > 120:
        return None
    outlet = OUTLET.fullmatch(found[1].strip(" ,;|·—–-"))
    left = len(FILLER.sub("", found[1]))
    if left > (40 if label else 0) and not outlet:
        return None
    said = outlet[0] if outlet and not label else ""
    return Line(found[0], labelled=label is not None, updated=bool(label and label["update"]), outlet=said)


def in_url(url: str) -> Stamp | None:
    """The date that a URL's path carries."""
    for pattern in IN_URL:
        match = pattern.search(url.partition("?")[0])
        stamp = _day(*_named(match)) if match else None
        if stamp is not None:
            return stamp
    return None


def of_value(value: object) -> Stamp | None:
    """The date in a data column: a text, a date, or seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return Stamp(value.isoformat(), "day")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    return parse(value) if isinstance(value, str) and len(value) <= 120 else None


def _since_1970(seconds: float) -> Stamp | None:
    if 1900 <= seconds <= 2100:
        return Stamp(str(int(seconds)), "year")
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return _moment(datetime.fromtimestamp(seconds, UTC)) if 0 < seconds < 4.2e9 else None


def given(value: str, name: str = "published") -> Published:
    """A date that the caller gave; raises UsageError where it is none."""
    stamp = parse(value)
    if stamp is None:
        raise UsageError(f"'{value}' is not a date ({name}).", hint="Write it as 2024-08-13 or 2024-08-13T02:50.")
    return stamp.found("given")


def first(candidates: Iterator[Published], latest: str) -> Published | None:
    """The first candidate that lies between 1900 and `latest`."""
    return next((c for c in candidates if "1900" <= c.value[:10] <= latest), None)
