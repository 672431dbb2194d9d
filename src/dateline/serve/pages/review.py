"""Review: one record at a time, from the keyboard or by plain forms; every stroke is a row of the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.model import Status
from dateline.ontology import plover
from dateline.serve.items import items, known, sentence
from dateline.serve.reviewer import Name, author, called, remember
from dateline.serve.state import State
from dateline.store import Query as Asked
from dateline.store.lessons import lessons
from dateline.store.patterns import like
from dateline.store.queue import progress, waiting
from dateline.store.reviews import (
    Review,
    append,
    decision,
    fix,
    found,
    history,
    latest,
    log,
    of_document,
    undo,
)
from dateline.store.slots import read, slot

AT_ONCE = 200  # records that a page knows the order of
AHEAD = 6  # of which it has the first few at hand
LOG = 12  # rows of the log below the record

Text = Annotated[str, Form()]
Many = Annotated[list[str], Query()]


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    desk = Desk(state)
    routes.add_api_route("/review", desk.show, response_class=HTMLResponse)
    routes.add_api_route("/review/items", desk.items, response_class=HTMLResponse)
    routes.add_api_route("/review/log", desk.log, response_class=HTMLResponse)
    routes.add_api_route("/review/lessons.jsonl", desk.lessons)
    routes.add_api_route("/review/like", desk.like, response_class=HTMLResponse)
    for path, answer in (("name", desk.name), ("decide", desk.decide), ("fix", desk.fix), ("undo", desk.undo)):
        routes.add_api_route(f"/review/{path}", answer, methods=["POST"])
    routes.add_api_route("/review/like", desk.apply, methods=["POST"])
    return routes


class Desk:
    """The answers. A browser with scripts asks for JSON and has the next record at hand; others are sent on."""

    def __init__(self, state: State) -> None:
        self.state = state

    # Reading

    def show(self, queue: str = "", event: str = "", again: bool = False, done: int = 0, name: Name = "") -> Response:
        """The page: a record, and the order of those that wait."""
        with self.state.store() as store:
            order = waiting(store, Asked.parse(queue), limit=AT_ONCE, again=again)
            ids = [one.event for one in order]
            first = [event] if event else []
            here = list(items(store, [*first, *(id_ for id_ in ids if id_ != event)][:AHEAD], order))
            about = {"progress": progress(store, Asked.parse(queue)), "log": latest(store.connection, LOG)}
        about |= {"items": here, "ids": ids, "queue": queue, "again": again, "done": done, "by": called(name)}
        return self._page("review.html", **about)

    def items(self, ids: Many, name: Name = "", queue: str = "") -> Response:
        """Some records, for a page that wants them at hand."""
        with self.state.store() as store:
            here = list(items(store, ids[:AHEAD]))
        return self._page("items.html", items=here, by=called(name), queue=queue)

    def log(self) -> Response:
        """Everything that anybody has found, newest first."""
        with self.state.store() as store:
            rows = history(store.connection)[::-1]
        return self._page("review-log.html", log=rows)

    def lessons(self) -> Response:
        """What was decided, as `dateline train --gold` reads it."""
        with self.state.store() as store:
            told = b"".join(msgspec.json.encode(story) + b"\n" for story in lessons(store))
        headers = {"content-disposition": 'attachment; filename="lessons.jsonl"'}
        return Response(told, media_type="application/x-ndjson", headers=headers)

    def like(self, review: int, queue: str = "", name: Name = "") -> Response:
        """The records of the same pattern as one that was decided, to be looked through before anything is done."""
        with self.state.store() as store:
            done = found(store.connection, review)
            alike = list(like(store, done, author(self.state, name)))
        told = [(one.hit, sentence(one.hit), one.review) for one in alike]
        return self._page("like.html", review=done, alike=told, queue=queue, by=called(name))

    # Writing

    def name(self, by: Text, queue: Text = "") -> Response:
        """Remember who reviews in this browser."""
        answer = _on(queue)
        remember(answer, by)
        return answer

    def decide(
        self, request: Request, *, event: Text, verdict: Text, queue: Text = "", reason: Text = "", name: Name = ""
    ) -> Response:
        """Accept, reject or doubt a record."""
        with self.state.store() as store:
            (row,) = self._write([decision(store.hit(event).event, verdict, author(self.state, name), reason)])
        return _answer(request, queue, {"review": row.id}, done=row.id)

    def fix(
        self,
        request: Request,
        *,
        event: Text,
        field: Text,
        words: Text = "",
        queue: Text = "",
        reason: Text = "",
        name: Name = "",
    ) -> Response:
        """Put one slot right; the record stays on the screen."""
        with self.state.store() as store:
            hit = store.hit(event)
            records = of_document(store.connection, hit.document.id)
            before = next(one.event for one in records if one.machine.id == event)
            after = read(before, hit.document.text, slot(field), words, known(one.event for one in records))
            if after == before:
                return _answer(request, queue, {"review": 0}, event=event)
            (row,) = self._write([fix(before, after, field, author(self.state, name), reason)])
        return _answer(request, queue, {"review": row.id}, event=event, done=row.id)

    def undo(self, request: Request, queue: Text = "", name: Name = "") -> Response:
        """Take back this person's last act; the record that it was about comes up again."""
        with log(self.state.folder) as connection:
            undone = undo(connection, author(self.state, name))
        events = list(dict.fromkeys(review.event for review in undone if review.verdict != "add"))
        return _answer(request, queue, {"events": events}, event=events[0] if events else "")

    def apply(
        self, review: Annotated[int, Form()], event: Annotated[list[str], Form()], queue: Text = "", name: Name = ""
    ) -> Response:
        """Do to the records that were ticked what was done to one of their pattern; one undo takes all of it back."""
        with self.state.store() as store:
            done = found(store.connection, review)
            ticked = set(event)
            rows = [one.review for one in like(store, done, author(self.state, name)) if one.hit.event.id in ticked]
        self._write(rows)
        return _on(queue)

    def _write(self, rows: Sequence[Review]) -> list[Review]:
        with log(self.state.folder) as connection:
            return append(connection, rows)

    def _page(self, template: str, **about: Any) -> Response:
        lists: dict[str, Any] = {
            "kinds": [f"{t}/{m}" if m else t for t, m in plover().kinds],
            "statuses": get_args(Status),
        }
        return self.state.page(template, screen="review", **lists, **about)


def _answer(request: Request, queue: str, told: dict[str, Any], **on: Any) -> Response:
    return JSONResponse(told) if request.headers.get("accept") == "application/json" else _on(queue, **on)


def _on(queue: str, **on: Any) -> RedirectResponse:
    asked = {"queue": queue} | on
    kept = {key: value for key, value in asked.items() if value}
    return RedirectResponse("/review" + (f"?{urlencode(kept)}" if kept else ""), 303)
