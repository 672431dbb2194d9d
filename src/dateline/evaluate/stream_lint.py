"""What breaks the format of a stream case, fault by fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from dateline.errors import DataError
from dateline.evaluate.stream_cases import Mark, names, read, strings, unmark
from dateline.model import Status
from dateline.model.incident import Agreement, Dependence
from dateline.ontology import plover

CASE = {"id", "region", "point", "incidents", "stories"}
INCIDENT = {"type", "what", "place", "country", "from", "to", "facts"}
STORY = {"id", "outlet", "published", "title", "origin", "dependence", "text"}
NUMBERS = ("killed", "injured", "size")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?")
_COUNTRY = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"\d+\+?|\d+(-|\.\.)\d+")


def is_stream(folder: Path) -> bool:
    """Whether the files of a folder are stream cases: they list incidents."""
    texts = (path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.yaml")))
    return any(re.search("^incidents:", text, re.MULTILINE) for text in texts)


def lint(folder: Path) -> Iterator[DataError]:
    """Each fault of each case of a folder; a file may have several."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            raw = read(path)
        except DataError as error:
            yield error
            continue
        yield from faults(raw, path.name)


def faults(raw: Mapping[str, Any], file: str) -> Iterator[DataError]:
    """Each fault of one case."""
    return (DataError(what, file) for what in _case(raw, file.removesuffix(".yaml")))


def _case(raw: Mapping[str, Any], stem: str) -> Iterator[str]:
    if raw.keys() != CASE:
        yield _keys("the case", raw, CASE)
        return
    if raw["id"] != stem:
        yield f"the id {raw['id']!r} is not the file's name."
    if not isinstance(raw["incidents"], dict) or not isinstance(raw["stories"], list) or not raw["stories"]:
        yield "incidents must be a mapping and stories a list with at least one story."
        return
    for name, incident in raw["incidents"].items():
        yield from (f"incident {name}: {what}" for what in _incident(incident))
    whole = [story for story in raw["stories"] if isinstance(story, dict) and story.keys() == STORY]
    if len(whole) < len(raw["stories"]):
        broken = next(story for story in raw["stories"] if story not in whole)
        yield _keys("a story", broken, STORY) if isinstance(broken, dict) else "a story must be a mapping."
        return
    yield from _stories(raw, whole)


def _keys(what: str, given: Mapping[str, Any], wanted: set[str]) -> str:
    missing, unknown = sorted(wanted - given.keys()), sorted(map(str, given.keys() - wanted))
    return f"{what} lacks the keys {missing} and has the unknown keys {unknown}."


def _incident(given: Any) -> Iterator[str]:
    if not isinstance(given, dict) or given.keys() != INCIDENT:
        yield _keys("it", given if isinstance(given, dict) else {}, INCIDENT)
        return
    type_, _, mode = str(given["type"]).partition("/")
    if (type_, mode or None) not in plover().kinds:
        yield f"there is no type and mode {given['type']!r}."
    if not _COUNTRY.fullmatch(str(given["country"])):
        yield f"the country {given['country']!r} is no ISO 3166 alpha-3 code."
    first, last = str(given["from"]), str(given["to"])
    if not (_is_day(first) and _is_day(last) and first <= last):
        yield f"from {first} to {last} is no span of ISO days."
    if not isinstance(given["facts"], dict) or "happened" not in given["facts"]:
        yield "facts must be a mapping that says at least whether it happened."
        return
    for name, fact in given["facts"].items():
        yield from (f"fact {name}: {what}" for what in _fact(str(name), fact))


def _fact(name: str, fact: Any) -> Iterator[str]:
    if name not in names():
        yield f"there is no such fact; there are {', '.join(names())}."
    elif not isinstance(fact, dict) or not {"agreement", "values"} <= fact.keys() <= {"agreement", "values", "best"}:
        yield "it needs agreement and values, may have best, and nothing else."
    elif not isinstance(fact["values"], list) or not fact["values"]:
        yield "values must be a list with at least one value."
    else:
        yield from _values(name, fact)


def _values(name: str, fact: Mapping[str, Any]) -> Iterator[str]:
    values, agreement = strings(fact["values"]), fact["agreement"]
    if agreement not in get_args(Agreement):
        yield f"agreement {agreement!r} is none of {', '.join(get_args(Agreement))}."
    if agreement in ("updated", "disputed") and len(values) < 2:
        yield f"a fact that is {agreement} needs two values."
    if "best" in fact and str(fact["best"]) not in values:
        yield f"best {fact['best']!r} is not among the values."
    yield from (f"{value!r} is no value of it." for value in values if not _is_value(name, value))


def _is_value(name: str, value: str) -> bool:
    if name == "happened":
        return value in get_args(Status)
    if name == "date":
        first, _, last = value.partition("..")
        return _is_day(first) and (not last or (_is_day(last) and first <= last))
    return bool(_NUMBER.fullmatch(value)) if name in NUMBERS else bool(value.strip())


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _stories(raw: Mapping[str, Any], stories: list[dict[str, Any]]) -> Iterator[str]:
    known = {story["id"]: story for story in stories}
    if len(known) < len(stories):
        yield "two stories have one id."
    for story in stories:
        yield from (f"story {story['id']}: {what}" for what in _story(story, known, raw))
    marks = {story["id"]: unmark(story["text"])[1] for story in stories}
    for name in map(str, raw["incidents"]):
        told = [story for story in stories if any(m.incident == name and not m.echo for m in marks[story["id"]])]
        if not told:
            yield f"incident {name}: no story tells of it."
        yield from _early_echoes(name, stories, told, marks)


def _early_echoes(
    name: str, stories: list[dict[str, Any]], told: list[dict[str, Any]], marks: Mapping[str, tuple[Mark, ...]]
) -> Iterator[str]:
    first = min((str(story["published"]) for story in told), default="")
    for story in stories:
        recalls = any(m.incident == name and m.echo for m in marks[story["id"]])
        if recalls and str(story["published"]) < first:
            yield f"story {story['id']}: it recalls incident {name} before any story tells of it."


def _story(story: Mapping[str, Any], known: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[str]:
    if not str(story["id"]).startswith(f"{raw['id']}-"):
        yield f"its id does not begin with {raw['id']}-."
    published = str(story["published"])
    if not _TIME.fullmatch(published) or not _is_day(published[:10]):
        yield f"published {published!r} is no ISO day or time."
    yield from _dependence(story, known)
    text, marks = unmark(story["text"])
    if "{" in text or "}" in text:
        yield "a mark is not written as {a|word} or {~a|word}."
    unknown = sorted({mark.incident for mark in marks} - set(map(str, raw["incidents"])))
    yield from (f"a mark names the unknown incident {name}." for name in unknown)
    if not text.strip():
        yield "it has no text."


def _dependence(story: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    origin = known.get(story["origin"])
    if story["dependence"] not in get_args(Dependence):
        yield f"dependence {story['dependence']!r} is none of {', '.join(get_args(Dependence))}."
    elif origin is None:
        yield f"its origin {story['origin']!r} is no story of the case."
    elif (story["dependence"] == "original") != (origin is story):
        yield "an original is its own origin, and nothing else is."
    elif str(origin["published"]) > str(story["published"]):
        yield "it was published before its origin."
