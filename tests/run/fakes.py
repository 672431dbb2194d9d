"""Stages without models, which do what a text tells them: a pipeline that worker processes can load by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

from dateline.errors import DataError
from dateline.model import Document, DocumentId, Event, Issue, Parse, Parsed
from dateline.run import Pipeline, PipelineOptions
from dateline.run.provenance import Provenance
from tests.store.records import event

NO_PARSE = Parse(tokens=(), sentences=())


class Parser:
    def __init__(self, pause: float = 0.0) -> None:
        self._pause = pause

    def pipe(self, documents: Iterable[Document]) -> Iterator[Parsed | Issue]:
        for document in documents:
            time.sleep(self._pause)
            obey(document, "parse")
            if "refuse" in document.text:
                yield Issue(stage="parse", where=document.id, reason="told to refuse.", document=document.id)
                continue
            if "mention" in document.text:
                yield Issue(stage="parse", where=document.id, reason="told to.", document=document.id, fatal=False)
            yield Parsed(document, NO_PARSE)


class Coder:
    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        obey(parsed.document, "code")
        kinds = (("shelled", "ASSAULT"), ("met", "CONSULT"), ("condemned", "ACCUSE"))
        return tuple(event(parsed.document, word, type_) for word, type_ in kinds if word in parsed.document.text)


class Resolver:
    def resolve(self, parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
        obey(parsed.document, "resolve")
        return events


def link(parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
    obey(parsed.document, "fuse")
    return events


def obey(document: Document, stage: str) -> None:
    """Fail in this stage if the text says "break STAGE", die if it says "kill", go on for ever if it says "spin"."""
    if f"break {stage}" in document.text:
        raise ValueError("told to break\nover two lines")
    if "kill" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "take all memory" in document.text:
        bytearray(1 << 50)
    while "spin" in document.text:
        pass


def made_by() -> Provenance:
    """A provenance that stands still while the code around it is being edited."""
    return Provenance(dateline="0.1.0", python="3.11", libraries={"spacy": "3.8"}, code="c0", data={})


def load(options: PipelineOptions) -> Pipeline:
    return Pipeline(parser=Parser(), coder=Coder(), resolver=Resolver(), link=link)


def load_slow(options: PipelineOptions, pause: float = 0.02) -> Pipeline:
    return Pipeline(parser=Parser(pause=pause), coder=Coder(), resolver=Resolver(), link=link)


def load_impatient(options: PipelineOptions) -> Pipeline:
    return Pipeline(parser=Parser(), coder=Coder(), resolver=Resolver(), link=link, patience=0.2)


def load_nothing(options: PipelineOptions) -> Pipeline:
    raise DataError("the model is not there.", "model", "Install it.")


def documents(number: int, text: str = "Report {n}: troops shelled the town, and ministers met.") -> list[Document]:
    return [Document(id=DocumentId(f"d{n:04}"), text=text.format(n=n), source=f"line {n + 1}") for n in range(number)]
