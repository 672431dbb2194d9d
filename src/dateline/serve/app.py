"""The application: pages, API and static files of one store, behind the guard."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from dateline._version import __version__
from dateline.errors import DatelineError, MissingExtraError
from dateline.serve import api
from dateline.serve.pages import routers
from dateline.serve.security import Guard, Rules
from dateline.serve.state import Clock, Shelf, State, templates

API = "/api/"
_STATUS = {2: 400, 3: 404, 4: 422, 5: 503}  # HTTP's word for an exit code
_TITLES = {400: "This cannot be asked", 404: "Not found", 501: "Not possible here", 503: "The store is busy"}


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(store_folder: str | Path, *, token: str | None = None, clock: Clock = _now, key: str = "") -> FastAPI:
    """The application that serves a store's folder.

    Args:
        store_folder: where the store is; it is opened for each request, so a build may go on beside.
        token: what every request must bring; None or "" answers anybody, on this machine's names only.
        clock: tells the time of corrections.
        key: what a page must bring to write; default: a new random one.
    """
    folder = Path(store_folder).absolute()
    state = State(folder, clock, key or secrets.token_urlsafe(24), templates(), Shelf(folder))
    app = FastAPI(
        title="Dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.shelf = state.shelf
    app.mount("/static", StaticFiles(packages=[("dateline.serve", "static")]), name="static")
    for router in routers(state):
        app.include_router(router)
    app.include_router(api.router(state))
    app.add_middleware(Guard, rules=Rules(token or "", state.key))
    _tell_errors(app, state)
    return app


def load(app: FastAPI) -> None:
    """Load what screens count before anybody asks; what is wrong with it is told to whoever does."""
    with suppress(DatelineError):
        app.state.shelf.current()


def _tell_errors(app: FastAPI, state: State) -> None:
    async def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, DatelineError)
        status = 501 if isinstance(error, MissingExtraError) else _STATUS.get(error.exit_code, 500)
        return _error(state, request, status, error.what, error.hint)

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _error(state, request, error.status_code, str(error.detail), "")

    app.add_exception_handler(DatelineError, told)
    app.add_exception_handler(HTTPException, refused)


def _error(state: State, request: Request, status: int, what: str, hint: str) -> Response:
    """One clear sentence, as JSON to programs and as a page to people."""
    if request.url.path.startswith(API) or request.headers.get("accept") == "application/json":
        return JSONResponse({"error": what, "hint": hint}, status)
    title = _TITLES.get(status, "Something went wrong")
    return state.page("error.html", screen="", status=status, title=title, what=what, hint=hint)
