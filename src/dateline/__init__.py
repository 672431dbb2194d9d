"""News reports into sourced event data: who did what to whom, where, when, and who says so.

import dateline

for event in dateline.extract("The army said on Monday that it had shelled the town.", published="2026-03-12"):
    print(event.type, event.trigger.text, [actor.text for actor in event.actors])
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from dateline._version import __version__

if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.model import Document, Event, Issue, Span
    from dateline.run.api import extract, pipe
    from dateline.store import Query
    from dateline.store import open_store as open  # noqa: A004 - `dateline.open`, like `gzip.open`

__all__ = [
    "DatelineError",
    "Document",
    "Event",
    "Issue",
    "Query",
    "Span",
    "__version__",
    "extract",
    "open",
    "pipe",
]

# Nothing is sent anywhere: from 1.29 on ONNX Runtime tells its makers of its use, unless this is set before it begins.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

# Loaded when first used (PEP 562), so that `import dateline` costs nothing.
_HOMES = {
    "DatelineError": ("dateline.errors", "DatelineError"),
    "Document": ("dateline.model", "Document"),
    "Event": ("dateline.model", "Event"),
    "Issue": ("dateline.model", "Issue"),
    "Query": ("dateline.store", "Query"),
    "Span": ("dateline.model", "Span"),
    "extract": ("dateline.run.api", "extract"),
    "open": ("dateline.store", "open_store"),
    "pipe": ("dateline.run.api", "pipe"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute '{name}'")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
