"""Asking a second reader about the records of a store, question by question; each answer is kept the moment it comes.

A question that this model has answered under these instructions is not asked again while the record and its document
stay as they are: so a run may be stopped at any moment, and goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

import msgspec

from dateline.errors import InputError, NotFoundError
from dateline.model import Document, Event, Issue
from dateline.read.fetch import LaterError
from dateline.second_reader import prompt, verify
from dateline.second_reader.endpoint import Answer, Settings, UnansweredError
from dateline.store import Query, Store
from dateline.store.reviews import log
from dateline.store.second_readings import Asked, Kind, Reading, about, held, keep

IN_A_ROW = 3  # questions without an answer that end a run


class Reader(Protocol):
    """Whoever answers questions: an `Endpoint`."""

    model: str
    settings: Settings

    def ask(self, instructions: str, material: str) -> Answer:
        """The answer."""
        ...


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: records that answer `query`, or with `propose` their documents, all of them for an empty query.

    `limit` bounds the questions that are sent; `again` asks anew where all of an answer was refused.
    """

    query: Query = Query()
    propose: bool = False
    limit: int | None = None
    again: bool = False


class Tally(msgspec.Struct, kw_only=True):
    """What has become of the questions so far: `verdicts` by verdict, `fields` the slots that were objected to."""

    verdicts: Counter[str] = msgspec.field(default_factory=Counter)
    fields: Counter[str] = msgspec.field(default_factory=Counter)
    proposed: int = 0
    refused: int = 0  # quotes, phrases and codes that were not borne out, and answers that could not be read
    answered: int = 0
    skipped: int = 0  # answered by an earlier run
    failed: int = 0  # questions without an answer
    tokens_in: int = 0
    tokens_out: int = 0

    def add(self, reading: Reading) -> None:
        """Count one."""
        self.answered += 1
        self.verdicts[reading.verdict] += 1
        self.fields.update(objection.field for objection in reading.objections)
        self.proposed += len(reading.proposed)
        self.refused += len(reading.issues)
        self.tokens_in += reading.tokens_in
        self.tokens_out += reading.tokens_out


class _Question(NamedTuple):
    asked: Asked
    document: Document
    events: tuple[Event, ...]  # the record, or those of the document
    part: prompt.Part

    @property
    def material(self) -> str:
        if self.asked.kind == "check":
            return prompt.about_record(self.document, self.events[0])
        return prompt.about_part(self.document, self.part, self.events)

    def verified(self, answer: str) -> verify.Verified:
        if self.asked.kind == "check":
            return verify.check(self.document, self.events[0], answer)
        return verify.propose(self.document, self.events, self.part.start, answer)


def second_read(
    store: Store, reader: Reader, asking: Asking, tally: Tally, *, clock: Callable[[], str]
) -> Iterator[Reading | Issue]:
    """Each answer as it is kept, and an issue for each question without one; `clock` is ISO 8601 in UTC.

    Raises InputError where the endpoint is not there, refuses the key, or leaves IN_A_ROW questions unanswered.
    """
    silent = 0
    for question in _questions(store, reader, asking):
        earlier = held(store.connection, question.asked)
        if earlier and not (asking.again and earlier.verdict == "refused"):
            tally.skipped += 1
            continue
        if tally.answered + tally.failed == asking.limit:
            return
        try:
            reading = _read(reader, question, clock)
        except (LaterError, UnansweredError) as fault:
            silent, tally.failed = silent + 1, tally.failed + 1
            yield _unanswered(question, fault)
            if silent == IN_A_ROW:
                raise InputError(f"{IN_A_ROW} questions in a row got no answer.", fault.where, fault.what) from None
            continue
        silent = 0
        with log(store.folder) as connection:
            keep(connection, reading)
        tally.add(reading)
        yield reading


def _questions(store: Store, reader: Reader, asking: Asking) -> Iterator[_Question]:
    """Every question of a run, one at a time. Ids are listed first: a run takes hours, and the store may move on."""
    kind: Kind = "propose" if asking.propose else "check"
    listed, make = (_documents, _parts) if asking.propose else (_events, _check)
    told = prompt.fingerprint(kind, reader.settings.whole())
    for id_ in listed(store, asking.query):
        try:
            yield from make(store, id_, reader.model, told)
        except NotFoundError:
            continue  # it is there no more


def _events(store: Store, query: Query) -> list[str]:
    return [event.id for event in store.query(query)]


def _documents(store: Store, query: Query) -> list[str]:
    """The documents of what answers a query; where it asks nothing, also those that have no record."""
    if query != Query():
        return list(dict.fromkeys(event.document for event in store.query(query)))
    return [row[0] for row in store.connection.execute("SELECT id FROM document ORDER BY id")]


def _check(store: Store, id_: str, model: str, told: str) -> Iterator[_Question]:
    now = about(store.connection, document="", event=id_)
    hit = store.hit(id_)
    asked = Asked(kind="check", document=hit.document.id, event=id_, about=now, model=model, prompt=told)
    yield _Question(asked, hit.document, (hit.event,), prompt.Part(0, 0))


def _parts(store: Store, id_: str, model: str, told: str) -> Iterator[_Question]:
    now, document = about(store.connection, document=id_), store.document(id_)
    events = tuple(store.query(Query(document=(id_,), order="document")))
    for part in prompt.parts(document):
        asked = Asked(kind="propose", document=document.id, part=part.start, about=now, model=model, prompt=told)
        yield _Question(asked, document, events, part)


def _read(reader: Reader, question: _Question, clock: Callable[[], str]) -> Reading:
    answer = reader.ask(prompt.instructions(question.asked.kind), question.material)
    found = question.verified(answer.text)
    return Reading(
        **msgspec.structs.asdict(question.asked), **found._asdict(), at=clock(),
        served=answer.served, tokens_in=answer.tokens_in, tokens_out=answer.tokens_out,
    )  # fmt: skip


def _unanswered(question: _Question, fault: InputError) -> Issue:
    asked = question.asked
    where = f"event {asked.event}" if asked.event else f"document {asked.document} from character {asked.part}"
    return Issue(stage="code", where=where, reason=fault.what, document=asked.document)
