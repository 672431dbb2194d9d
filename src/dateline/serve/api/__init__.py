"""The JSON API, /api/v1: the questions of the screens, for programs."""

from __future__ import annotations

from fastapi import APIRouter

from dateline.serve.api import about, panels, records
from dateline.serve.state import State

PREFIX = "/api/v1"


def router(state: State) -> APIRouter:
    """The routes of all resources."""
    routes = APIRouter(prefix=PREFIX, tags=["Dateline"])
    for part in (records, panels, about):
        routes.include_router(part.router(state))
    return routes
