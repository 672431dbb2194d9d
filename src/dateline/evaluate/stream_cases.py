"""The stream corpus (`corpus/stream`, format: its README): invented incidents, each told by several outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from dateline.errors import DataError
from dateline.model.incident import Agreement, Dependence, FactName

_MARK = re.compile(r"\{(~?)(\w+)\|([^{}|]*)\}")


class Mark(msgspec.Struct, frozen=True):
    """Characters of a story's text that tell of an incident of its case, or recall it."""

    start: int
    end: int
    incident: str
    echo: bool


class Told(msgspec.Struct, frozen=True):
    """One fact as annotated: its values in the order of the reports, and which is best."""

    agreement: Agreement
    values: tuple[str, ...]
    best: str = ""


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated incident; days are ISO."""

    name: str
    type: str
    mode: str | None
    first: str
    last: str
    facts: dict[FactName, Told]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One story: its text without marks, and the marks as offsets in it."""

    id: str
    outlet: str
    published: str
    title: str
    origin: str
    dependence: Dependence
    text: str
    marks: tuple[Mark, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One to three incidents with the stories that tell of them."""

    id: str
    incidents: tuple[Truth, ...]
    stories: tuple[Story, ...]


def load(folder: Path) -> list[Case]:
    """The cases of a folder in order of file name; raises DataError at the first that breaks the format."""
    from dateline.evaluate.stream_lint import faults  # noqa: PLC0415 - the linter reads with this file's functions

    cases = []
    for path in sorted(folder.glob("*.yaml")):
        raw = read(path)
        for fault in faults(raw, path.name):
            raise fault
        cases.append(case(raw))
    if not cases:
        raise DataError("there is no case in the folder.", str(folder), "A case is a file such as s001.yaml.")
    return cases


def read(path: Path) -> dict[str, Any]:
    """A file's mapping; raises DataError where it is none."""
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"not valid YAML: {' '.join(str(error).split())}", path.name) from error
    if not isinstance(raw, dict):
        raise DataError("a case is a mapping with id, incidents and stories.", path.name)
    return raw


def case(raw: Mapping[str, Any]) -> Case:
    """A linted mapping as a case."""
    incidents = tuple(_truth(str(name), given) for name, given in raw["incidents"].items())
    return Case(id=raw["id"], incidents=incidents, stories=tuple(_story(given) for given in raw["stories"]))


def unmark(written: str) -> tuple[str, tuple[Mark, ...]]:
    """The text as a reader sees it, and its marks: a line is a sentence, a blank line parts paragraphs."""
    paragraphs = re.split(r"\n\s*\n", str(written).strip("\n"))
    laid = "\n\n".join(" ".join(line.strip() for line in p.splitlines()) for p in paragraphs)
    text, marks, at = "", [], 0
    for match in _MARK.finditer(laid):
        text += laid[at : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[3]), match[2], bool(match[1])))
        text, at = text + match[3], match.end()
    return text + laid[at:], tuple(marks)


def strings(values: Iterator[Any] | list[Any]) -> tuple[str, ...]:
    """Annotated values as text: a day that YAML read as a date is an ISO day again."""
    return tuple(str(value) for value in values)


def names() -> tuple[str, ...]:
    """The facts there are."""
    return get_args(FactName)


def _truth(name: str, given: Mapping[str, Any]) -> Truth:
    type_, _, mode = str(given["type"]).partition("/")
    facts = {fact: _told(told) for fact, told in given["facts"].items()}
    return Truth(
        name=name, type=type_, mode=mode or None, first=str(given["from"]), last=str(given["to"]), facts=facts
    )  # fmt: skip


def _told(told: Mapping[str, Any]) -> Told:
    values = strings(told["values"])
    return Told(told["agreement"], values, str(told.get("best", values[-1])))


def _story(given: Mapping[str, Any]) -> Story:
    text, marks = unmark(given["text"])
    return Story(
        id=given["id"], outlet=str(given["outlet"]), published=str(given["published"]).replace(" ", "T"),
        title=str(given["title"]), origin=given["origin"], dependence=given["dependence"], text=text, marks=marks,
    )  # fmt: skip
