"""The pages, one module each with `router(state)`."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from dateline.serve.pages import actor, briefing, data, explore, inbox, incident, reader, review
from dateline.serve.state import State

PAGES = (explore, inbox, briefing, incident, reader, review, actor, data)


def routers(state: State) -> Iterator[APIRouter]:
    """The routes of every page."""
    yield from (page.router(state) for page in PAGES)
