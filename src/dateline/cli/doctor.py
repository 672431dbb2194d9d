"""dateline doctor: whether this installation, and a store, are what they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from dateline.cli import options
from dateline.errors import DatelineError

SAMPLE = "Government troops shelled the town on Monday."

Check = Callable[[], Iterator[str]]


@click.command(short_help="Check the installation, and a store.")
@options.setting("store", type=click.Path(path_type=Path), metavar="DIR", help="A store to check too.")
@click.option(
    "--migrate", type=click.Path(path_type=Path), metavar="DIR", help="Bring an older store up to date, first."
)
def doctor(store: Path | None, migrate: Path | None) -> int:
    """Check the models, the data files and, if one is named, a store: one sentence for each finding.

    Ends with 1 if something is wrong.
    """
    if migrate:
        store = _migrated(migrate)
    checks: dict[str, Check] = {"libraries": _libraries, "language model": _model, "pipeline": _pipeline}
    if store:
        checks["store"] = lambda: _store(store)
        checks["generation"] = lambda: _generation(store)
    wrong = 0
    for name, check in checks.items():
        found = list(_found(check))
        wrong += len(found)
        for finding in found or ["in order."]:
            mark = click.style("wrong", fg="red") if found else click.style("ok", fg="green")
            click.echo(f"{mark}  {name}: {finding}")
    return int(wrong > 0)


def _migrated(folder: Path) -> Path:
    """Opening a store for writing makes what it lacks."""
    from dateline.errors import NotFoundError
    from dateline.store import Store
    from dateline.store.schema import FILE

    if not (folder / FILE).is_file():
        raise NotFoundError("there is no store here.", str(folder), "Give the folder of a store.")
    Store.open(folder, write=True).close()
    return folder


def _found(check: Check) -> Iterator[str]:
    try:
        yield from check()
    except DatelineError as error:
        yield str(error)


def _libraries() -> Iterator[str]:
    import sqlite3

    from dateline.run.provenance import provenance

    for name, version in provenance().libraries.items():
        if version == "absent":
            yield f"{name} is not installed: pip install {name}"
    if not sqlite3.connect(":memory:").execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]:
        yield "this Python's SQLite has no full-text search (FTS5): use another build of Python."


def _model() -> Iterator[str]:
    from dateline.parse.installed import model_path

    model_path()
    yield from ()


def _pipeline() -> Iterator[str]:
    """Load every stage with its data, and code a sentence that any coder must understand."""
    from dateline.model import Issue
    from dateline.read import from_text
    from dateline.run import Pipeline

    coded = Pipeline.load().code(from_text(SAMPLE, published="2024-08-13"))
    if isinstance(coded, Issue):
        yield str(coded)
    elif [event.type for event in coded.events] != ["ASSAULT"]:
        yield f"the sentence '{SAMPLE}' was not coded as one ASSAULT: install Dateline anew."


def _store(folder: Path) -> Iterator[str]:
    from dateline.store import Store
    from dateline.store.check import faults

    with Store.open(folder) as store:
        yield from faults(store)
        for run in store.runs()[-1:]:
            if run.state == "interrupted":
                yield f"run {run.id} of {run.started} was interrupted: run the same build again to finish it."
            elif run.state == "running":
                yield f"run {run.id} of {run.started} has not ended: it is at work, or was killed; then run it again."


def _generation(folder: Path) -> Iterator[str]:
    from dateline.store.generation import faults

    yield from faults(folder)
