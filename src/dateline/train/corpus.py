"""Stories of `corpus/` (format: `corpus/README.md`) as documents with event records, offsets and all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.ontology import Ontology, plover

Record = dict[str, Any]
Range = tuple[int, int]

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
STANCES = ("asserts", "confirms", "denies", "doubts", "expects", "relays")
SPLITS = ("train", "dev", "test")
STORY_KEYS = {
    "id", "title", "published", "publisher", "genre", "region", "split", "writer", "checked", "text", "events",
}  # fmt: skip
PARTIES = ("actors", "recipients")
SINGLE = ("place", "date", "condition", "fatalities", "injured", "size")
LEFT_OUT = ("actors_optional", "recipients_optional", "attribution_optional")
ALSO = ("also", "also_status")
EVENT_KEYS = {"s", "type", "trigger", "by", "status", "incident", "optional", *ALSO, *LEFT_OUT, *PARTIES, *SINGLE}


def load(folder: Path, split: str | None = None) -> list[Record]:
    """Every story of `folder` in order of file name, shaped as `data/gold` is; raises DataError at the first fault."""
    stories = (read_story(path) for path in sorted(folder.glob("*.yaml")))
    return [story for story in stories if split in (None, story["split"])]


def lint(folder: Path) -> Iterator[DataError]:
    """Each fault of each story: a file may have several."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            raw = _parse(path)
        except DataError as error:
            yield error
            continue
        yield from _faults(raw, path)


def read_story(path: Path) -> Record:
    """One story with resolved offsets; raises DataError naming file, record and fault."""
    raw = _parse(path)
    for fault in _faults(raw, path):
        raise fault
    text, sentences = layout(raw["text"])
    events = [resolve(record, text, sentences) for record in raw["events"]]
    head = {key: raw.get(key) for key in ("id", "title", "publisher", "split")}
    return {**head, "published": str(raw["published"]), "text": text, "events": events}


def layout(lines: str) -> tuple[str, list[Range]]:
    """The document's text, and the character range of each of its sentences."""
    text, sentences = "", []
    for paragraph in re.split(r"\n\s*\n", lines.strip("\n")):
        text += "\n\n" if text else ""
        for number, line in enumerate(row.strip() for row in paragraph.splitlines()):
            text += " " if number else ""
            sentences.append((len(text), len(text) + len(line)))
            text += line
    return text, sentences


def resolve(record: Mapping[str, Any], text: str, sentences: list[Range]) -> Record:
    """A record with the offsets of its spans; raises ValueError where a span is not in the text."""
    type_, _, mode = str(record["type"]).partition("/")
    within = sentences[record["s"] - 1]
    trigger = find(text, record["trigger"], within, within[0])
    if not within[0] <= trigger["start"] < within[1]:
        raise ValueError(f"trigger {record['trigger']!r} is not in sentence {record['s']}")
    at = trigger["start"]
    built: Record = {"type": type_, "mode": mode or None, "trigger": trigger}
    built["sentence"] = {"start": within[0], "end": within[1]}
    built["status"] = record.get("status", "actual")
    for field in PARTIES:
        built[field] = [_span(value, text, within, at) for value in record.get(field) or []]
    built["attribution"] = [_source(value, text, within, at) for value in record.get("by") or []]
    for field in SINGLE:
        value = record.get(field)
        built[field] = _span(value, text, within, at) if value else None
    return built | _alternatives(record)


def find(text: str, wanted: str, within: Range, near: int) -> Record:
    """The occurrence of a string: inside `within` if there is one, else nearest to `near`; `#n` is the n-th inside."""
    bare, nth = _numbered(str(wanted))
    hits = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)", text)]
    inside = [h for h in hits if within[0] <= h and h + len(bare) <= within[1]]
    if not hits or (nth and len(inside) < nth):
        raise ValueError(f"not in the text: {wanted!r}")
    start = inside[nth - 1] if nth else min(inside or hits, key=lambda h: abs(h - near))
    return {"text": bare, "start": start, "end": start + len(bare)}


def _numbered(wanted: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*)#(\d+)", wanted, re.DOTALL)
    return (match[1], int(match[2])) if match else (wanted, 0)


def _span(value: Any, text: str, within: Range, near: int) -> Record:
    given = dict(value) if isinstance(value, Mapping) else {"text": value}
    dates = {key: str(given[key]) for key in ("from", "to") if key in given}
    return {**given, **dates, **find(text, given["text"], within, near)}


def _source(value: Any, text: str, within: Range, near: int) -> Record:
    return {"stance": "asserts", "anonymous": False, **_span(value, text, within, near)}


def _alternatives(record: Mapping[str, Any]) -> Record:
    pairs = [str(kind).partition("/") for kind in record.get("also") or []]
    extra: Record = {"incident": record.get("incident"), "optional": bool(record.get("optional"))}
    extra |= {field: True for field in LEFT_OUT if record.get(field)}
    if pairs:
        extra |= {"types": [type_ for type_, _, _ in pairs], "modes": [mode or None for _, _, mode in pairs]}
    if record.get("also_status"):
        extra["statuses"] = list(record["also_status"])
    return extra


def _parse(path: Path) -> Record:
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise DataError(f"not valid YAML: {' '.join(str(error).split())}", path.name) from error
    if not isinstance(raw, dict):
        raise DataError("a story is a mapping with id, text and events.", path.name)
    return raw


def _faults(raw: Record, path: Path) -> Iterator[DataError]:
    def fault(what: str) -> DataError:
        return DataError(what, path.name)

    missing, extra = STORY_KEYS - raw.keys(), raw.keys() - STORY_KEYS
    if missing or extra:
        yield fault(f"missing keys {sorted(missing)}, unknown keys {sorted(extra)}")
        return
    if raw["id"] != path.stem:
        yield fault(f"id {raw['id']!r} is not the file's name")
    if raw["split"] not in SPLITS:
        yield fault(f"split {raw['split']!r} is none of {SPLITS}")
    text, sentences = layout(raw["text"])
    for number, record in enumerate(raw["events"] or [], 1):
        for what in record_faults(record, text, sentences, plover()):
            yield fault(f"record {number} ({record.get('type')}, {record.get('trigger')}): {what}")


def record_faults(record: Record, text: str, sentences: list[Range], ontology: Ontology) -> Iterator[str]:
    """What is wrong with one record: unknown keys, codes, statuses, spans that are not in the text."""
    if extra := record.keys() - EVENT_KEYS:
        yield f"unknown keys {sorted(extra)}"
    if missing := {"s", "type", "trigger", "incident"} - record.keys():
        yield f"missing keys {sorted(missing)}"
        return
    kinds = [tuple(str(kind).split("/")) for kind in [record["type"], *(record.get("also") or [])]]
    known = {(type_, mode) if mode else (type_,) for type_, mode in ontology.kinds}
    yield from (f"unknown type/mode {'/'.join(kind)}" for kind in kinds if kind not in known)
    statuses = (record.get("status", "actual"), *(record.get("also_status") or ()))
    yield from (f"unknown status {status!r}" for status in statuses if status not in STATUSES)
    if not isinstance(record["incident"], str):
        yield f"the incident {record['incident']!r} is no word"
    yield from (f"unknown stance in {s}" for s in record.get("by") or [] if not _stance_known(s))
    yield from (f"magnitude without low and high: {record[f]}" for f in SINGLE[3:] if not _counted(record.get(f)))
    if not 1 <= record["s"] <= len(sentences):
        yield f"there is no sentence {record['s']}"
        return
    yield from _unresolved(record, text, sentences)


def _unresolved(record: Record, text: str, sentences: list[Range]) -> Iterator[str]:
    try:
        resolve(record, text, sentences)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield f"{error}"


def _stance_known(source: Any) -> bool:
    return not isinstance(source, Mapping) or source.get("stance", "asserts") in STANCES


def _counted(value: Any) -> bool:
    return not value or (isinstance(value, Mapping) and {"text", "low", "high"} <= value.keys())
