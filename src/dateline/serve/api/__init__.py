"""The JSON API, /api/v1: the questions of the screens, for programs."""

from __future__ import annotations

from fastapi import APIRouter

from dateline.serve.api import about, formats, panels, records, saved_views
from dateline.serve.state import State

PREFIX = "/api/v1"


def router(state: State) -> APIRouter:
    """The routes of all resources."""
    routes = APIRouter(prefix=PREFIX, tags=["Dateline"], responses=formats.MISTAKES)
    for part in (records, panels, saved_views, about):
        routes.include_router(part.router(state))
    return routes
