"""What the store is made of: codebook, versions, changes of incidents."""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from dateline._version import __version__
from dateline.errors import NotFoundError
from dateline.ontology import plover
from dateline.serve.api import formats
from dateline.serve.state import State
from dateline.serve.words import MARKS
from dateline.store import generation
from dateline.store.incidents import changes as made
from dateline.store.versions import generations

_CHANGES = 1_000


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter()

    @routes.get("/codebook", summary="Types, modes, quad classes, contexts, sectors, standings, own categories")
    def codebook() -> Response:
        return formats.reply({"data": _codebook() | {"own": state.definitions()}})

    @routes.get("/versions", summary="Dateline, its coders, and the generations of the data")
    def versions() -> Response:
        found = generations(state.folder)
        now = generation.current(state.folder)
        return formats.reply(
            {"dateline": __version__, "current": now.number if now else None, "generations": list(found)}
        )

    @routes.get("/changes", summary="What became of incidents since: merged, split, grown, gone")
    def changes(since: str = "", cursor: int = 0) -> Response:
        with state.store() as store:
            if cursor < 0:
                raise NotFoundError(f"the cursor names no change: '{cursor}'.", "address", "Begin without a cursor.")
            found = list(islice(made(store), cursor, None))
        wanted = [change for change in found if change.at >= since]
        shown, more = wanted[:_CHANGES], len(wanted) > _CHANGES
        last = cursor + found.index(shown[-1]) + 1 if shown else cursor + len(found)
        following = f"/api/v1/changes?since={since}&cursor={last}" if more else None
        return formats.reply({"data": shown, "truncated": more, "next": following, "cursor": last})

    return routes


def _codebook() -> dict[str, Any]:
    ontology = plover()
    return {
        "types": [msgspec.structs.asdict(kind) for kind in ontology.kinds.values()],
        "contexts": ontology.contexts,
        "sectors": ontology.sectors,
        "standings": {name: mark.meaning for name, mark in MARKS.items()},
    }
