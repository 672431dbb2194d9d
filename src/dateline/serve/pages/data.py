"""Data and runs: what was read, what could not be, in which runs, and in which versions it can be cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dateline.model import Issue
from dateline.ontology import plover
from dateline.serve.state import State
from dateline.store import RunRow
from dateline.store.versions import generations

_ISSUES = 500
_HASHES = "made_by data "
_QUIET_DAYS = 30  # between two articles of a source: a gap worth telling


class Run(msgspec.Struct, frozen=True):
    """One build, with what its manifest says in plain pairs."""

    row: RunRow
    told: tuple[tuple[str, str], ...]


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/data", response_class=HTMLResponse)
    def data() -> HTMLResponse:
        analytic = state.analytic()
        with state.store() as store:
            issues, runs = list(store.issues()), store.runs()
        return state.page(
            "data.html",
            screen="data",
            sources=analytic.sources(_QUIET_DAYS),
            issues=_by_document(issues[:_ISSUES]),
            reasons=Counter(issue.reason for issue in issues).most_common(12),
            total=len(issues),
            runs=[Run(row, tuple(_told(row))) for row in reversed(runs)],
            versions=list(generations(state.folder)),
            current=analytic.generation,
        )

    @routes.get("/data/codebook", response_class=HTMLResponse)
    def codebook() -> HTMLResponse:
        definitions = state.definitions()
        books = {label.partition(".")[0] for label in definitions}
        own = {book: {k: v for k, v in definitions.items() if k.startswith(f"{book}.")} for book in sorted(books)}
        return state.page("codebook.html", screen="data", ontology=plover(), own=own)

    return routes


def _by_document(issues: Iterable[Issue]) -> list[tuple[str, list[Issue]]]:
    return [(where, list(held)) for where, held in groupby(issues, key=lambda issue: issue.document or issue.where)]


def _told(run: RunRow) -> Iterable[tuple[str, str]]:
    """The plain values of a manifest, nested ones by the path to them; hashes of data files are left to the file."""
    try:
        manifest = msgspec.json.decode(run.manifest)
    except msgspec.DecodeError:
        return ()
    return ((name, value) for name, value in _flat("", manifest) if value not in ("", "0") and _HASHES not in name)


def _flat(name: str, value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name} {key}".strip(), inner)
    elif isinstance(value, list):
        yield name, ", ".join(str(one) for one in value[:12]) + (" …" if len(value) > 12 else "")
    elif value is not None:
        yield name, str(value)
